import { PERSON_CAUSES, type CaseYear, type ChangedCase, type TownshipTotals } from '@fenming/subsidy';
import { key, type ShapesOf } from './eligibility-shapes';
import { amount, count, listOf, oneOf, optional, ordinal, record, text, year } from './shape';

const withdrawal = { personId: text, documentNo: text, reason: text };
const redetermination = { programme: text, area: text, run: ordinal };
const CASE_YEARS = listOf(record<CaseYear>({ enrolmentId: text, caseNumber: text, year }));
const changedCase = record<ChangedCase>({
  enrolmentId: text,
  caseNumber: text,
  village: text,
  year,
  wasFen: amount,
  becomesFen: amount,
  person: optional(oneOf(...PERSON_CAUSES)),
});
const townshipTotals = record<TownshipTotals>({ year, township: text, raised: count, raisedFen: amount, forPerson: count });

/** What changed rules make of the determined cases; and deaths that never were. */
export const REDETERMINATION = {
  DeathProposed: {
    title: { zh: '提出死亡登记', en: 'death proposed' },
    fields: { personId: text, hold: text, sealedDay: text, documentNo: text, source: text },
  },
  DeathProposalDropped: {
    title: { zh: '撤回死亡登记的提议', en: 'proposal about a death dropped' },
    fields: { personId: text, hold: optional(text), note: text },
  },
  DeathWithdrawalProposed: { title: { zh: '提出撤销死亡登记', en: 'withdrawal of a death proposed' }, fields: withdrawal },
  DeathWithdrawn: { title: { zh: '撤销死亡登记', en: 'death withdrawn' }, fields: withdrawal },
  ExitWithdrawn: {
    title: { zh: '撤销退出', en: 'exit withdrawn' },
    fields: { ...key, reason: text, year, documentNo: text, note: text },
  },
  RecoveryReduced: {
    title: { zh: '减少追回', en: 'recovery reduced' },
    fields: { ...key, recoveryId: text, year, amountFen: amount, reason: text },
  },
  ExcessNoted: {
    title: { zh: '登记多发不追回', en: 'excess noted that is not claimed' },
    fields: { ...key, year, leftFen: amount, undecidedFen: amount, reason: text },
  },
  ChangedCasesListed: {
    title: { zh: '列明重新核定的对象', en: 'cases listed for redetermination' },
    fields: { ...redetermination, chunk: ordinal, cases: listOf(changedCase) },
  },
  RedeterminationComputed: {
    title: { zh: '试算重新核定', en: 'redetermination computed' },
    fields: {
      ...redetermination,
      rulesAt: count,
      looked: count,
      unchanged: count,
      chunks: count,
      totals: listOf(townshipTotals),
      hash: text,
    },
  },
  RedeterminationSigned: {
    title: { zh: '签署重新核定', en: 'redetermination signed' },
    fields: { ...redetermination, hash: text, duty: oneOf('proposer', 'approver') },
  },
  RedeterminationApplied: {
    title: { zh: '办结重新核定', en: 'redetermination applied' },
    fields: { ...redetermination, raised: count, raisedFen: amount, failed: count },
  },
  CaseDecisionsProposed: {
    title: { zh: '提出逐例决定', en: 'decisions on cases proposed' },
    fields: {
      ...redetermination,
      cases: CASE_YEARS,
      decision: oneOf('determined', 'kept'),
      documentNo: text,
      reason: text,
    },
  },
  ChangedCasesDecided: {
    title: { zh: '逐例决定', en: 'cases decided' },
    fields: {
      ...redetermination,
      cases: CASE_YEARS,
      decision: oneOf('determined', 'kept'),
      documentNo: text,
      reason: text,
    },
  },
} satisfies ShapesOf<
  | 'ChangedCasesListed'
  | 'RedeterminationComputed'
  | 'RedeterminationSigned'
  | 'RedeterminationApplied'
  | 'CaseDecisionsProposed'
  | 'ChangedCasesDecided'
  | 'DeathProposed'
  | 'DeathProposalDropped'
  | 'DeathWithdrawalProposed'
  | 'DeathWithdrawn'
  | 'ExitWithdrawn'
  | 'RecoveryReduced'
  | 'ExcessNoted'
>;
