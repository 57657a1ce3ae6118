import { say } from '@fenming/language';
import { fen } from '@fenming/money';
import { amountText } from './amount-text';
import { breaksText, encodeText, sha256 } from './encoding';
import {
  failedCodes,
  settledCodes,
  type BankProfile,
  type RecordProfile,
  type ReturnField,
  type ReturnHeaderField,
} from './profile';
import { REASON_TEXTS } from './return-reason';
import { returnTotals, type AnsweredLine, type ReturnLine, type ReturnHead, type ReturnTotals } from './return-line';
import { textRecords } from './text-record';
import { writePain002 } from './write-pain-002';

/**
 * Writes what a bank would answer; the demo's bank speaks through it. Throws an Error when the profile has no code for a reason, no room for a value, or
 * a column for a payee that the line does not tell.
 */
export function writeBankReturn(profile: BankProfile, head: ReturnHead, lines: Iterable<ReturnLine>): Buffer {
  const answered = [...lines].map((line) => ({ ...line, ...wordsOf(profile, line) }));
  return profile.layout === 'iso20022' ? writePain002(head, answered) : recordReturn(profile, head, answered);
}

/** What stands in a column of which the county reads nothing. */
const NOTHING = '0';

function recordReturn(profile: RecordProfile, { batchNo }: ReturnHead, lines: readonly AnsweredLine[]): Buffer {
  const { returnHeader, returnLine, returnTrailer } = textRecords(profile);
  const totals = returnTotals(lines);
  const named = profile.unlisted === 'settled' ? lines.filter(({ outcome }) => outcome !== 'settled') : lines;
  const details = named.map((line) => returnLine.write((field) => lineText(profile, line, field), refuse)).join('');
  const header = returnHeader?.write((field) => headText(profile, { batchNo, totals }, field), refuse) ?? '';
  const titles = `${returnLine.fields.join(' ')}${profile.lineEnd}`.repeat(profile.returnTitleRows ?? 0);
  const digest = sha256(encodeText(profile.encoding, details));
  const trailer =
    returnTrailer?.write((field) => (field === 'digest' ? digest : headText(profile, { batchNo, totals }, field)), refuse) ?? '';
  return encodeText(profile.encoding, header + titles + details + trailer);
}

type Head = { readonly batchNo: string; readonly totals: ReturnTotals };

function headText(profile: RecordProfile, { batchNo, totals }: Head, field: ReturnHeaderField): string {
  if (field === 'batchNo') return batchNo;
  if (field === 'paidFor' || field === 'date' || field === 'ignored') return NOTHING;
  return field.endsWith('ount') ? String(totals[field]) : amountText(unitOf(profile), fen(totals[field]));
}

const unitOf = ({ amounts, returnAmounts = amounts }: RecordProfile): 'yuan' | 'fen' =>
  returnAmounts === 'fen' ? 'fen' : 'yuan';

function lineText(profile: RecordProfile, line: AnsweredLine, field: ReturnField): string {
  switch (field) {
    case 'lineNo':
      return String(line.lineNo);
    case 'amount':
      return amountText(unitOf(profile), line.amountFen);
    case 'code':
    case 'text':
      return line[field];
    case 'account':
    case 'payeeName':
      return line[field] ?? '';
    case 'citizenId':
    case 'remark':
    case 'ignored':
      return NOTHING;
  }
}

function refuse(field: string, because: 'breaks' | 'too_wide'): never {
  throw new Error(
    say(
      `回盘的 ${field} 栏${because === 'too_wide' ? say('放不下要写的内容', 'is too narrow for what is to be written') : say('为空，或含有分隔符等不能写的字符', 'is empty or has a delimiter or another sign that cannot be written')}`,
      `the column ${field} of the return ${because === 'too_wide' ? say('放不下要写的内容', 'is too narrow for what is to be written') : say('为空，或含有分隔符等不能写的字符', 'is empty or has a delimiter or another sign that cannot be written')}`,
    ),
  );
}

/** The bank's code and sentence: where its code says only that a payment failed, the sentence is what the profile has a reason for. */
function wordsOf(profile: BankProfile, line: ReturnLine): { readonly code: string; readonly text: string } {
  const { lineNo, bankText } = line;
  const text = bankText ?? (line.outcome === 'settled' ? '成功' : REASON_TEXTS[line.reason].written);
  if (breaksText(text))
    throw new Error(
      say(
        `回盘序号 ${lineNo} 的说明含有不能写的字符`,
        `the remark of line number ${lineNo} of the return has characters that cannot be written`,
      ),
    );
  if (line.outcome === 'settled') return { code: settledCodes(profile)[0] ?? '', text };
  const { reason: wanted } = line;
  const code = Object.keys(profile.returnCodes).find((each) => profile.returnCodes[each] === wanted);
  if (code === undefined)
    throw new Error(
      say(
        `returnCodes 里没有表示“${REASON_TEXTS[wanted].text}”的结果码`,
        `returnCodes has no result code for “${REASON_TEXTS[wanted].text}”`,
      ),
    );
  const [failed] = failedCodes(profile);
  return failed === undefined ? { code, text } : { code: failed, text: code };
}
