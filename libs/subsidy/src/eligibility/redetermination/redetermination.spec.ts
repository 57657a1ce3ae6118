import { COUNTY, given, official, outcome } from '../../subsidy.fixture';
import type { AreaCode } from '@fenming/citizen';
import type { EnrolmentId } from '../../decider';
import type { CaseDecision } from '../../terms';
import { addChanged, changedHash, listsHash } from './changed-cases';
import { isKeptCase, redeterminationDecider, type RedeterminationCommand } from './redetermination.decider';
import type { CaseYear, ChangedCase, TownshipTotals } from './redetermination.events';

const health = official('gao', 'health', COUNTY);
const colleague = official('lin', 'health', COUNTY);
const approver = official('shen', 'finance-approver', COUNTY);
const engine = official('system', 'system', COUNTY);

const of = (run: number) => ({ programme: 'REWARD', area: COUNTY, run });
const caseOf = (number: number, rest: Partial<ChangedCase> = {}): ChangedCase => ({
  enrolmentId: `enrolment-${number}` as EnrolmentId,
  caseNumber: `REWARD-2023-1-${number}`,
  village: `${COUNTY}001001` as AreaCode,
  year: 2023,
  wasFen: '96000',
  becomesFen: '102000',
  ...rest,
});
const RAISED = [caseOf(1), caseOf(2)];
const LOWERED = caseOf(3, { becomesFen: '90000', person: 'lower' });
const listing = (cases: readonly ChangedCase[], run = 1, chunk = 1): RedeterminationCommand => ({
  do: 'list',
  ...of(run),
  chunk,
  cases,
});
const computing = (cases: readonly ChangedCase[], run = 1, rulesAt = 3): RedeterminationCommand => {
  const totals = new Map<string, TownshipTotals>();
  addChanged(totals, cases);
  const hash = listsHash(cases.length === 0 ? [] : [changedHash(cases)]);
  const chunks = cases.length === 0 ? 0 : 1;
  return {
    do: 'compute',
    computed: { ...of(run), rulesAt, looked: 10, unchanged: 10 - cases.length, chunks, totals: [...totals.values()], hash },
  };
};
const computed = (cases: readonly ChangedCase[]) => {
  const story = given(redeterminationDecider);
  return (cases.length === 0 ? story : story.after(listing(cases), engine)).after(computing(cases), engine);
};
const signing = (cases: readonly ChangedCase[]): RedeterminationCommand => ({
  do: 'sign',
  hash: listsHash([changedHash(cases)]),
});
const applying: RedeterminationCommand = { do: 'mark-applied', raised: 2, raisedFen: 12_000 as never, failed: 0 };
const yearsOf = (changed: ChangedCase | readonly ChangedCase[]): readonly CaseYear[] =>
  [changed].flat().map(({ enrolmentId, caseNumber, year }) => ({ enrolmentId, caseNumber, year }));
const SAID = { documentNo: '县卫健〔2023〕23号', reason: '逐例核实' };
const suggesting = (changed: ChangedCase | readonly ChangedCase[], decision: CaseDecision = 'kept') => ({
  do: 'propose-decisions' as const,
  proposed: { cases: yearsOf(changed), decision, ...SAID },
});
const deciding = (changed: ChangedCase | readonly ChangedCase[], decision: CaseDecision = 'kept') => ({
  do: 'decide-cases' as const,
  cases: yearsOf(changed),
  decision,
});
type Told = ReturnType<typeof computed>;
/** One person proposes it, another one decides. */
const decidedOf = (story: Told, changed: ChangedCase | readonly ChangedCase[], decision: CaseDecision = 'kept'): Told =>
  story.after(suggesting(changed, decision), health).after(deciding(changed, decision), colleague);

