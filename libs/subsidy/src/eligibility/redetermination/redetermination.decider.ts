import { documentNumber, type AreaCode } from '@fenming/citizen';
import { fenText, type Fen } from '@fenming/money';
import { refuse, unreachable, type ActorId, type Asked, type Decider, type Decision, type Refusal } from '../../decider';
import { firstRefusal, permit } from '../../permission';
import type { RedeterminationCode } from './redetermination.refusals';
import type { CaseDecision } from '../../terms';
import { changedKey } from './changed-cases';
import type {
  CaseDecisionsProposed,
  CaseYear,
  ChangedCase,
  ChangedCasesListed,
  RedeterminationComputed,
  RedeterminationEvent,
} from './redetermination.events';

/** A chunk event stays below 512 KiB. */
export const CASES_PER_CHUNK = 1000;

type Computed = RedeterminationComputed['data'];
type Of = Pick<Computed, 'programme' | 'area' | 'run'>;
/** What one person proposes for some cases. */
export type ProposedDecisions = Omit<CaseDecisionsProposed['data'], keyof Of>;
/** The second person's decision on changed cases. */
export type CasesDecided = { readonly cases: readonly CaseYear[]; readonly decision: CaseDecision };
type ProposedDecision = Pick<ProposedDecisions, 'decision' | 'documentNo' | 'reason'> & { readonly by: ActorId };
/**
 * How far the last run has come. `proposedAt`: the revision of the first signature, for the engine writes the cases in its name. `applied`:
 * nothing that rises waits for signatures or to be written any more.
 */
export type RunProgress =
  | { readonly stage: 'begun' }
  | { readonly stage: 'computed'; readonly computed: Computed }
  | { readonly stage: 'signed'; readonly computed: Computed; readonly proposer: ActorId; readonly proposedAt: number }
  | {
      readonly stage: 'approved';
      readonly computed: Computed;
      readonly proposer: ActorId;
      readonly proposedAt: number;
      readonly approver: ActorId;
    }
  | { readonly stage: 'applied'; readonly computed: Computed };
/**
 * A programme's determined cases under changed rules, each by `changedKey`. `waiting`: a person must decide them; `kept`: somebody decided
 * to leave them as they are, at which revision of the rules.
 */
export type RedeterminationState = {
  /** How many events the stream has: the next one's revision. */
  readonly events: number;
  /** The last run that was begun, 0 before the first, and the revisions of its lists. */
  readonly run: number;
  readonly lists: readonly number[];
  readonly progress: RunProgress;
  /** The revision of the rules that every case has been determined by, or signed for; -1 before any. */
  readonly settledAt: number;
  readonly waiting: ReadonlySet<string>;
  /** What somebody has proposed for a case, and nobody has decided yet. */
  readonly proposals: ReadonlyMap<string, ProposedDecision>;
  readonly kept: ReadonlyMap<string, number>;
};

export type RedeterminationCommand =
  | ({ readonly do: 'list'; readonly chunk: number; readonly cases: readonly ChangedCase[] } & Of)
  | { readonly do: 'compute'; readonly computed: Computed }
  | { readonly do: 'sign'; readonly hash: string }
  | { readonly do: 'mark-applied'; readonly raised: number; readonly raisedFen: Fen; readonly failed: number }
  /** All or none. */
  | { readonly do: 'propose-decisions'; readonly proposed: ProposedDecisions }
  | ({ readonly do: 'decide-cases' } & CasesDecided);

const NOTHING_YET: RedeterminationState = {
  events: 0,
  run: 0,
  lists: [],
  progress: { stage: 'begun' },
  settledAt: -1,
  waiting: new Set(),
  proposals: new Map(),
  kept: new Map(),
};

/** What the last run has computed; undefined before. */
export const computedIn = ({ progress }: RedeterminationState): Computed | undefined =>
  progress.stage === 'begun' ? undefined : progress.computed;

/** Whether the decision on a case is still to be made, or may be made otherwise: what was kept may be determined after all. */
export const isOpenCase = ({ waiting, kept }: RedeterminationState, key: string, decision: CaseDecision): boolean =>
  waiting.has(key) || (decision === 'determined' && kept.has(key));
