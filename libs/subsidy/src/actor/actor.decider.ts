import { areaContains, type AreaCode } from '@fenming/citizen';
import { refuse, unreachable, type ActorId, type Asked, type Decider, type Decision, type Refusal, type Role } from '../decider';
import type { ActorCode } from './actor.refusals';
import { confirmedOnly, firstRefusal, forbiddenRole } from '../permission';
import type { ActorAppointed, ActorEvent, CredentialSet } from './actor.events';
import { officeRefusal, type KnownAreas } from './office';

export type Appointment = ActorAppointed['data'];
export type Credential = Pick<CredentialSet['data'], 'change' | 'kind'> & { readonly by: ActorId };
/** What there is of somebody who was appointed, also after the dismissal. */
export type Account = {
  readonly appointment: Appointment;
  /** What the account proves itself with, by name. */
  readonly credential?: Credential;
  /** The change that a second person has to confirm before the account decides anything again. */
  readonly awaited?: string;
  readonly confirmed?: string;
};
type Nobody = { readonly status: 'nobody' };
export type ActorState = Nobody | (Account & { readonly status: 'appointed' }) | (Account & { readonly status: 'dismissed' });

/** The account, whether or not it was dismissed; undefined where nobody was ever appointed. */
export const accountOf = (state: ActorState): Account | undefined => (state.status === 'nobody' ? undefined : state);
/**
 * `moneyBegun`: whether the county has adopted a programme, its first step that decides about money. `noConfirmerLeft`: that nobody could confirm any
 * account afterwards; names the accounts that wait and could be confirmed before, none where none waits.
 */
export type ActorCommand =
  | { readonly do: 'appoint'; readonly appointment: Appointment; readonly known: KnownAreas }
  | {
      readonly do: 'equip';
      readonly change: string;
      readonly kind: 'password' | 'token';
      readonly moneyBegun: boolean;
      readonly noConfirmerLeft?: string;
    }
  /** `confirmable`: the county decides about money, and somebody else can confirm this account. */
  | { readonly do: 'change-own'; readonly change: string; readonly confirmable: boolean }
  | { readonly do: 'revoke'; readonly reason: string; readonly noConfirmerLeft?: string }
  /** `confirmer`: the account of whoever confirms, as it stands. */
  | { readonly do: 'confirm'; readonly change: string; readonly confirmer: ActorState }
  | {
      readonly do: 'reassign';
      readonly office: { readonly title: string; readonly role: Role; readonly area: AreaCode };
      readonly known: KnownAreas;
      readonly change: string;
      readonly moneyBegun: boolean;
      /** A batch that waits for this office, where no other account could take the step. */
      readonly vacates?: string;
      readonly noConfirmerLeft?: string;
    }
  | { readonly do: 'dismiss'; readonly reason: string; readonly vacates?: string; readonly noConfirmerLeft?: string };

type CommandOf<Name extends ActorCommand['do']> = Extract<ActorCommand, { readonly do: Name }>;

/** Who may say that an account given anew is in the right hands: an office of the county, and never the operator who gave it. */
export const ACCOUNT_CONFIRMERS: readonly Role[] = [
  'inspector',
  'health',
  'finance-maker',
  'finance-checker',
  'finance-approver',
  'finance-releaser',
];
/** Whoever runs the server knows every token that he gives: who signs under money, or moves it, is somebody with a password that nobody else knows. */
const OF_PERSONS: readonly Role[] = ['finance-maker', 'finance-checker', 'finance-approver', 'finance-releaser'];
/** What the record calls whoever runs the server: an account of that name would act as nobody. */
const OF_THE_RECORD: readonly string[] = ['system', 'operator'];

const same = (a: Appointment, b: Appointment): boolean =>
  a.role === b.role && a.area === b.area && a.kind === b.kind && a.personId === b.personId;

const appoint = (state: ActorState, { appointment, known }: CommandOf<'appoint'>): Decision<ActorEvent, ActorCode> => {
  if (state.status === 'nobody') {
    const { actorId } = appointment;
    const refusal = firstRefusal(
      OF_THE_RECORD.includes(actorId) ? refuse('actor_name_reserved', actorId) : undefined,
      officeRefusal(appointment, known),
    );
    return refusal ?? [{ type: 'ActorAppointed', data: appointment }];
  }
  const isSame = state.status === 'appointed' && same(state.appointment, appointment);
  return isSame ? [] : refuse('actor_exists', appointment.actorId);
};

/** The account as it stands, or why nothing can be done with it. */
const activeAccount = (state: ActorState): Account | Refusal<ActorCode> => {
  if (state.status === 'nobody') return refuse('not_found');
  return state.status === 'dismissed' ? refuse('actor_dismissed', state.appointment.actorId) : state;
};

const kindOf = ({ kind }: Appointment): Credential['kind'] => (kind === 'person' ? 'password' : 'token');