describe('what changed rules make of the determined cases', () => {
  it('is settled at once where nothing changes', () => {
    expect(computed([]).state).toMatchObject({ progress: { stage: 'applied' }, settledAt: 3 });
  });

  it('is written after two people have signed its totals, and settled then', () => {
    const signed = computed(RAISED).after(signing(RAISED), health);
    expect(signed.state).toMatchObject({ progress: { stage: 'signed' }, settledAt: -1 });
    const approved = signed.after(signing(RAISED), approver);
    expect(approved.state.progress).toMatchObject({ stage: 'approved', approver: 'shen' });
    expect(approved.when(signing(RAISED), approver)).toEqual([]);
    expect(approved.after(applying, health).state).toMatchObject({ progress: { stage: 'applied' }, settledAt: 3 });
  });

  it('is proposed by the health commission and approved by somebody else of it or of finance', () => {
    const story = computed(RAISED);
    expect(outcome(story.when(signing(RAISED), approver))).toBe('forbidden_role');
    const proposed = story.after(signing(RAISED), health);
    expect(outcome(proposed.when(signing(RAISED), health))).toBe('separation_of_duty');
    expect(outcome(proposed.when(signing(RAISED), official('jing', 'finance-maker', COUNTY)))).toBe('forbidden_role');
    expect(outcome(proposed.when(signing(RAISED), colleague))).toEqual(['RedeterminationSigned']);
  });

  it('is signed as it was listed, and not before anything was computed', () => {
    expect(outcome(computed(RAISED).when(signing([LOWERED]), health))).toBe('redetermination_changed');
    expect(outcome(given(redeterminationDecider).when(signing(RAISED), health))).toBe('redetermination_unknown');
    expect(outcome(computed([]).when(signing(RAISED), health))).toBe('redetermination_settled');
  });

  it('waits for two people where the machine may not decide: one proposes, another decides the same, once', () => {
    const story = computed([LOWERED]);
    expect(story.state).toMatchObject({ progress: { stage: 'applied' }, settledAt: -1 });
    expect(outcome(story.when(suggesting(LOWERED), approver))).toBe('forbidden_role');
    expect(outcome(story.when(suggesting(caseOf(1)), health))).toBe('case_not_waiting');
    expect(outcome(story.when(deciding(LOWERED), health))).toBe('decision_unknown');
    const proposed = story.after(suggesting(LOWERED), health);
    expect(proposed.state).toMatchObject({ settledAt: -1 });
    expect(outcome(proposed.when(deciding(LOWERED), health))).toBe('separation_of_duty');
    expect(outcome(proposed.when(deciding(LOWERED, 'determined'), colleague))).toBe('decision_unknown');
    expect(proposed.when(deciding(LOWERED), colleague)).toMatchObject([{ type: 'ChangedCasesDecided', data: { ...SAID } }]);
    const decided = proposed.after(deciding(LOWERED), colleague);
    expect(decided.state).toMatchObject({ settledAt: 3 });
    expect(outcome(decided.when(suggesting(LOWERED), health))).toBe('case_not_waiting');
  });

  it('is decided as it was proposed last, whoever proposed before', () => {
    const changed = computed([LOWERED]).after(suggesting(LOWERED), health).after(suggesting(LOWERED, 'determined'), colleague);
    expect(outcome(changed.when(deciding(LOWERED), colleague))).toBe('decision_unknown');
    expect(outcome(changed.when(deciding(LOWERED, 'determined'), colleague))).toBe('separation_of_duty');
    expect(outcome(changed.when(deciding(LOWERED, 'determined'), health))).toEqual(['ChangedCasesDecided']);
  });

  it('is proposed for a whole list of cases at once, or for none of them', () => {
    const waiting = [LOWERED, caseOf(4, { person: 'facts_missing' }), caseOf(5, { person: 'new_months' })];
    const story = computed(waiting);
    expect(outcome(story.when(suggesting([...waiting, caseOf(1)]), health))).toBe('case_not_waiting');
    expect(decidedOf(story, waiting).state.settledAt).toBe(3);
  });

  it('is one record for all that was proposed together', () => {
    const waiting = [LOWERED, caseOf(4, { person: 'facts_missing' }), caseOf(5, { person: 'new_months' })];
    const [first, ...others] = waiting;
    const both = computed(waiting)
      .after(suggesting(others), health)
      .after(
        {
          do: 'propose-decisions',
          proposed: { cases: yearsOf(first ?? []), decision: 'kept', documentNo: '县卫健〔2023〕24号', reason: '另案' },
        },
        health,
      );
    expect(both.when(deciding(waiting), colleague)).toMatchObject([
      { data: { cases: yearsOf(first ?? []), documentNo: '县卫健〔2023〕24号' } },
      { data: { cases: yearsOf(others), ...SAID } },
    ]);
  });

  it('stays as somebody decided to keep it until the rules change again, unless it is determined after all', () => {
    const kept = decidedOf(computed([LOWERED]), LOWERED);
    const rerun = kept.after(computing([], 2), engine);
    expect([isKeptCase(rerun.state, LOWERED, 3), isKeptCase(rerun.state, LOWERED, 5)]).toEqual([true, false]);
    expect(outcome(rerun.when(suggesting(LOWERED), health))).toBe('case_not_waiting');
    const determined = decidedOf(rerun, LOWERED, 'determined');
    expect(isKeptCase(determined.state, LOWERED, 3)).toBe(false);
    expect(outcome(determined.when(suggesting(LOWERED, 'determined'), health))).toBe('case_not_waiting');
  });

  it('is not settled while anything is left: a rise to be signed, a case to be decided, one that could not be written', () => {
    const both = [...RAISED, LOWERED];
    const story = computed(both);
    expect(decidedOf(story, LOWERED).state.settledAt).toBe(-1);
    const applied = story.after(signing(both), health).after(signing(both), colleague).after(applying, health);
    expect(applied.state.settledAt).toBe(-1);
    expect(decidedOf(applied, LOWERED).state.settledAt).toBe(3);
    const failed = computed(RAISED).after(signing(RAISED), health).after(signing(RAISED), colleague);
    expect(failed.after({ ...applying, failed: 1 } as RedeterminationCommand, health).state).toMatchObject({
      progress: { stage: 'approved' },
      settledAt: -1,
    });
  });

  it('is forgotten by the next run, signatures included, also where the run before was cut off', () => {
    const signed = computed([...RAISED, LOWERED]).after(signing([...RAISED, LOWERED]), health);
    const cutOff = signed.after(listing([LOWERED], 2), engine);
    expect(cutOff.state).toMatchObject({ run: 2, progress: { stage: 'begun' }, settledAt: -1 });
    const next = cutOff.after(listing(RAISED, 3), engine).after(computing(RAISED, 3, 5), engine);
    expect(next.state.waiting.size).toBe(0);
    expect(next.state.lists).toHaveLength(1);
  });

  it('adds up by year and township', () => {
    const elsewhere = caseOf(4, { village: `${COUNTY}002001` as AreaCode, becomesFen: '97000' });
    const totals = new Map<string, TownshipTotals>();
    addChanged(totals, [...RAISED, LOWERED, elsewhere]);
    expect([...totals.values()]).toEqual([
      { year: 2023, township: `${COUNTY}001`, raised: 2, raisedFen: '12000', forPerson: 1 },
      { year: 2023, township: `${COUNTY}002`, raised: 1, raisedFen: '1000', forPerson: 0 },
    ]);
  });
});
