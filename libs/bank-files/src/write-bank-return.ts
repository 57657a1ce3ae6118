import { type Fen, plainYuan, sumFenExact } from '@fenming/money';
import type { BankProfile, ReturnField, ReturnHeaderField } from './profile';
import { breaksRecord, encodeFile } from './records';
import { REASON_TEXTS, type ReturnReason } from './return-reason';

/**
 * What became of one line. `reason` stands for every outcome but `settled`; `bankText` is the bank's own
 * sentence, its long numbers starred; it may still quote a name, so it does not belong in an event in clear.
 */
export type ReturnLine = {
  readonly lineNo: number;
  readonly amountFen: Fen;
  readonly outcome: 'settled' | 'failed' | 'unknown';
  readonly reason?: ReturnReason;
  readonly bankText?: string;
};

/** Writes what a bank would answer; the demo's bank speaks through it. Throws an Error when the profile has no code for a reason. */
export function writeBankReturn(profile: BankProfile, head: { readonly batchNo: string }, lines: Iterable<ReturnLine>): Buffer {
  const results = [...lines];
  const totals = returnTotals(results);
  const header = profile.returnHeader.map((field) => (field === 'batchNo' ? head.batchNo : totals[field]));
  const details = results.map((line) => {
    const fields = fieldsOf(profile, line);
    return profile.returnFields.map((field) => fields[field]);
  });
  return encodeFile(profile, header, details);
}

/** The control totals of a return: counts as decimals, sums as yuan. */
export function returnTotals(lines: readonly ReturnLine[]): Record<Exclude<ReturnHeaderField, 'batchNo'>, string> {
  const sumOf = (some: readonly ReturnLine[]): string => plainYuan(sumFenExact(some.map((line) => line.amountFen)));
  const [settled, failed, unknown] = (['settled', 'failed', 'unknown'] as const).map((outcome) =>
    lines.filter((line) => line.outcome === outcome),
  ) as [ReturnLine[], ReturnLine[], ReturnLine[]];
  return {
    count: String(lines.length),
    sum: sumOf(lines),
    settledCount: String(settled.length),
    settledSum: sumOf(settled),
    failedCount: String(failed.length),
    failedSum: sumOf(failed),
    unknownCount: String(unknown.length),
    unknownSum: sumOf(unknown),
  };
}

function fieldsOf(profile: BankProfile, line: ReturnLine): Record<ReturnField, string> {
  const text = line.bankText ?? (line.outcome === 'settled' ? '成功' : REASON_TEXTS[line.reason ?? 'UNKNOWN'].text);
  if (breaksRecord(profile, text)) throw new Error(`The text of line ${line.lineNo} cannot stand in a record`);
  return { lineNo: String(line.lineNo), amount: plainYuan(line.amountFen), code: codeOf(profile, line), text };
}

function codeOf(profile: BankProfile, { outcome, reason = 'UNKNOWN' }: ReturnLine): string {
  if (outcome === 'settled') return profile.settledCode;
  const wanted = outcome === 'unknown' ? 'UNKNOWN' : reason;
  const code = Object.keys(profile.returnCodes).find((each) => profile.returnCodes[each] === wanted);
  if (code === undefined) throw new Error(`${profile.id} has no return code for ${wanted}`);
  return code;
}