/** A case that somebody decided to keep is not asked about again before the rules change again. */
export const isKeptCase = ({ kept }: RedeterminationState, changed: ChangedCase, rulesAt: number): boolean =>
  kept.get(changedKey(changed)) === rulesAt;

/** The state once a run has nothing left to do: the rules that it looked at have reached every case. */
const settled = (state: RedeterminationState): RedeterminationState =>
  state.progress.stage === 'applied' && state.waiting.size === 0
    ? { ...state, settledAt: state.progress.computed.rulesAt }
    : state;

/** A new run forgets what the one before left open: it has looked at everybody again. */
const listed = (state: RedeterminationState, { run, cases }: ChangedCasesListed['data']): RedeterminationState => {
  const { events, settledAt, kept } = state;
  const before = run === state.run && state.progress.stage === 'begun' ? state : { ...NOTHING_YET, events, settledAt, kept };
  const waiting = new Set(before.waiting);
  for (const changed of cases) if (changed.person !== undefined) waiting.add(changedKey(changed));
  return { ...before, run, lists: [...before.lists, events], waiting };
};

const computed = (state: RedeterminationState, data: Computed): RedeterminationState => {
  const { events, settledAt, kept } = state;
  const before = data.chunks === 0 ? { ...NOTHING_YET, events, settledAt, kept } : state;
  const raises = data.totals.some(({ raised }) => raised > 0);
  return settled({ ...before, run: data.run, progress: { stage: raises ? 'computed' : 'applied', computed: data } });
};

/** A signature that stands where none can says nothing more. */
const signedBy = ({ progress, events }: RedeterminationState, by: ActorId): RunProgress => {
  if (progress.stage === 'computed') return { ...progress, stage: 'signed', proposer: by, proposedAt: events };
  return progress.stage === 'signed' ? { ...progress, stage: 'approved', approver: by } : progress;
};

/** Cases that could not be written are left to the next run. */
const appliedIn = ({ progress }: RedeterminationState, failed: number): RunProgress =>
  progress.stage === 'begun' || failed > 0 ? progress : { stage: 'applied', computed: progress.computed };

const evolved = (state: RedeterminationState, event: RedeterminationEvent, by: ActorId): RedeterminationState => {
  switch (event.type) {
    case 'ChangedCasesListed':
      return listed(state, event.data);
    case 'RedeterminationComputed':
      return computed(state, event.data);
    case 'RedeterminationSigned':
      return { ...state, progress: signedBy(state, by) };
    case 'RedeterminationApplied':
      return settled({ ...state, progress: appliedIn(state, event.data.failed) });
    case 'CaseDecisionsProposed': {
      const { cases, decision, documentNo, reason } = event.data;
      const proposals = new Map(state.proposals);
      const together = { decision, documentNo, reason, by };
      for (const one of cases) proposals.set(changedKey(one), together);
      return { ...state, proposals };
    }
    case 'ChangedCasesDecided': {
      const computed = computedIn(state);
      const [waiting, kept, proposals] = [new Set(state.waiting), new Map(state.kept), new Map(state.proposals)];
      for (const key of event.data.cases.map(changedKey)) {
        waiting.delete(key);
        proposals.delete(key);
        if (event.data.decision === 'determined') kept.delete(key);
        else if (computed !== undefined) kept.set(key, computed.rulesAt);
      }
      return settled({ ...state, waiting, kept, proposals });
    }
    default:
      return unreachable(event);
  }
};

const evolve = (state: RedeterminationState, event: RedeterminationEvent, by: ActorId): RedeterminationState => ({
  ...evolved(state, event, by),
  events: state.events + 1,
});

/** The health commission proposes the totals, another person of it or of the finance bureau approves them. */
const mayApprove = (proposer: ActorId, area: AreaCode, asked: Asked): Refusal<RedeterminationCode> | undefined =>
  firstRefusal(
    permit(asked, ['health', 'finance-approver'], area),
    proposer === asked.by ? refuse('separation_of_duty') : undefined,
  );

