import iconv from 'iconv-lite';
import { HEAD } from './bank-files.fixture';
import { protections } from './check-return';
import { readProfile } from './check-profile';
import { PLAIN_BANK, THREE_PAYMENTS, WORDS_BANK } from './invented-banks.fixture';
import { matchReturn } from './match-return';
import type { BankProfile } from './profile';
import { readBankFile } from './read-bank-file';
import { readBankReturn } from './read-bank-return';
import type { ReturnLine } from './return-line';
import { writeBankFile } from './write-bank-file';
import { writeBankReturn } from './write-bank-return';

const profileOf = (text: string): BankProfile => {
  const reading = readProfile(text);
  if (!reading.ok) throw new Error(JSON.stringify(reading.faults));
  return reading.profile;
};
const PLAIN = profileOf(PLAIN_BANK);
const WORDS = profileOf(WORDS_BANK);
const gb = (...rows: readonly string[]): Buffer => iconv.encode(rows.map((row) => `${row}\r\n`).join(''), 'gb18030');
const sent = new Map(THREE_PAYMENTS.map((line) => [line.lineNo, line]));
const [first, second, third] = THREE_PAYMENTS.map(({ lineNo, account, payeeName }) => `${lineNo}|${account}|${payeeName}|960.00`);
const outcomesOf = (profile: BankProfile, bytes: Buffer): readonly string[] => {
  const reading = readBankReturn(profile, bytes);
  if (!reading.ok) return reading.faults.map(({ code, row }) => `${code}@${row}`);
  const match = matchReturn(sent, reading);
  if (!match.ok) return match.faults.map(({ code, row }) => `${code}@${row}`);
  return match.lines.map((line) => (line.outcome === 'settled' ? line.outcome : `${line.outcome} ${line.reason}`));
};

describe.each([
  ['a bank without digest, trailer and head of a return', PLAIN],
  ['a bank of fixed width without digest, with words for codes', WORDS],
])('%s', (_, profile) => {
  it('gets a file that it can read, and its answer is read back', () => {
    const { bytes } = writeBankFile(profile, HEAD, THREE_PAYMENTS);
    const { payments, batchNo } = readBankFile(profile, bytes);
    expect(payments.map(({ account }) => account)).toEqual(THREE_PAYMENTS.map(({ account }) => account));
    const answers = payments.map(({ lineNo, amountFen, account, payeeName }): ReturnLine => {
      const paid = { lineNo, amountFen, account, payeeName };
      if (lineNo === 1) return { ...paid, outcome: 'settled' };
      return lineNo === 2
        ? { ...paid, outcome: 'failed', reason: 'NAME_MISMATCH' }
        : { ...paid, outcome: 'unknown', reason: 'UNKNOWN' };
    });
    expect(outcomesOf(profile, writeBankReturn(profile, { batchNo }, answers))).toEqual([
      'settled',
      'failed NAME_MISMATCH',
      'unknown UNKNOWN',
    ]);
  });

  it('says what protects its files, and what does not', () => {
    expect(protections(profile).join()).toContain('没有校验值');
    expect(protections(profile).join()).toContain('账号');
  });
});

describe('a return that is nothing but payments', () => {
  const settled = [first, second, third].map((line) => `${line}|成功|`);

  it('is read to the last line, and a reason that nobody has registered makes that line unknown alone', () => {
    const file = gb(`${first}|成功|`, `${second}|账户已销户|见柜台`, `${third}|账户类别不符|`);
    expect(outcomesOf(PLAIN, file)).toEqual(['settled', 'failed CLOSED', 'unknown UNKNOWN']);
    const reading = readBankReturn(PLAIN, file);
    expect(reading.ok && reading.lines[2]).toMatchObject({
      unregistered: '账户类别不符',
      bankText: '未登记的结果码 账户类别不符',
    });
  });

  it.each<[string, Buffer, string]>([
    ['lines are missing', gb(...settled.slice(0, 2)), 'control_total_mismatch@1'],
    [
      'two amounts are exchanged for others',
      gb(settled[0]?.replace('960', '961') ?? '', ...settled.slice(1)),
      'return_wrong_amount@1',
    ],
    [
      'it is that of another batch, of other people',
      gb(...settled.map((row) => row.replace('|99', '|98'))),
      'return_wrong_payee@1',
    ],
    ['a line is empty in the middle', gb(settled[0] ?? '', '', ...settled.slice(1)), 'return_malformed@2'],
    ['its last row has no line end, and ends with the code', gb(settled.join('\r\n')).subarray(0, -5), 'return_malformed@3'],
    ['it is UTF-8', Buffer.from(settled.join('\r\n'), 'utf8'), 'return_encoding@1'],
    ['it is empty', Buffer.alloc(0), 'return_malformed@1'],
  ])('is refused when %s', (_, file, fault) => expect(outcomesOf(PLAIN, file)).toContain(fault));

  it('may end without a line end only where nothing that counts could be cut off', () => {
    expect(outcomesOf(PLAIN, gb(settled.join('\r\n')).subarray(0, -2))).toEqual(['settled', 'settled', 'settled']);
    const codeLast = profileOf(PLAIN_BANK.replace(', code, text]', ', code]'));
    const cut = gb([first, second, third].map((row) => `${row}|成功`).join('\r\n'));
    expect(outcomesOf(codeLast, cut)).toEqual(['settled', 'settled', 'settled']);
    expect(outcomesOf(codeLast, cut.subarray(0, -2))).toEqual(['return_truncated@1']);
  });

  it('may end every row with a delimiter, number its lines with zeros, and hold columns that nobody reads', () => {
    const wide = profileOf(PLAIN_BANK.replace('amount, code, text]', 'ignored, amount, ignored, code]'));
    const rows = THREE_PAYMENTS.map(({ lineNo, account, payeeName }) => `00${lineNo}|${account}|${payeeName}|CNY|960.00|9|成功|`);
    expect(outcomesOf(wide, gb(...rows))).toEqual(['settled', 'settled', 'settled']);
  });
});

