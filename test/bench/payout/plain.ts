import { createDecipheriv, createHash, hkdfSync } from 'node:crypto';
import { closeSync, createReadStream, fdatasyncSync, mkdirSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { instant } from '@fenming/calendar';
import type { BankAccount, CitizenId } from '@fenming/citizen';
import {
  BANK_PROFILES,
  bankFileWriter,
  planFiles,
  type BankFileWriter,
  type AnnouncedFile,
  type PaymentLine,
} from '@fenming/bank-files';
import { fen } from '@fenming/money';
import type { RosterLine } from '@fenming/subsidy';
import { BATCH, COUNTY, PROGRAMME, TODAY, YEAR } from './county';

/**
 * Run by bench:payout in a process of its own: what the payout would be with files alone. No database, no framework, no revisions, one thread: each row is
 * read, its payee unsealed with the same cipher, its event hashed and written, its amount added to balances in memory and its line to the
 * bank file. Both files reach the disk every 10,000 payments.
 */
const PER_SYNC = 10_000;
const PER_WRITE = 1_000;
const SHORT_NAME = '奖扶';
type Row = RosterLine & {
  readonly personId: string;
  readonly wrappedKey: string;
  readonly sealedIdentity: string;
  readonly sealedAccount: string;
};
type Balance = { paid: number; count: number; central: number; province: number; city: number; county: number };

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      rows: { type: 'string', default: '' },
      key: { type: 'string', default: '' },
      out: { type: 'string', default: '' },
      n: { type: 'string', default: '' },
    },
  });
  mkdirSync(values.out, { recursive: true });
  const cpu = process.cpuUsage();
  const began = performance.now();
  const pipeline = new Pipeline(values.out, readFileSync(values.key), Number(values.n));
  let rows: Row[] = [];
  for await (const line of createInterface({ input: createReadStream(values.rows, { highWaterMark: 1 << 20 }) })) {
    rows.push(JSON.parse(line) as Row);
    if (rows.length < PER_WRITE) continue;
    pipeline.pay(rows);
    rows = [];
  }
  pipeline.pay(rows);
  const hashes = pipeline.end();
  const whole = performance.now() - began;
  const { user, system } = process.cpuUsage(cpu);
  process.send?.({
    payments: Number(values.n),
    hashes,
    seconds: { whole },
    cpuSeconds: (user + system) / 1e6,
    peakRssMb: Math.round(process.resourceUsage().maxRSS / 1_024),
  });
}

class Pipeline {
  private readonly wrapping: Buffer;
  private readonly events: number;
  private readonly announced: readonly AnnouncedFile[];
  private readonly balances = new Map<string, Balance>();
  private readonly meta: string;
  private readonly hashes: string[] = [];
  private file: { readonly writer: BankFileWriter; readonly handle: number; left: number } | undefined;
  private unsynced = 0;

  constructor(
    private readonly out: string,
    master: Buffer,
    count: number,
  ) {
    this.wrapping = Buffer.from(hkdfSync('sha256', master, '', 'fenming/vault/1/wrapping', 32));
    this.events = openSync(join(out, 'events.jsonl'), 'w');
    this.announced = planFiles(PROFILE, count).map((part) => ({ ...part, sumFen: fen(part.count * 96_000) }));
    const who = { actor: 'releaser', area: COUNTY, at: TODAY, cause: `instruct/${BATCH}`, correlation: 'bench' };
    this.meta = JSON.stringify({ ...who, role: 'finance-releaser', trueAt: new Date().toISOString() });
  }

  pay(rows: readonly Row[]): void {
    let text = '';
    const lines: PaymentLine[] = [];
    for (const row of rows) {
      const event = this.event(row);
      text += `${createHash('sha256').update(event).digest('hex')}\t${event}\n`;
      this.book(row);
      lines.push(this.payee(row));
    }
    writeSync(this.events, text);
    this.toBank(lines);
    this.unsynced += rows.length;
    if (this.unsynced >= PER_SYNC) this.sync();
  }

