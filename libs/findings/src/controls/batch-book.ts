import type {
  BankFileIssued,
  BankResultChunkRecorded,
  BankResultRecorded,
  BatchReconciled,
  BatchSubmitted,
  ChunkInstructed,
  ControlTotals,
  PaymentSettled,
  RosterChunkLocked,
  RosterLocked,
} from '@fenming/subsidy';
import type { LogEvent } from '../log-event';

/** A count of lines and their exact sum in fen. */
export type Total = { count: number; sum: bigint };

/** What the log says about one batch, each figure from its own kind of event. */
export type BatchBook = {
  /** The lines of each lock, by its number. */
  readonly locks: Map<number, Total>;
  roster?: RosterLocked['data'];
  signatures: { readonly step: string; readonly total: Total; readonly hash: string }[];
  chunksDone: number;
  /** As the chunks report it. */
  readonly chunks: Total;
  readonly exceptions: Total;
  /** As the payments themselves say. */
  readonly instructed: Total;
  readonly settled: Total;
  readonly returned: Total;
  file?: Total;
  /** As the bank's files say, all files together; applied: how many of them stand in the payments. */
  readonly bankSettled: Total;
  readonly bankFailed: Total;
  resultFiles: number;
  appliedFiles: number;
  /** Lines with a final answer, by file: what stands in a file that never becomes whole is no answer. */
  readonly pending: Map<string, Set<number>>;
  readonly answered: Set<number>;
  readonly answeredTwice: Set<number>;
  reconciled?: { readonly settled: Total; readonly failed: Total };
};

export const nothing = (): Total => ({ count: 0, sum: 0n });
export const totalOf = ({ count, sumFen }: ControlTotals): Total => ({ count, sum: BigInt(sumFen) });

const newBook = (): BatchBook => ({
  locks: new Map(),
  signatures: [],
  chunksDone: 0,
  chunks: nothing(),
  exceptions: nothing(),
  instructed: nothing(),
  settled: nothing(),
  returned: nothing(),
  bankSettled: nothing(),
  bankFailed: nothing(),
  resultFiles: 0,
  appliedFiles: 0,
  pending: new Map(),
  answered: new Set(),
  answeredTwice: new Set(),
});

const addLine = (total: Total, amountFen: string): void => {
  total.count += 1;
  total.sum += BigInt(amountFen);
};
const addTotal = (total: Total, more: ControlTotals): void => {
  total.count += more.count;
  total.sum += BigInt(more.sumFen);
};

type Entry = (book: BatchBook, payload: object) => void;

const sign =
  (step: string): Entry =>
  (book, payload) => {
    const { hash, ...signed } = payload as BatchSubmitted['data'];
    book.signatures.push({ step, total: totalOf(signed), hash });
  };
const countPayment =
  (which: 'instructed' | 'settled' | 'returned'): Entry =>
  (book, payload) =>
    addLine(book[which], (payload as PaymentSettled['data']).amountFen);

const ENTRIES: Readonly<Record<string, Entry>> = {
  RosterChunkLocked: (book, payload) => {
    const { lock, lines } = payload as RosterChunkLocked['data'];
    const total = book.locks.get(lock) ?? nothing();
    book.locks.set(lock, total);
    for (const { amountFen } of lines) addLine(total, amountFen);
  },
  RosterLocked: (book, payload) => {
    book.roster = payload as RosterLocked['data'];
  },
  BatchSubmitted: sign('提交'),
  BatchChecked: sign('审核'),
  BatchApproved: sign('审批'),
  BatchReleased: sign('放款'),
  BatchSentBack: (book) => {
    delete book.roster;
    book.signatures = [];
  },
  ChunkInstructed: (book, payload) => {
    const { exceptions, ...chunk } = payload as ChunkInstructed['data'];
    book.chunksDone += 1;
    addTotal(book.chunks, chunk);
    for (const { amountFen } of exceptions) addLine(book.exceptions, amountFen);
  },
  PaymentInstructed: countPayment('instructed'),
  PaymentSettled: countPayment('settled'),
  PaymentReturned: countPayment('returned'),
  BankFileIssued: (book, payload) => {
    book.file = totalOf(payload as BankFileIssued['data']);
  },
  BankResultChunkRecorded: ({ pending }, payload) => {
    const { sha256, lines } = payload as BankResultChunkRecorded['data'];
    const answered = pending.get(sha256) ?? new Set();
    pending.set(sha256, answered);
    for (const { lineNo, outcome } of lines) if (outcome !== 'unknown') answered.add(lineNo);
  },
  BankResultRecorded: (book, payload) => {
    const { sha256, settled, failed } = payload as BankResultRecorded['data'];
    book.resultFiles += 1;
    addTotal(book.bankSettled, settled);
    addTotal(book.bankFailed, failed);
    for (const lineNo of book.pending.get(sha256) ?? [])
      (book.answered.has(lineNo) ? book.answeredTwice : book.answered).add(lineNo);
    book.pending.delete(sha256);
  },
  BankResultApplied: (book) => {
    book.appliedFiles += 1;
  },
  BatchReconciled: (book, payload) => {
    const { settled, failed } = payload as BatchReconciled['data'];
    book.reconciled = { settled: totalOf(settled), failed: totalOf(failed) };
  },
};

/** Enters one event in the book of its batch; events that say nothing about a batch's totals are passed over. */
export function enter(books: Map<string, BatchBook>, { type, payload }: LogEvent): void {
  const entry = ENTRIES[type];
  if (entry === undefined) return;
  const { batch } = payload as { readonly batch: string };
  const book = books.get(batch) ?? newBook();
  books.set(batch, book);
  entry(book, payload);
}