describe('a return whose columns are parted by tabs', () => {
  const [tabs, ended] = ['', 'endDelimiter: true\n'].map((more) => profileOf(PLAIN_BANK.replace('"|"', '"\\t"') + more));
  const rows = [first, second, third].map((line) => `${line}|成功|`.replaceAll('|', '\t'));

  it('is read although its last column is empty in the last row, whatever ends the file', () => {
    for (const profile of [
      tabs ?? PLAIN,
      { ...(ended ?? PLAIN), returnFields: ['lineNo', 'account', 'payeeName', 'amount', 'code'] } as BankProfile,
    ])
      for (const end of ['\r\n', '\n\n', '\r\n\u001A'])
        expect(outcomesOf(profile, iconv.encode(rows.join('\r\n') + end, 'gb18030'))).toEqual(['settled', 'settled', 'settled']);
  });
});

describe('a return of fixed width with words for codes', () => {
  const row = (lineNo: number, amount: string, code: string, text: string): string => {
    const account = THREE_PAYMENTS[lineNo - 1]?.account ?? '';
    const fill = (value: string, width: number): string => value + ' '.repeat(width - iconv.encode(value, 'gb18030').length);
    return `20241011${fill(account, 32)}${String(lineNo).padStart(6, '0')}${fill(amount, 14)}CNY${fill(code, 8)}${fill(text, 40)}`;
  };
  const titled = (...rows: readonly string[]): Buffer => gb('日期    账号    序号  金额   币种 结果  说明', ...rows);

  it('is read under its titles, with every word for success, every form of an amount, and the reason in the text', () => {
    const file = titled(row(1, '960', '1', ''), row(2, '960.0', '交易成功', ''), row(3, '960.00', '失败', '账户冻结'));
    expect(outcomesOf(WORDS, file)).toEqual(['settled', 'settled', 'failed FROZEN']);
  });

  it('makes a failure unknown whose reason nobody has registered', () => {
    const file = titled(row(1, '960.00', '成功', ''), row(2, '960.00', '0', '证件过期'), row(3, '960.00', '失败', ''));
    expect(outcomesOf(WORDS, file)).toEqual(['settled', 'unknown UNKNOWN', 'unknown UNKNOWN']);
  });

  it('is read where the spaces at the end of its rows were lost, and refused where something else was', () => {
    const rows = [row(1, '960.00', '成功', ''), row(2, '960.00', '成功', ''), row(3, '960.00', '成功', '')];
    expect(outcomesOf(WORDS, titled(...rows.map((each) => each.trimEnd())))).toEqual(['settled', 'settled', 'settled']);
    expect(outcomesOf(WORDS, titled(...rows.map((each) => each.slice(1))))).toContain('return_malformed@2');
  });

  it('takes a comma only where thousands end, and no fraction of a fen', () => {
    for (const amount of ['9,60.00', '960.001', '-960', '0', '960元'])
      expect(outcomesOf(WORDS, titled(row(1, amount, '1', '')))).toEqual(['return_amount@2']);
    expect(outcomesOf(WORDS, titled(row(1, '1,960.00', '1', '')))).toContain('return_wrong_amount@2');
  });
});

describe('a bank that does not name every line', () => {
  const naming = (how: string, header = '') => profileOf(`${PLAIN_BANK}unlisted: ${how}\n${header}`);

  it('and answers in several files leaves the others unknown', () => {
    expect(outcomesOf(naming('unknown'), gb(`${second}|账户已销户|`))).toEqual([
      'failed CLOSED',
      'unknown UNKNOWN',
      'unknown UNKNOWN',
    ]);
  });

  it('and sends no titles where the profile has some is not read past its first lines', () => {
    const titled = naming('unknown', 'returnTitleRows: 1');
    const answers = [`${first}|成功|`, `${second}|账户已销户|`];
    expect(outcomesOf(titled, gb('序号|账号|户名|金额|结果|说明', ...answers))).toEqual([
      'settled',
      'failed CLOSED',
      'unknown UNKNOWN',
    ]);
    expect(outcomesOf(titled, gb(...answers))).toEqual(['return_malformed@1']);
  });

  it('and names failures alone has paid the others, as its head counts them', () => {
    const failures = naming('settled', 'returnHeader: [batchNo, count, failedCount, settledSum]');
    expect(outcomesOf(failures, gb('B-1|3|1|1920.00', `${second}|账户已销户|`))).toEqual(['failed CLOSED', 'settled', 'settled']);
    expect(outcomesOf(failures, gb('B-1|3|0|2880.00'))).toEqual(['settled', 'settled', 'settled']);
    for (const head of ['B-1|3|2|1920.00', 'B-1|4|1|1920.00', 'B-1|3|1|1920.01', 'B-1|3|1|x'])
      expect(outcomesOf(failures, gb(head, `${second}|账户已销户|`))).toEqual(['control_total_mismatch@1']);
  });

  it('must say how many failures there are, or a file cut short would pay for them', () => {
    const reading = readProfile(`${PLAIN_BANK}unlisted: settled\n`);
    expect(reading).toMatchObject({
      ok: false,
      faults: [{ pointer: '/unlisted', reason: expect.stringContaining('failedCount') as string }],
    });
  });
});
