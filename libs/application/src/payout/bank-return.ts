import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { fenText, parseFenText, type Fen } from '@fenming/money';
import {
  fileNumber,
  matchReturn,
  planParts,
  readBankReturn,
  type BankProfile,
  type FilePart,
  type ReturnLine,
} from '@fenming/bank-files';
import {
  answerTo,
  batchDecider,
  streams,
  totalsOf,
  type BatchState,
  type ControlTotals,
  type RefusalCode,
  type ResultLine,
} from '@fenming/subsidy';
import type { Caller } from '../executor';
import { Folder } from '../folder/folder';
import { orRefused, Refused, slices } from '../outcomes';
import { PayoutRunner } from './payout-runner';
import { RosterBook } from './roster-book';
import { runOn } from './run-on';

export type ImportedResult = { readonly settled: ControlTotals; readonly failed: ControlTotals; readonly unknown: ControlTotals };

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

type Read = { readonly sha256: string; readonly part: FilePart; readonly answers: readonly ReturnLine[] };

@CommandHandler(ImportBankReturn)
export class ImportBankReturnHandler implements ICommandHandler<ImportBankReturn> {
  constructor(
    private readonly folder: Folder,
    private readonly runner: PayoutRunner,
  ) {}

  async execute({ file: { batch, bytes }, caller }: ImportBankReturn): Promise<ImportedResult> {
    const stream = streams.payoutBatch(batch);
    const { state, causes } = await this.folder.executor.load(batchDecider, stream);
    if (state.opened === undefined) throw new Refused({ refused: 'batch_not_found' });
    const recordCaller = { ...caller, commandId: `${caller.commandId}/recorded` };
    const read = this.read(state, bytes);
    const lines = read.answers.map(resultOf);
    if (!causes.includes(recordCaller.commandId)) {
      await this.match(state, read);
      const chunks = await this.recordChunks(stream, read.sha256, lines, caller);
      const record = { do: 'record-result' as const, sha256: read.sha256, chunks };
      orRefused(await this.folder.executor.one(batchDecider, stream, record, recordCaller));
    }
    await runOn(this.runner, batch, caller.correlation);
    const of = (outcome: string) => totalsOf(lines.filter((line) => line.outcome === outcome));
    return { settled: of('settled'), failed: of('failed'), unknown: of('unknown') };
  }

  private async recordChunks(stream: string, sha256: string, lines: readonly ResultLine[], caller: Caller): Promise<number> {
    let chunk = 0;
    for (const some of slices(lines, LINES_PER_EVENT)) {
      chunk += 1;
      const command = { do: 'record-result-chunk' as const, sha256, chunk, lines: some };
      const own = { ...caller, commandId: `${caller.commandId}/${chunk}` };
      orRefused(await this.folder.executor.one(batchDecider, stream, command, own));
    }
    return chunk;
  }

  private read(state: BatchState, bytes: Buffer): Read {
    const profile = this.profileOf(state);
    const read = readBankReturn(profile, bytes);
    if (!read.ok) {
      const onlyRepeats = read.faults.every(({ code }) => code === 'return_duplicate_line');
      throw new Refused({ refused: onlyRepeats ? 'return_duplicate_line' : 'bank_file_refused' }, read.faults);
    }
    const parts = planParts(profile, state.instructed.count);
    const part = parts.find((one) => fileNumber(profile, state.opened?.batch ?? '', one) === read.batchNo);
    if (part === undefined) throw new Refused({ refused: 'bank_file_refused', detail: read.batchNo });
    return { sha256: read.sha256, part, answers: read.lines };
  }

  private profileOf({ files: [sent], stage }: BatchState): BankProfile {
    const profile = sent === undefined ? undefined : this.folder.banks.byId.get(sent.profile);
    if (sent === undefined) throw new Refused({ refused: 'batch_state', detail: stage });
    if (profile === undefined) throw new Refused({ refused: 'bank_unknown', detail: sent.profile });
    return profile;
  }

  private async match(state: BatchState, { sha256, part, answers }: Read): Promise<void> {
    if (state.resultFiles.includes(sha256)) throw new Refused({ refused: 'duplicate_file' });
    const match = matchReturn(await this.awaited(state, part), answers);
    if (!match.ok) throw new Refused({ refused: firstCode(match.faults) }, match.faults);
  }

  /** What was sent in one file and has no final answer yet: a second answer to a line is a line we do not wait for. */
  private async awaited(state: BatchState, { from, count }: FilePart): Promise<ReadonlyMap<number, Fen>> {
    const held = new Set(state.exceptions.map(({ lineNo }) => lineNo));
    const open = new Map<number, Fen>();
    let ordinal = 0;
    for await (const lines of new RosterBook(this.folder.log).chunks(state)) {
      for (const { lineNo, amountFen } of lines) {
        if (held.has(lineNo)) continue;
        if (ordinal >= from && ordinal < from + count && answerTo(state.answers, lineNo) === 'none')
          open.set(lineNo, parseFenText(amountFen));
        ordinal += 1;
      }
    }
    return open;
  }
}

const resultOf = ({ lineNo, outcome, reason, amountFen }: ReturnLine): ResultLine => ({
  lineNo,
  outcome,
  ...(reason === undefined ? {} : { reason }),
  amountFen: fenText(amountFen),
});

const firstCode = (faults: readonly { readonly code: string }[]): RefusalCode => {
  const codes = ['return_unknown_line', 'return_duplicate_line', 'return_wrong_amount'] as const;
  return codes.find((code) => faults.some((fault) => fault.code === code)) ?? 'control_total_mismatch';
};
