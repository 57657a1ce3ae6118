import { say } from '@fenming/language';
import { dateOf, type Instant } from '@fenming/calendar';
import type { Fen } from '@fenming/money';
import { BankFileError } from './bank-file-error';
import { sha256 } from './encoding';
import type { BankProfile } from './profile';

/**
 * `batchNo` names the batch, round included, for ever; `paidFor` says what for, such as 2023年奖扶. `releasedAt` is when the batch was released: the only
 * time that a file may show, since a clock would change its bytes. Banks whose layout shows a date refuse to go without.
 */
export type BankFileHead = { readonly batchNo: string; readonly paidFor: string; readonly releasedAt?: Instant };

/** One file of a batch: the `count` payments from the one at `from` (an ordinal from 0, not a line number). It is number `part` of `parts`, from 1, as banks say. */
export type PlannedFile = { readonly part: number; readonly parts: number; readonly from: number; readonly count: number };
/** With the sum of those payments, which the header announces before the first of them is written. */
export type AnnouncedFile = PlannedFile & { readonly sumFen: Fen };

/** Cuts a batch of so many payments into files that the bank takes; all but the last are full. No payments, no files. */
export function planFiles(profile: BankProfile, lineCount: number): readonly PlannedFile[] {
  const parts = Math.ceil(lineCount / profile.maxLines);
  return Array.from({ length: parts }, (_, index) => {
    const from = index * profile.maxLines;
    return { part: index + 1, parts, from, count: Math.min(profile.maxLines, lineCount - from) };
  });
}

/** The number under which the bank knows one file of the batch, refuses it a second time, and answers it: `batchNo` of its return. */
export function fileNumber(
  { maxBatchNoLength }: BankProfile,
  batchNo: string,
  { part, parts }: Pick<PlannedFile, 'part' | 'parts'>,
): string {
  return shortened(parts === 1 ? batchNo : `${batchNo}-P${part}`, maxBatchNoLength);
}

const DIGEST_LENGTH = 12;

/** The text itself where it fits, else its start and a digest of all of it, so that two texts never become one. */
export function shortened(text: string, maxLength: number): string {
  if (text.length <= maxLength) return text;
  return `${text.slice(0, maxLength - DIGEST_LENGTH - 1)}-${sha256(Buffer.from(text, 'utf8')).slice(0, DIGEST_LENGTH)}`;
}

export function checkHead({ batchNo, paidFor }: BankFileHead): void {
  if ([batchNo, paidFor].every((text) => /^[\p{L}\p{N}_-]{1,60}$/u.test(text))) return;
  throw new BankFileError(
    'head',
    say(
      '批次号和用途只能由文字、数字、“-”和“_”组成，最长 60 字',
      'The batch number and the purpose can have letters, digits, “-” and “_” alone, at most 60',
    ),
  );
}

/** The day of the release in Asia/Shanghai, as eight digits. */
export function releaseDate(head: BankFileHead): string {
  return dateOf(releaseInstant(head)).replaceAll('-', '');
}

export function releaseInstant({ releasedAt }: BankFileHead): Instant {
  if (releasedAt === undefined)
    throw new BankFileError(
      'head',
      say(
        '该银行的文件要写明放款时间，批次尚未放款',
        'The file of this bank says when money was released, and the batch has not been released',
      ),
    );
  return releasedAt;
}

export function fileName(profile: BankProfile, head: BankFileHead, file: PlannedFile): string {
  const values: Readonly<Record<string, () => string>> = {
    batchNo: () => fileNumber(profile, head.batchNo, file),
    paidFor: () => head.paidFor,
    part: () => String(file.part).padStart(2, '0'),
    parts: () => String(file.parts).padStart(2, '0'),
    date: () => releaseDate(head),
  };
  return profile.fileName.replaceAll(/\{(\w+)\}/g, (placeholder, name: string) => values[name]?.() ?? placeholder);
}

/** What a bank's file may show in the place of each part of its name. */
const SHAPES: Readonly<Record<string, string>> = {
  batchNo: '[A-Za-z0-9_-]+',
  paidFor: '[\\p{L}\\p{N}_-]+',
  part: '\\d{2,}',
  parts: '\\d{2,}',
  date: '\\d{8}',
};

/** Whether a file of this bank can have this name, to the letter. */
export function bankFileNamed(profile: BankProfile, name: string): boolean {
  const shape = profile.fileName
    .split(/\{(\w+)\}/)
    .map((piece, i) => (i % 2 === 1 ? (SHAPES[piece] ?? '') : piece.replaceAll('.', '\\.')))
    .join('');
  return new RegExp(`^${shape}$`, 'u').test(name);
}
