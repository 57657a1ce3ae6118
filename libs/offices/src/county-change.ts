import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { countyDecider, derivedId, isRefusal, streams, type CountyCommand } from '@fenming/subsidy';
import { orRefused, Refused, slices, type Caller } from '@fenming/commands';
import { RunningCounty } from '@fenming/county';

type Of<Name extends CountyCommand['do']> = Extract<CountyCommand, { readonly do: Name }>;
/**
 * The county opened, its towns and villages registered, its simulated time moved forward; what is wrong in its name or regions, as one person
 * says it and another confirms it by the id under which it was read.
 */
export type CountyChange =
  | Of<'open' | 'register-areas' | 'advance-clock'>
  | Omit<Of<'propose-correction'>, 'correction' | 'adopted'>
  | Omit<Of<'confirm-correction'>, 'adopted'>;

export class ChangeCounty extends Command<void> {
  constructor(
    readonly change: CountyChange,
    readonly caller: Caller,
  ) {
    super();
  }
}

@CommandHandler(ChangeCounty)
export class ChangeCountyHandler implements ICommandHandler<ChangeCounty> {
  constructor(private readonly county: RunningCounty) {}

  async execute({ change, caller }: ChangeCounty): Promise<void> {
    if (change.do === 'open') return this.open(change, caller);
    if (change.do === 'register-areas') await this.register(change, caller);
    else await this.decide(this.commandOf(change, caller), caller);
    await this.county.changed();
  }

  private async open(county: Of<'open'>, caller: Caller): Promise<void> {
    // The first event of a demo county carries simulated time already: recording times never fall along the log.
    if (county.clock !== undefined && this.county.state().opened === undefined) this.county.clock.simulate(county.clock);
    try {
      await this.decide(county, caller);
    } finally {
      await this.county.changed();
    }
    // From now on a note that nothing was seen is untrue.
    await this.county.noteSeen();
  }

  /** The list is taken whole or not at all, though it is recorded in parts. */
  private async register({ areas }: Of<'register-areas'>, caller: Caller): Promise<void> {
    const { executor } = this.county;
    const { state } = await executor.load(countyDecider, streams.county);
    const whole = countyDecider.decide(state, { do: 'register-areas', areas }, executor.asked(caller));
    if (isRefusal(whole)) throw new Refused(whole);
    let part = 0;
    for (const slice of slices(areas, 500))
      await this.decide({ do: 'register-areas', areas: slice }, { ...caller, commandId: `${caller.commandId}/${(part += 1)}` });
  }

  private commandOf(change: Exclude<CountyChange, Of<'open' | 'register-areas'>>, { commandId }: Caller): CountyCommand {
    if (change.do === 'advance-clock') return change;
    const adopted = this.county.rules.moneyBegun();
    if (change.do === 'confirm-correction') return { ...change, adopted };
    return { ...change, correction: derivedId('county-correction', commandId), adopted };
  }

  private async decide(command: CountyCommand, caller: Caller): Promise<void> {
    orRefused(await this.county.executor.one(countyDecider, streams.county, command, caller));
  }
}
