import { say } from '@fenming/language';
import { createHash } from 'node:crypto';
import { fen, formatYuan, ZERO_FEN, type Fen } from '@fenming/money';
import { BankFileError } from './bank-file-error';
import { checkHead, fileName, type BankFileHead, type AnnouncedFile } from './bank-file-head';
import { encodeText } from './encoding';
import type { FileLayout } from './file-layout';
import { pain001 } from './pain-001';
import { checkPayment, type PaymentLine } from './payment-line';
import type { BankProfile } from './profile';
import { recordFile } from './record-file';

/** `sha256` (hex) is that of all bytes, for the cover sheet. */
export type WrittenFile = { readonly fileName: string; readonly count: number; readonly sumFen: Fen; readonly sha256: string };

/**
 * Writes one file of a batch piece by piece, so that a million payees are never in memory together: `add` slices of about 1,000 payments, then `end`. The same
 * batch, file and profile give the same bytes, however they were sliced. Every method throws BankFileError; then the caller throws away what it has.
 */
export class BankFileWriter {
  readonly fileName: string;
  private readonly layout: FileLayout;
  private readonly whole = createHash('sha256');
  private readonly payments = createHash('sha256');
  private started = false;
  private count = 0;
  private sumFen = ZERO_FEN;
  private lastNo = 0;

  constructor(
    private readonly profile: BankProfile,
    head: BankFileHead,
    private readonly announced: AnnouncedFile,
  ) {
    checkHead(head);
    if (announced.count > profile.maxLines)
      throw new BankFileError(
        'too_many_lines',
        say(
          `${profile.name}每个文件最多 ${profile.maxLines} 笔，请把批次拆分`,
          `${profile.name} takes at most ${profile.maxLines} lines a file: divide the batch`,
        ),
      );
    if (announced.count < 1)
      throw new BankFileError('no_lines', say('批次里没有可发放的记录', 'The batch has no line to be paid'));
    this.fileName = fileName(profile, head, announced);
    this.layout = profile.layout === 'iso20022' ? pain001(profile, head, announced) : recordFile(profile, head, announced);
  }

  /** The next bytes of the file: these payments, and the header before the first of them. */
  add(lines: Iterable<PaymentLine>): Buffer {
    let text = '';
    for (const line of lines) {
      checkPayment(this.profile, line, this.lastNo);
      text += this.layout.payment(line);
      this.lastNo = line.lineNo;
      this.count += 1;
      this.sumFen = fen(this.sumFen + line.amountFen);
    }
    const bytes = encodeText(this.layout.encoding, text);
    this.payments.update(bytes);
    return this.sealed(Buffer.concat([this.opening(), bytes]));
  }

  /** The last bytes, once the payments are known to be those that the header has announced. */
  end(): { readonly bytes: Buffer; readonly file: WrittenFile } {
    const { count, sumFen, announced, fileName } = this;
    if (count !== announced.count || sumFen !== announced.sumFen)
      throw new BankFileError(
        'totals',
        say(
          `首行写明 ${announced.count} 笔 ${formatYuan(announced.sumFen)} 元，实际写出 ${count} 笔 ${formatYuan(sumFen)} 元`,
          `The first line says ${announced.count} lines of ${formatYuan(announced.sumFen)} yuan; ${count} lines of ${formatYuan(sumFen)} yuan were written`,
        ),
      );
    const bytes = this.sealed(encodeText(this.layout.encoding, this.layout.end(this.payments.digest('hex'))));
    return { bytes, file: { fileName, count, sumFen, sha256: this.whole.digest('hex') } };
  }

  private opening(): Buffer {
    const bytes = this.started ? Buffer.alloc(0) : encodeText(this.layout.encoding, this.layout.start);
    this.started = true;
    return bytes;
  }

  private sealed(bytes: Buffer): Buffer {
    this.whole.update(bytes);
    return bytes;
  }
}

export const bankFileWriter = (profile: BankProfile, head: BankFileHead, announced: AnnouncedFile): BankFileWriter =>
  new BankFileWriter(profile, head, announced);

const LINES_PER_CHUNK = 1_000;

/** All bytes of one file, chunk by chunk, as its payments are drawn from `lines`; returns what was written. */
export function* bankFileChunks(writer: BankFileWriter, lines: Iterable<PaymentLine>): Generator<Buffer, WrittenFile> {
  let slice: PaymentLine[] = [];
  for (const line of lines) {
    if (slice.push(line) < LINES_PER_CHUNK) continue;
    yield writer.add(slice);
    slice = [];
  }
  yield writer.add(slice);
  const { bytes, file } = writer.end();
  yield bytes;
  return file;
}
