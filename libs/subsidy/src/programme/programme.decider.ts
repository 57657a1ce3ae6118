import { dateOf } from '@fenming/calendar';
import { documentNumber } from '@fenming/citizen';
import { refuse, unreachable, type ActorId, type Asked, type Decider, type Decision, type Refusal, type Role } from '../decider';
import type { ProgrammeCode } from './programme.refusals';
import { confirmedOnly, firstRefusal, forbiddenRole } from '../permission';
import type { AdoptedVersion } from './governing';
import { compareDocuments } from './governing';
import type { ProgrammeEvent, ProgrammeProposed, VersionSaid, WithdrawalSaid } from './programme.events';

export type ProposedVersion = ProgrammeProposed['data'] & { readonly by: ActorId };
export type ProgrammeState = {
  /** How many events the stream has: the next one's revision. */
  readonly events: number;
  /** By content hash; the newest proposal of a text replaces an earlier one. */
  readonly proposed: Readonly<Record<string, ProposedVersion>>;
  /** In the order of adoption. */
  readonly adopted: readonly AdoptedVersion[];
  /** Withdrawals that wait for a second person, by content hash. */
  readonly withdrawals: Readonly<Record<string, WithdrawalSaid & { readonly by: ActorId }>>;
};
/** The text has been read and checked by the caller: a malformed one never gets here. */
export type WithdrawalTerms = Pick<WithdrawalSaid, 'contentHash' | 'documentNo' | 'paid'>;

export type ProgrammeCommand =
  | { readonly do: 'propose'; readonly version: ProgrammeProposed['data'] }
  | { readonly do: 'adopt'; readonly contentHash: string }
  | { readonly do: 'propose-withdrawal'; readonly withdrawal: WithdrawalSaid }
  /** Names what it confirms: the document, and what becomes of what was paid. */
  | { readonly do: 'withdraw'; readonly terms: WithdrawalTerms };

const PROPOSERS: readonly Role[] = ['health', 'system'];
const ADOPTERS: readonly Role[] = ['health', 'finance-approver'];

const permitted = (roles: readonly Role[], asked: Asked): Refusal<ProgrammeCode> | undefined =>
  roles.includes(asked.role) ? confirmedOnly(asked) : forbiddenRole(roles);

const dated = (documentDate: string, asked: Asked): Refusal<ProgrammeCode> | undefined =>
  documentDate > dateOf(asked.at) ? refuse('document_in_future', documentDate) : undefined;

const overlap = (a: VersionSaid, b: VersionSaid): boolean =>
  a.effectiveFrom <= (b.effectiveTo ?? '9999-12-31') && b.effectiveFrom <= (a.effectiveTo ?? '9999-12-31');

/** A text may begin in the past by its document; one document does not say two things of one time. */
const inOrder = ({ adopted }: ProgrammeState, version: VersionSaid, asked: Asked): Refusal<ProgrammeCode> | undefined => {
  const { effectiveFrom, effectiveTo = effectiveFrom } = version;
  const other = adopted.find(
    (one) => one.withdrawn === undefined && compareDocuments(one, version) === 0 && overlap(one, version),
  );
  return firstRefusal(
    dated(version.documentDate, asked),
    effectiveTo < effectiveFrom ? refuse('period_empty', `${effectiveFrom}/${effectiveTo}`) : undefined,
    other === undefined ? undefined : refuse('version_overlaps', other.effectiveFrom),
  );
};

/** A text that was in force and was replaced does not come back unseen: whoever wants it again writes why into the file. */
const adoptedBefore = ({ adopted }: ProgrammeState, contentHash: string): Decision<ProgrammeEvent, ProgrammeCode> | undefined => {
  const version = adopted.find((one) => one.contentHash === contentHash);
  if (version === undefined) return undefined;
  return version.withdrawn === undefined && adopted.at(-1) === version ? [] : refuse('version_superseded', contentHash);
};

const samePeriod = (a: VersionSaid, b: VersionSaid): boolean =>
  a.documentNo === b.documentNo &&
  a.documentDate === b.documentDate &&
  a.effectiveFrom === b.effectiveFrom &&
  a.effectiveTo === b.effectiveTo;

const propose = (
  state: ProgrammeState,
  said: ProgrammeProposed['data'],
  asked: Asked,
): Decision<ProgrammeEvent, ProgrammeCode> => {
  const version = { ...said, documentNo: documentNumber(said.documentNo) };
  const refusal = permitted(PROPOSERS, asked);
  if (refusal !== undefined) return refusal;
  const before = adoptedBefore(state, version.contentHash);
  if (before !== undefined) return before;
  const pending = state.proposed[version.contentHash];
  if (pending !== undefined && samePeriod(pending, version)) return [];
  return inOrder(state, version, asked) ?? [{ type: 'ProgrammeProposed', data: version }];
};

