import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { ProgrammeId } from '@fenming/programmes';
import {
  appropriationDecider,
  streams,
  type Adjust,
  type AppropriationState,
  type CarryOut,
  type Close,
  type Lapse,
  type Receive,
} from '@fenming/subsidy';
import { orRefused, Refused, type Caller } from '@fenming/commands';
import { Folder } from '@fenming/county';

/** The programme and fiscal year whose money it is. */
export type Budget = { readonly programme: ProgrammeId; readonly year: number };

/** Books one document: money received, adjusted, or handed back to the treasury. */
export class BookDocument extends Command<void> {
  constructor(
    readonly budget: Budget,
    readonly document: Receive | Adjust | Lapse,
    readonly caller: Caller,
  ) {
    super();
  }
}

@CommandHandler(BookDocument)
export class BookDocumentHandler implements ICommandHandler<BookDocument> {
  constructor(private readonly folder: Folder) {}

  async execute({ budget: { programme, year }, document, caller }: BookDocument): Promise<void> {
    this.folder.inForce(programme, year);
    const area = this.folder.countyCode();
    const stream = streams.appropriation(programme, year, area);
    const command = { programme, year, area, ...document };
    orRefused(await this.folder.executor.one(appropriationDecider, stream, command, caller));
  }
}

/** The books of one year, as the log has them now. */
const open = async (folder: Folder, { programme, year }: Budget) => {
  const purpose = { programme, year, area: folder.countyCode() };
  const stream = streams.appropriation(programme, year, purpose.area);
  const { state } = await folder.executor.load(appropriationDecider, stream);
  return { purpose, stream, state };
};

/** Writes down in a year what the year before has given away; what has arrived already arrives no second time. */
const arrive = async (folder: Folder, { programme, year }: Budget, from: AppropriationState, caller: Caller): Promise<void> => {
  const { purpose, stream } = await open(folder, { programme, year });
  for (const carried of from.carriedOut) {
    const half = { ...caller, commandId: `${caller.commandId}/${carried.documentNo}` };
    orRefused(await folder.executor.one(appropriationDecider, stream, { ...purpose, ...carried, do: 'carry-in' }, half));
  }
};

/**
 * Carries available money of a year to the next. It leaves one stream and arrives in another: what a crash cuts off in between is
 * found on the way by the next request under the same document, or at the latest when the next year is closed.
 */
export class CarryOver extends Command<void> {
  constructor(
    readonly budget: Budget,
    readonly document: Omit<CarryOut, 'do'>,
    readonly caller: Caller,
  ) {
    super();
  }
}

@CommandHandler(CarryOver)
export class CarryOverHandler implements ICommandHandler<CarryOver> {
  constructor(private readonly folder: Folder) {}

  async execute({ budget: { programme, year }, document, caller }: CarryOver): Promise<void> {
    const { executor } = this.folder;
    const next = { programme, year: year + 1 };
    for (const one of [year, next.year]) this.folder.inForce(programme, one);
    if ((await open(this.folder, next)).state.closed)
      throw new Refused({ refused: 'appropriation_closed', detail: `${next.year}` });
    const { purpose, stream } = await open(this.folder, { programme, year });
    orRefused(await executor.one(appropriationDecider, stream, { ...purpose, ...document, do: 'carry-out' }, caller));
    await arrive(this.folder, next, (await open(this.folder, { programme, year })).state, caller);
  }
}

/** Closes the books of a year: nothing is reserved or under way, and all that the year before gave away has arrived. */
export class CloseBudget extends Command<void> {
  constructor(
    readonly budget: Budget,
    readonly document: Omit<Close, 'do' | 'finished'>,
    readonly caller: Caller,
  ) {
    super();
  }
}

@CommandHandler(CloseBudget)
export class CloseBudgetHandler implements ICommandHandler<CloseBudget> {
  constructor(private readonly folder: Folder) {}

  async execute({ budget: { programme, year }, document, caller }: CloseBudget): Promise<void> {
    this.folder.inForce(programme, year);
    const before = await open(this.folder, { programme, year: year - 1 });
    await arrive(this.folder, { programme, year }, before.state, caller);
    const { purpose, stream, state } = await open(this.folder, { programme, year });
    const finished = await this.finished(Object.keys(state.reserved));
    const command = { ...purpose, ...document, do: 'close' as const, finished };
    orRefused(await this.folder.executor.one(appropriationDecider, stream, command, caller));
  }

  /** A batch that was reconciled stays so, hence a view that lags behind only waits too long. */
  private async finished(batches: readonly string[]): Promise<readonly string[]> {
    await this.folder.caughtUp();
    const found = batches.flatMap((batch) => this.folder.views.batch(batch) ?? []);
    return found.flatMap(({ batch_id, state }) => (state === 'reconciled' || state === 'closed' ? [batch_id] : []));
  }
}