const sign = (
  { progress }: RedeterminationState,
  hash: string,
  asked: Asked,
): Decision<RedeterminationEvent, RedeterminationCode> => {
  if (progress.stage === 'begun') return refuse('redetermination_unknown');
  if (progress.stage === 'applied') return refuse('redetermination_settled');
  const { programme, area, run, hash: listedHash } = progress.computed;
  if (listedHash !== hash) return permit(asked, ['health', 'finance-approver'], area) ?? refuse('redetermination_changed');
  if (progress.stage === 'approved') return [];
  const isFirst = progress.stage === 'computed';
  const barred = isFirst ? permit(asked, 'health', area) : mayApprove(progress.proposer, area, asked);
  const duty = isFirst ? 'proposer' : 'approver';
  return barred ?? [{ type: 'RedeterminationSigned', data: { programme, area, run, hash, duty } }];
};

const proposeDecisions = (
  state: RedeterminationState,
  proposed: ProposedDecisions,
  asked: Asked,
): Decision<RedeterminationEvent, RedeterminationCode> => {
  const found = computedIn(state);
  if (found === undefined) return refuse('redetermination_unknown');
  const { programme, area, run } = found;
  const barred = permit(asked, 'health', area);
  if (barred !== undefined) return barred;
  const unlisted = proposed.cases.find((one) => !isOpenCase(state, changedKey(one), proposed.decision));
  if (unlisted !== undefined) return refuse('case_not_waiting', unlisted.caseNumber);
  const data = { programme, area, run, ...proposed, documentNo: documentNumber(proposed.documentNo) };
  return [{ type: 'CaseDecisionsProposed', data }];
};

/** Why nobody, or this person, may decide a case so: another person has to have proposed the same. */
export const mayDecide = (
  { proposals }: RedeterminationState,
  one: CaseYear,
  { decision, by }: { readonly decision: CaseDecision } & Pick<Asked, 'by'>,
): Refusal<RedeterminationCode> | undefined => {
  const proposal = proposals.get(changedKey(one));
  if (proposal === undefined || proposal.decision !== decision) return refuse('decision_unknown', one.caseNumber);
  return proposal.by === by ? refuse('separation_of_duty') : undefined;
};

/** One event for all cases that were proposed together. */
const decideCases = (
  state: RedeterminationState,
  { cases, decision }: CasesDecided,
  asked: Asked,
): Decision<RedeterminationEvent, RedeterminationCode> => {
  const found = computedIn(state);
  if (found === undefined) return refuse('redetermination_unknown');
  const { programme, area, run } = found;
  const refusal = firstRefusal(
    permit(asked, 'health', area),
    ...cases.map((one) => mayDecide(state, one, { decision, by: asked.by })),
  );
  if (refusal !== undefined) return refusal;
  const together = new Map<ProposedDecision, CaseYear[]>();
  for (const one of cases) {
    const proposal = state.proposals.get(changedKey(one));
    if (proposal !== undefined) together.set(proposal, [...(together.get(proposal) ?? []), one]);
  }
  return [...together].map(([{ documentNo, reason }, ones]) => ({
    type: 'ChangedCasesDecided',
    data: { programme, area, run, cases: ones, decision, documentNo, reason },
  }));
};

/**
 * What becomes of the determined cases of a programme when its rules have changed: computed first, signed in its totals by two people,
 * then written into the cases. What the machine may not decide waits for people, case by case: one proposes, another decides.
 */
export const redeterminationDecider: Decider<
  RedeterminationState,
  RedeterminationCommand,
  RedeterminationEvent,
  RedeterminationCode
> = {
  initial: NOTHING_YET,
  evolve,
  decide: (state, command, asked) => {
    switch (command.do) {
      case 'list': {
        const { programme, area, run, chunk, cases } = command;
        return [{ type: 'ChangedCasesListed', data: { programme, area, run, chunk, cases } }];
      }
      case 'compute':
        return [{ type: 'RedeterminationComputed', data: command.computed }];
      case 'sign':
        return sign(state, command.hash, asked);
      case 'mark-applied': {
        const { progress } = state;
        if (progress.stage === 'begun' || progress.stage === 'applied') return [];
        const { programme, area, run } = progress.computed;
        const { raised, raisedFen, failed } = command;
        const data = { programme, area, run, raised, raisedFen: fenText(raisedFen), failed };
        return [{ type: 'RedeterminationApplied', data }];
      }
      case 'decide-cases':
        return decideCases(state, command, asked);
      case 'propose-decisions':
        return proposeDecisions(state, command.proposed, asked);
      default:
        return unreachable(command);
    }
  },
};
