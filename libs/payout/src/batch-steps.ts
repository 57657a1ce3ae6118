import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Fen } from '@fenming/money';
import {
  appropriationDecider,
  batchDecider,
  derivedId,
  drawsNothing,
  enrolmentDecider,
  isLocked,
  isRefusal,
  isReleased,
  LINES_PER_CHUNK,
  parseFunding,
  personDecider,
  streams,
  type BatchStage,
  type BatchState,
  type ReleasedBatch,
  type EnrolmentId,
  type ExceptionLine,
  type RosterLine,
  type Step,
} from '@fenming/subsidy';
import { orRefused, Refused, slices, type Caller, type Executor } from '@fenming/commands';
import { Folder } from '@fenming/county';
import { refuseUnlessControlled } from './controls';
import { changedLines, takeOff } from './locked-lists';
import { failedLines } from './payout-work';
import { PayoutRunner } from './payout-runner';
import { RosterBook } from './roster-book';
import { carryOn } from './carry-on';

/** How far a batch has come when a command is answered. */
export type BatchReached = { readonly state: BatchStage; readonly paused: boolean };

/**
 * A step on a locked roster, against the hash that was on the actor's screen. The approver also types the total. Payments go on by
 * themselves after a release that has many of them.
 */
export class TakeBatchStep extends Command<BatchReached> {
  constructor(
    readonly step: { readonly batch: string; readonly do: Step['do']; readonly hash: string; readonly totalFen?: Fen },
    readonly caller: Caller,
  ) {
    super();
  }
}

@CommandHandler(TakeBatchStep)
export class TakeBatchStepHandler implements ICommandHandler<TakeBatchStep> {
  private readonly book: RosterBook;

  constructor(
    private readonly folder: Folder,
    private readonly runner: PayoutRunner,
  ) {
    this.book = new RosterBook(folder.log);
  }

  async execute({ step, caller }: TakeBatchStep): Promise<BatchReached> {
    if (step.do === 'approve' || step.do === 'release') await this.folder.refuseToPay();
    const { executor } = this.folder;
    const stream = streams.payoutBatch(step.batch);
    const { state, causes } = await executor.load(batchDecider, stream);
    if (!causes.includes(caller.commandId)) {
      const changed = step.do === 'approve' ? await this.changed(state, caller) : [];
      const command = { ...step, isPayee: await this.isPayee(state, caller), changed: changed.length };
      const decision = batchDecider.decide(state, command, executor.asked(caller));
      // What a crash kept from leaving the list when it happened leaves it now, and the list is locked and signed anew.
      if (isRefusal(decision) && decision.refused === 'roster_changed' && changed.length > 0 && state.stage !== 'none')
        await takeOff(this.folder, state, changed, caller);
      if (isRefusal(decision) && decision.refused === 'total_mismatch') await this.noteMistyped(step, caller);
      refuseUnlessAllowed(decision);
      if (step.do === 'release') {
        await refuseUnlessControlled(this.folder, step.batch);
        // The formulas take their time: a list that was sent back meanwhile must not replace what its successor has reserved.
        const now = (await executor.load(batchDecider, stream)).state;
        refuseUnlessAllowed(batchDecider.decide(now, command, executor.asked(caller)));
        await this.reserve(now, caller);
      }
      orRefused(await executor.oneAsSeen(batchDecider, stream, command, caller));
    }
    if (step.do === 'release') await carryOn(this.runner, step.batch, caller.correlation);
    return reached(executor, step.batch);
  }

  /** Under an id of its own, so that the same form with the right total is not taken for done. */
  private async noteMistyped({ batch, hash, totalFen }: TakeBatchStep['step'], caller: Caller): Promise<void> {
    const command = { do: 'note-mistyped' as const, hash, ...(totalFen === undefined ? {} : { typedFen: totalFen }) };
    const own = { ...caller, commandId: derivedId(caller.commandId, 'mistyped', totalFen ?? 'no amount') };
    orRefused(await this.folder.executor.one(batchDecider, streams.payoutBatch(batch), command, own));
  }

  /** The actor's own enrolments of the year, as a beneficiary or the other parent, stand in the actor's person stream. */
  private async isPayee(state: BatchState, { asked }: Caller): Promise<boolean> {
    if (asked.person === undefined) return false;
    const own = await this.folder.executor.load(personDecider, streams.person(asked.person));
    const claimed = new Set<EnrolmentId>(own.state.claims.map(({ enrolmentId }) => enrolmentId));
    if (claimed.size === 0 || state.stage === 'none') return false;
    for await (const lines of this.book.chunks(state)) if (lines.some(({ enrolmentId }) => claimed.has(enrolmentId))) return true;
    return false;
  }

  /** A death, an objection, a corrected account since the lock. Only enrolments in which anything happened since are decided again. */
  private async changed(state: BatchState, caller: Caller): Promise<readonly ExceptionLine[]> {
    const changed: ExceptionLine[] = [];
    if (state.stage === 'none') return changed;
    for await (const lines of this.book.chunks(state)) {
      const now = await this.folder.log.lastRevisions(lines.map(({ enrolmentId }) => streams.enrolment(enrolmentId)));
      const moved = lines.filter(({ enrolmentId, revision }) => now.get(streams.enrolment(enrolmentId)) !== revision);
      changed.push(...(await changedLines(this.folder, state, moved, caller)));
    }
    return changed;
  }

