import { setImmediate as nextTurn } from 'node:timers/promises';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { fenText } from '@fenming/money';
import {
  matchInSteps,
  type BankProfile,
  type BankReturn,
  type NamedLine,
  type ReturnLine,
  type ReturnMatch,
  type SentLine,
} from '@fenming/bank-files';
import {
  bankAnswersOf,
  batchDecider,
  filesOf,
  isReleased,
  readAs,
  streams,
  totalsOf,
  type Batch,
  type ControlTotals,
  type RefusalCode,
  type ReleasedBatch,
  type ResultLine,
} from '@fenming/subsidy';
import { orRefused, Refused, slices, type Caller } from '@fenming/commands';
import { bankMissing, RunningCounty } from '@fenming/county';
import { PayoutRunner } from './payout-runner';
import { carryOn } from './carry-on';
import { SentLines } from './sent-lines';

/** A code of the bank that its profile does not know; its lines count as unknown. `lines`: the first of them; no `code` where it may be a name. */
export type UnregisteredCode = { readonly code?: string; readonly count: number; readonly lines: readonly number[] };
export type ImportedResult = {
  readonly settled: ControlTotals;
  readonly failed: ControlTotals;
  readonly unknown: ControlTotals;
  readonly unregistered: readonly UnregisteredCode[];
};

/** Imports the bank's return file: whole, or refused with the rows that do not match what was sent. */
export class ImportBankReturn extends Command<ImportedResult> {
  constructor(
    readonly file: { readonly batch: string; readonly bytes: Buffer },
    readonly caller: Caller,
  ) {
    super();
  }
}

const LINES_PER_EVENT = 1000;
const EVENTS_AT_ONCE = 100;

@CommandHandler(ImportBankReturn)
export class ImportBankReturnHandler implements ICommandHandler<ImportBankReturn> {
  constructor(
    private readonly county: RunningCounty,
    private readonly runner: PayoutRunner,
  ) {}

  async execute({ file: { batch, bytes }, caller }: ImportBankReturn): Promise<ImportedResult> {
    const stream = streams.payoutBatch(batch);
    const { state, causes } = await this.county.executor.load(batchDecider, stream);
    if (state.stage === 'none') throw new Refused({ refused: 'batch_not_found', detail: batch });
    if (!isReleased(state)) throw new Refused({ refused: 'batch_state', detail: state.stage });
    const recordCaller = { ...caller, commandId: `${caller.commandId}/recorded` };
    const profile = this.profileOf(state);
    const read = await this.read(profile, bytes);
    const already = causes.includes(recordCaller.commandId);
    const lines = already ? await this.recorded(state, read) : await this.matched(state, read, profile);
    if (!already) {
      const chunks = await this.recordChunks(stream, read.sha256, lines, caller);
      const record = { do: 'record-result' as const, sha256: read.sha256, chunks };
      orRefused(await this.county.executor.one(batchDecider, stream, record, recordCaller));
    }
    await carryOn(this.runner, batch, caller.correlation);
    const of = (outcome: string) => totalsOf(lines.filter((line) => line.outcome === outcome));
    const unregistered = unregisteredCodes(read);
    return { settled: of('settled'), failed: of('failed'), unknown: of('unknown'), unregistered };
  }

  private async recordChunks(stream: string, sha256: string, lines: readonly ResultLine[], caller: Caller): Promise<number> {
    let chunk = 0;
    for (const some of slices(lines, LINES_PER_EVENT)) {
      chunk += 1;
      const command = { do: 'record-result-chunk' as const, sha256, chunk, lines: some };
      const own = { ...caller, commandId: `${caller.commandId}/${chunk}` };
      orRefused(await this.county.executor.one(batchDecider, stream, command, own));
    }
    return chunk;
  }

  private async read(profile: BankProfile, bytes: Buffer): Promise<BankReturn> {
    const read = await this.county.reading.bankReturn({ bytes, profile });
    if (read.ok) return read;
    const { faults, total, onlyRepeats } = read;
    throw new Refused({ refused: onlyRepeats ? 'return_duplicate_line' : 'bank_file_refused' }, faults, total);
  }

  private profileOf(state: ReleasedBatch): BankProfile {
    const [sent] = filesOf(state);
    const profile = sent === undefined ? undefined : this.county.banks.byId.get(sent.profile);
    if (sent === undefined) throw new Refused({ refused: 'batch_state', detail: state.stage });
    if (profile === undefined) throw bankMissing(this.county.banks, sent.profile);
    return profile;
  }

