import type { AreaCode } from '@fenming/citizen';
import { derivedId, streams, type LeadState, type PersonId } from '@fenming/subsidy';
import { apply, type Case } from '../histories/cases.fixture';
import { given } from '../histories/given.fixture';
import { Recorder } from '../histories/recorder.fixture';

const COUNTY = '991001' as AreaCode;
const YEAR = { programme: 'FIRST_AID', year: 2023 };
const personOf = ({ programme }: Case, row: number): PersonId => derivedId('person', programme, row) as PersonId;

/** Two cases of two townships, with two leads and one. */
const opened = () => {
  const to = new Recorder();
  const cases = [1, 4].map((row) => ({ row, one: apply(to, YEAR, row) }));
  const open = (index: number, number: number, source = 'deaths'): void => {
    const found = cases[index];
    if (found === undefined) throw new Error('there are two cases');
    const { enrolmentId, caseNumber, programme } = found.one;
    const personId = personOf(found.one, found.row);
    const about = { about: 'death', fact: 'death', title: '死亡日期' } as const;
    const lead = {
      personId,
      lead: `lead ${index} ${number}`,
      number,
      source,
      comparison: 'list',
      enrolmentId,
      caseNumber,
      programme,
    };
    to.record(streams.person(personId), { type: 'LeadOpened', data: { ...lead, ...about, sealedLead: 'sealed' } });
  };
  open(0, 1);
  open(0, 2, 'marriage');
  open(1, 1);
  return { to, cases };
};
type Asked = {
  readonly area?: AreaCode;
  readonly hidden?: readonly string[];
  readonly state?: LeadState;
  readonly source?: string;
};
const namesIn = (to: Recorder, asked: Asked = {}): readonly string[] =>
  given(to)
    .leads({ area: COUNTY, hidden: [], state: 'open', limit: 10, ...asked })
    .data.map(({ lead_id }) => lead_id);

describe('leads', () => {
  it('are listed by case and number, of an area, of a source, and of no programme that is hidden', () => {
    const { to, cases } = opened();
    expect(namesIn(to)).toEqual(['lead 0 1', 'lead 0 2', 'lead 1 1']);
    const [, { one }] = cases as [unknown, { one: Case }];
    expect(namesIn(to, { area: one.village })).toEqual(['lead 1 1']);
    expect(namesIn(to, { source: 'marriage' })).toEqual(['lead 0 2']);
    expect(namesIn(to, { hidden: ['FIRST_AID'] })).toEqual([]);
  });

  it('go on from page to page', () => {
    const views = given(opened().to);
    const asked = { area: COUNTY, hidden: [], state: 'open', limit: 2 } as const;
    const first = views.leads(asked);
    expect([first.data.length, first.has_more]).toEqual([2, true]);
    const second = views.leads({ ...asked, ...(first.next_cursor === null ? {} : { cursor: first.next_cursor }) });
    expect(second).toMatchObject({ data: [{ lead_id: 'lead 1 1' }], has_more: false });
  });

  it('say what became of them: stated, open again with the statement dropped, settled, closed with a reason', () => {
    const { to, cases } = opened();
    const [{ one, row }] = cases as [{ one: Case; row: number }];
    const personId = personOf(one, row);
    const record = (event: Parameters<Recorder['record']>[1]): void => to.record(streams.person(personId), event);
    record({ type: 'LeadStated', data: { personId, lead: 'lead 0 1', statement: 's1' } });
    expect([namesIn(to, { state: 'stated' }), given(to).leadKnown('lead 0 1')]).toMatchObject([
      ['lead 0 1'],
      { statement_id: 's1' },
    ]);
    record({ type: 'StatementDropped', data: { personId, statement: 's1', reason: '材料不符' } });
    expect(given(to).leadKnown('lead 0 1')).toMatchObject({ state: 'open', statement_id: null });
    record({ type: 'LeadSettled', data: { personId, lead: 'lead 0 1' } });
    record({ type: 'LeadClosed', data: { personId, lead: 'lead 0 2', reason: '同名的另一人' } });
    expect(given(to).leadKnown('lead 0 1')).toMatchObject({ state: 'settled', reason: null, ended_by: 'clerk' });
    expect(given(to).leadKnown('lead 0 2')).toMatchObject({ state: 'closed', reason: '同名的另一人' });
    expect(namesIn(to)).toEqual(['lead 1 1']);
  });
});
