import { dateOf, plainDate, yearOf } from '@fenming/calendar';
import { documentNumber } from '@fenming/citizen';
import { refuse, unreachable, type ActorId, type Asked, type Decider, type Decision, type Refusal, type Role } from '../decider';
import type { ProgrammeCode } from '../refusals';
import { confirmedOnly, firstRefusal, forbiddenRole } from '../permission';
import type { ProgrammeAdopted, ProgrammeEvent, ProgrammeProposed } from './programme.events';

export type ProposedVersion = ProgrammeProposed['data'] & { readonly by: ActorId };
export type AdoptedVersion = ProgrammeAdopted['data'] & { readonly text: string };
export type ProgrammeState = {
  /** By content hash; the newest proposal of a text replaces an earlier one. */
  readonly proposed: Readonly<Record<string, ProposedVersion>>;
  /** In the order of adoption, which is the order of their first days. */
  readonly adopted: readonly AdoptedVersion[];
};
/** The text has been read and checked by the caller: a malformed one never gets here. */
export type ProgrammeCommand =
  | { readonly do: 'propose'; readonly version: ProgrammeProposed['data'] }
  | { readonly do: 'adopt'; readonly contentHash: string };

const PROPOSERS: readonly Role[] = ['health', 'system'];
const ADOPTERS: readonly Role[] = ['health', 'finance-approver'];

/**
 * The version that governs a year: the last one that began by its end. A right is assessed by the year, and a rate that changes within it
 * is a dated row of that one version. Undefined where the county had adopted nothing yet.
 */
export const versionOfYear = ({ adopted }: ProgrammeState, year: number): AdoptedVersion | undefined =>
  adopted.findLast(({ effectiveFrom }) => yearOf(plainDate(effectiveFrom)) <= year);

/** Versions only follow one another, and none reaches back into a year that is over: what was decided then stays explained. */
const begins = ({ adopted }: ProgrammeState, effectiveFrom: string, asked: Asked): Refusal<ProgrammeCode> | undefined => {
  const last = adopted.at(-1);
  if (last === undefined) return undefined;
  if (effectiveFrom <= last.effectiveFrom) return refuse('version_overlaps', last.effectiveFrom);
  const thisYear = yearOf(dateOf(asked.at));
  return yearOf(plainDate(effectiveFrom)) < thisYear ? refuse('version_changes_past', String(thisYear)) : undefined;
};

/** A text that was in force and was replaced does not come back unseen: whoever wants it again writes why into the file. */
const adoptedBefore = ({ adopted }: ProgrammeState, contentHash: string): Decision<ProgrammeEvent, ProgrammeCode> | undefined => {
  if (!adopted.some((version) => version.contentHash === contentHash)) return undefined;
  return adopted.at(-1)?.contentHash === contentHash ? [] : refuse('version_superseded', contentHash);
};

const propose = (
  state: ProgrammeState,
  said: ProgrammeProposed['data'],
  asked: Asked,
): Decision<ProgrammeEvent, ProgrammeCode> => {
  const version = { ...said, documentNo: documentNumber(said.documentNo) };
  const refusal = PROPOSERS.includes(asked.role) ? confirmedOnly(asked) : forbiddenRole(PROPOSERS);
  if (refusal !== undefined) return refusal;
  const before = adoptedBefore(state, version.contentHash);
  if (before !== undefined) return before;
  const pending = state.proposed[version.contentHash];
  if (pending?.effectiveFrom === version.effectiveFrom && pending.documentNo === version.documentNo) return [];
  return begins(state, version.effectiveFrom, asked) ?? [{ type: 'ProgrammeProposed', data: version }];
};

const adopt = (state: ProgrammeState, contentHash: string, asked: Asked): Decision<ProgrammeEvent, ProgrammeCode> => {
  const forbidden = ADOPTERS.includes(asked.role) ? confirmedOnly(asked) : forbiddenRole(ADOPTERS);
  if (forbidden !== undefined) return forbidden;
  const proposal = state.proposed[contentHash];
  if (proposal === undefined) return refuse('not_found', contentHash);
  const before = adoptedBefore(state, contentHash);
  if (before !== undefined) return before;
  const { programme, documentNo, effectiveFrom } = proposal;
  const refusal = firstRefusal(
    proposal.by === asked.by ? refuse('proposal_own') : undefined,
    begins(state, effectiveFrom, asked),
  );
  return refusal ?? [{ type: 'ProgrammeAdopted', data: { programme, contentHash, documentNo, effectiveFrom } }];
};

/** The rules of one programme as this county holds them: one person proposes a text, another puts it in force from a day. */
export const programmeDecider: Decider<ProgrammeState, ProgrammeCommand, ProgrammeEvent, ProgrammeCode> = {
  initial: { proposed: {}, adopted: [] },
  evolve: (state, event, by) => {
    switch (event.type) {
      case 'ProgrammeProposed':
        return { ...state, proposed: { ...state.proposed, [event.data.contentHash]: { ...event.data, by } } };
      case 'ProgrammeAdopted': {
        const proposed = state.proposed[event.data.contentHash];
        if (proposed === undefined) throw new Error(`${event.data.contentHash} was adopted and never proposed`);
        return { ...state, adopted: [...state.adopted, { ...event.data, text: proposed.text }] };
      }
      default:
        return unreachable(event);
    }
  },
  decide: (state, command, asked) => {
    switch (command.do) {
      case 'propose':
        return propose(state, command.version, asked);
      case 'adopt':
        return adopt(state, command.contentHash, asked);
      default:
        return unreachable(command);
    }
  },
};
