import type { IncompatibilityRow, ProgrammeId } from '@fenming/programmes';
import {
  isRefusal,
  refuse,
  unreachable,
  type Decider,
  type Decision,
  type ActorId,
  type EnrolmentId,
  type PersonId,
} from '../../decider';
import type { PersonCode } from './person.refusals';
import { confirmedOnly } from '../../permission';
import type { DeathDay, PersonEvent } from './person.events';
import {
  confirmDeath,
  dropDeath,
  proposeDeath,
  proposeDeathWithdrawal,
  type ConfirmDeath,
  type DeathSaid,
  type DropDeath,
  type ProposeDeath,
  type ProposeDeathWithdrawal,
} from './death';
import {
  confirmIdentity,
  dropIdentity,
  proposeIdentity,
  type ConfirmIdentity,
  type DropIdentity,
  type IdentitySaid,
  type ProposeIdentity,
} from './identity';
import {
  closeLead,
  leadIs,
  leadsOfStatement,
  noteLeads,
  settledLeads,
  stateLeads,
  withoutStatement,
  type CloseLead,
  type Leads,
  type NoteLeads,
  type StateLeads,
} from './leads';
import {
  acceptStatement,
  dropStatement,
  makeStatement,
  settled,
  type AcceptStatement,
  type DropStatement,
  type MakeStatement,
  type Statements,
} from './statements';

export type Claim = { readonly programme: ProgrammeId; readonly enrolmentId: EnrolmentId; readonly year: number };
export type PersonState = IdentitySaid &
  DeathSaid & {
    /** Of whoever is registered. */
    readonly sealedIdentity?: string;
    readonly claims: readonly Claim[];
    /** By id, in the order in which they were made. */
    readonly statements: Statements;
    /** What other bodies say otherwise, likewise. */
    readonly leads: Leads;
  };

/** What excludes a programme: others that it cannot be drawn together with in one year, and which of the two is then kept. */
export type Exclusive = Pick<IncompatibilityRow, 'with' | 'keeps' | 'per'>;
export type ClaimProgramme = {
  readonly do: 'claim';
  readonly claim: Claim;
  readonly exclusive: readonly Exclusive[];
  /** At most one award in a life, whatever the year. */
  readonly onceInALifetime: boolean;
  /** Earlier claims that have ended without money: rejected, exited before payment, or just displaced by this one. */
  readonly ended?: readonly Claim[];
};

export type PersonCommand =
  | { readonly do: 'register'; readonly personId: PersonId; readonly sealedIdentity: string }
  | ClaimProgramme
  | ProposeDeath
  | ProposeDeathWithdrawal
  | ConfirmDeath
  | DropDeath
  | ProposeIdentity
  | ConfirmIdentity
  | DropIdentity
  | MakeStatement
  | AcceptStatement
  | DropStatement
  | NoteLeads
  | StateLeads
  | CloseLead;

const sameClaim = (a: Claim, b: Claim): boolean => a.enrolmentId === b.enrolmentId && a.year === b.year;

const dayOf = (day: DeathDay): DeathDay => ('sealedDay' in day ? { sealedDay: day.sealedDay } : { diedOn: day.diedOn });

/** What was said of the death has its second signature; before 2026-12 one was enough. */
const decided = ({ deathProposal: _done, ...state }: PersonState, said: object): PersonState =>
  'documentNo' in said && typeof said.documentNo === 'string' ? { ...state, deathSettled: said.documentNo } : state;

const evolve = (state: PersonState, event: PersonEvent, by: ActorId): PersonState => {
  switch (event.type) {
    case 'PersonRegistered':
      return { ...state, sealedIdentity: event.data.sealedIdentity };
    case 'ProgrammeClaimed':
      return { ...state, claims: [...state.claims, event.data] };
    case 'ClaimReleased':
      return { ...state, claims: state.claims.filter((claim) => !sameClaim(claim, event.data)) };
    case 'DeathProposed':
      return { ...state, deathProposal: { step: 'death', ...event.data, by } };
    case 'DeathRecorded':
      return { ...decided(state, event.data), death: dayOf(event.data) };
    case 'DeathWithdrawalProposed':
      return { ...state, deathProposal: { step: 'withdrawal', ...event.data, by } };
    case 'DeathWithdrawn': {
      const { death: _never, ...alive } = decided(state, event.data);
      return alive;
    }
    case 'DeathProposalDropped': {
      const { deathProposal: dropped, ...rest } = state;
      return dropped?.step === 'death' ? { ...rest, leads: withoutStatement(rest.leads, dropped.hold) } : rest;
    }
    case 'IdentityCorrectionProposed':
      return { ...state, correction: { ...event.data, by } };
    case 'IdentityCorrectionDropped': {
      const { correction: _dropped, ...rest } = state;
      return rest;
    }
    case 'IdentityCorrected': {
      const { correction: _done, ...rest } = state;
      return { ...rest, sealedIdentity: event.data.sealedIdentity, corrected: event.data.documentNo };
    }
    case 'StatementMade': {
      const made = { ...event.data, by, state: 'waiting' as const };
      return { ...state, statements: { ...state.statements, [made.statement]: made } };
    }
    case 'StatementAccepted':
      return { ...state, statements: settled(state.statements, event.data.statement, 'accepted') };
    case 'StatementDropped':
      return {
        ...state,
        statements: settled(state.statements, event.data.statement, 'dropped'),
        leads: withoutStatement(state.leads, event.data.statement),
      };
    case 'LeadOpened':
      return { ...state, leads: { ...state.leads, [event.data.lead]: { ...event.data, state: 'open' } } };
    case 'LeadStated': {
      const { lead, statement } = event.data;
      return { ...state, leads: leadIs(state.leads, lead, { state: 'stated', statement }) };
    }
    case 'LeadSettled':
      return { ...state, leads: leadIs(state.leads, event.data.lead, { state: 'settled' }) };
    case 'LeadClosed':
      return { ...state, leads: leadIs(state.leads, event.data.lead, { state: 'closed' }) };
    default:
      return unreachable(event);
  }
};

