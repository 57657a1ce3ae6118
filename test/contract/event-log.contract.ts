import { appendingContract } from './event-log.appending';
import { concurrencyContract } from './event-log.concurrency';
import { fidelityContract } from './event-log.fidelity';
import type { LogHarness } from './event-log.harness';
import { subscribingContract } from './event-log.subscribing';
import { wholenessContract } from './event-log.wholeness';

/** What every adapter of the event log must do. Nothing outside an adapter may depend on more than this. */
export function eventLogContract(adapter: string, harness: LogHarness): void {
  describe(`the event log kept ${adapter}`, () => {
    beforeEach(() => harness.start());
    afterEach(() => harness.end());
    appendingContract(harness);
    fidelityContract(harness);
    concurrencyContract(harness);
    subscribingContract(harness);
    wholenessContract(harness);
  });
}
