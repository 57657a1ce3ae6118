import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { batchDecider, isPaused, streams, type BatchCommand, type BatchStage } from '@fenming/subsidy';
import { orRefused, type Caller } from '@fenming/commands';
import { RunningCounty } from '@fenming/county';
import { carryOn } from './carry-on';
import { closeBatch } from './close-batch';
import { PayoutRunner } from './payout-runner';
import { sign, type Signature } from './signatures';

/** How far a batch has come when a command is answered. */
export type BatchReached = { readonly state: BatchStage; readonly paused: boolean };

/**
 * What a person asks of one batch: a signature on its list, the list back to its maker, the payments stopped after the chunks in hand or
 * let go on, the books compared, the batch closed. What comes with a file, or makes the list, is a command of its own.
 */
export type BatchStep =
  Signature | Extract<BatchCommand, { readonly do: 'send-back' | 'pause' | 'resume' | 'reconcile' }> | { readonly do: 'close' };

/** A step of one batch. Payments go on by themselves after a release or a resumption that has many of them. */
export class TakeBatchStep extends Command<BatchReached> {
  constructor(
    readonly batch: string,
    readonly step: BatchStep,
    readonly caller: Caller,
  ) {
    super();
  }
}

@CommandHandler(TakeBatchStep)
export class TakeBatchStepHandler implements ICommandHandler<TakeBatchStep> {
  constructor(
    private readonly county: RunningCounty,
    private readonly runner: PayoutRunner,
  ) {}

  async execute({ batch, step, caller }: TakeBatchStep): Promise<BatchReached> {
    if (step.do === 'approve' || step.do === 'release' || step.do === 'resume') await this.county.gate.refuseToPay();
    await this.take(batch, step, caller);
    if (step.do === 'release' || step.do === 'resume') await carryOn(this.runner, batch, caller.correlation);
    const { state } = await this.county.executor.load(batchDecider, streams.payoutBatch(batch));
    return { state: state.stage, paused: isPaused(state) };
  }

  private async take(batch: string, step: BatchStep, caller: Caller): Promise<void> {
    if (step.do === 'close') return closeBatch(this.county, batch, caller);
    if ('hash' in step) return sign(this.county, batch, step, caller);
    orRefused(await this.county.executor.one(batchDecider, streams.payoutBatch(batch), step, caller));
  }
}
