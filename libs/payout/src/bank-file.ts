import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { makeFolder } from '@fenming/folders';
import { instant } from '@fenming/calendar';
import type { BankAccount, CitizenId } from '@fenming/citizen';
import { fenText, parseFenText } from '@fenming/money';
import {
  BankFileError,
  bankFileName,
  planFiles,
  type BankFileHead,
  type BankProfile,
  type AnnouncedFile,
  type PaymentLine,
  type WrittenFile,
} from '@fenming/bank-files';
import {
  batchDecider,
  mayIssue,
  streams,
  filesOf,
  filesTotals,
  isReleased,
  type BankFileIssued,
  type ReleasedBatch,
  type ControlTotals,
  type RosterLine,
} from '@fenming/subsidy';
import { orRefused, Refused, slices, type Caller } from '@fenming/commands';
import { isAlreadySent, bankMissing, RunningCounty } from '@fenming/county';
import { refuseUnlessControlled } from './controls';
import { OutboxFile, standsInOutbox } from './outbox';
import { payeesOf } from './payees';
import { PayeesThreads } from './payees-threads';
import { RosterBook } from './roster-book';

/** `alreadySent`: the bank has received this very file before the folder was restored; it must not be handed over again. */
export type IssuedFile = ControlTotals & { readonly fileName: string; readonly sha256: string; readonly alreadySent: boolean };

/** Writes the bank files of an instructed batch into the outbox, as many as the bank's limit asks for. Written again, they have the same bytes. */
export class IssueBankFiles extends Command<readonly IssuedFile[]> {
  constructor(
    readonly order: { readonly batch: string; readonly profile?: string },
    readonly caller: Caller,
  ) {
    super();
  }
}

/** So many are unsealed at once, by this thread; more are worth the start of others. */
const FEW_PAYEES = 500;
const PAYEES_PER_LIST = 250;
/** Lists on their way through the threads: enough that none of them waits, few enough for the memory. */
const LISTS_AHEAD = 4;

/** A finished file, still to be named and recorded. */
type Finished = { readonly file: OutboxFile; readonly written: WrittenFile };
/** `issuedBefore`: the first files of the batch, which need not be written again. */
type Job = {
  readonly state: ReleasedBatch;
  readonly profile: BankProfile;
  readonly head: BankFileHead;
  readonly issuedBefore: readonly BankFileIssued['data'][];
};

@CommandHandler(IssueBankFiles)
export class IssueBankFilesHandler implements ICommandHandler<IssueBankFiles> {
  private readonly book: RosterBook;
  private last: Promise<unknown> = Promise.resolve();

  constructor(private readonly county: RunningCounty) {
    this.book = new RosterBook(county.log);
  }

  /** One order after the other: two that write the same file at once would take it from under each other. */
  execute(order: IssueBankFiles): Promise<readonly IssuedFile[]> {
    const issued = this.last.then(() => this.issueAll(order));
    this.last = issued.catch(() => undefined);
    return issued;
  }

  private async issueAll({ order: { batch, profile: wanted }, caller }: IssueBankFiles): Promise<readonly IssuedFile[]> {
    await this.county.gate.refuseToPay();
    this.county.room?.refuseWhenShort();
    const { state } = await this.county.executor.load(batchDecider, streams.payoutBatch(batch));
    if (state.stage === 'none') throw new Refused({ refused: 'batch_not_found', detail: batch });
    // Asked before a million payees are unsealed, and again by the decider.
    const forbidden = mayIssue(state, this.county.executor.asked(caller));
    if (forbidden !== undefined) throw new Refused(forbidden);
    if (!isReleased(state) || (state.stage !== 'instructed' && filesOf(state).length === 0))
      throw new Refused({ refused: 'batch_state', detail: state.stage });
    const profile = this.profileOf(state, wanted);
    await refuseUnlessControlled(this.county, batch);
    const head = { batchNo: batch, paidFor: String(state.opened.year), releasedAt: await this.releasedAt(state) };
    await this.county.caughtUp();
    const issuedBefore = this.filesIssuedBefore(state, profile, head);
    const issued = issuedBefore.map((file): IssuedFile => ({ ...file, alreadySent: isAlreadySent(this.county, file) }));
    for await (const finished of this.write({ state, profile, head, issuedBefore }))
      issued.push(await this.issue(finished, { batch, profile }, caller));
    // A log that is put back to before these files must be found out, also where this process dies now.
    await this.county.noteSeen();
    return issued;
  }

  /**
   * The first files that stand in the log and, whole, in the outbox. A run that was cut off between two files goes on with the next one,
   * also where a programme's short name or a bank's layout has changed since.
   */
  private filesIssuedBefore(state: ReleasedBatch, profile: BankProfile, head: BankFileHead): Job['issuedBefore'] {
    const found: BankFileIssued['data'][] = [];
    for (const planned of planFiles(profile, state.instructed.count)) {
      const file = filesOf(state).find((issued) => issued.fileName === bankFileName(profile, head, planned));
      if (file === undefined || !standsInOutbox(this.county, file)) break;
      found.push(file);
    }
    return found;
  }

  /** All files of a batch go to one bank. */
  private profileOf(state: ReleasedBatch, wanted: string | undefined): BankProfile {
    const [first] = filesOf(state);
    const id = wanted ?? first?.profile;
    const { banks } = this.county;
    const profile = id === undefined ? banks.standard : banks.byId.get(id);
    if (profile === undefined) throw bankMissing(banks, id);
    if (first !== undefined && first.profile !== profile.id)
      throw new Refused({ refused: 'bank_differs', detail: first.profile });
    return profile;
  }