  private async matched(state: ReleasedBatch, read: BankReturn, profile: BankProfile): Promise<readonly ResultLine[]> {
    if (bankAnswersOf(state).resultFiles.includes(read.sha256)) throw new Refused({ refused: 'duplicate_file' });
    if (read.batchNo === undefined) await this.refuseOfAnother(state, read.sha256);
    const match = await matched(await new SentLines(this.county, profile).answeredBy(state, read), read);
    if (!match.ok) throw new Refused({ refused: firstCode(match.faults) }, match.faults, match.total);
    if (match.lines.length === 0) throw new Refused({ refused: 'return_answered_line' });
    return match.lines.map(resultOf);
  }

  /** A return that names no batch fits last year's batch as well, where the same people were paid the same amounts. */
  private async refuseOfAnother({ opened }: Batch, sha256: string): Promise<void> {
    for (const { batch_id: other } of this.county.views.batches()) {
      if (other === opened.batch) continue;
      const { state } = await this.county.executor.load(batchDecider, streams.payoutBatch(other));
      if (bankAnswersOf(state).resultFiles.includes(sha256))
        throw new Refused({ refused: 'duplicate_file', detail: `batch ${other}` });
    }
  }

  /** What was recorded of a file whose import was cut off afterwards. */
  private async recorded({ opened, length }: Batch, { sha256 }: BankReturn): Promise<readonly ResultLine[]> {
    const lines: ResultLine[] = [];
    for (let from = 0; from < length; from += EVENTS_AT_ONCE) {
      const range = { from, limit: EVENTS_AT_ONCE };
      for (const event of await this.county.log.readStream(streams.payoutBatch(opened.batch), range)) {
        const chunk = readAs(event, 'BankResultChunkRecorded');
        if (chunk?.sha256 === sha256) lines.push(...chunk.lines);
      }
    }
    return lines;
  }
}

/** Others get their turn while a long return is compared. */
const matched = async (sent: ReadonlyMap<number, SentLine>, read: BankReturn): Promise<ReturnMatch> => {
  const matching = matchInSteps(sent, read);
  for (;;) {
    const step = matching.next();
    if (step.done === true) return step.value;
    await nextTurn();
  }
};

const resultOf = (line: ReturnLine): ResultLine => {
  const money = { lineNo: line.lineNo, amountFen: fenText(line.amountFen) };
  if (line.outcome === 'settled') return { ...money, outcome: 'settled' };
  if (line.outcome === 'failed') return { ...money, outcome: 'failed', reason: line.reason };
  const bankCode = bankCodeOf(line);
  return { ...money, outcome: 'unknown', reason: line.reason, ...(bankCode === undefined ? {} : { bankCode }) };
};

type UnknownLine = Extract<NamedLine, { readonly outcome: 'unknown' }>;
/**
 * A code that nobody has registered, for whoever asks the bank. A word might be the name of somebody where a profile has its columns wrong, so it goes
 * into the log only where the names of the return have been found to be those that were sent.
 */
const bankCodeOf = ({ unregistered, payeeName }: UnknownLine): string | undefined => {
  if (unregistered === undefined || unregistered.length > 20) return undefined;
  return /^[\w./-]+$/.test(unregistered) || (payeeName !== undefined && /^[^*]+$/.test(payeeName)) ? unregistered : undefined;
};

const firstCode = (faults: readonly { readonly code: string }[]): RefusalCode => {
  const codes = [
    'return_unknown_line',
    'return_answered_line',
    'return_duplicate_line',
    'return_wrong_amount',
    'return_wrong_payee',
  ] as const;
  return codes.find((code) => faults.some((fault) => fault.code === code)) ?? 'control_total_mismatch';
};

/** So many codes are named, and lines of each. */
const CODES_NAMED = 20;
const LINES_NAMED = 10;

const unregisteredCodes = ({ lines }: BankReturn): readonly UnregisteredCode[] => {
  const unknown = lines.flatMap((line) =>
    line.outcome === 'unknown' && line.unregistered !== undefined ? [{ ...line, code: bankCodeOf(line) }] : [],
  );
  const codes = new Set(unknown.map(({ code }) => code));
  return [...codes].slice(0, CODES_NAMED).map((code) => {
    const numbers = unknown.filter((line) => line.code === code).map(({ lineNo }) => lineNo);
    return { ...(code === undefined ? {} : { code }), count: numbers.length, lines: numbers.slice(0, LINES_NAMED) };
  });
};
