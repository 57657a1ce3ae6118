import { appropriationDecider, batchDecider } from '@fenming/subsidy';
import { by, BY, sampleOf, textOf, type Reading, type Type } from './golden.samples';

const appropriation = by(appropriationDecider);
const batch = by(batchDecider);

const RESULT = textOf('BankResultRecorded', 'sha256');
const BATCH = 'RURAL_REWARD-2023-991001-1';
export const ROSTER_HASH = textOf('RosterLocked', 'hash');
const SHARE = { central: 57600, province: 19200, city: 0, county: 19200 };
const SHARES = { central: 172800, province: 57600, city: 0, county: 57600 };
const LOCKED: readonly Type[] = ['BatchOpened', 'RosterChunkLocked', 'RosterLocked'];
const CHECKED: readonly Type[] = [...LOCKED, 'BatchSubmitted', 'BatchChecked'];
const RELEASED: readonly Type[] = [...CHECKED, 'BatchApproved', 'BatchReleased'];
const ANSWERED: readonly Type[] = [...RELEASED, 'ChunkInstructed', 'BankFileIssued', 'BankResultChunkRecorded'];

/** What is read of the money of a year and of its batches. */
export const PAYOUT_READINGS = {
  AppropriationReceived: {
    read: appropriation,
    state: { documents: ['central/示财社(2023)5号'], available: { central: 388396800, province: 0, city: 0, county: 0 } },
  },
  AppropriationAdjusted: {
    read: appropriation,
    after: ['AppropriationReceived'],
    state: { available: { central: 388000000 }, documents: ['central/示财社(2023)5号', 'central/示财社(2023)31号'] },
  },
  AppropriationCarriedOut: {
    read: appropriation,
    after: ['AppropriationReceived'],
    state: { available: { central: 388300800 }, carriedOut: [{ documentNo: '示财预〔2024〕2号', since: 2023 }] },
  },
  AppropriationCarriedIn: {
    read: appropriation,
    state: { available: { central: 96000 }, carriedIn: [{ documentNo: '示财预〔2024〕2号', since: 2022 }] },
  },
  AppropriationLapsed: {
    read: appropriation,
    after: ['AppropriationReceived'],
    state: { available: { central: 388392800 }, incoming: { central: 388396800 } },
  },
  AppropriationClosed: { read: appropriation, after: ['AppropriationReceived'], state: { closed: true } },
  FundsReserved: {
    read: appropriation,
    after: ['AppropriationReceived'],
    state: { batches: { [BATCH]: { reserved: SHARES } }, available: { central: 388224000 } },
  },
  FundsFreed: {
    read: appropriation,
    after: ['AppropriationReceived', 'FundsReserved'],
    state: { batches: { [BATCH]: { freed: { [RESULT]: SHARE } } }, available: { central: 388281600 } },
  },
  BatchOpened: { read: batch, state: { stage: 'opened', opened: { batch: BATCH, year: 2023, area: '991001', round: 1 } } },
  RosterChunkLocked: {
    read: batch,
    after: ['BatchOpened'],
    state: {
      stage: 'opened',
      lock: 1,
      chunks: [
        {
          chunk: 1,
          revision: 1,
          firstLine: 1,
          count: 3,
          sumFen: '288000',
          hash: ROSTER_HASH,
          funding: sampleOf('RosterLocked').payload['funding'],
        },
      ],
    },
  },
  RosterLocked: {
    read: batch,
    after: ['BatchOpened', 'RosterChunkLocked'],
    state: { stage: 'locked', roster: { count: 3, sumFen: '288000', hash: ROSTER_HASH }, duties: { maker: BY }, lockedOnce: [1] },
  },
  BatchSubmitted: { read: batch, after: LOCKED, state: { stage: 'submitted', duties: { maker: BY } } },
  BatchChecked: {
    read: batch,
    after: [...LOCKED, 'BatchSubmitted'],
    state: { stage: 'checked', duties: { maker: BY, checker: BY } },
  },
  BatchApproved: { read: batch, after: CHECKED, state: { stage: 'approved', duties: { checker: BY, approver: BY } } },
  BatchSentBack: { read: batch, after: [...LOCKED, 'BatchSubmitted'], state: { stage: 'opened', lockedOnce: [1] } },
  TotalMistyped: { read: batch, after: CHECKED, state: { stage: 'checked', length: 6 } },
  LinesTakenOff: { read: batch, after: [...LOCKED, 'BatchSubmitted'], state: { stage: 'opened', lockedOnce: [1] } },
  BatchReleased: {
    read: batch,
    after: [...CHECKED, 'BatchApproved'],
    state: { stage: 'released', duties: { approver: BY, releaser: BY } },
  },
  BatchPaused: { read: batch, after: RELEASED, state: { stage: 'released', paused: true } },
  BatchResumed: { read: batch, after: [...RELEASED, 'BatchPaused'], state: { stage: 'released', paused: false } },
  ChunkInstructed: {
    read: batch,
    after: RELEASED,
    state: {
      stage: 'instructed',
      instructedChunks: new Set([1]),
      instructed: { count: 2, sumFen: '192000' },
      exceptions: [{ lineNo: 3, cause: 'enrolment_exited', amountFen: '96000' }],
    },
  },
  BankFileIssued: {
    read: batch,
    after: [...RELEASED, 'ChunkInstructed'],
    state: { stage: 'file_issued', files: [{ count: 2, sumFen: '192000', sha256: textOf('BankFileIssued', 'sha256') }] },
  },
  BankResultChunkRecorded: {
    read: batch,
    after: [...RELEASED, 'ChunkInstructed', 'BankFileIssued'],
    state: {
      stage: 'file_issued',
      answers: { settled: { count: 0 }, failed: { count: 0 } },
      arriving: { [RESULT]: { 1: { sheet: { settled: { count: 1 }, failed: { count: 1 } } } } },
    },
  },
  BankResultRecorded: {
    read: batch,
    after: ANSWERED,
    state: {
      stage: 'result_recorded',
      resultFiles: [RESULT],
      answers: {
        settled: { count: 1, sumFen: '96000' },
        failed: { count: 1, sumFen: '96000' },
        byLine: Uint8Array.of(0, 1, 2),
      },
    },
  },
  BankResultApplied: {
    read: batch,
    after: [...ANSWERED, 'BankResultRecorded'],
    state: { stage: 'result_applied', appliedFiles: [RESULT] },
  },
  BatchReconciled: {
    read: batch,
    after: [...ANSWERED, 'BankResultRecorded', 'BankResultApplied'],
    state: { stage: 'reconciled' },
  },
  BatchClosed: {
    read: batch,
    after: [...ANSWERED, 'BankResultRecorded', 'BankResultApplied', 'BatchReconciled'],
    state: { stage: 'closed' },
  },
} satisfies Partial<Record<Type, Reading>>;
