import type { Fen } from '@fenming/money';
import type { BankFileIssued, BatchOpened, ControlTotals, ExceptionLine, ResultLine, RosterLine } from './batch.events';

/** `unfinished`: the round before, where the bank's result of it is not applied yet. */
export type OpenBatch = { readonly do: 'open'; readonly batch: BatchOpened['data']; readonly unfinished?: string };
export type LockChunk = {
  readonly do: 'lock-chunk';
  readonly lock: number;
  readonly chunk: number;
  readonly lines: readonly RosterLine[];
};
export type LockRoster = { readonly do: 'lock-roster'; readonly lock: number };
/**
 * A step on a locked roster. `hash` is what the actor saw; `isPayee` whether the actor stands on the roster; `changed` how many of
 * its enrolments would no longer be paid as locked; `totalFen` is typed by the approver.
 */
export type SignStep = {
  readonly do: 'submit' | 'check' | 'approve' | 'release';
  readonly hash: string;
  readonly isPayee: boolean;
  readonly changed: number;
  readonly totalFen?: Fen;
};
/** An approval that was refused for its total alone. `typedFen`: absent where what was typed is no amount. */
export type NoteMistyped = { readonly do: 'note-mistyped'; readonly hash: string; readonly typedFen?: Fen };
export type SendBack = { readonly do: 'send-back'; readonly reason: string };
/** `lock`: of the roster on which the lines stand. */
export type TakeOff = { readonly do: 'take-off'; readonly lock: number; readonly lines: readonly ExceptionLine[] };
export type Pause = { readonly do: 'pause'; readonly reason: string };
export type Resume = { readonly do: 'resume' };
export type RecordChunk = {
  readonly do: 'record-chunk';
  readonly chunk: number;
  readonly totals: ControlTotals;
  readonly exceptions: readonly ExceptionLine[];
};
export type IssueFile = {
  readonly do: 'issue-file';
  readonly file: Pick<BankFileIssued['data'], 'count' | 'sumFen' | 'fileName' | 'profile' | 'sha256' | 'part' | 'parts'>;
};
export type RecordResultChunk = {
  readonly do: 'record-result-chunk';
  readonly sha256: string;
  readonly chunk: number;
  readonly lines: readonly ResultLine[];
};
/** The file is whole: all its chunks have been recorded. */
export type RecordResultFile = {
  readonly do: 'record-result';
  readonly sha256: string;
  readonly chunks: number;
};
export type MarkApplied = { readonly do: 'mark-applied'; readonly sha256: string };
export type Reconcile = { readonly do: 'reconcile' };
/** `waiting`: returned lines of this batch that no later round has settled yet. */
export type CloseBatch = { readonly do: 'close'; readonly waiting: number };

export type BatchCommand =
  | OpenBatch
  | LockChunk
  | LockRoster
  | SignStep
  | NoteMistyped
  | SendBack
  | TakeOff
  | Pause
  | Resume
  | RecordChunk
  | IssueFile
  | RecordResultChunk
  | RecordResultFile
  | MarkApplied
  | Reconcile
  | CloseBatch;
