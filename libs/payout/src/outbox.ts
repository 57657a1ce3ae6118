import { createHash } from 'node:crypto';
import { closeSync, existsSync, fsync, openSync, readFileSync, renameSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import {
  bankFileWriter,
  type BankFileHead,
  type BankProfile,
  type AnnouncedFile,
  type PaymentLine,
  type WrittenFile,
} from '@fenming/bank-files';
import { filesOf, type BatchState } from '@fenming/subsidy';
import type { RunningCounty } from '@fenming/county';
import { Refused } from '@fenming/commands';

const synced = promisify(fsync);

/** One bank file on its way into the outbox: it stands there whole under its name, or as a `.part` that the next run overwrites. */
export class OutboxFile {
  private readonly writer: ReturnType<typeof bankFileWriter>;
  private readonly path: string;
  private readonly file: number;
  private isOpen = true;
  private left: number;
  readonly announced: AnnouncedFile;

  constructor(
    outbox: string,
    { profile, head, announced }: { profile: BankProfile; head: BankFileHead; announced: AnnouncedFile },
  ) {
    this.writer = bankFileWriter(profile, head, announced);
    this.path = join(outbox, this.writer.fileName);
    this.file = openSync(`${this.path}.part`, 'w');
    this.left = announced.count;
    this.announced = announced;
  }

  /** How many payments the file still takes. */
  get room(): number {
    return this.left;
  }

  add(lines: readonly PaymentLine[]): void {
    writeSync(this.file, this.writer.add(lines));
    this.left -= lines.length;
  }

  /** Seals the file and resolves when the disk has it. @throws BankFileError('totals') when it is not what its header says. */
  async end(): Promise<WrittenFile> {
    try {
      const { bytes, file } = this.writer.end();
      writeSync(this.file, bytes);
      await synced(this.file);
      return file;
    } finally {
      this.close();
    }
  }

  /** Gives the file its name. */
  publish(): void {
    renameSync(`${this.path}.part`, this.path);
  }

  /** What cannot be issued leaves nothing behind: no open file, no payee in clear. */
  discard(): void {
    this.close();
    rmSync(`${this.path}.part`, { force: true });
  }

  private close(): void {
    if (this.isOpen) closeSync(this.file);
    this.isOpen = false;
  }
}

/** Whether an issued file lies in the outbox with the bytes that the log says. */
export const standsInOutbox = (
  { dir }: RunningCounty,
  { fileName, sha256 }: Pick<WrittenFile, 'fileName' | 'sha256'>,
): boolean => {
  const path = join(dir, 'outbox', fileName);
  return existsSync(path) && createHash('sha256').update(readFileSync(path)).digest('hex') === sha256;
};

/** An issued file's bytes, checked against the hash that the log holds. `fileName`: which one, where the batch went out in several. */
export const issuedBankFile = (county: RunningCounty, state: BatchState, fileName?: string): Buffer => {
  const file = filesOf(state).find((issued) => fileName === undefined || issued.fileName === fileName);
  if (file === undefined && fileName !== undefined) throw new Refused({ refused: 'not_found', detail: fileName });
  if (file === undefined) throw new Refused({ refused: 'batch_state', detail: state.stage });
  const path = join(county.dir, 'outbox', file.fileName);
  if (!existsSync(path)) throw new Refused({ refused: 'not_found', detail: file.fileName });
  const bytes = readFileSync(path);
  if (createHash('sha256').update(bytes).digest('hex') !== file.sha256)
    throw new Refused({ refused: 'control_total_mismatch', detail: file.fileName });
  return bytes;
};
