import { same, say, spoken } from '@fenming/language';
import path from 'node:path';
import type { Command } from 'commander';
import { stringify } from 'yaml';
import {
  BANK_PROFILES,
  matchReturn,
  profileFaultText,
  protections,
  readBankFile,
  readBankReturn,
  readProfile,
  RURAL_COMMERCIAL,
  writeBankFile,
  writeBankReturn,
  type BankFile,
  type BankProfile,
  type PaymentLine,
  type ProfileFault,
  type ReturnLine,
} from '@fenming/bank-files';
import { instant } from '@fenming/calendar';
import type { BankAccount, CitizenId } from '@fenming/citizen';
import { fen, formatYuan } from '@fenming/money';
import { EXIT, UsageError, type ExitCode } from '../terminal/exit-codes';
import { tableLines } from '../terminal/table';
import { writeBytes } from '../terminal/file';
import { readText } from '../terminal/text-file';
import { everyRow } from '@fenming/api-client';
import { withEngine, withGlobalOptions, type Desk, type Shell, type GlobalOptions } from './command';

const HEAD = { batchNo: 'SAMPLE-1', paidFor: '2023', releasedAt: instant('2023-10-12T01:00:00.000Z') };
/** Nobody: an area code that does not exist, and accounts that route to no bank. */
const PAYEES = [
  { payeeName: '样例一', account: '9999990000000000018', citizenId: '991001195001010013', yuanFen: 96_000 },
  { payeeName: '样例二', account: '9999990000000000026', citizenId: '991001195101010014', yuanFen: 95_999 },
  { payeeName: '欧阳样例', account: '9999990000000000034', citizenId: '99100119520101001X', yuanFen: 1 },
] as const;

const LINES = PAYEES.map(({ payeeName, account, citizenId, yuanFen }, index): PaymentLine => ({
  lineNo: index + 1,
  payeeName,
  account: account as BankAccount,
  citizenId: citizenId as CitizenId,
  amountFen: fen(yuanFen),
  remark: '样例',
}));

/** Writes a file as the bank would get it, and reads it and an answer to it back. Throws BankFileError, or Error where it does not come back. */
const sampleOf = (profile: BankProfile): BankFile => {
  const lines = LINES.slice(0, profile.maxLines);
  const file = writeBankFile(profile, HEAD, lines);
  const { batchNo, payments } = readBankFile(profile, file.bytes);
  const reason = Object.values(profile.returnCodes).find((each) => each !== 'UNKNOWN');
  const answers = payments.map(({ lineNo, amountFen, account, payeeName }): ReturnLine => {
    const paid = { lineNo, amountFen, account, payeeName };
    // One is sent back, where the bank has a code for that.
    return lineNo === 2 && reason !== undefined ? { ...paid, outcome: 'failed', reason } : { ...paid, outcome: 'settled' };
  });
  const back = readBankReturn(profile, writeBankReturn(profile, { batchNo, answeredAt: HEAD.releasedAt }, answers));
  if (!back.ok)
    throw new Error(
      say(
        `回盘文件读不回来，${back.faults[0]?.reason ?? ''}`,
        `the bank return cannot be read back: ${back.faults[0]?.reason ?? ''}`,
      ),
    );
  const match = matchReturn(new Map(lines.map((line) => [line.lineNo, line])), back);
  if (!match.ok)
    throw new Error(
      say(
        `回盘文件与送盘文件对不上，${match.faults[0]?.reason ?? ''}`,
        `the bank return does not match the bank file: ${match.faults[0]?.reason ?? ''}`,
      ),
    );
  const same = answers.every(({ lineNo, outcome }) => match.lines.find((line) => line.lineNo === lineNo)?.outcome === outcome);
  if (!same)
    throw new Error(
      say('回盘文件读回来的结果与写出的不同', 'what was read back from the bank return differs from what was written'),
    );
  return file;
};

type Tested =
  | { readonly ok: true; readonly profile: BankProfile; readonly sample: BankFile }
  | { readonly ok: false; readonly faults: readonly ProfileFault[] };

/** Whatever keeps the sample from coming back is a fault of the profile. */
const tested = (text: string): Tested => {
  const reading = readProfile(text);
  if (!reading.ok) return reading;
  const { profile } = reading;
  try {
    return { ok: true, profile, sample: sampleOf(profile) };
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    return {
      ok: false,
      faults: [
        {
          pointer: '',
          reason: say(`样例不能写出并读回：${error.message}`, `The sample cannot be written and read back: ${error.message}`),
        },
      ],
    };
  }
};

