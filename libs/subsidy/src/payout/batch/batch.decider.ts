import { unreachable, type Asked, type Decider, type Decision } from '../../decider';
import type { BatchCode } from './batch.refusals';
import { close, issueFile, markApplied, recordChunk, recordResult, recordResultChunk, reconcile } from './bank-steps';
import type { BatchCommand } from './batch.commands';
import type { BatchEvent } from './batch.events';
import { NO_BATCH, type BatchState } from './batch.state';
import { evolveBatch } from './evolve-batch';
import { lockChunk, lockRoster, noteMistyped, openBatch, pause, resume, sendBack, step, takeOff } from './roster-steps';

const decide = (state: BatchState, command: BatchCommand, asked: Asked): Decision<BatchEvent, BatchCode> => {
  switch (command.do) {
    case 'open':
      return openBatch(state, command, asked);
    case 'lock-chunk':
      return lockChunk(state, command, asked);
    case 'lock-roster':
      return lockRoster(state, command, asked);
    case 'submit':
    case 'check':
    case 'approve':
    case 'release':
      return step(state, command, asked);
    case 'note-mistyped':
      return noteMistyped(state, command, asked);
    case 'send-back':
      return sendBack(state, command, asked);
    case 'take-off':
      return takeOff(state, command);
    case 'pause':
      return pause(state, command, asked);
    case 'resume':
      return resume(state, asked);
    case 'record-chunk':
      return recordChunk(state, command);
    case 'issue-file':
      return issueFile(state, command, asked);
    case 'record-result-chunk':
      return recordResultChunk(state, command, asked);
    case 'record-result':
      return recordResult(state, command, asked);
    case 'mark-applied':
      return markApplied(state, command);
    case 'reconcile':
      return reconcile(state, asked);
    case 'close':
      return close(state, command, asked);
    default:
      return unreachable(command);
  }
};

/** One payout of one programme, year and county, from the locked list to the reconciled bank result. */
export const batchDecider: Decider<BatchState, BatchCommand, BatchEvent, BatchCode> = {
  initial: NO_BATCH,
  evolve: evolveBatch,
  decide,
};
