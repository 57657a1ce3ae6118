import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { AreaCode } from '@fenming/citizen';
import { countyDecider, derivedId, isRefusal, streams } from '@fenming/subsidy';
import { orRefused, Refused, slices, type Caller } from '@fenming/commands';
import { Folder } from '@fenming/county';

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
    // From now on a note that nothing was seen is untrue.
    await this.folder.noteSeen();
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
    const command = { do: 'propose-correction' as const, ...correction, correction: id, adopted: this.folder.moneyBegun() };
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
    const command = { do: 'confirm-correction' as const, correction, adopted: this.folder.moneyBegun() };
    orRefused(await this.folder.executor.one(countyDecider, streams.county, command, caller));
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
