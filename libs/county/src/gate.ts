import { Refused, type Executor } from '@fenming/commands';
import type { EventLog, LogDoubts } from '@fenming/event-log';
import { awaitsReconciliation, type CountyState, type Refusal } from '@fenming/subsidy';

type Behind = {
  readonly log: EventLog;
  readonly executor: Executor;
  readonly state: () => CountyState;
};

/** Whether money may move, and whether this process records anything at all. */
export class PaymentGate {
  private closedFor: Refusal | undefined;
  private readonly closing: (() => void)[] = [];
  private wasInDoubt = false;
  private readonly waiting: (() => void)[] = [];

  constructor(private readonly behind: Behind) {}

  /** True between a restore and its reconciliation: a bank file may have gone out that this log does not know. */
  awaitsReconciliation(): boolean {
    return awaitsReconciliation(this.behind.state());
  }

  /** Whether a part of the log is not there, or may go: whoever pays then may pay twice. */
  async isInDoubt(): Promise<boolean> {
    return (await this.doubts()).incomplete.length > 0;
  }

  async doubts(): Promise<LogDoubts> {
    const doubts = await this.behind.log.doubts();
    this.wasInDoubt ||= doubts.incomplete.length > 0;
    return doubts;
  }

  /** Called when no part of the log is in doubt any more: whatever stood still for it goes on. */
  whenDoubtIsOver(goOn: () => void): void {
    this.waiting.push(goOn);
  }

  doubtIsOver(): void {
    if (!this.wasInDoubt) return;
    this.wasInDoubt = false;
    for (const goOn of this.waiting) goOn();
  }

  /** No money moves before the bank was asked after a restore, nor while a part of the log is in doubt. @throws Refused */
  async refuseToPay(): Promise<void> {
    const state = this.behind.state();
    if (awaitsReconciliation(state))
      throw new Refused({ refused: 'restored_unreconciled', detail: state.restored.backupTakenAt });
    const [first] = (await this.doubts()).incomplete;
    if (first !== undefined) throw new Refused({ refused: 'history_incomplete', detail: first.stream });
  }

  /** Whether this process records nothing more. */
  isClosed(): boolean {
    return this.closedFor !== undefined;
  }

  /** From now on this process records nothing. */
  closeFor(reason: Refusal): void {
    this.closedFor = reason;
    this.behind.executor.standStill(reason);
    for (const stop of this.closing) stop();
  }

  whenClosed(stop: () => void): void {
    this.closing.push(stop);
  }

  /** Nothing is recorded in a county that was restored without its personal data, but that it was. */
  countyChanged(): void {
    const bare: Refusal | undefined =
      this.behind.state().restored?.personalData === false ? { refused: 'without_personal_data' } : undefined;
    this.behind.executor.standStill(this.closedFor ?? bare);
  }
}
