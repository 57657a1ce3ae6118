import { spoken } from '@fenming/language';
import type { ConditionOutcome } from '@fenming/programmes';
import type { CaseDecision, PaidFate, Proposal, RunState, VersionState } from '@fenming/subsidy';

/** How far a text of a programme has come. */
export const VERSION_STATES: Readonly<Record<VersionState, string>> = spoken<VersionState>({
  proposed: { zh: '待采用', en: 'to be adopted' },
  adopted: { zh: '已采用', en: 'adopted' },
  withdrawn: { zh: '已废止', en: 'withdrawn' },
});

/** What a condition came to by the facts. */
export const CONDITION_OUTCOMES: Readonly<Record<ConditionOutcome['outcome'], string>> = spoken<ConditionOutcome['outcome']>({
  met: { zh: '符合', en: 'met' },
  not_met: { zh: '不符合', en: 'not met' },
  unclear: { zh: '不清楚', en: 'unclear' },
});

/** What the rules say of somebody by the facts at hand. */
export const EXPECTED: Readonly<Record<Proposal['verdict'], string>> = spoken<Proposal['verdict']>({
  eligible: { zh: '仍符合', en: 'eligible' },
  ineligible: { zh: '不再符合', en: 'not eligible any more' },
  unknown: { zh: '不明', en: 'unknown' },
});

/** What becomes of the money that was paid by rules which are withdrawn. */
export const PAID_FATES: Readonly<Record<PaidFate, string>> = spoken<PaidFate>({
  stays: { zh: '不追回', en: 'is not claimed' },
  goes_back: { zh: '追回', en: 'is recovered' },
});

/** How far a run of a redetermination has come. What a person decides has nothing to wait for there, and may still wait at its end. */
export const RUN_STATES: Readonly<Record<RunState, string>> = spoken<RunState>({
  computed: { zh: '已试算，待一人签字', en: 'computed, to be signed by one person' },
  signed: { zh: '已由一人签字，待另一人签字', en: 'signed by one person, to be signed by another' },
  approved: { zh: '已签字，正在写入增加的金额', en: 'signed, the rises are being written' },
  applied: { zh: '增加的金额已写入', en: 'the rises are written' },
});

/** What a person decides of a case that changed rules would change. */
export const CASE_DECISIONS: Readonly<Record<CaseDecision, string>> = spoken<CaseDecision>({
  determined: { zh: '按现行规则核定', en: 'determined by the rules now' },
  kept: { zh: '不调整', en: 'kept' },
});
