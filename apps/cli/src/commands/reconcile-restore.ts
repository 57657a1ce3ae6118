import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Command } from 'commander';
import { parse } from 'csv-parse/sync';
import { parseYuan } from '@fenming/money';
import { speakAs, type Speaker } from '../owner/session';
import type { Api } from '../owner/api';
import { EXIT, UsageError, type ExitCode } from '../terminal/exit-codes';
import type { Terminal } from '../terminal/terminal';
import { withEngine, withStanding, type Shell, type StandingOptions } from './command';

type ReconcileOptions = StandingOptions & Speaker & { readonly document: string };
type BankFile = { readonly file_name: string; readonly sha256: string; readonly count: number; readonly sum_fen: number };
type Reconciled = { readonly bank_files: readonly (BankFile & { readonly known: boolean })[]; readonly unknown: number };

/** Four columns: file name, SHA-256, number of payments, yuan; with or without a header line; UTF-8. Throws UsageError naming the line. */
export const readBankFiles = (text: string): readonly BankFile[] => {
  const rows = parse(text, { bom: true, trim: true, skip_empty_lines: true, relax_column_count: true }) as readonly string[][];
  return rows.flatMap(([file_name = '', sha256 = '', count = '', yuan = ''], index): readonly BankFile[] => {
    const hash = sha256.toLowerCase();
    if (index === 0 && !/\d/.test(count)) return [];
    if (file_name === '' || !/^[0-9a-f]{64}$/.test(hash) || !/^\d{1,9}$/.test(count) || !/^\d{1,13}(\.\d{1,2})?$/.test(yuan))
      throw new UsageError(`清单第 ${index + 1} 行有误：应为 文件名,SHA-256,笔数,金额（元）`);
    return [{ file_name, sha256: hash, count: Number(count), sum_fen: parseYuan(yuan) }];
  });
};

const reconcile = async (api: Api, terminal: Terminal, file: string, options: ReconcileOptions): Promise<ExitCode> => {
  const text = readFileSync(file, 'utf8');
  const checker = await speakAs(api, options);
  const key = createHash('sha256').update(`${options.document}\n${text}`).digest('hex');
  const body = { document_no: options.document, bank_files: readBankFiles(text) };
  const { bank_files, unknown } = await checker.post<Reconciled>('/restores/reconciliation', body, { key: `restore-${key}` });
  if (terminal.json) terminal.outJson({ bank_files, unknown });
  else {
    terminal.out(
      `${terminal.good('✓')} 已登记恢复核对：银行已收到 ${bank_files.length} 份送盘文件，其中 ${unknown} 份是备份之后发出的`,
    );
    for (const { file_name } of bank_files.filter(({ known }) => !known)) terminal.out(`  ${file_name}`);
    if (unknown > 0) terminal.say('  这些批次请照原样补办；送盘文件须与银行收到的逐字节一致，已发出的不要再次交给银行。');
  }
  return EXIT.ok;
};

export const addReconcileRestore = (program: Command, { say, finish }: Shell): void => {
  const command = program
    .command('reconcile-restore <清单.csv>')
    .description(
      say(
        '恢复之后登记银行已收到的送盘文件（文件名,SHA-256,笔数,金额；没有则为空文件）',
        'after a restore, record which bank files the bank has received (name,SHA-256,count,yuan; an empty file for none)',
      ),
    )
    .requiredOption('--document <文号>', say('银行复函文号', 'number of the bank’s letter'))
    .option(
      '--as <账号>',
      say('财务审核岗账号；密码从键盘或标准输入读取', 'the finance checker; the password is read from the keyboard or stdin'),
    )
    .option('--token-file <文件>', say('从文件读取令牌', 'read a token from a file'));
  withStanding(command, say).action((file: string, options: ReconcileOptions) =>
    finish((desk) => withEngine(desk, (api) => reconcile(api, desk.terminal, file, options)), options),
  );
};
