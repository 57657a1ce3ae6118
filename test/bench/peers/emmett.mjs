// Run by bench:payout: one payment appended to a stream of its own, one after the other, by a general event-sourcing library.
import { randomUUID } from 'node:crypto';
import { performance } from 'node:perf_hooks';
import { getSQLiteEventStore } from '@event-driven-io/emmett-sqlite';

const [file, count] = process.argv.slice(2);
const store = getSQLiteEventStore({ fileName: file, schema: { autoMigration: 'CreateOrUpdate' } });
const payment = (lineNo) => ({
  type: 'PaymentInstructed',
  data: {
    accountVersion: randomUUID(),
    amountFen: '96000',
    attempt: 1,
    batch: 'RURAL_REWARD-2023-991001-1',
    caseNumber: `RURAL_REWARD-2023-1-${String(lineNo).padStart(5, '0')}`,
    enrolmentId: randomUUID(),
    entitlement: '2023/regular/regular',
    lineNo,
    programme: 'RURAL_REWARD',
    village: '991001101201',
    year: 2023,
  },
});
/** The library's transactions sometimes meet each other's open statements; such an append is made again, and its time counts. */
const append = async (event) => {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await store.appendToStream(`enrolment:${randomUUID()}`, [event], { expectedStreamVersion: 'STREAM_DOES_NOT_EXIST' });
    } catch (error) {
      if (error?.code !== 'SQLITE_BUSY' || attempt === 10) throw error;
    }
  }
};
// The schema is made by the first append.
await append(payment(0));
const began = performance.now();
for (let lineNo = 1; lineNo <= Number(count); lineNo += 1) await append(payment(lineNo));
process.send?.({ perSecond: (Number(count) * 1_000) / (performance.now() - began) });
process.disconnect?.();