  end(): readonly string[] {
    this.sync();
    closeSync(this.events);
    return this.hashes;
  }

  /** The event as the log keeps it. */
  private event({ accountVersion, amountFen, attempt, caseNumber, enrolmentId, entitlement, lineNo, village }: Row): string {
    const money = { accountVersion, amountFen, attempt, batch: BATCH, caseNumber, enrolmentId, entitlement, lineNo };
    const payload = JSON.stringify({ ...money, programme: PROGRAMME, village, year: YEAR });
    return `enrolment-${enrolmentId}\tPaymentInstructed\t1\t${payload}\t${this.meta}`;
  }

  private book({ village, amountFen, funding }: Row): void {
    for (const area of [village, village.slice(0, 9), COUNTY]) {
      let balance = this.balances.get(area);
      if (balance === undefined)
        this.balances.set(area, (balance = { paid: 0, count: 0, central: 0, province: 0, city: 0, county: 0 }));
      balance.paid += Number(amountFen);
      balance.count += 1;
      balance.central += Number(funding.central);
      balance.province += Number(funding.province);
      balance.city += Number(funding.city);
      balance.county += Number(funding.county);
    }
  }

  private payee({ personId, wrappedKey, sealedIdentity, sealedAccount, lineNo, amountFen }: Row): PaymentLine {
    const key = decrypt(this.wrapping, aad('person key', personId), Buffer.from(wrappedKey, 'base64'));
    const open = (purpose: string, sealed: string): Record<string, string> =>
      JSON.parse(decrypt(key, aad(personId, purpose), Buffer.from(sealed, 'base64').subarray(1)).toString()) as Record<
        string,
        string
      >;
    const { name = '', citizenId } = open('identity', sealedIdentity);
    const account = open('account', sealedAccount)['account'] as BankAccount;
    return {
      lineNo,
      account,
      payeeName: name,
      citizenId: citizenId as CitizenId,
      amountFen: fen(Number(amountFen)),
      remark: SHORT_NAME,
    };
  }

  private toBank(lines: readonly PaymentLine[]): void {
    for (let at = 0; at < lines.length;) {
      const file = (this.file ??= this.nextFile());
      const some = lines.slice(at, at + file.left);
      writeSync(file.handle, file.writer.add(some));
      at += some.length;
      file.left -= some.length;
      if (file.left === 0) this.finish(file);
    }
  }

  private nextFile(): NonNullable<Pipeline['file']> {
    const part = this.announced[this.hashes.length];
    if (part === undefined) throw new Error('more payments than announced');
    const head = { batchNo: BATCH, paidFor: String(YEAR), releasedAt: instant(TODAY) };
    const writer = bankFileWriter(PROFILE, head, part);
    return { writer, handle: openSync(join(this.out, `${writer.fileName}.part`), 'w'), left: part.count };
  }

  private finish({ writer, handle }: NonNullable<Pipeline['file']>): void {
    const { bytes, file } = writer.end();
    writeSync(handle, bytes);
    fdatasyncSync(handle);
    closeSync(handle);
    renameSync(join(this.out, `${file.fileName}.part`), join(this.out, file.fileName));
    this.hashes.push(file.sha256);
    this.file = undefined;
  }

  private sync(): void {
    fdatasyncSync(this.events);
    if (this.file !== undefined) fdatasyncSync(this.file.handle);
    this.unsynced = 0;
  }
}

const [PROFILE = fail()] = [...BANK_PROFILES.values()];

function fail(): never {
  throw new Error('no bank');
}

const aad = (...parts: readonly string[]): Buffer => Buffer.from(JSON.stringify(['fenming/vault/1', ...parts]));

function decrypt(key: Buffer, bound: Buffer, box: Buffer): Buffer {
  const decipher = createDecipheriv('aes-256-gcm', key, box.subarray(0, 12), { authTagLength: 16 });
  decipher.setAAD(bound);
  decipher.setAuthTag(box.subarray(box.length - 16));
  const plain = decipher.update(box.subarray(12, box.length - 16));
  decipher.final();
  return plain;
}

void main();
