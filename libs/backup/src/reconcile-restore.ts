import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { fenText } from '@fenming/money';
import { bankFileNamed } from '@fenming/bank-files';
import { countyDecider, streams, type ReceivedFile } from '@fenming/subsidy';
import { orRefused, Refused, type Caller } from '@fenming/commands';
import { RunningCounty } from '@fenming/county';
import { PayoutRunner } from '@fenming/payout';

/** What the bank has received, and whether the restored log knows of it. */
export type ReconciledFile = ReceivedFile & { readonly known: boolean };

/** Compares a restored log with what the bank has received; from then on money may leave the folder again. */
export class ReconcileRestore extends Command<readonly ReconciledFile[]> {
  constructor(
    readonly answer: {
      readonly documentNo: string;
      readonly noneReceived: boolean;
      readonly bankFiles: readonly ReceivedFile[];
    },
    readonly caller: Caller,
  ) {
    super();
  }
}

@CommandHandler(ReconcileRestore)
export class ReconcileRestoreHandler implements ICommandHandler<ReconcileRestore> {
  constructor(
    private readonly county: RunningCounty,
    private readonly runner: PayoutRunner,
  ) {}

  async execute({
    answer: { documentNo, noneReceived, bankFiles },
    caller,
  }: ReconcileRestore): Promise<readonly ReconciledFile[]> {
    await this.county.caughtUp();
    const issued = this.issuedFiles();
    this.refuseStrangers(bankFiles, issued);
    const compared = bankFiles.map((received) => {
      const own = issued.get(received.fileName);
      return own === undefined ? { received } : { received, issued: own };
    });
    const command = { do: 'reconcile-restore' as const, documentNo, noneReceived, bankFiles: compared };
    orRefused(await this.county.executor.one(countyDecider, streams.county, command, caller));
    await this.county.changed();
    // What the backup caught half done was left standing until now: facts recorded again in between still count.
    await this.runner.resumeAll();
    return compared.map(({ received, ...known }) => ({ ...received, known: 'issued' in known }));
  }

  /** A name in which a sign is wrong would hide the file that the bank has: only names that one of the county's banks gives are believed. */
  private refuseStrangers(bankFiles: readonly ReceivedFile[], issued: ReadonlyMap<string, ReceivedFile>): void {
    const banks = [...this.county.banks.byId.values()];
    const stranger = bankFiles.find(
      ({ fileName }) => !issued.has(fileName) && !banks.some((bank) => bankFileNamed(bank, fileName)),
    );
    if (stranger !== undefined) throw new Refused({ refused: 'received_not_ours', detail: stranger.fileName });
  }

  /** The bank files that the log knows, by name. */
  private issuedFiles(): ReadonlyMap<string, ReceivedFile> {
    const files = this.county.views.bankFiles();
    return new Map(
      files.map(({ file_name: fileName, sha256, count, sum_fen }) => [
        fileName,
        { fileName, sha256, count, sumFen: fenText(sum_fen) },
      ]),
    );
  }
}
