import { createHash } from 'node:crypto';
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Account } from '@fenming/citizen';
import { fenText, parseFenText, type Fen } from '@fenming/money';
import { DEMO_BANK, matchReturn, readBankReturn, writeBankFile, type PaymentLine, type ReturnLine } from '@fenming/bank-files';
import {
  batchDecider,
  enrolmentDecider,
  answerTo,
  personDecider,
  streams,
  totalsOf,
  type BatchState,
  type ControlTotals,
  type ResultLine,
  type RosterLine,
} from '@fenming/subsidy';
import type { Caller } from '../executor';
import { unsealAccount, unsealIdentity } from '../eligibility/sealed';
import { Folder } from '../folder/folder';
import { orRefused, Refused, slices } from '../outcomes';
import { PayoutRunner } from './payout-runner';
import { RosterBook } from './roster-book';

/** `alreadySent`: the bank has received this very file before the folder was restored; it must not be handed over again. */
export type IssuedFile = ControlTotals & { readonly fileName: string; readonly sha256: string; readonly alreadySent: boolean };

/** Writes the bank file of an instructed batch into the outbox. Written again, it has the same bytes. */
export class IssueBankFile extends Command<IssuedFile> {
  constructor(
    readonly batch: string,
    readonly caller: Caller,
  ) {
    super();
  }
}

@CommandHandler(IssueBankFile)
export class IssueBankFileHandler implements ICommandHandler<IssueBankFile> {
  constructor(private readonly folder: Folder) {}

  async execute({ batch, caller }: IssueBankFile): Promise<IssuedFile> {
    this.folder.refuseUntilReconciled();
    const { executor, dir } = this.folder;
    const { state } = await executor.load(batchDecider, streams.payoutBatch(batch));
    if (state.opened === undefined) throw new Refused({ refused: 'batch_not_found' });
    if (state.stage !== 'instructed' && state.files.length === 0)
      throw new Refused({ refused: 'batch_state', detail: state.stage });
    const written = writeBankFile(DEMO_BANK, { batchNo: batch, paidFor: String(state.opened.year) }, await this.payees(state));
    const totals = { count: written.count, sumFen: fenText(written.sumFen), fileName: written.fileName, sha256: written.sha256 };
    const alreadySent = this.folder.alreadySent(written);
    const command = { do: 'issue-file' as const, file: { ...totals, profile: DEMO_BANK.id } };
    const decision = batchDecider.decide(state, command, executor.asked(caller));
    if ('refused' in decision) throw new Refused(decision);
    writeWhole(join(dir, 'outbox', written.fileName), written.bytes);
    orRefused(await executor.one(batchDecider, streams.payoutBatch(batch), command, caller));
    return { ...totals, alreadySent };
  }

  /** Payees are unsealed only here, on their way into the file, under the account version that was locked. */
  private async payees(state: BatchState): Promise<readonly PaymentLine[]> {
    const held = new Set(state.exceptions.map(({ lineNo }) => lineNo));
    const lines: PaymentLine[] = [];
    for await (const chunk of new RosterBook(this.folder.log).chunks(state)) {
      const sent = chunk.filter(({ lineNo }) => !held.has(lineNo));
      lines.push(...(await this.unseal(sent, state)));
    }
    return lines;
  }

  private async unseal(lines: readonly RosterLine[], state: BatchState): Promise<readonly PaymentLine[]> {
    const { executor, vault } = this.folder;
    const enrolments = await executor.states(
      enrolmentDecider,
      lines.map(({ enrolmentId }) => streams.enrolment(enrolmentId)),
    );
    const personOf = (line: RosterLine) => enrolments.get(streams.enrolment(line.enrolmentId))?.state.personId;
    const persons = await executor.states(personDecider, lines.flatMap((line) => personOf(line) ?? []).map(streams.person));
    const { programme = '', year = 0 } = state.opened ?? {};
    const remark = this.folder.programme(programme, year)?.shortName ?? '';
    return lines.map((line) => {
      const enrolment = enrolments.get(streams.enrolment(line.enrolmentId))?.state;
      const person = enrolment?.personId;
      const sealedAccount = enrolment?.accounts[line.accountVersion];
      const sealedIdentity = person === undefined ? undefined : persons.get(streams.person(person))?.state.sealedIdentity;
      if (person === undefined || sealedAccount === undefined || sealedIdentity === undefined)
        throw new Error(`line ${line.lineNo} has no payee`);
      const { name } = unsealIdentity(vault, person, sealedIdentity);
      return {
        lineNo: line.lineNo,
        account: unsealAccount(vault, person, sealedAccount) as Account,
        payeeName: name,
        amountFen: parseFenText(line.amountFen),
        remark,
      };
    });
  }
}