/** Where every account waits for another, none is ever confirmed again. */
const keepsConfirmer = (noConfirmerLeft: string | undefined): Refusal<ActorCode> | undefined =>
  noConfirmerLeft === undefined ? undefined : refuse('last_confirmer', noConfirmerLeft);

const equip = (
  state: ActorState,
  { change, kind, moneyBegun, noConfirmerLeft }: CommandOf<'equip'>,
): Decision<ActorEvent, ActorCode> => {
  const account = activeAccount(state);
  if ('refused' in account) return account;
  const { actorId } = account.appointment;
  const refusal = firstRefusal(
    kind === kindOf(account.appointment) ? undefined : refuse('credential_kind', actorId),
    keepsConfirmer(noConfirmerLeft),
  );
  if (refusal !== undefined) return refusal;
  const awaitsConfirmation = moneyBegun || account.awaited !== undefined;
  return [{ type: 'CredentialSet', data: { actorId, change, kind, awaitsConfirmation } }];
};

/**
 * One's own password, with the old one: what waited for a second person goes on waiting. In place of one that the operator gave it waits too, where the
 * county decides about money already: whoever changed it may be the operator, and a second person asks the owner.
 */
const changeOwn = (
  state: ActorState,
  { change, confirmable }: CommandOf<'change-own'>,
  asked: Asked,
): Decision<ActorEvent, ActorCode> => {
  const account = activeAccount(state);
  if ('refused' in account) return account;
  const { actorId, kind } = account.appointment;
  if (asked.by !== actorId || kind !== 'person') return refuse('forbidden_role');
  const awaitsConfirmation = account.awaited !== undefined || (confirmable && isGiven(account));
  return [{ type: 'CredentialSet', data: { actorId, change, kind: 'password', awaitsConfirmation } }];
};

/** The password is one that somebody else gave. What is older than the record of who gave it is not called so. */
const isGiven = ({ appointment, credential }: Account): boolean =>
  credential?.kind === 'password' && credential.by !== appointment.actorId;

/** The operator knows the password that he gave: until it is changed, nobody can say in whose hands the account is. */
export const passwordIsOwn = (state: ActorState): boolean =>
  state.status !== 'nobody' && state.credential?.by === state.appointment.actorId;

/** A person, by a password that nobody else knows: else whoever gave the one account would confirm it by another that he gave. */
const mayVouch = (confirmer: ActorState, asked: Asked): Refusal<ActorCode> | undefined => {
  if (accountOf(confirmer)?.appointment.kind !== 'person') return refuse('confirm_by_machine');
  return confirmedOnly(asked) ?? (passwordIsOwn(confirmer) ? undefined : refuse('own_password_first', asked.by));
};

const inOwnHands = (state: ActorState, { kind, role, actorId }: Appointment): Refusal<ActorCode> | undefined => {
  if (kind === 'service') return OF_PERSONS.includes(role) ? refuse('office_of_persons', actorId) : undefined;
  return passwordIsOwn(state) ? undefined : refuse('password_not_own', actorId);
};

const confirm = (
  state: ActorState,
  { change, confirmer }: CommandOf<'confirm'>,
  asked: Asked,
): Decision<ActorEvent, ActorCode> => {
  const account = activeAccount(state);
  if ('refused' in account) return account;
  const { appointment, awaited, confirmed } = account;
  const { actorId, area, personId } = appointment;
  const samePerson = asked.person !== undefined && asked.person === personId;
  const refusal = firstRefusal(
    ACCOUNT_CONFIRMERS.includes(asked.role) ? undefined : forbiddenRole(ACCOUNT_CONFIRMERS),
    areaContains(asked.area, area) ? undefined : refuse('forbidden_area'),
    asked.by === actorId || samePerson ? refuse('confirm_own') : undefined,
    mayVouch(confirmer, asked),
  );
  if (refusal !== undefined) return refusal;
  if (awaited !== change) return awaited === undefined && confirmed === change ? [] : refuse('change_unknown');
  return inOwnHands(state, appointment) ?? [{ type: 'ActorConfirmed', data: { actorId, change } }];
};

const reassign = (state: ActorState, command: CommandOf<'reassign'>): Decision<ActorEvent, ActorCode> => {
  const account = activeAccount(state);
  if ('refused' in account) return account;
  const { office, known, change, moneyBegun, vacates, noConfirmerLeft } = command;
  const { actorId, title, role, area } = account.appointment;
  if (title === office.title && role === office.role && area === office.area) return [];
  const refusal = firstRefusal(
    officeRefusal(office, known),
    vacates !== undefined && role !== office.role ? refuse('office_vacated', vacates) : undefined,
    keepsConfirmer(noConfirmerLeft),
  );
  if (refusal !== undefined) return refusal;
  const awaitsConfirmation = moneyBegun || account.awaited !== undefined;
  return [{ type: 'ActorReassigned', data: { actorId, ...office, change, awaitsConfirmation } }];
};

