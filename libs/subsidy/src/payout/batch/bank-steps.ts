import { parseFenText } from '@fenming/money';
import { refuse, type Asked, type Decision, type Refusal } from '../../decider';
import type { BatchCode } from './batch.refusals';
import { firstRefusal, permit } from '../../permission';
import type { CloseBatch, IssueFile, MarkApplied, RecordChunk, RecordResultChunk, RecordResultFile } from './batch.commands';
import type { BatchEvent } from './batch.events';
import { inStage } from './roster-steps';
import { answered, answersAgain, joinSheets } from './answer-sheet';
import { bankAnswersOf, filesOf, filesTotals, isPaused, isReleased, type BatchState } from './batch.state';
import { addTotals, sameTotals } from './control-totals';

export const recordChunk = (state: BatchState, { chunk, totals, exceptions }: RecordChunk): Decision<BatchEvent, BatchCode> => {
  if (isReleased(state) && state.instructedChunks.has(chunk)) return [];
  const ready = inStage(state, 'released');
  if ('refused' in ready) return ready;
  return [{ type: 'ChunkInstructed', data: { ...ready.opened, chunk, ...totals, exceptions } }];
};

/** Whoever may issue the files of a batch may have them written again, and nobody else: they hold personal data in clear. */
export const mayIssue = (state: BatchState, asked: Asked): Refusal<BatchCode> | undefined =>
  state.stage === 'none' ? refuse('batch_not_found') : permit(asked, 'finance-releaser', state.opened.area);

export const issueFile = (state: BatchState, { file }: IssueFile, asked: Asked): Decision<BatchEvent, BatchCode> => {
  const forbidden = mayIssue(state, asked);
  if (forbidden !== undefined) return forbidden;
  const issued = filesOf(state).find(({ fileName }) => fileName === file.fileName);
  if (issued !== undefined) return issued.sha256 === file.sha256 ? [] : refuse('control_total_mismatch');
  if (filesAreComplete(state)) return refuse('control_total_mismatch');
  if (isPaused(state)) return refuse('batch_state', 'paused');
  const ready = inStage(state, 'instructed');
  if ('refused' in ready) return ready;
  const { files, instructed } = ready;
  const together = addTotals(filesTotals(files), file);
  const leavesLines = together.count < instructed.count && parseFenText(together.sumFen) < parseFenText(instructed.sumFen);
  const fits = leavesLines || sameTotals(together, instructed);
  return fits ? [{ type: 'BankFileIssued', data: { ...ready.opened, ...file } }] : refuse('control_total_mismatch');
};

/** The files of a split batch add up to what was instructed, in count and in sum (control formula I-22). */
const filesAreComplete = (state: BatchState): boolean =>
  isReleased(state) && filesOf(state).length > 0 && filesTotals(filesOf(state)).count === state.instructed.count;

export const recordResultChunk = (
  state: BatchState,
  { sha256, chunk, lines }: RecordResultChunk,
  asked: Asked,
): Decision<BatchEvent, BatchCode> => {
  if (bankAnswersOf(state).resultFiles.includes(sha256)) return refuse('duplicate_file');
  const ready = inStage(state, 'file_issued', 'result_applied');
  if ('refused' in ready) return ready;
  const refusal = permit(asked, 'bank', ready.opened.area);
  if (refusal !== undefined) return refusal;
  if (ready.arriving[sha256]?.[chunk] !== undefined) return [];
  return [{ type: 'BankResultChunkRecorded', data: { ...ready.opened, sha256, chunk, lines } }];
};

export const recordResult = (
  state: BatchState,
  { sha256, chunks }: RecordResultFile,
  asked: Asked,
): Decision<BatchEvent, BatchCode> => {
  if (bankAnswersOf(state).resultFiles.includes(sha256)) return refuse('duplicate_file');
  const ready = inStage(state, 'file_issued', 'result_applied');
  if ('refused' in ready) return ready;
  const arrived = Object.values(ready.arriving[sha256] ?? {});
  // Two files may be matched at the same moment with what was sent: the second one's answers are then no longer awaited.
  const twice = arrived.some(({ sheet }) => answersAgain(ready.answers, sheet));
  const refusal = firstRefusal(
    permit(asked, 'bank', ready.opened.area),
    arrived.length === chunks ? undefined : refuse('results_incomplete', `${arrived.length}/${chunks}`),
    twice ? refuse('return_answered_line') : undefined,
  );
  const { settled, failed, unknown } = joinSheets(arrived.map(({ sheet }) => sheet));
  return refusal ?? [{ type: 'BankResultRecorded', data: { ...ready.opened, sha256, chunks, settled, failed, unknown } }];
};

export const markApplied = (state: BatchState, { sha256 }: MarkApplied): Decision<BatchEvent, BatchCode> => {
  if (bankAnswersOf(state).appliedFiles.includes(sha256)) return [];
  const ready = inStage(state, 'result_recorded');
  return 'refused' in ready ? ready : [{ type: 'BankResultApplied', data: { ...ready.opened, sha256 } }];
};

/** Every line sent has one final answer: settled + failed = instructed, in count and in sum (control formula I-24). */
export const reconcile = (state: BatchState, asked: Asked): Decision<BatchEvent, BatchCode> => {
  const ready = inStage(state, 'result_applied');
  if ('refused' in ready) return ready;
  const { answers, instructed } = ready;
  const { settled, failed } = answers;
  const all = answered(answers);
  const refusal = firstRefusal(
    permit(asked, 'finance-checker', ready.opened.area),
    all.count === instructed.count ? undefined : refuse('results_incomplete', `${all.count}/${instructed.count}`),
    all.sumFen === instructed.sumFen ? undefined : refuse('control_total_mismatch'),
  );
  return refusal ?? [{ type: 'BatchReconciled', data: { ...ready.opened, settled, failed } }];
};

export const close = (state: BatchState, { waiting }: CloseBatch, asked: Asked): Decision<BatchEvent, BatchCode> => {
  const ready = inStage(state, 'reconciled');
  if ('refused' in ready) return ready;
  const refusal = firstRefusal(
    permit(asked, 'finance-maker', ready.opened.area),
    waiting === 0 ? undefined : refuse('returns_waiting', String(waiting)),
  );
  return refusal ?? [{ type: 'BatchClosed', data: ready.opened }];
};
