import { plainDate } from '@fenming/calendar';
import type { EnrolmentId, PersonId } from '../../decider';
import { COUNTY, given, official, outcome, TOWNSHIP, VILLAGE } from '../../subsidy.fixture';
import type { NoteLeads } from './leads';
import { personDecider } from './person.decider';

const township = official('clerk-li', 'township', TOWNSHIP);
const health = official('officer-gao', 'health', COUNTY);
const reviewer = official('officer-liu', 'health', COUNTY);
const personId = 'person-zhang' as PersonId;
const lead = (id: string, about: 'fact' | 'death' = 'fact'): NoteLeads['opens'][number] => ({
  personId,
  lead: id,
  source: 'marriage',
  comparison: 'list of June',
  enrolmentId: 'enrolment-zhang' as EnrolmentId,
  caseNumber: 'REWARD-2023-1-00002',
  programme: 'REWARD',
  about,
  fact: 'marital',
  title: '婚姻状况',
  sealedLead: 'sealed',
});
const noting = (opens: NoteLeads['opens'], settles: readonly string[] = []): NoteLeads => ({ do: 'note-leads', opens, settles });
const making = (statement: string) =>
  ({
    do: 'make-statement',
    said: {
      personId,
      statement,
      fact: 'marital',
      title: '婚姻状况',
      kind: 'correction',
      sealedStatement: 'sealed',
      documentNo: '民〔2023〕7号',
      reason: '核实',
    },
  }) as const;
const stating = (...leads: readonly string[]) => ({ do: 'state-leads', leads, statement: 's1' }) as const;
const closing = (id: string) => ({ do: 'close-lead', lead: id, reason: '名单中是同名的另一人' }) as const;
const two = given(personDecider).after(noting([lead('l1'), lead('l2')]), health);
const stated = two.after(making('s1'), township).after(stating('l1'), township);

describe('a lead', () => {
  it('is opened by comparing, numbered over all that is said of the person, and once', () => {
    const decided = given(personDecider).when(noting([lead('l1'), lead('l2')]), health);
    expect(decided).toMatchObject([
      { type: 'LeadOpened', data: { lead: 'l1', number: 1 } },
      { type: 'LeadOpened', data: { lead: 'l2', number: 2 } },
    ]);
    expect(two.when(noting([lead('l1'), lead('l3')]), health)).toMatchObject([{ data: { lead: 'l3', number: 3 } }]);
    expect(outcome(two.when(noting([lead('l3')]), township))).toBe('forbidden_role');
  });

  it('leaves everything else as it was: no claim, no death, no statement', () => {
    const { leads: _leads, ...rest } = two.state;
    const { leads: _none, ...before } = given(personDecider).state;
    expect(rest).toEqual(before);
  });

  it('ends by a statement made from it, once another person has accepted that', () => {
    expect(stated.state.leads['l1']).toMatchObject({ state: 'stated', statement: 's1' });
    expect(stated.when(stating('l1'), township)).toEqual([]);
    const accepted = stated.when({ do: 'accept-statement', statement: 's1' }, health);
    expect(outcome(accepted)).toEqual(['StatementAccepted', 'LeadSettled']);
  });

  it('is open again when that statement is dropped', () => {
    const dropped = stated.after({ do: 'drop-statement', statement: 's1', reason: '材料不符' }, township);
    expect(dropped.state.leads['l1']).toMatchObject({ state: 'open' });
    expect(dropped.state.leads['l1']).not.toHaveProperty('statement');
  });

  it('ends with a statement or a death that says the same, made without it; one that says otherwise stays', () => {
    const accepting = { do: 'accept-statement', statement: 's1', settles: ['l2'] } as const;
    const settled = two.after(making('s1'), township).after(accepting, reviewer);
    expect([settled.state.leads['l1']?.state, settled.state.leads['l2']?.state]).toEqual(['open', 'settled']);
    const said = { personId, hold: 'h1', sealedDay: 'sealed', documentNo: '1号', source: '火化名单' };
    const dying = two.after({ do: 'propose-death', said, diedOn: plainDate('2023-03-18') }, township);
    const confirming = { do: 'confirm-death', documentNo: '1号', settles: ['l1'] } as const;
    expect(outcome(dying.when(confirming, health))).toEqual(['DeathRecorded', 'LeadSettled']);
  });

  it('is open again when the death is dropped that was proposed from it', () => {
    const said = { personId, hold: 'h1', sealedDay: 'sealed', documentNo: '1号', source: '火化名单' };
    const dying = two.after({ do: 'propose-death', said, diedOn: plainDate('2023-03-18') }, township);
    const stating = dying.after({ do: 'state-leads', leads: ['l1'], statement: 'h1' }, township);
    expect(stating.state.leads['l1']).toMatchObject({ state: 'stated' });
    expect(stating.after({ do: 'drop-death', note: '同名' }, township).state.leads['l1']).toMatchObject({ state: 'open' });
  });

  it('is closed with a reason by the township or the county, once', () => {
    expect(two.when(closing('l1'), township)).toEqual([
      { type: 'LeadClosed', data: { personId, lead: 'l1', reason: '名单中是同名的另一人' } },
    ]);
    expect(outcome(two.when(closing('l1'), official('clerk-wu', 'village', VILLAGE)))).toBe('forbidden_role');
    expect(outcome(two.when(closing('l9'), health))).toBe('lead_unknown');
    const closed = two.after(closing('l1'), health);
    expect(closed.when(closing('l1'), health)).toEqual({ refused: 'lead_ended', detail: 'closed' });
    expect(closed.when(stating('l1'), health)).toEqual({ refused: 'lead_ended', detail: 'closed' });
    expect(closed.when(noting([], ['l1', 'l2']), health)).toMatchObject([{ type: 'LeadSettled', data: { lead: 'l2' } }]);
  });
});