  private async reserve(state: BatchState, caller: Caller): Promise<void> {
    if (!isLocked(state)) throw new Refused({ refused: 'batch_state', detail: state.stage });
    const { opened, roster } = state;
    const { programme, year, area, batch } = opened;
    const command = { do: 'reserve' as const, programme, year, area, batch, funding: parseFunding(roster.funding) };
    orRefused(
      await this.folder.executor.one(appropriationDecider, streams.appropriation(programme, year, area), command, caller),
    );
  }
}

const refuseUnlessAllowed = (decision: ReturnType<typeof batchDecider.decide>): void => {
  if (isRefusal(decision)) throw new Refused(decision);
};

const reached = async (executor: Executor, batch: string): Promise<BatchReached> => {
  const { stage, paused } = (await executor.load(batchDecider, streams.payoutBatch(batch))).state;
  return { state: stage, paused };
};

export class SendBatchBack extends Command<void> {
  constructor(
    readonly batch: string,
    readonly reason: string,
    readonly caller: Caller,
  ) {
    super();
  }
}

@CommandHandler(SendBatchBack)
export class SendBatchBackHandler implements ICommandHandler<SendBatchBack> {
  constructor(private readonly folder: Folder) {}

  async execute({ batch, reason, caller }: SendBatchBack): Promise<void> {
    orRefused(await this.folder.executor.one(batchDecider, streams.payoutBatch(batch), { do: 'send-back', reason }, caller));
  }
}

/** Stops the payments of a released batch after the chunks in hand, or lets them go on. */
export class PauseBatch extends Command<BatchReached> {
  constructor(
    readonly pause: { readonly batch: string; readonly do: 'pause' | 'resume'; readonly reason: string },
    readonly caller: Caller,
  ) {
    super();
  }
}

@CommandHandler(PauseBatch)
export class PauseBatchHandler implements ICommandHandler<PauseBatch> {
  constructor(
    private readonly folder: Folder,
    private readonly runner: PayoutRunner,
  ) {}

  async execute({ pause: { batch, reason, ...step }, caller }: PauseBatch): Promise<BatchReached> {
    if (step.do === 'resume') await this.folder.refuseToPay();
    const command = step.do === 'pause' ? { do: step.do, reason } : { do: step.do };
    const [outcome] = await this.folder.executor.many(
      batchDecider,
      [{ stream: streams.payoutBatch(batch), command: () => command }],
      caller,
    );
    if (outcome !== undefined) orRefused(outcome);
    if (step.do === 'resume') await carryOn(this.runner, batch, caller.correlation);
    return reached(this.folder.executor, batch);
  }
}

export class ReconcileBatch extends Command<void> {
  constructor(
    readonly batch: string,
    readonly caller: Caller,
  ) {
    super();
  }
}

@CommandHandler(ReconcileBatch)
export class ReconcileBatchHandler implements ICommandHandler<ReconcileBatch> {
  constructor(private readonly folder: Folder) {}

  async execute({ batch, caller }: ReconcileBatch): Promise<void> {
    orRefused(await this.folder.executor.one(batchDecider, streams.payoutBatch(batch), { do: 'reconcile' }, caller));
  }
}

/** A batch is closed when every returned line has been settled by a later round, or its person has left and gets nothing any more. */
export class CloseBatch extends Command<void> {
  constructor(
    readonly batch: string,
    readonly caller: Caller,
  ) {
    super();
  }
}

@CommandHandler(CloseBatch)
export class CloseBatchHandler implements ICommandHandler<CloseBatch> {
  constructor(private readonly folder: Folder) {}

  async execute({ batch, caller }: CloseBatch): Promise<void> {
    const { executor } = this.folder;
    const stream = streams.payoutBatch(batch);
    const { state } = await executor.load(batchDecider, stream);
    if (state.stage === 'reconciled') await refuseUnlessControlled(this.folder, batch);
    const waiting = isReleased(state) ? await this.waiting(state) : 0;
    orRefused(await executor.oneAsSeen(batchDecider, stream, { do: 'close', waiting }, caller));
  }

  /** How many are still to be paid: not those that a later round has settled, perhaps on another node, nor those that get nothing any more. */
  private async waiting(state: ReleasedBatch): Promise<number> {
    const { year } = state.opened;
    const failed: RosterLine[] = [];
    for await (const line of new RosterBook(this.folder.log).linesNumbered(state, failedLines(state))) failed.push(line);
    let waiting = 0;
    for (const some of slices(failed, LINES_PER_CHUNK)) {
      const enrolments = some.map(({ enrolmentId }) => streams.enrolment(enrolmentId));
      const states = await this.folder.executor.peek(enrolmentDecider, enrolments);
      waiting += some.filter(({ enrolmentId, entitlement }) => {
        const now = states.get(streams.enrolment(enrolmentId)) ?? enrolmentDecider.initial;
        const settled = now.payments.some((payment) => payment.entitlement === entitlement && payment.state === 'settled');
        return !settled && !drawsNothing(now, year);
      }).length;
    }
    return waiting;
  }
}
