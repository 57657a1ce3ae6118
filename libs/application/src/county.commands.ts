import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { AreaCode, CitizenId } from '@fenming/citizen';
import { actorDecider, countyDecider, streams, type ActorId, type Appointment, type Role } from '@fenming/subsidy';
import type { Caller } from './executor';
import { Folder } from './folder/folder';
import { orRefused, slices } from './outcomes';

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
    const { executor, access } = this.folder;
    const persons = this.folder.vault.findPersons(
      actors.flatMap(({ citizenId }) => (citizenId === undefined ? [] : [citizenId])),
    );
    const appointments = actors.map(({ id, title, role, area, kind, citizenId }): Appointment => {
      const personId = citizenId === undefined ? undefined : persons.get(citizenId);
      return { actorId: id, title, role, area, kind, ...(personId === undefined ? {} : { personId }) };
    });
    const outcomes = await executor.many(
      actorDecider,
      appointments.map((appointment) => ({
        stream: streams.actor(appointment.actorId),
        command: () => ({ do: 'appoint' as const, appointment }),
      })),
      caller,
    );
    for (const { id, password } of actors) {
      this.folder.appointmentChanged(id);
      if (password !== undefined) access.setPassword(id, password);
    }
    const services = actors.filter(({ kind }, i) => kind === 'service' && !('refused' in (outcomes[i] ?? {})));
    const tokens = new Map(
      access
        .issueTokens(
          services.map(({ id }) => id),
          'service',
        )
        .map((token, i) => [services[i]?.id, token]),
    );
    return actors.map(({ id }, i) => {
      const outcome = outcomes[i];
      if (outcome === undefined || 'refused' in outcome) return { id, outcome: 'refused', code: outcome?.refused ?? 'not_found' };
      const token = tokens.get(id);
      return { id, outcome: outcome.done === 'already' ? 'already' : 'done', ...(token === undefined ? {} : { token }) };
    });
  }
}