  private async releasedAt({ opened, releasedAt }: ReleasedBatch) {
    const range = { from: releasedAt, limit: 1 };
    const [released] = await this.county.log.readStream(streams.payoutBatch(opened.batch), range);
    if (released?.type !== 'BatchReleased') throw new Refused({ refused: 'batch_state', detail: 'released' });
    return instant(released.meta.at);
  }

  /** The files, one after the other. */
  private async *write(job: Job): AsyncGenerator<Finished> {
    const outbox = join(this.county.dir, 'outbox');
    makeFolder(outbox);
    const announced = this.announcedFiles(job);
    let file: OutboxFile | undefined;
    try {
      for await (const payments of this.payments(job)) {
        for (let at = 0; at < payments.length;) {
          file ??= this.nextFile(outbox, job, announced.next().value);
          const some = payments.slice(at, at + file.room);
          file.add(some);
          at += some.length;
          if (file.room > 0) continue;
          yield { file, written: await file.end() };
          file = undefined;
        }
      }
      // Fewer payments than announced: ending the file says so.
      await file?.end();
    } catch (error) {
      throw error instanceof BankFileError ? new Refused({ refused: 'bank_file_unwritable', detail: error.message }) : error;
    } finally {
      // Personal data in clear does not stay behind in half a file.
      file?.discard();
    }
  }

  private nextFile(outbox: string, { profile, head }: Job, announced: AnnouncedFile | undefined): OutboxFile {
    if (announced === undefined) throw new Refused({ refused: 'control_total_mismatch', detail: head.batchNo });
    return new OutboxFile(outbox, { profile, head, announced });
  }

  /** What each header announces comes from the views; what is written comes from the log, and the writer compares the two. */
  private *announcedFiles({ state, profile, issuedBefore }: Job): Generator<AnnouncedFile, undefined> {
    const files = planFiles(profile, state.instructed.count);
    const { batch } = state.opened;
    let after = 0;
    for (const file of files) {
      const { count, sumFen, lastLine } = this.county.views.nextSentSum({ batch, after, size: profile.maxLines });
      if (count !== file.count) throw new Refused({ refused: 'control_total_mismatch', detail: batch });
      if (file.part > issuedBefore.length) yield { ...file, sumFen };
      after = lastLine;
    }
  }

  /** Payees are unsealed only here, on their way into the file, under the account version that was locked: a few lists ahead of the file. */
  private async *payments({ state, issuedBefore }: Job): AsyncGenerator<readonly PaymentLine[]> {
    const { programme, year } = state.opened;
    const remark = this.county.rules.inForce(programme, year).compiled.shortName;
    const threads = state.instructed.count > FEW_PAYEES ? new PayeesThreads(this.county.dir) : undefined;
    try {
      const ahead: Promise<readonly PaymentLine[]>[] = [];
      for await (const some of this.sent(state, issuedBefore)) {
        const payments = this.unseal(some, remark, threads);
        // It is waited for in its turn; until then nobody would hear that it failed.
        payments.catch(() => undefined);
        ahead.push(payments);
        if (ahead.length > LISTS_AHEAD) yield await (ahead.shift() ?? []);
      }
      for (const payments of ahead) yield await payments;
    } finally {
      await threads?.close();
    }
  }

  /** The lines that were instructed and do not stand in a file, some at a time. */
  private async *sent(state: ReleasedBatch, issuedBefore: Job['issuedBefore']): AsyncGenerator<readonly RosterLine[]> {
    let written = filesTotals(issuedBefore).count;
    const held = new Set(state.exceptions.map(({ lineNo }) => lineNo));
    for await (const chunk of this.book.chunks(state)) {
      await nextTurn();
      const sent = held.size === 0 ? chunk : chunk.filter(({ lineNo }) => !held.has(lineNo));
      yield* slices(sent.slice(written), PAYEES_PER_LIST);
      written = Math.max(0, written - sent.length);
    }
  }

  private async unseal(
    lines: readonly RosterLine[],
    remark: string,
    threads: PayeesThreads | undefined,
  ): Promise<readonly PaymentLine[]> {
    const asked = lines.map(({ caseNumber, accountVersion }) => ({ caseNumber, accountVersion }));
    const payees = threads === undefined ? payeesOf(this.county, asked) : await threads.payees(asked);
    return lines.map(({ lineNo, amountFen }, index) => {
      const payee = payees[index];
      if (payee === undefined) throw new Error(`line ${lineNo} has no payee`);
      const { account, name: payeeName, citizenId } = payee;
      const paid = { account: account as BankAccount, payeeName, citizenId: citizenId as CitizenId };
      return { lineNo, ...paid, amountFen: parseFenText(amountFen), remark };
    });
  }

  private async issue(
    { file, written }: Finished,
    { batch, profile }: { readonly batch: string; readonly profile: BankProfile },
    caller: Caller,
  ): Promise<IssuedFile> {
    const { executor } = this.county;
    const { fileName, sha256, count, sumFen } = written;
    const alreadySent = isAlreadySent(this.county, written);
    const totals = { count, sumFen: fenText(sumFen), fileName, sha256 };
    const { part, parts } = file.announced;
    const numbered = parts === 1 ? {} : { part, parts };
    const command = { do: 'issue-file' as const, file: { ...totals, profile: profile.id, ...numbered } };
    const { state } = await executor.load(batchDecider, streams.payoutBatch(batch));
    const decision = batchDecider.decide(state, command, executor.asked(caller));
    if ('refused' in decision) throw new Refused(decision);
    file.publish();
    const own = { ...caller, commandId: `${caller.commandId}/${fileName}` };
    orRefused(await executor.one(batchDecider, streams.payoutBatch(batch), command, own));
    return { ...totals, alreadySent };
  }
}
