import { fen } from '@fenming/money';
import iconv from 'iconv-lite';
import { HEAD } from './bank-files.fixture';
import { profileFaultText, readProfile } from './check-profile';
import { PLAIN_BANK, THREE_PAYMENTS, WORDS_BANK } from './invented-banks.fixture';
import type { BankProfile } from './profile';
import { readBankFile } from './read-bank-file';
import { readBankReturn } from './read-bank-return';
import type { ReturnLine } from './return-line';
import { writeBankFile } from './write-bank-file';
import { writeBankReturn } from './write-bank-return';

const profileOf = (text: string): BankProfile => {
  const reading = readProfile(text);
  if (!reading.ok) throw new Error(reading.faults.map(profileFaultText).join());
  return reading.profile;
};
const rowsOf = (bytes: Buffer): readonly string[] => iconv.decode(bytes, 'gb18030').split('\r\n');
const answers = THREE_PAYMENTS.map(({ lineNo, amountFen, account, payeeName }): ReturnLine => ({
  lineNo,
  amountFen,
  account,
  payeeName,
  outcome: 'settled',
}));
/** The rows that the bank gets, once both sides have read each other. */
const sentTo = (text: string): readonly string[] => {
  const profile = profileOf(text);
  const { bytes } = writeBankFile(profile, HEAD, THREE_PAYMENTS);
  expect(readBankFile(profile, bytes).payments).toHaveLength(3);
  const reading = readBankReturn(profile, writeBankReturn(profile, { batchNo: 'B-1' }, answers));
  expect(reading).toMatchObject({ ok: true, lines: [{ outcome: 'settled' }, {}, {}] });
  return rowsOf(bytes);
};
const faultsOf = (text: string): readonly string[] => {
  const reading = readProfile(text);
  return reading.ok ? [] : reading.faults.map(profileFaultText);
};

describe('the file for a bank', () => {
  it('has no header where the bank wants none', () => {
    expect(sentTo(PLAIN_BANK.replace('header: [count, sum]\n', ''))[0]).toBe('1|9900000000000000001|王示例|960.00|奖扶');
    expect(sentTo(PLAIN_BANK.replace('header: [count, sum]', 'header: []'))[0]).toMatch(/^1\|/);
  });

  it('has a row of titles under its header', () => {
    expect(sentTo(`${PLAIN_BANK}titleRow: 序号|账号|户名|金额|摘要\n`).slice(0, 2)).toEqual([
      '3|2880.00',
      '序号|账号|户名|金额|摘要',
    ]);
  });

  it('ends every record with a delimiter', () => {
    expect(sentTo(`${PLAIN_BANK}endDelimiter: true\n`)[1]).toBe('1|9900000000000000001|王示例|960.00|奖扶|');
  });

  it('has its values in quotes', () => {
    expect(sentTo(`${PLAIN_BANK.replace('"|"', '","')}quoted: true\n`)[1]).toBe(
      '"1","9900000000000000001","王示例","960.00","奖扶"',
    );
  });

  it('has columns that are the same in every record, and leaves out the remark', () => {
    const rows = sentTo(PLAIN_BANK.replace('amount, remark]', '"=CNY", amount, "=01", "=CNY"]'));
    expect(rows[1]).toBe('1|9900000000000000001|王示例|CNY|960.00|01|CNY');
    const fixed = profileOf(
      WORDS_BANK.replace('{ field: remark, width: 16, as: text }', '{ field: "=156", width: 4, as: number }'),
    );
    expect(rowsOf(writeBankFile(fixed, HEAD, THREE_PAYMENTS).bytes)[0]).toMatch(/0156\n/);
  });

  it('ends with totals and no digest', () => {
    const rows = sentTo(`${PLAIN_BANK}trailerTitle: 合计\ntrailer: [count, sum]\n`);
    expect(rows.at(-2)).toBe('合计|3|2880.00');
  });
});