const test = async ({ terminal }: Desk, source: string, out: string): Promise<ExitCode> => {
  const result = tested(readText(source));
  if (!result.ok) {
    if (terminal.json) terminal.outJson(result);
    else for (const fault of result.faults) terminal.out(`  ${terminal.bad('✗')} ${profileFaultText(fault)}`);
    return EXIT.verification;
  }
  const { id, name, maxLines } = result.profile;
  const { bytes, ...file } = result.sample;
  writeBytes(path.join(out, file.fileName), bytes);
  const guards = protections(result.profile);
  if (terminal.json) terminal.outJson({ ok: true, id, name, sample: file, protections: guards });
  else {
    terminal.out(
      say(
        `  ${terminal.good('✓')} ${name}（${id}）：每份至多 ${maxLines.toLocaleString('en-US')} 笔`,
        `  ${terminal.good('✓')} ${name} (${id}): at most ${maxLines.toLocaleString('en-US')} lines a file`,
      ),
    );
    terminal.out(
      say(
        `  样例 ${path.join(out, file.fileName)}：${file.count} 笔，${formatYuan(file.sumFen)} 元，已写出并读回`,
        `  sample ${path.join(out, file.fileName)}: ${file.count} lines, ${formatYuan(file.sumFen)} yuan, written and read back`,
      ),
    );
    terminal.out(say('  导入回盘时：', '  When a bank return is imported:'));
    for (const guard of guards) terminal.out(`    ${guard}`);
  }
  terminal.say(
    say(
      '下一步: 请银行试读样例；无误后把格式文件放进数据目录的 bank-profiles/，再启动服务',
      'Next: have the bank try the samples; once they are right, put the format file into bank-profiles/ in the data folder and start the server again',
    ),
  );
  return EXIT.ok;
};

type Listed = {
  readonly id: string;
  readonly name: string;
  readonly layout: string;
  readonly max_lines: number;
  readonly max_amount_fen: number;
  readonly standard: boolean;
};
const LAYOUTS: Readonly<Record<string, string>> = spoken({
  delimited: { zh: '分隔符', en: 'delimited' },
  fixed: { zh: '定长', en: 'fixed width' },
  iso20022: same('ISO 20022'),
});

const footOf = (listed: readonly Listed[]): string => {
  if (listed.length === 0)
    return say(
      `本县还没有代发银行的格式。下一步: fenming bank profiles show ${RURAL_COMMERCIAL.id}`,
      `This county has no format of its bank yet. Next: fenming bank profiles show ${RURAL_COMMERCIAL.id}`,
    );
  return listed.some(({ standard }) => standard)
    ? say('* 不另外指明时用的格式', '* the format that is used unless another is named')
    : say('送盘时须指明格式: --profile <格式>', 'A format must be named when a bank file is made: --profile <format>');
};

const list = (desk: Desk): Promise<ExitCode> =>
  withEngine(desk, async (api) => {
    const data = await everyRow<Listed>(api, '/bank-profiles');
    if (desk.terminal.json) desk.terminal.outJson({ profiles: data });
    else {
      const columns = [
        { title: say('格式', 'format') },
        { title: say('银行', 'bank') },
        { title: say('版式', 'layout') },
        { title: say('每份笔数上限', 'most lines a file'), align: 'right' as const },
        { title: say('单笔上限（元）', 'most a line (yuan)'), align: 'right' as const },
      ];
      const rows = data.map(({ id, name, layout, max_lines, max_amount_fen, standard }) => [
        standard ? `${id} *` : id,
        name,
        LAYOUTS[layout] ?? layout,
        max_lines.toLocaleString('en-US'),
        formatYuan(fen(max_amount_fen)),
      ]);
      for (const line of tableLines(columns, rows)) desk.terminal.out(line);
      desk.terminal.say(footOf(data));
    }
    return EXIT.ok;
  });

/** A shipped layout as the file of a bank of one's own begins: under another id, and without what this county's bank does otherwise. */
const show = ({ terminal }: Desk, id: string): ExitCode => {
  const profile = BANK_PROFILES.get(id);
  if (profile === undefined)
    throw new UsageError(
      say(
        `没有格式 ${id}。随版本附带的格式：${[...BANK_PROFILES.keys()].join('、')}`,
        `There is no format ${id}. Shipped formats: ${[...BANK_PROFILES.keys()].join(', ')}`,
      ),
    );
  if (terminal.json) terminal.outJson(profile);
  else terminal.out(stringify(profile).trimEnd());
  terminal.say(
    say(
      '下一步: 改成本县银行的格式（id 也要改），再检查: fenming bank profiles test <文件.yaml>',
      "Next: make it the format of the county's bank (with another id), then check it: fenming bank profiles test <file.yaml>",
    ),
  );
  return EXIT.ok;
};

export const addBank = (program: Command, shell: Shell): void => {
  const { finish } = shell;
  const profiles = program
    .command('bank')
    .description(say('代发银行', 'banks'))
    .command('profiles')
    .description(say('银行文件格式', 'formats of bank files'));
  const listing = profiles.command('list').description(say('列出本目录可用的格式', 'the formats that this folder can use'));
  withGlobalOptions(listing).action((options: GlobalOptions) => finish(list, options));
  const showing = profiles
    .command(say('show <格式>', 'show <format>'))
    .description(say('随版本附带的一种格式的全文，作为本县格式的底稿', 'a shipped format in full, to begin one’s own from'));
  withGlobalOptions(showing).action((id: string, options: GlobalOptions) =>
    finish((desk) => Promise.resolve(show(desk, id)), options),
  );
  const testing = profiles
    .command(say('test <文件.yaml>', 'test <file.yaml>'))
    .description(say('检查一份格式并写出样例（有误时退出码 4）', 'check a format and write a sample (exit 4 when it is wrong)'))
    .option(
      say('--out <目录>', '--out <folder>'),
      say('样例存到哪个目录（默认与格式文件同一目录）', 'folder for the sample (default: beside the format)'),
    );
  withGlobalOptions(testing).action((source: string, options: GlobalOptions & { readonly out?: string }) =>
    finish((desk) => test(desk, source, options.out ?? path.dirname(source)), options),
  );
};