const adopt = (state: ProgrammeState, contentHash: string, asked: Asked): Decision<ProgrammeEvent, ProgrammeCode> => {
  const forbidden = permitted(ADOPTERS, asked);
  if (forbidden !== undefined) return forbidden;
  const proposal = state.proposed[contentHash];
  if (proposal === undefined) return refuse('not_found', contentHash);
  const before = adoptedBefore(state, contentHash);
  if (before !== undefined) return before;
  const { by, text: _kept, ...version } = proposal;
  const refusal = firstRefusal(by === asked.by ? refuse('proposal_own') : undefined, inOrder(state, version, asked));
  return refusal ?? [{ type: 'ProgrammeAdopted', data: version }];
};

/** The adopted text that a withdrawal is about. */
const adoptedVersion = ({ adopted }: ProgrammeState, contentHash: string): AdoptedVersion | Refusal<ProgrammeCode> =>
  adopted.find((one) => one.contentHash === contentHash) ?? refuse('version_unknown');

const sameWithdrawal = (a: WithdrawalSaid, b: WithdrawalSaid): boolean =>
  a.documentNo === b.documentNo && a.documentDate === b.documentDate && a.paid === b.paid;

const proposeWithdrawal = (
  state: ProgrammeState,
  said: WithdrawalSaid,
  asked: Asked,
): Decision<ProgrammeEvent, ProgrammeCode> => {
  const withdrawal = { ...said, documentNo: documentNumber(said.documentNo) };
  const forbidden = permitted(PROPOSERS, asked);
  if (forbidden !== undefined) return forbidden;
  const version = adoptedVersion(state, withdrawal.contentHash);
  if ('refused' in version) return version;
  const { withdrawn } = version;
  if (withdrawn !== undefined)
    return sameWithdrawal(withdrawn, withdrawal) ? [] : refuse('version_withdrawn', withdrawn.documentNo);
  const late = compareDocuments(withdrawal, version) < 0 ? refuse('withdrawal_too_early', version.documentDate) : undefined;
  return firstRefusal(dated(withdrawal.documentDate, asked), late) ?? [{ type: 'WithdrawalProposed', data: withdrawal }];
};

const withdraw = (
  state: ProgrammeState,
  { contentHash, documentNo, paid }: WithdrawalTerms,
  asked: Asked,
): Decision<ProgrammeEvent, ProgrammeCode> => {
  const forbidden = permitted(ADOPTERS, asked);
  if (forbidden !== undefined) return forbidden;
  const version = adoptedVersion(state, contentHash);
  if ('refused' in version) return version;
  if (version.withdrawn !== undefined) return [];
  const proposal = state.withdrawals[contentHash];
  if (proposal === undefined) return refuse('withdrawal_unknown');
  const { by, ...withdrawal } = proposal;
  const refusal = firstRefusal(
    by === asked.by ? refuse('proposal_own') : undefined,
    withdrawal.documentNo === documentNumber(documentNo) && withdrawal.paid === paid
      ? undefined
      : refuse('withdrawal_differs', withdrawal.documentNo),
  );
  return refusal ?? [{ type: 'ProgrammeWithdrawn', data: withdrawal }];
};

const evolved = (state: ProgrammeState, event: ProgrammeEvent, by: ActorId): ProgrammeState => {
  switch (event.type) {
    case 'ProgrammeProposed':
      return { ...state, proposed: { ...state.proposed, [event.data.contentHash]: { ...event.data, by } } };
    case 'ProgrammeAdopted': {
      const proposed = state.proposed[event.data.contentHash];
      if (proposed === undefined) throw new Error(`${event.data.contentHash} was adopted and never proposed`);
      return { ...state, adopted: [...state.adopted, { ...event.data, text: proposed.text, adoptedAt: state.events }] };
    }
    case 'WithdrawalProposed':
      return { ...state, withdrawals: { ...state.withdrawals, [event.data.contentHash]: { ...event.data, by } } };
    case 'ProgrammeWithdrawn': {
      const withdrawn = { ...event.data, withdrawnAt: state.events };
      const adopted = state.adopted.map((one) => (one.contentHash === withdrawn.contentHash ? { ...one, withdrawn } : one));
      return { ...state, adopted };
    }
    default:
      return unreachable(event);
  }
};

const evolve = (state: ProgrammeState, event: ProgrammeEvent, by: ActorId): ProgrammeState => ({
  ...evolved(state, event, by),
  events: state.events + 1,
});

/** The rules of one programme as this county holds them: one person proposes a text, another puts it in force from a day, or out of it. */
export const programmeDecider: Decider<ProgrammeState, ProgrammeCommand, ProgrammeEvent, ProgrammeCode> = {
  initial: { events: 0, proposed: {}, adopted: [], withdrawals: {} },
  evolve,
  decide: (state, command, asked) => {
    switch (command.do) {
      case 'propose':
        return propose(state, command.version, asked);
      case 'adopt':
        return adopt(state, command.contentHash, asked);
      case 'propose-withdrawal':
        return proposeWithdrawal(state, command.withdrawal, asked);
      case 'withdraw':
        return withdraw(state, command.terms, asked);
      default:
        return unreachable(command);
    }
  },
};
