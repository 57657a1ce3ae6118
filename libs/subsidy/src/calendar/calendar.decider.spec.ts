import { COUNTY, given, official, outcome } from '../subsidy.fixture';
import { calendarDecider, type CalendarCommand } from './calendar.decider';

const health = official('gao', 'health', COUNTY);
const colleague = official('lin', 'health', COUNTY);
const approver = official('shen', 'finance-approver', COUNTY);

const table = (contentHash: string, documentNo = '国办发明电〔2027〕8号') => ({
  year: 2028,
  contentHash,
  title: '国务院办公厅关于2028年部分节假日安排的通知',
  documentNo,
  holidays: ['2028-01-01'],
  workdays: ['2028-01-08'],
});
const proposing = (contentHash: string, documentNo?: string): CalendarCommand => ({
  do: 'propose',
  table: table(contentHash, documentNo),
});
const confirming = (contentHash: string, year = 2028): CalendarCommand => ({ do: 'confirm', year, contentHash });
const proposed = given(calendarDecider).after(proposing('first'), health);
const confirmed = proposed.after(confirming('first'), approver);

describe('the holidays of a year', () => {
  it('are brought by the health commission or the operator, and kept with their notice', () => {
    expect(given(calendarDecider).when(proposing('first'), health)).toEqual([
      { type: 'HolidayTableProposed', data: table('first') },
    ]);
    expect(outcome(given(calendarDecider).when(proposing('first'), approver))).toBe('forbidden_role');
    expect(outcome(given(calendarDecider).when(proposing('first'), official('system', 'system', COUNTY)))).toEqual([
      'HolidayTableProposed',
    ]);
  });

  it('count for nothing until another person has confirmed them', () => {
    expect(proposed.state.confirmed).toEqual({});
    expect(outcome(proposed.when(confirming('first'), health))).toBe('proposal_own');
    expect(outcome(proposed.when(confirming('first'), official('jing', 'finance-maker', COUNTY)))).toBe('forbidden_role');
    expect(confirmed.state).toMatchObject({
      proposed: {},
      confirmed: { 2028: { contentHash: 'first', by: 'gao', confirmedBy: 'shen' } },
    });
  });

  it('are no event the second time, however the document’s number is typed', () => {
    expect(proposed.when(proposing('first', '国办发明电[2027]8号'), colleague)).toEqual([]);
    expect(confirmed.when(proposing('first'), health)).toEqual([]);
    expect(confirmed.when(confirming('first'), colleague)).toEqual([]);
  });

  it('can be corrected by a later notice, and even back again', () => {
    const corrected = confirmed
      .after(proposing('second', '国办发明电〔2028〕1号'), colleague)
      .after(confirming('second'), approver);
    expect(corrected.state.confirmed[2028]).toMatchObject({ contentHash: 'second', documentNo: '国办发明电〔2028〕1号' });
    const back = corrected.after(proposing('first'), health).after(confirming('first'), colleague);
    expect(back.state.confirmed[2028]).toMatchObject({ contentHash: 'first', confirmedBy: 'lin' });
  });

  it('are confirmed as the table of their own year, and only where somebody has proposed them', () => {
    expect(outcome(proposed.when(confirming('first', 2027), approver))).toBe('not_found');
    expect(outcome(proposed.when(confirming('never seen'), approver))).toBe('not_found');
  });
});
