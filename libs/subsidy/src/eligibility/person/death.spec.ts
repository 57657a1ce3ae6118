import { plainDate } from '@fenming/calendar';
import type { PersonId } from '../../decider';
import { COUNTY, given, official, outcome, TOWNSHIP, VILLAGE } from '../../subsidy.fixture';
import type { ProposeDeath } from './death';
import { personDecider } from './person.decider';

const personId = 'person-zhang' as PersonId;
const township = official('clerk-li', 'township', TOWNSHIP);
const health = official('officer-gao', 'health', COUNTY);
const reviewer = official('officer-liu', 'health', COUNTY);
const [CERTIFICATE, NEVER] = ['医死证〔2023〕27号', '县卫健〔2023〕19号'];
const proposing = (documentNo = ` ${CERTIFICATE} `, day = '2023-03-18'): ProposeDeath => ({
  do: 'propose-death',
  said: { personId, hold: 'h1', sealedDay: 'sealed', documentNo, source: '火化名单' },
  diedOn: plainDate(day),
  bornOn: plainDate('1951-01-11'),
});
const confirming = (documentNo = CERTIFICATE) => ({ do: 'confirm-death', documentNo }) as const;
const dropping = { do: 'drop-death', note: '同名同姓' } as const;
const withdrawing = { do: 'propose-death-withdrawal', said: { personId, documentNo: NEVER, reason: '同名' } } as const;
const registered = given(personDecider).after({ do: 'register', personId, sealedIdentity: 'sealed' }, health);
const proposed = registered.after(proposing(), township);
const dead = proposed.after(confirming(), health);

describe('a death', () => {
  it('is said by the township or the county, under a document, and nobody is dead yet', () => {
    expect(registered.when(proposing(), township)).toEqual([
      { type: 'DeathProposed', data: { ...proposing().said, documentNo: CERTIFICATE } },
    ]);
    expect(proposed.state.death).toBeUndefined();
    expect(outcome(registered.when(proposing(), official('clerk-wu', 'village', VILLAGE)))).toBe('forbidden_role');
    expect(outcome(registered.when(proposing(), { ...township, unconfirmed: true }))).toBe('account_unconfirmed');
    expect(outcome(registered.when(proposing(), { ...township, person: personId }))).toBe('own_case');
  });

  it.each([
    ['2099-01-01', 'day_not_reached'],
    ['1951-01-10', 'day_before_birth'],
    ['1899-12-31', 'day_before_birth'],
  ])('is not proposed for %s', (day, code) => {
    expect(outcome(registered.when(proposing(CERTIFICATE, day), township))).toBe(code);
  });

  it('is recorded by the signature of another person of the health commission, who names the document', () => {
    expect(outcome(registered.when(confirming(), health))).toBe('death_unknown');
    expect(outcome(proposed.when(confirming(), township))).toBe('forbidden_role');
    expect(outcome(proposed.when(confirming('另一份'), health))).toBe('death_document_differs');
    expect(outcome(proposed.when(confirming(), { ...health, person: personId }))).toBe('own_case');
    expect(outcome(registered.after(proposing(), health).when(confirming(), health))).toBe('proposal_own');
    expect(proposed.when(confirming('医死证[2023]27号'), health)).toEqual([
      { type: 'DeathRecorded', data: { personId, sealedDay: 'sealed', documentNo: CERTIFICATE, source: '火化名单' } },
    ]);
    expect(dead.state.death).toEqual({ sealedDay: 'sealed' });
  });

  it('is the same once more after a crash, and is recorded once', () => {
    expect(dead.when(confirming(), reviewer)).toEqual([]);
    expect(outcome(dead.when(confirming('另一份'), reviewer))).toBe('death_unknown');
    expect(outcome(dead.when(proposing('另一份'), township))).toBe('death_recorded');
  });

  it('waits alone, and is dropped by whoever said it or by the county', () => {
    expect(proposed.when(proposing('另一份'), health)).toEqual({ refused: 'death_waiting', detail: CERTIFICATE });
    expect(outcome(proposed.when(dropping, official('clerk-qi', 'township', TOWNSHIP)))).toBe('forbidden_role');
    expect(outcome(proposed.when(dropping, health))).toEqual(['DeathProposalDropped']);
    const dropped = proposed.after(dropping, township);
    expect(outcome(dropped.when(confirming(), health))).toBe('death_unknown');
    expect(outcome(dropped.when(dropping, township))).toBe('death_unknown');
    expect(outcome(dropped.when(proposing('另一份'), township))).toEqual(['DeathProposed']);
  });
});

describe('a death that never was', () => {
  it('is withdrawn by two people of the county under another document', () => {
    expect(outcome(registered.when(withdrawing, health))).toBe('death_unknown');
    expect(outcome(dead.when(withdrawing, township))).toBe('forbidden_role');
    const waiting = dead.after(withdrawing, health);
    expect(outcome(waiting.when(confirming(NEVER), health))).toBe('proposal_own');
    expect(waiting.when(confirming(NEVER), reviewer)).toEqual([{ type: 'DeathWithdrawn', data: withdrawing.said }]);
    const alive = waiting.after(confirming(NEVER), reviewer);
    expect(alive.state.death).toBeUndefined();
    expect(alive.when(confirming(NEVER), reviewer)).toEqual([]);
    expect(outcome(alive.when(proposing('另一份'), township))).toEqual(['DeathProposed']);
  });

  it('stays recorded where its withdrawal is dropped', () => {
    const kept = dead.after(withdrawing, health).after(dropping, reviewer);
    expect(kept.state.death).toBeDefined();
    expect(outcome(kept.when(withdrawing, health))).toEqual(['DeathWithdrawalProposed']);
  });
});
