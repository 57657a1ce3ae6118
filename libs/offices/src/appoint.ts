import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { AreaCode, CitizenId } from '@fenming/citizen';
import {
  accountOf,
  actorDecider,
  derivedId,
  forbiddenRole,
  refuse,
  streams,
  type ActorId,
  type Account,
  type ActorState,
  type Appointment,
  type KnownAreas,
  type PersonId,
  type RefusalCode,
  type Role,
} from '@fenming/subsidy';
import { Refused, type Caller, type KnownState, type Outcome } from '@fenming/commands';
import { RunningCounty } from '@fenming/county';
import { equip, type Equipped, type Given } from './equip';
import { passwordFault } from './passwords';

export type NewActor = {
  readonly id: ActorId;
  readonly title: string;
  readonly role: Role;
  readonly area: AreaCode;
  readonly kind: 'person' | 'service';
  /** The official as a citizen: where he or she stands in the register, one’s own case is refused. */
  readonly citizenId?: CitizenId;
  readonly password?: string;
};
/** `token`: of a machine, said this once. `unconfirmed`: the account decides nothing before a second person has confirmed this change. */
export type AppointedActor = {
  readonly id: ActorId;
  readonly outcome: 'done' | 'already' | 'refused';
  readonly code?: RefusalCode;
  readonly detail?: string;
  readonly token?: string;
  readonly unconfirmed?: string;
};

export class AppointActors extends Command<readonly AppointedActor[]> {
  constructor(
    readonly actors: readonly NewActor[],
    readonly caller: Caller,
  ) {
    super();
  }
}

/**
 * Appoints, and gives each new account its password or token. An account that has one keeps it: to be given another is a command of its own,
 * which ends the sessions of the one who works with it.
 */
@CommandHandler(AppointActors)
export class AppointActorsHandler implements ICommandHandler<AppointActors> {
  constructor(private readonly county: RunningCounty) {}

  async execute({ actors, caller }: AppointActors): Promise<readonly AppointedActor[]> {
    if (caller.asked.role !== 'system') throw new Refused(forbiddenRole(['system']));
    const fault = actors.map(credentialFault).find((one) => one !== undefined);
    if (fault !== undefined) throw new Refused(fault);
    const persons = this.admit(actors, caller);
    const taken = await this.accounts();
    const known = this.county.areas();
    const outcomes = await this.county.executor.many(
      actorDecider,
      actors.map(({ id, title, role, area, kind, citizenId }) => {
        const personId = citizenId === undefined ? undefined : persons.get(citizenId);
        const appointment = { actorId: id, title, role, area, kind, ...(personId === undefined ? {} : { personId }) };
        return { stream: streams.actor(id), command: () => onlyAccount(appointment, known, taken) };
      }),
      caller,
    );
    for (const { id } of actors) this.county.appointments.changed(id);
    const given = await this.equip(
      actors.filter((_, i) => 'done' in (outcomes[i] ?? {})),
      caller,
    );
    const states = await this.states(actors);
    return actors.map(({ id }, i) => answerOf(id, outcomes[i], given.get(id), accountIn(states, id)?.awaited));
  }

  private states(actors: readonly NewActor[]): Promise<States> {
    return this.county.executor.states(
      actorDecider,
      actors.map(({ id }) => streams.actor(id)),
    );
  }

  /** An official is known as a citizen from the first day: the roster on which he or she stands may come later. */
  private admit(actors: readonly NewActor[], { commandId }: Caller): ReadonlyMap<CitizenId, PersonId> {
    const admissions = actors.flatMap(({ id, citizenId }) =>
      citizenId === undefined ? [] : [{ citizenId, personId: derivedId(commandId, 'official', id) as PersonId }],
    );
    return this.county.vault.admitPersons(admissions);
  }

  /** Which account each official has whose person is known. */
  private async accounts(): Promise<Map<string, ActorId>> {
    await this.county.caughtUp();
    const current = this.county.views.actors().filter(({ dismissed }) => !dismissed);
    return new Map(current.flatMap(({ id, person_id }) => (person_id === null ? [] : [[person_id, id] as const])));
  }

  /** For those alone whose appointment stands, and who have nothing yet: also where a crash came between their event and their secret. */
  private async equip(appointed: readonly NewActor[], caller: Caller): Promise<ReadonlyMap<ActorId, Given>> {
    const accounts: Equipped[] = [];
    const states = await this.states(appointed);
    for (const { id, kind, password } of appointed) {
      const credential = accountIn(states, id)?.credential;
      if (credential !== undefined && this.county.access.holds({ actor: id, credential: credential.change })) continue;
      if (kind === 'service') accounts.push({ id });
      else if (password !== undefined) accounts.push({ id, password: await this.county.access.derive(password) });
    }
    const given = await equip(this.county, accounts, caller);
    return new Map(accounts.map(({ id }, i) => [id, given[i] as Given]));
  }
}

type States = ReadonlyMap<string, KnownState<ActorState>>;
const accountIn = (states: States, id: ActorId): Account | undefined => {
  const known = states.get(streams.actor(id));
  return known === undefined ? undefined : accountOf(known.state);
};

const answerOf = (
  id: ActorId,
  outcome: Outcome | undefined,
  given: Given | undefined,
  awaited: string | undefined,
): AppointedActor => {
  if (outcome === undefined || 'refused' in outcome) {
    const { refused: code, detail } = outcome ?? refuse('not_found');
    return { id, outcome: 'refused', code, ...(detail === undefined ? {} : { detail }) };
  }
  const { token } = given ?? {};
  const isEquipped = given !== undefined && 'done' in given.outcome;
  return {
    id,
    outcome: outcome.done === 'already' && !isEquipped ? 'already' : 'done',
    ...(token === undefined ? {} : { token }),
    ...(awaited === undefined ? {} : { unconfirmed: awaited }),
  };
};

const credentialFault = ({ id, kind, password, role, title }: NewActor) => {
  if (password === undefined) return undefined;
  return kind === 'service' ? refuse('credential_kind', id) : passwordFault(password, id, role, title);
};

/** One person, one account: with two, the four signatures under a batch could be one person's. */
const onlyAccount = (appointment: Appointment, known: KnownAreas, taken: Map<string, ActorId>) => {
  const { personId, actorId } = appointment;
  const present = personId === undefined ? undefined : taken.get(personId);
  if (present !== undefined && present !== actorId) return refuse('person_has_account', present);
  if (personId !== undefined) taken.set(personId, actorId);
  return { do: 'appoint' as const, appointment, known };
};