/** The issued file's bytes, checked against the hash that the log holds. */
export const issuedBankFile = (folder: Folder, state: BatchState): Buffer => {
  const [file] = state.files;
  if (file === undefined) throw new Refused({ refused: 'batch_state', detail: state.stage });
  const path = join(folder.dir, 'outbox', file.fileName);
  if (!existsSync(path)) throw new Refused({ refused: 'not_found', detail: file.fileName });
  const bytes = readFileSync(path);
  if (createHash('sha256').update(bytes).digest('hex') !== file.sha256)
    throw new Refused({ refused: 'control_total_mismatch', detail: file.fileName });
  return bytes;
};

/** A file appears whole or not at all: a crash leaves a `.part` that the next run overwrites. */
const writeWhole = (path: string, bytes: Buffer): void => {
  writeFileSync(`${path}.part`, bytes, { flush: true });
  renameSync(`${path}.part`, path);
};

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

@CommandHandler(ImportBankReturn)
export class ImportBankReturnHandler implements ICommandHandler<ImportBankReturn> {
  constructor(
    private readonly folder: Folder,
    private readonly runner: PayoutRunner,
  ) {}

  async execute({ file: { batch, bytes }, caller }: ImportBankReturn): Promise<ImportedResult> {
    const { executor } = this.folder;
    const stream = streams.payoutBatch(batch);
    const { state, causes } = await executor.load(batchDecider, stream);
    if (state.opened === undefined) throw new Refused({ refused: 'batch_not_found' });
    const recordCaller = { ...caller, commandId: `${caller.commandId}/recorded` };
    const repeated = causes.includes(recordCaller.commandId);
    const { lines, sha256 } = repeated ? readReturn(batch, bytes) : await this.matched(state, batch, bytes);
    if (!repeated) {
      const chunks = [...slices(lines, LINES_PER_EVENT)];
      const record = { do: 'record-result' as const, sha256, chunks: chunks.length };
      for (const [i, chunk] of chunks.entries()) {
        const chunkCaller = { ...caller, commandId: `${caller.commandId}/${i + 1}` };
        orRefused(
          await executor.one(
            batchDecider,
            stream,
            { do: 'record-result-chunk', sha256, chunk: i + 1, lines: chunk },
            chunkCaller,
          ),
        );
      }
      orRefused(await executor.one(batchDecider, stream, record, recordCaller));
    }
    await this.runner.resume(batch);
    const of = (outcome: string) => totalsOf(lines.filter((line) => line.outcome === outcome));
    return { settled: of('settled'), failed: of('failed'), unknown: of('unknown') };
  }

  private async matched(state: BatchState, batch: string, bytes: Buffer): Promise<ReadResult> {
    const { sha256, answers } = readAnswer(batch, bytes);
    if (state.resultFiles.includes(sha256)) throw new Refused({ refused: 'duplicate_file' });
    const match = matchReturn(await this.awaited(state), answers);
    if (!match.ok) throw new Refused({ refused: firstCode(match.faults) }, match.faults);
    return { sha256, lines: answers.map(resultOf) };
  }

  /** What was sent and has no final answer yet: a second answer to a line is a line we do not wait for. */
  private async awaited(state: BatchState): Promise<ReadonlyMap<number, Fen>> {
    const held = new Set(state.exceptions.map(({ lineNo }) => lineNo));
    const open = new Map<number, Fen>();
    for await (const lines of new RosterBook(this.folder.log).chunks(state))
      for (const { lineNo, amountFen } of lines)
        if (!held.has(lineNo) && answerTo(state.answers, lineNo) === 'none') open.set(lineNo, parseFenText(amountFen));
    return open;
  }
}

type ReadResult = { readonly sha256: string; readonly lines: readonly ResultLine[] };

const readAnswer = (batch: string, bytes: Buffer): { readonly sha256: string; readonly answers: readonly ReturnLine[] } => {
  const read = readBankReturn(DEMO_BANK, bytes);
  if (!read.ok) {
    const onlyRepeats = read.faults.every(({ code }) => code === 'return_duplicate_line');
    throw new Refused({ refused: onlyRepeats ? 'return_duplicate_line' : 'bank_file_refused' }, read.faults);
  }
  if (read.batchNo !== batch) throw new Refused({ refused: 'bank_file_refused', detail: read.batchNo });
  return { sha256: read.sha256, answers: read.lines };
};

const resultOf = ({ lineNo, outcome, reason, amountFen }: ReturnLine): ResultLine => ({
  lineNo,
  outcome,
  ...(reason === undefined ? {} : { reason }),
  amountFen: fenText(amountFen),
});

const readReturn = (batch: string, bytes: Buffer): ReadResult => {
  const { sha256, answers } = readAnswer(batch, bytes);
  return { sha256, lines: answers.map(resultOf) };
};

const firstCode = (
  faults: readonly { readonly code: string }[],
): 'return_unknown_line' | 'return_duplicate_line' | 'return_wrong_amount' | 'control_total_mismatch' => {
  const codes = ['return_unknown_line', 'return_duplicate_line', 'return_wrong_amount'] as const;
  return codes.find((code) => faults.some((fault) => fault.code === code)) ?? 'control_total_mismatch';
};