/**
 * Another claim that stands against a new one. `gives`: the rules keep the new programme. `monthly`: only the months of the kept one give way,
 * so that both claims stand; else the other has to be ended for it.
 */
export type Contest = { readonly claim: Claim; readonly gives: boolean; readonly monthly: boolean };

/** What the person already draws that a new claim has to settle with. */
export const contestedBy = ({ claims }: PersonState, { claim, exclusive, onceInALifetime }: ClaimProgramme): readonly Contest[] =>
  claims.flatMap((other): readonly Contest[] => {
    if (sameClaim(other, claim)) return [];
    if (other.programme === claim.programme)
      return other.year === claim.year || onceInALifetime ? [{ claim: other, gives: false, monthly: false }] : [];
    const rows = other.year === claim.year ? exclusive.filter((row) => row.with === other.programme) : [];
    const gives = rows.every(({ keeps }) => keeps === claim.programme);
    return rows.length === 0 ? [] : [{ claim: other, gives, monthly: rows.every(({ per }) => per !== 'year') }];
  });

const claimProgramme = (state: PersonState, command: ClaimProgramme): Decision<PersonEvent, PersonCode> => {
  const { claim, ended = [] } = command;
  if (state.claims.some((known) => sameClaim(known, claim))) return [];
  const contested = contestedBy(state, command).flatMap(({ claim: other, monthly }) => (monthly ? [] : [other]));
  const stillClaimed = contested.find((other) => !ended.some((past) => sameClaim(past, other)));
  if (stillClaimed !== undefined) {
    const otherYear = stillClaimed.year !== claim.year;
    return otherYear
      ? refuse('already_awarded', String(stillClaimed.year))
      : refuse('incompatible_programme', stillClaimed.programme);
  }
  const released = contested.map((other): PersonEvent => ({ type: 'ClaimReleased', data: { ...other, by: claim.programme } }));
  return [...released, { type: 'ProgrammeClaimed', data: claim }];
};

/** With an accepted statement the leads end from which it was made, and those that say the same. */
const withSettled = (
  accepted: Decision<PersonEvent, PersonCode>,
  leads: Leads,
  { statement, settles = [] }: AcceptStatement,
): Decision<PersonEvent, PersonCode> => {
  if (isRefusal(accepted)) return accepted;
  return [...accepted, ...settledLeads(leads, [...new Set([...leadsOfStatement(leads, statement), ...settles])])];
};

/**
 * The person's own stream guards what no single enrolment can see: one programme of an incompatible pair a year (rule D04), and a
 * once-in-a-lifetime award once.
 */
export const personDecider: Decider<PersonState, PersonCommand, PersonEvent, PersonCode> = {
  initial: { claims: [], statements: {}, leads: {} },
  evolve,
  decide: (state, command, asked) => {
    const forbidden = confirmedOnly(asked);
    if (forbidden !== undefined) return forbidden;
    switch (command.do) {
      case 'register':
        return state.sealedIdentity !== undefined
          ? []
          : [{ type: 'PersonRegistered', data: { personId: command.personId, sealedIdentity: command.sealedIdentity } }];
      case 'claim':
        return claimProgramme(state, command);
      case 'propose-death':
        return proposeDeath(state, command, asked);
      case 'propose-death-withdrawal':
        return proposeDeathWithdrawal(state, command, asked);
      case 'confirm-death':
        return confirmDeath(state, command, asked);
      case 'drop-death':
        return dropDeath(state, command, asked);
      case 'propose-identity':
        return proposeIdentity(state, command, asked);
      case 'confirm-identity':
        return confirmIdentity(state, command, asked);
      case 'drop-identity':
        return dropIdentity(state, command, asked);
      case 'make-statement':
        return makeStatement(state.statements, command, asked);
      case 'accept-statement':
        return withSettled(acceptStatement(state.statements, command, asked), state.leads, command);
      case 'drop-statement':
        return dropStatement(state.statements, command, asked);
      case 'note-leads':
        return noteLeads(state.leads, command, asked);
      case 'state-leads':
        return stateLeads(state.leads, command, asked);
      case 'close-lead':
        return closeLead(state.leads, command, asked);
      default:
        return unreachable(command);
    }
  },
};
