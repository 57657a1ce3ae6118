import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { ProgrammeId } from '@fenming/programmes';
import {
  appropriationDecider,
  streams,
  type Adjust,
  type AppropriationState,
  type CarryIn,
  type CarryOut,
  type Close,
  type Lapse,
  type Receive,
} from '@fenming/subsidy';
import { orRefused, Refused, type Caller } from '@fenming/commands';
import { RunningCounty } from '@fenming/county';

/** The programme and fiscal year whose money it is. */
export type Budget = { readonly programme: ProgrammeId; readonly year: number };
/** Money received, adjusted, or handed back to the treasury; what is carried over to the next year; the end of a year's books. */
export type BudgetDocument = Receive | Adjust | Lapse | CarryOut | Omit<Close, 'finished'>;

/** Books one document. */
export class BookDocument extends Command<void> {
  constructor(
    readonly budget: Budget,
    readonly document: BudgetDocument,
    readonly caller: Caller,
  ) {
    super();
  }
}

@CommandHandler(BookDocument)
export class BookDocumentHandler implements ICommandHandler<BookDocument> {
  constructor(private readonly county: RunningCounty) {}

  async execute({ budget, document, caller }: BookDocument): Promise<void> {
    this.county.rules.inForce(budget.programme, budget.year);
    if (document.do === 'carry-out') return this.carryOver(budget, document, caller);
    if (document.do === 'close') return this.close(budget, document, caller);
    return this.book(budget, document, caller);
  }

  /**
   * Carries available money of a year to the next. It leaves one stream and arrives in another: what a crash cuts off in between is
   * found on the way by the next request under the same document, or at the latest when the next year is closed.
   */
  private async carryOver(budget: Budget, document: CarryOut, caller: Caller): Promise<void> {
    const next = { ...budget, year: budget.year + 1 };
    this.county.rules.inForce(next.programme, next.year);
    if ((await this.booksOf(next)).closed) throw new Refused({ refused: 'appropriation_closed', detail: `${next.year}` });
    await this.book(budget, document, caller);
    await this.arrive(next, await this.booksOf(budget), caller);
  }

  /** Closes the books of a year: nothing is reserved or under way, and all that the year before gave away has arrived. */
  private async close(budget: Budget, document: Omit<Close, 'finished'>, caller: Caller): Promise<void> {
    await this.arrive(budget, await this.booksOf({ ...budget, year: budget.year - 1 }), caller);
    const { batches } = await this.booksOf(budget);
    await this.book(budget, { ...document, finished: await this.finished(Object.keys(batches)) }, caller);
  }

  /** Writes down in a year what the year before has given away; what has arrived already arrives no second time. */
  private async arrive(budget: Budget, { carriedOut }: AppropriationState, caller: Caller): Promise<void> {
    for (const carried of carriedOut) {
      const half = { ...caller, commandId: `${caller.commandId}/${carried.documentNo}` };
      await this.book(budget, { ...carried, do: 'carry-in' }, half);
    }
  }

  private async book({ programme, year }: Budget, entry: Entry, caller: Caller): Promise<void> {
    const area = this.county.code();
    const command = { programme, year, area, ...entry };
    const stream = streams.appropriation(programme, year, area);
    orRefused(await this.county.executor.one(appropriationDecider, stream, command, caller));
  }

  /** The books of one year, as the log has them now. */
  private async booksOf({ programme, year }: Budget): Promise<AppropriationState> {
    const stream = streams.appropriation(programme, year, this.county.code());
    return (await this.county.executor.load(appropriationDecider, stream)).state;
  }

  /** A batch that was reconciled stays so, hence a view that lags behind only waits too long. */
  private async finished(batches: readonly string[]): Promise<readonly string[]> {
    await this.county.caughtUp();
    const found = batches.flatMap((batch) => this.county.views.batch(batch) ?? []);
    return found.flatMap(({ batch_id, state }) => (state === 'reconciled' || state === 'closed' ? [batch_id] : []));
  }
}

type Entry = Receive | Adjust | Lapse | CarryOut | CarryIn | Close;