describe('the answer of a bank', () => {
  const gb = (...rows: readonly string[]): Buffer => iconv.encode(rows.map((row) => `${row}\r\n`).join(''), 'gb18030');
  const lines = answers.map(({ lineNo, account, payeeName }) => `${lineNo}|${account}|${payeeName}|960.00|成功|`);

  it('is checked by the totals of its last row, where the bank has them there', () => {
    const profile = profileOf(`${PLAIN_BANK}trailerTitle: 合计\nreturnTrailer: [count, sum]\n`);
    expect(readBankReturn(profile, gb(...lines, '合计|3|2880.00')).ok).toBe(true);
    expect(readBankReturn(profile, gb(...lines, '合计|3|2880.01')).ok).toBe(false);
    expect(readBankReturn(profile, gb(...lines))).toMatchObject({ ok: false, faults: [{ code: 'return_truncated' }] });
  });

  it('has no digest where only the file sent has one', () => {
    const profile = profileOf(`${PLAIN_BANK}trailerTitle: 校验\ntrailer: [digest]\nreturnTrailer: []\n`);
    expect(readBankReturn(profile, gb(...lines)).ok).toBe(true);
    expect(readBankReturn(profileOf(`${PLAIN_BANK}trailerTitle: 校验\ntrailer: [digest]\n`), gb(...lines)).ok).toBe(false);
  });

  it('may count in fen what was sent in yuan', () => {
    const profile = profileOf(`${PLAIN_BANK}returnAmounts: fen\n`);
    expect(readBankReturn(profile, gb(...lines.map((row) => row.replace('960.00', '096000'))))).toMatchObject({
      ok: true,
      sumFen: fen(288_000),
    });
    expect(readBankReturn(profile, gb(...lines)).ok).toBe(false);
  });

  it('may have in quotes what holds its delimiter, and other values without', () => {
    const profile = profileOf(`${PLAIN_BANK.replace('"|"', '","')}quoted: true\nreturnAmounts: yuan-free\n`);
    const row = (text: string) => gb(`1,"9900000000000000001","王""示例""","1,960.00",成功,${text}`);
    for (const text of ['', '"见 a, b"', '" 见 "', '"a""b"'])
      expect(readBankReturn(profile, row(text))).toMatchObject({
        ok: true,
        lines: [{ lineNo: 1, amountFen: 196_000, payeeName: '王"示例"', outcome: 'settled' }],
      });
    expect(readBankReturn(profile, gb('1,"9900000000000000001,王示例,960.00,成功,')).ok).toBe(false);
    expect(readBankReturn(profile, gb('"",'.repeat(100_000))).ok).toBe(false);
  });

  it('has its amounts in one form unless the profile allows others', () => {
    const other = gb(...lines.map((row) => row.replace('960.00', '960')));
    expect(readBankReturn(profileOf(PLAIN_BANK), other)).toMatchObject({
      ok: false,
      faults: [{ code: 'return_amount', reason: expect.stringContaining('两位小数') as string }, {}, {}],
    });
    expect(readBankReturn(profileOf(`${PLAIN_BANK}returnAmounts: yuan-free\n`), other).ok).toBe(true);
  });
});

describe('a profile that is wrong is told with line and field, in words', () => {
  it.each<[string, string, string]>([
    [
      'a code as a number',
      PLAIN_BANK.replace('settledCode: 成功', 'settledCode: 0000'),
      '第 16 行 /settledCode（成功码） 类型不对，应为文字（数字编码请加引号，如 "0000"）或列表',
    ],
    [
      'a field that does not exist',
      PLAIN_BANK.replace('account, payeeName, amount, remark]', 'acount, payeeName, amount, remark]'),
      '第 14 行 /fields/1（送盘明细各栏） 取值须为其中之一',
    ],
    [
      'one field twice',
      PLAIN_BANK.replace('header: [count, sum]', 'header: [count, count]'),
      '第 13 行 /header（送盘首行） 字段 count 重复',
    ],
    [
      'a reason that does not exist',
      PLAIN_BANK.replace('CLOSED', 'SHUT'),
      '/returnCodes/账户已销户（结果码对照） 取值须为其中之一：NAME_MISMATCH（户名与账号不符）、',
    ],
    ['a Chinese comma as delimiter', PLAIN_BANK.replace('"|"', '"，"'), '第 12 行 /delimiter（分隔符） 写法不对，应为 | , ; ^'],
    [
      'a trailer without its title',
      `${PLAIN_BANK}trailer: [count]\n`,
      '/trailerTitle（末行第一栏的文字） 有末行的，须写明末行第一栏的文字',
    ],
    [
      'a failure without the column that says why',
      PLAIN_BANK.replace(', code, text]', ', code]').concat('failedCode: 失败\n'),
      '/failedCode（失败码） 有 failedCode 的，回盘明细须有写明原因的 text',
    ],
    [
      'success among the failures',
      PLAIN_BANK.concat('failedCode: [失败, 成功]\n'),
      '/failedCode（失败码） 成功码 成功 不能同时是失败码',
    ],
    ['one key twice', `${PLAIN_BANK}id: OTHER\n`, '第 18 行 不是有效的 YAML：同一个键写了两次'],
    [
      'words in another encoding',
      new TextDecoder().decode(iconv.encode(PLAIN_BANK, 'gb18030')),
      '第 2 行 文件不是 UTF-8 编码，请用 UTF-8 另存',
    ],
    ['a full-width colon', PLAIN_BANK.replace('id: PLAIN_BANK', 'id：PLAIN_BANK'), '不是有效的 YAML'],
  ])('%s', (_, text, fault) => expect(faultsOf(text)).toContainEqual(expect.stringContaining(fault)));

  it('and no expression or English word of a checker stands in it', () => {
    const broken = PLAIN_BANK.replace('id: PLAIN_BANK', 'id: plain bank')
      .replace('"DF{batchNo}.txt"', 'DF.txt')
      .replace('5000', '0');
    expect(faultsOf(broken)).toHaveLength(3);
    expect(faultsOf(broken).join()).not.toMatch(/\^|\$|\\|should|must|string|integer/);
  });

  it('is read after a byte order mark', () => {
    expect(profileOf(`\uFEFF${PLAIN_BANK}`).id).toBe('PLAIN_BANK');
  });

  it('takes a key of digits for the code that it is', () => {
    const digits = profileOf(PLAIN_BANK.replace('其他: UNKNOWN', '0012: UNKNOWN'));
    expect(Object.keys(digits.returnCodes)).toContain('0012');
  });
});
