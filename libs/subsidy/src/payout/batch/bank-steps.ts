import { refuse, type Asked, type Decision } from '../../decider';
import { firstRefusal, permit } from '../../permission';
import type { CloseBatch, IssueFile, MarkApplied, RecordChunk, RecordResultChunk, RecordResultFile } from './batch.commands';
import type { BatchEvent } from './batch.events';
import { inStage } from './roster-steps';
import { totalsOf, type BatchState } from './batch.state';

export const recordChunk = (state: BatchState, { chunk, totals, exceptions }: RecordChunk): Decision<BatchEvent> => {
  if (state.instructedChunks.includes(chunk)) return [];
  const ready = inStage(state, 'released');
  if ('refused' in ready) return ready;
  return [{ type: 'ChunkInstructed', data: { ...ready.opened, chunk, ...totals, exceptions } }];
};

export const issueFile = (state: BatchState, { file }: IssueFile, asked: Asked): Decision<BatchEvent> => {
  if (state.file !== undefined) return state.file.sha256 === file.sha256 ? [] : refuse('control_total_mismatch');
  const ready = inStage(state, 'instructed');
  if ('refused' in ready) return ready;
  const refusal = firstRefusal(
    permit(asked, 'finance-releaser', ready.opened.area),
    file.count === state.instructed.count && file.sumFen === state.instructed.sumFen
      ? undefined
      : refuse('control_total_mismatch'),
  );
  return refusal ?? [{ type: 'BankFileIssued', data: { ...ready.opened, ...file } }];
};

export const recordResultChunk = (
  state: BatchState,
  { sha256, chunk, lines }: RecordResultChunk,
  asked: Asked,
): Decision<BatchEvent> => {
  if (state.resultFiles.includes(sha256)) return refuse('duplicate_file');
  const ready = inStage(state, 'file_issued', 'result_applied');
  if ('refused' in ready) return ready;
  const refusal = permit(asked, 'bank', ready.opened.area);
  if (refusal !== undefined) return refusal;
  if (state.arriving[sha256]?.[chunk] !== undefined) return [];
  return [{ type: 'BankResultChunkRecorded', data: { ...ready.opened, sha256, chunk, lines } }];
};

export const recordResult = (
  state: BatchState,
  { sha256, lines, chunks }: RecordResultFile,
  asked: Asked,
): Decision<BatchEvent> => {
  if (state.resultFiles.includes(sha256)) return refuse('duplicate_file');
  const ready = inStage(state, 'file_issued', 'result_applied');
  if ('refused' in ready) return ready;
  const refusal = permit(asked, 'bank', ready.opened.area);
  if (refusal !== undefined) return refusal;
  const of = (outcome: string) => totalsOf(lines.filter((line) => line.outcome === outcome));
  return [
    {
      type: 'BankResultRecorded',
      data: { ...ready.opened, sha256, chunks, settled: of('settled'), failed: of('failed'), unknown: of('unknown') },
    },
  ];
};

export const markApplied = (state: BatchState, { sha256 }: MarkApplied): Decision<BatchEvent> => {
  if (state.appliedFiles.includes(sha256)) return [];
  const ready = inStage(state, 'result_recorded');
  return 'refused' in ready ? ready : [{ type: 'BankResultApplied', data: { ...ready.opened, sha256 } }];
};

/** Every line sent has one final answer: settled + failed = instructed, in count and in sum (control formula I-24). */
export const reconcile = (state: BatchState, asked: Asked): Decision<BatchEvent> => {
  const ready = inStage(state, 'result_applied');
  if ('refused' in ready) return ready;
  const lines = [...state.results.values()];
  const all = totalsOf(lines);
  const refusal = firstRefusal(
    permit(asked, 'finance-checker', ready.opened.area),
    all.count === state.instructed.count ? undefined : refuse('results_incomplete', `${all.count}/${state.instructed.count}`),
    all.sumFen === state.instructed.sumFen ? undefined : refuse('control_total_mismatch'),
  );
  const of = (outcome: string) => totalsOf(lines.filter((line) => line.outcome === outcome));
  return refusal ?? [{ type: 'BatchReconciled', data: { ...ready.opened, settled: of('settled'), failed: of('failed') } }];
};

export const close = (state: BatchState, { waiting }: CloseBatch, asked: Asked): Decision<BatchEvent> => {
  const ready = inStage(state, 'reconciled');
  if ('refused' in ready) return ready;
  const refusal = firstRefusal(
    permit(asked, 'finance-maker', ready.opened.area),
    waiting === 0 ? undefined : refuse('returns_waiting', String(waiting)),
  );
  return refusal ?? [{ type: 'BatchClosed', data: ready.opened }];
};
