import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { AreaCode, CitizenId } from '@fenming/citizen';
import {
  actorDecider,
  countyDecider,
  derivedId,
  isRefusal,
  refuse,
  streams,
  type ActorId,
  type Appointment,
  type PersonId,
  type Role,
} from '@fenming/subsidy';
import type { Caller } from './executor';
import { Folder } from './folder/folder';
import { orRefused, Refused, slices } from './outcomes';

export class OpenCounty extends Command<void> {
  constructor(
    readonly county: {
      readonly code: AreaCode;
      readonly name: string;
      readonly demo: boolean;
      readonly regions: readonly string[];
      readonly clock?: string;
    },
    readonly caller: Caller,
  ) {
    super();
  }
}

@CommandHandler(OpenCounty)
export class OpenCountyHandler implements ICommandHandler<OpenCounty> {
  constructor(private readonly folder: Folder) {}

  async execute({ county, caller }: OpenCounty): Promise<void> {
    // The first event of a demo county carries simulated time already: recording times never fall along the log.
    if (county.clock !== undefined && this.folder.countyState().opened === undefined) this.folder.clock.simulate(county.clock);
    try {
      orRefused(await this.folder.executor.one(countyDecider, streams.county, { do: 'open', ...county }, caller));
    } finally {
      await this.folder.countyChanged();
    }
  }
}

export class RegisterAreas extends Command<void> {
  constructor(
    readonly areas: readonly { readonly code: AreaCode; readonly name: string }[],
    readonly caller: Caller,
  ) {
    super();
  }
}

@CommandHandler(RegisterAreas)
export class RegisterAreasHandler implements ICommandHandler<RegisterAreas> {
  constructor(private readonly folder: Folder) {}

  async execute({ areas, caller }: RegisterAreas): Promise<void> {
    const { executor } = this.folder;
    // The list is taken whole or not at all, though it is recorded in parts.
    const { state } = await executor.load(countyDecider, streams.county);
    const whole = countyDecider.decide(state, { do: 'register-areas', areas }, executor.asked(caller));
    if (isRefusal(whole)) throw new Refused(whole);
    let part = 0;
    for (const slice of slices(areas, 500)) {
      const sliceCaller = { ...caller, commandId: `${caller.commandId}/${(part += 1)}` };
      orRefused(
        await this.folder.executor.one(countyDecider, streams.county, { do: 'register-areas', areas: slice }, sliceCaller),
      );
    }
    await this.folder.countyChanged();
  }
}

/** What is wrong in the county's name or regions, as one person says it. */
export class ProposeCountyCorrection extends Command<void> {
  constructor(
    readonly correction: { readonly name?: string; readonly regions?: readonly string[] },
    readonly caller: Caller,
  ) {
    super();
  }
}

@CommandHandler(ProposeCountyCorrection)
export class ProposeCountyCorrectionHandler implements ICommandHandler<ProposeCountyCorrection> {
  constructor(private readonly folder: Folder) {}

  async execute({ correction, caller }: ProposeCountyCorrection): Promise<void> {
    const id = derivedId('county-correction', caller.commandId);
    const command = { do: 'propose-correction' as const, ...correction, correction: id, adopted: hasAdopted(this.folder) };
    orRefused(await this.folder.executor.one(countyDecider, streams.county, command, caller));
    await this.folder.countyChanged();
  }
}

/** Another person confirms the correction that was read under this id. */
export class ConfirmCountyCorrection extends Command<void> {
  constructor(
    readonly correction: string,
    readonly caller: Caller,
  ) {
    super();
  }
}

@CommandHandler(ConfirmCountyCorrection)
export class ConfirmCountyCorrectionHandler implements ICommandHandler<ConfirmCountyCorrection> {
  constructor(private readonly folder: Folder) {}

  async execute({ correction, caller }: ConfirmCountyCorrection): Promise<void> {
    const command = { do: 'confirm-correction' as const, correction, adopted: hasAdopted(this.folder) };
    orRefused(await this.folder.executor.one(countyDecider, streams.county, command, caller));
    await this.folder.countyChanged();
  }
}

const hasAdopted = ({ rules }: Folder): boolean => rules.adopted().length > 0;

export class AdvanceClock extends Command<void> {
  constructor(
    readonly to: string,
    readonly caller: Caller,
  ) {
    super();
  }
}

