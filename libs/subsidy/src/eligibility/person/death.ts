import { dateOf, isOfOurTime, type PlainDate } from '@fenming/calendar';
import { documentKey, documentNumber } from '@fenming/citizen';
import { refuse, type ActorId, type Asked, type Decision, type Refusal, type Role } from '../../decider';
import { firstRefusal, forbiddenRole, notOwnCase } from '../../permission';
import type { DeathDay, DeathProposed, DeathWithdrawalSaid, PersonEvent } from './person.events';
import type { PersonCode } from './person.refusals';
import { settledLeads, type Leads } from './leads';

/** What one person has said of a death, and another confirms. */
export type DeathProposal = { readonly by: ActorId } & (
  ({ readonly step: 'death' } & DeathProposed['data']) | ({ readonly step: 'withdrawal' } & DeathWithdrawalSaid)
);
/** `death`: the recorded day, of whoever has died. `deathSettled`: the document by which a death was last recorded or withdrawn. */
export type DeathSaid = {
  readonly death?: DeathDay;
  readonly deathProposal?: DeathProposal;
  readonly deathSettled?: string;
};

/** `diedOn`: the sealed day. `bornOn`: by the citizen id. */
export type ProposeDeath = {
  readonly do: 'propose-death';
  readonly said: DeathProposed['data'];
  readonly diedOn: PlainDate;
  readonly bornOn?: PlainDate;
};
export type ProposeDeathWithdrawal = { readonly do: 'propose-death-withdrawal'; readonly said: DeathWithdrawalSaid };
/** The second signature, of a death or of a withdrawal. `settles`: the leads that say the day of the death. */
export type ConfirmDeath = { readonly do: 'confirm-death'; readonly documentNo: string; readonly settles?: readonly string[] };
export type DropDeath = { readonly do: 'drop-death'; readonly note: string };

const PROPOSERS: readonly Role[] = ['township', 'health'];
const COUNTY_HEALTH: readonly Role[] = ['health'];
const permitted = (roles: readonly Role[], asked: Asked): Refusal<PersonCode> | undefined =>
  roles.includes(asked.role) ? undefined : forbiddenRole(roles);
/** One thing at a time: what the second person signs must not depend on which was read. */
const nothingWaits = ({ deathProposal }: DeathSaid): Refusal<PersonCode> | undefined =>
  deathProposal === undefined ? undefined : refuse('death_waiting', deathProposal.documentNo);

/** Nobody dies before the birth, or tomorrow. */
const plausibleDay = ({ diedOn, bornOn = diedOn }: ProposeDeath, asked: Asked): Refusal<PersonCode> | undefined =>
  firstRefusal(
    diedOn <= dateOf(asked.at) ? undefined : refuse('day_not_reached', diedOn),
    isOfOurTime(diedOn) && diedOn >= bornOn ? undefined : refuse('day_before_birth'),
  );

export const proposeDeath = (said: DeathSaid, command: ProposeDeath, asked: Asked): Decision<PersonEvent, PersonCode> => {
  const { documentNo, ...death } = command.said;
  const refusal = firstRefusal(
    permitted(PROPOSERS, asked),
    notOwnCase(asked, death.personId),
    nothingWaits(said),
    said.death === undefined ? undefined : refuse('death_recorded'),
    plausibleDay(command, asked),
  );
  return refusal ?? [{ type: 'DeathProposed', data: { ...death, documentNo: documentNumber(documentNo) } }];
};

export const proposeDeathWithdrawal = (
  said: DeathSaid,
  { said: { documentNo, reason, personId } }: ProposeDeathWithdrawal,
  asked: Asked,
): Decision<PersonEvent, PersonCode> => {
  const refusal = firstRefusal(
    permitted(COUNTY_HEALTH, asked),
    nothingWaits(said),
    said.death === undefined ? refuse('death_unknown') : undefined,
  );
  const data = { personId, documentNo: documentNumber(documentNo), reason };
  return refusal ?? [{ type: 'DeathWithdrawalProposed', data }];
};

/**
 * Another person of the county's health commission than the one who proposed it, who names the document. Whoever names the document of the
 * last confirmation, with nothing waiting, may too: the same step once more, after a crash.
 */
export const mayConfirmDeath = (
  { deathProposal, deathSettled }: DeathSaid,
  documentNo: string,
  asked: Asked,
): Refusal<PersonCode> | undefined => {
  const barred = permitted(COUNTY_HEALTH, asked);
  if (barred !== undefined) return barred;
  const meant = deathProposal?.documentNo ?? deathSettled;
  if (meant === undefined) return refuse('death_unknown');
  if (documentKey(meant) !== documentKey(documentNo)) {
    return deathProposal === undefined ? refuse('death_unknown') : refuse('death_document_differs', meant);
  }
  if (deathProposal === undefined) return undefined;
  return deathProposal.by === asked.by ? refuse('proposal_own') : notOwnCase(asked, deathProposal.personId);
};

export const confirmDeath = (
  said: DeathSaid & { readonly leads: Leads },
  { documentNo, settles = [] }: ConfirmDeath,
  asked: Asked,
): Decision<PersonEvent, PersonCode> => {
  const barred = mayConfirmDeath(said, documentNo, asked);
  if (barred !== undefined) return barred;
  const { deathProposal: waiting } = said;
  if (waiting === undefined) return [];
  if (waiting.step === 'withdrawal') {
    const { personId, documentNo: document, reason } = waiting;
    return [{ type: 'DeathWithdrawn', data: { personId, documentNo: document, reason } }];
  }
  const { personId, sealedDay, documentNo: document, source } = waiting;
  return [
    { type: 'DeathRecorded', data: { personId, sealedDay, documentNo: document, source } },
    ...settledLeads(said.leads, settles),
  ];
};

/** Whoever proposed it, or the county's health commission, takes it back. */
export const mayDropDeath = ({ deathProposal }: DeathSaid, asked: Asked): Refusal<PersonCode> | undefined => {
  const barred = permitted(PROPOSERS, asked);
  if (barred !== undefined) return barred;
  if (deathProposal === undefined) return refuse('death_unknown');
  return deathProposal.by === asked.by ? undefined : permitted(COUNTY_HEALTH, asked);
};

export const dropDeath = (said: DeathSaid, { note }: DropDeath, asked: Asked): Decision<PersonEvent, PersonCode> => {
  const barred = mayDropDeath(said, asked);
  if (barred !== undefined) return barred;
  const { deathProposal: dropped } = said;
  if (dropped === undefined) return [];
  const hold = dropped.step === 'death' ? { hold: dropped.hold } : {};
  return [{ type: 'DeathProposalDropped', data: { personId: dropped.personId, ...hold, note } }];
};
