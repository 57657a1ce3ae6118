import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import iconv from 'iconv-lite';
import { behindClosedDoors } from './folder-desk';
import { eventsOf, type Hall } from './hall';
import { lockRoster, sendReturn, signUpTo } from './payout';
import { expectRefusal } from './refusal';
import { DUE_FEN, FARMERS, fund, openRuralYear, RURAL } from './rural-year';
import { confirmYear } from './walk';

/** Words for codes, totals on top of the file sent, and nothing but payments in the one that comes back. */
const PROFILE = `
id: PLAIN_BANK
name: 示例镇农商银行
layout: delimited
encoding: gb18030
lineEnd: "\\r\\n"
amounts: yuan
fileName: "DF{batchNo}.txt"
maxBatchNoLength: 40
maxLines: 4
maxAmountFen: 100000000
maxRemarkLength: 10
delimiter: "|"
header: [count, sum]
fields: [lineNo, account, payeeName, amount, remark]
returnFields: [lineNo, account, payeeName, amount, code, text]
settledCode: 成功
returnCodes: { 账户已销户: CLOSED, 其他: UNKNOWN }
`;

let hall: Hall;
let batch: string;
let payments: readonly string[];

beforeAll(async () => {
  hall = await openRuralYear();
  await confirmYear(hall, RURAL);
  await fund(hall, FARMERS.length);
  mkdirSync(join(hall.dir, 'bank-profiles'));
  writeFileSync(join(hall.dir, 'bank-profiles', 'plain.yaml'), PROFILE);
  hall = await behindClosedDoors(hall, () => Promise.resolve());
  const locked = await lockRoster(hall, RURAL);
  await signUpTo(hall, 'release', locked);
  batch = locked.batch_id;
  const { files } = await hall
    .seat('finance-releaser')
    .act<{ files: readonly { file_name: string }[] }>(`/batches/${batch}/bank-file`, { profile: 'PLAIN_BANK' });
  const rows = await Promise.all(
    files.map(async ({ file_name }) => {
      const { bytes } = await hall.seat('bank').get(`/bank-files/${batch}?file=${file_name}`);
      return iconv.decode(bytes, 'gb18030').trimEnd().split('\r\n').slice(1);
    }),
  );
  // The bank's answer repeats all but the remark.
  payments = rows.flat().map((row) => row.split('|').slice(0, -1).join('|'));
});
afterAll(() => hall.close());

/** The bank's words for the lines from the one numbered `from`. */
const returning = (from: number, ...words: readonly string[]): Buffer =>
  iconv.encode(words.map((word, index) => `${payments[from - 1 + index]}|${word}|`).join('\r\n') + '\r\n\u001A', 'gb18030');
const total = (count: number) => ({ count, sum_fen: count * DUE_FEN });

describe('a bank whose return names neither its batch nor its totals', () => {
  it('is not believed about other people, nor about fewer than it was sent', async () => {
    const others = iconv.encode(iconv.decode(returning(5, '成功', '成功'), 'gb18030').replaceAll('|99', '|98'), 'gb18030');
    const wrong = await expectRefusal(hall, () => sendReturn(hall, batch, others), { status: 422, code: 'return_wrong_payee' });
    expect(JSON.stringify(wrong.errors)).not.toMatch(/\d{12}/);
    const short = () => sendReturn(hall, batch, returning(5, '成功'));
    const { errors } = await expectRefusal(hall, short, { status: 422, code: 'control_total_mismatch' });
    expect(errors).toMatchObject([{ message: '等待结果 2 笔，回盘缺 1 笔：序号 6' }]);
  });

  it('answers one of its files by the lines that it names', async () => {
    const answer = (await sendReturn(hall, batch, returning(5, '成功', '账户已销户'))).json();
    expect(answer).toMatchObject({ settled: total(1), failed: total(1), unknown: total(0), unregistered: [] });
  });

  it('leaves one line open where it says what nobody has registered, and tells which', async () => {
    const answer = (await sendReturn(hall, batch, returning(1, '成功', '账户类别不符', '成功', '成功'))).json();
    expect(answer).toMatchObject({
      settled: total(3),
      unknown: total(1),
      unregistered: [{ code: '账户类别不符', count: 1, lines: [2] }],
    });
    expect(JSON.stringify(await eventsOf(hall))).toContain('"bankCode":"账户类别不符"');
  });

  it('answers that line later, and no line a second time', async () => {
    expect((await sendReturn(hall, batch, returning(2, '成功'))).json()).toMatchObject({ settled: total(1) });
    const { errors } = await expectRefusal(hall, () => sendReturn(hall, batch, returning(2, '成功', '成功')), {
      status: 409,
      code: 'return_answered_line',
    });
    expect(errors).toHaveLength(2);
  });
});