@CommandHandler(AdvanceClock)
export class AdvanceClockHandler implements ICommandHandler<AdvanceClock> {
  constructor(private readonly folder: Folder) {}

  async execute({ to, caller }: AdvanceClock): Promise<void> {
    orRefused(await this.folder.executor.one(countyDecider, streams.county, { do: 'advance-clock', to }, caller));
    await this.folder.countyChanged();
  }
}

export type NewActor = {
  readonly id: ActorId;
  readonly title: string;
  readonly role: Role;
  readonly area: AreaCode;
  readonly kind: 'person' | 'service';
  /** The official as a citizen: where he or she stands in the register, the own case is refused. */
  readonly citizenId?: CitizenId;
  readonly password?: string;
};
export type AppointedActor = {
  readonly id: ActorId;
  readonly outcome: 'done' | 'already' | 'refused';
  readonly code?: string;
  readonly token?: string;
};

export class AppointActors extends Command<readonly AppointedActor[]> {
  constructor(
    readonly actors: readonly NewActor[],
    readonly caller: Caller,
  ) {
    super();
  }
}

@CommandHandler(AppointActors)
export class AppointActorsHandler implements ICommandHandler<AppointActors> {
  constructor(private readonly folder: Folder) {}

  async execute({ actors, caller }: AppointActors): Promise<readonly AppointedActor[]> {
    if (caller.asked.role !== 'system') throw new Refused({ refused: 'forbidden_role', detail: 'system' });
    const persons = this.admit(actors, caller);
    const taken = await this.accounts();
    const outcomes = await this.folder.executor.many(
      actorDecider,
      actors.map(({ id, title, role, area, kind, citizenId }) => {
        const personId = citizenId === undefined ? undefined : persons.get(citizenId);
        const appointment = { actorId: id, title, role, area, kind, ...(personId === undefined ? {} : { personId }) };
        return { stream: streams.actor(id), command: () => onlyAccount(appointment, taken) };
      }),
      caller,
    );
    const appointed = actors.filter((_, i) => !('refused' in (outcomes[i] ?? {})));
    const tokens = await this.equip(appointed);
    return actors.map(({ id }, i) => {
      const outcome = outcomes[i];
      if (outcome === undefined || 'refused' in outcome) return { id, outcome: 'refused', code: outcome?.refused ?? 'not_found' };
      const token = tokens.get(id);
      return { id, outcome: outcome.done === 'already' ? 'already' : 'done', ...(token === undefined ? {} : { token }) };
    });
  }

  /** An official is known as a citizen from the first day: the roster on which he or she stands may come later. */
  private admit(actors: readonly NewActor[], { commandId }: Caller): ReadonlyMap<CitizenId, PersonId> {
    const admissions = actors.flatMap(({ id, citizenId }) =>
      citizenId === undefined ? [] : [{ citizenId, personId: derivedId(commandId, 'official', id) as PersonId }],
    );
    return this.folder.vault.admitPersons(admissions);
  }

  /** Which account each official has whose person is known. */
  private async accounts(): Promise<Map<string, ActorId>> {
    await this.folder.caughtUp();
    const current = this.folder.views.actors().filter(({ dismissed }) => !dismissed);
    return new Map(current.flatMap(({ id, person_id }) => (person_id === null ? [] : [[person_id, id] as const])));
  }

  /** Passwords for people and fresh tokens for services, for those alone whose appointment stands. */
  private async equip(appointed: readonly NewActor[]): Promise<ReadonlyMap<ActorId, string>> {
    const { access } = this.folder;
    for (const { id, password } of appointed) {
      this.folder.appointmentChanged(id);
      if (password !== undefined) await access.setPassword(id, password);
    }
    const services = appointed.filter(({ kind }) => kind === 'service').map(({ id }) => id);
    const tokens = access.issueTokens(services, 'service');
    return new Map(services.map((id, i) => [id, tokens[i] ?? '']));
  }
}

/** One person, one account: with two, the four signatures under a batch could be one person's. */
const onlyAccount = (appointment: Appointment, taken: Map<string, ActorId>) => {
  const { personId, actorId } = appointment;
  const present = personId === undefined ? undefined : taken.get(personId);
  if (present !== undefined && present !== actorId) return refuse('person_has_account', present);
  if (personId !== undefined) taken.set(personId, actorId);
  return { do: 'appoint' as const, appointment };
};
