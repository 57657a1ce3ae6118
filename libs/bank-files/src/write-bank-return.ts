import { amountText } from './amount-text';
import { breaksText, encodeText } from './encoding';
import { writePain002 } from './pain-002';
import type { BankProfile, RecordProfile, ReturnField } from './profile';
import { detailDigest } from './return-records';
import { REASON_TEXTS } from './return-reason';
import { returnTotals, type AnsweredLine, type ReturnHead, type ReturnLine } from './return-line';
import { textRecords } from './text-record';

/** Writes what a bank would answer; the demo's bank speaks through it. Throws an Error when the profile has no code for a reason or no room for a value. */
export function writeBankReturn(profile: BankProfile, head: ReturnHead, lines: Iterable<ReturnLine>): Buffer {
  const answered = [...lines].map((line) => ({ ...line, code: codeOf(profile, line), text: textOf(line) }));
  return profile.layout === 'iso20022' ? writePain002(head, answered) : recordReturn(profile, head, answered);
}

function recordReturn(profile: RecordProfile, { batchNo }: ReturnHead, lines: readonly AnsweredLine[]): Buffer {
  const records = textRecords(profile);
  const totals = returnTotals(lines, profile.amounts);
  const header = records.returnHeader.write((field) => (field === 'batchNo' ? batchNo : totals[field]), refuse);
  const details = lines.map((line) => {
    const values: Record<ReturnField, string> = {
      lineNo: String(line.lineNo),
      amount: amountText(profile.amounts, line.amountFen),
      code: line.code,
      text: line.text,
    };
    return records.returnLine.write((field) => values[field], refuse);
  });
  const digest = detailDigest(
    profile,
    details.map((row) => row.slice(0, -profile.lineEnd.length)),
  );
  const trailer = records.returnTrailer.write(() => digest, refuse);
  return encodeText(profile.encoding, header + details.join('') + trailer);
}

function refuse(field: string, because: string): never {
  throw new Error(`The ${field} of a return cannot stand in its record: ${because}`);
}

function textOf({ lineNo, outcome, reason, bankText }: ReturnLine): string {
  const text = bankText ?? (outcome === 'settled' ? '成功' : REASON_TEXTS[reason ?? 'UNKNOWN'].text);
  if (breaksText(text)) throw new Error(`The text of line ${lineNo} cannot stand in a record`);
  return text;
}

function codeOf(profile: BankProfile, { outcome, reason = 'UNKNOWN' }: ReturnLine): string {
  if (outcome === 'settled') return profile.settledCode;
  const wanted = outcome === 'unknown' ? 'UNKNOWN' : reason;
  const code = Object.keys(profile.returnCodes).find((each) => profile.returnCodes[each] === wanted);
  if (code === undefined) throw new Error(`${profile.id} has no return code for ${wanted}`);
  return code;
}