const revoke = (state: ActorState, { reason, noConfirmerLeft }: CommandOf<'revoke'>): Decision<ActorEvent, ActorCode> => {
  const account = activeAccount(state);
  if ('refused' in account) return account;
  if (account.credential === undefined) return [];
  const { actorId } = account.appointment;
  return keepsConfirmer(noConfirmerLeft) ?? [{ type: 'CredentialRevoked', data: { actorId, reason } }];
};

const dismiss = (
  state: ActorState,
  { reason, vacates, noConfirmerLeft }: CommandOf<'dismiss'>,
): Decision<ActorEvent, ActorCode> => {
  if (state.status === 'nobody') return refuse('not_found');
  if (state.status === 'dismissed') return [];
  const refusal = firstRefusal(
    vacates === undefined ? undefined : refuse('office_vacated', vacates),
    keepsConfirmer(noConfirmerLeft),
  );
  return refusal ?? [{ type: 'ActorDismissed', data: { actorId: state.appointment.actorId, reason } }];
};

const decideAsOperator = (
  state: ActorState,
  command: Exclude<ActorCommand, CommandOf<'confirm' | 'change-own'>>,
): Decision<ActorEvent, ActorCode> => {
  switch (command.do) {
    case 'appoint':
      return appoint(state, command);
    case 'equip':
      return equip(state, command);
    case 'reassign':
      return reassign(state, command);
    case 'revoke':
      return revoke(state, command);
    case 'dismiss':
      return dismiss(state, command);
    default:
      return unreachable(command);
  }
};

type Active = Exclude<ActorState, Nobody>;
type OfAccount = Exclude<ActorEvent, { readonly type: 'ActorAppointed' }>;

const waitsFor = (
  state: Active,
  { change, awaitsConfirmation }: { readonly change: string; readonly awaitsConfirmation: boolean },
): Active => {
  const { awaited: _before, ...rest } = state;
  return awaitsConfirmation ? { ...rest, awaited: change } : rest;
};

const evolveAccount = (state: Active, event: OfAccount, by: ActorId): Active => {
  switch (event.type) {
    case 'ActorDismissed':
      return { ...state, status: 'dismissed' };
    case 'ActorReassigned': {
      const { title, role, area } = event.data;
      return { ...waitsFor(state, event.data), appointment: { ...state.appointment, title, role, area } };
    }
    case 'CredentialSet': {
      const { change, kind } = event.data;
      return { ...waitsFor(state, event.data), credential: { change, kind, by } };
    }
    case 'CredentialRevoked': {
      const { credential: _ended, ...rest } = state;
      return rest;
    }
    case 'ActorConfirmed': {
      const { awaited: _confirmed, ...rest } = state;
      return { ...rest, confirmed: event.data.change };
    }
    default:
      return unreachable(event);
  }
};

/** What is said of an account that nobody was ever appointed to makes nobody somebody. */
const evolve = (state: ActorState, event: ActorEvent, by: ActorId): ActorState => {
  if (event.type === 'ActorAppointed') return { status: 'appointed', appointment: event.data };
  return state.status === 'nobody' ? state : evolveAccount(state, event, by);
};

/** Who may act, in which role and area, and with what they prove it by name: evidence as much as access, so it stands in the log. Secrets do not. */
export const actorDecider: Decider<ActorState, ActorCommand, ActorEvent, ActorCode> = {
  initial: { status: 'nobody' },
  evolve,
  decide: (state, command, asked) => {
    if (command.do === 'confirm') return confirm(state, command, asked);
    if (command.do === 'change-own') return changeOwn(state, command, asked);
    return asked.role === 'system' ? decideAsOperator(state, command) : forbiddenRole(['system']);
  },
};

/** What keeps an account from taking a step, though it reads what its office reads. */
export const barsOf = (account: Account): Pick<Asked, 'unconfirmed' | 'passwordGiven'> => ({
  ...(account.awaited === undefined ? {} : { unconfirmed: true as const }),
  ...(isGiven(account) ? { passwordGiven: true as const } : {}),
});

/** Whoever asked, as the log has the account at this moment: a request that began before its account was dismissed or moved decides nothing any more. */
export const authorityNow = (state: ActorState, asked: Omit<Asked, 'at'>): Omit<Asked, 'at'> | Refusal<ActorCode> => {
  if (state.status !== 'appointed') return refuse('authority_ended');
  const { role, area } = state.appointment;
  if (role !== asked.role || area !== asked.area) return refuse('authority_ended');
  const { unconfirmed: _unconfirmed, passwordGiven: _given, ...rest } = asked;
  return { ...rest, ...barsOf(state) };
};
