import { say } from '@fenming/language';
import { createHash } from 'node:crypto';
import type { Command } from 'commander';
import { speakAs, type Speaker } from '../owner/session';
import { hasCode, type Api, type ApiProblem } from '@fenming/api-client';
import { EXIT, UsageError, type ExitCode } from '../terminal/exit-codes';
import { readBytes } from '../terminal/file';
import type { Terminal } from '../terminal/terminal';
import { withEngine, withSpeaker, withGlobalOptions, type Shell, type GlobalOptions } from './command';
import { agreeOnNone, readReceivedFiles, type ListedFile } from './received-files';

type ReconcileOptions = GlobalOptions & Speaker & { readonly documentNo: string; readonly noneReceived?: boolean };
type BankFile = Omit<ListedFile, 'line'>;
type Reconciled = { readonly bank_files: readonly (BankFile & { readonly known: boolean })[]; readonly unknown: number };

/** Of a file that the engine does not accept, the line of the list is said: the person corrects the list, or asks the bank again. */
const withLine = (files: readonly ListedFile[], error: unknown): unknown => {
  if (!hasCode(error, 'control_total_mismatch', 'received_not_ours', 'received_twice')) return error;
  const { title, detail } = (error as ApiProblem).problem;
  const wrong = files.find(({ file_name }) => file_name === detail);
  return wrong === undefined
    ? error
    : new UsageError(
        say(
          `清单第 ${wrong.line} 行 ${wrong.file_name}：${title}没有登记。`,
          `Line ${wrong.line} of the list, ${wrong.file_name}: ${title} Nothing was recorded.`,
        ),
      );
};

/** Read before anything is started or anybody is asked for a password. */
const listIn = (file: string, { noneReceived = false }: ReconcileOptions): readonly ListedFile[] => {
  const listed = readReceivedFiles(readBytes(file));
  agreeOnNone(listed, noneReceived);
  return listed;
};

const reconcileRestore = async (
  api: Api,
  terminal: Terminal,
  listed: readonly ListedFile[],
  options: ReconcileOptions,
): Promise<ExitCode> => {
  const checker = await speakAs(api, options);
  const files = listed.map(({ line: _line, ...received }) => received);
  const body = {
    document_no: options.documentNo,
    bank_files: files,
    ...(options.noneReceived === true ? { none_received: true } : {}),
  };
  const key = createHash('sha256').update(JSON.stringify(body)).digest('hex');
  const { bank_files, unknown } = await checker
    .post<Reconciled>('/restores/reconciliation', body, { key: `restore-${key}` })
    .catch((error: unknown) => {
      throw withLine(listed, error);
    });
  if (terminal.json) terminal.outJson({ bank_files, unknown });
  else {
    terminal.out(
      say(
        `${terminal.good('✓')} 已登记恢复核对：银行已收到 ${bank_files.length} 份送盘文件，其中 ${unknown} 份是备份之后发出的`,
        `${terminal.good('✓')} reconciliation after the restore recorded: the bank had received ${bank_files.length} bank files, ${unknown} of them sent after the backup`,
      ),
    );
    for (const { file_name } of bank_files.filter(({ known }) => !known)) terminal.out(`  ${file_name}`);
    if (unknown > 0)
      terminal.say(
        say(
          '  这些批次请照原样补办；送盘文件须与银行收到的逐字节一致，已发出的不要再次交给银行。',
          '  Do again for these batches what was done; the bank files must be byte for byte those that the bank received, and what was sent is not handed in again.',
        ),
      );
  }
  return EXIT.ok;
};

export const addReconcileRestore = (program: Command, { finish }: Shell): void => {
  const command = program
    .command(say('reconcile-restore <清单.csv>', 'reconcile-restore <list.csv>'))
    .description(
      say(
        '恢复之后登记银行已收到的送盘文件（UTF-8，每行：文件名,SHA-256,笔数,金额；一份也没有则为空文件并加 --none-received）',
        'after a restore, record which bank files the bank has received (UTF-8, a line each: name,SHA-256,count,yuan; for none an empty file and --none-received)',
      ),
    )
    .requiredOption(say('--document-no <文号>', '--document-no <number>'), say('银行复函文号', 'number of the bank’s letter'))
    .option(
      '--none-received',
      say('银行复函确认一份送盘文件也没有收到（清单须为空文件）', 'the bank has received no file at all (the list is empty)'),
    );
  withGlobalOptions(withSpeaker(command)).action((file: string, options: ReconcileOptions) =>
    finish(async (desk) => {
      const listed = listIn(file, options);
      return withEngine(desk, (api) => reconcileRestore(api, desk.terminal, listed, options));
    }, options),
  );
};
