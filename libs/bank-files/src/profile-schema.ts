import { spoken } from '@fenming/language';
import { REASON_TEXTS } from './return-reason';

type Shape = Readonly<Record<string, unknown>>;
const closed = (properties: Readonly<Record<string, Shape>>, optional: Readonly<Record<string, Shape>> = {}): Shape => ({
  type: 'object',
  additionalProperties: false,
  required: Object.keys(properties),
  properties: { ...properties, ...optional },
});
const text: Shape = { type: 'string', minLength: 1 };
/** One code or several. */
const codes: Shape = { type: ['string', 'array'], minLength: 1, minItems: 1, uniqueItems: true, items: text };
const whole = (maximum: number): Shape => ({ type: 'integer', minimum: 1, maximum });
/** One of these fields, or the same text in every record. */
const fieldOrConstant = (names: readonly string[]): Shape => ({
  type: 'string',
  if: { type: 'string', pattern: '^=.' },
  else: { enum: names },
});
/** A record that a bank may not have: none and an empty one are the same. */
const someFields = (...names: readonly string[]): Shape => ({ type: 'array', uniqueItems: true, items: { enum: names } });
const sentFields = (...names: readonly string[]): Shape => ({ type: 'array', items: fieldOrConstant(names) });
/** Columns that say nothing may stand several times. */
const returned = (...names: readonly string[]): Shape => ({ type: 'array', items: { enum: names } });
const record = (...names: readonly string[]): Shape => recordOf({ enum: names });
const sentRecord = (...names: readonly string[]): Shape => recordOf(fieldOrConstant(names));
const recordOf = (field: Shape): Shape =>
  closed(
    {
      columns: {
        type: 'array',
        minItems: 1,
        items: closed({ field, width: whole(400), as: { enum: ['text', 'number'] } }),
      },
    },
    { type: { type: 'string', pattern: '^[0-9A-Z]{1,4}$' } },
  );

const HEADER = ['batchNo', 'count', 'sum', 'paidFor', 'part', 'parts', 'date'];
const PAYMENT = ['lineNo', 'payeeName', 'account', 'citizenId', 'amount', 'remark'];
const TRAILER = ['count', 'sum', 'digest'];
const TOTALS = ['settled', 'failed', 'unknown'].flatMap((outcome) => [`${outcome}Count`, `${outcome}Sum`]);
const RETURN_HEADER = ['batchNo', 'count', 'sum', ...TOTALS, 'paidFor', 'date', 'ignored'];
const RETURN_LINE = ['lineNo', 'amount', 'code', 'text', 'account', 'payeeName', 'citizenId', 'remark', 'ignored'];

const bank: Readonly<Record<string, Shape>> = {
  id: { type: 'string', pattern: '^[A-Z][A-Z0-9_]*$' },
  name: text,
  fileName: {
    type: 'string',
    pattern:
      '^(?:[A-Za-z0-9_.-]|\\{(?:batchNo|paidFor|parts?|date)\\})*\\{batchNo\\}(?:[A-Za-z0-9_.-]|\\{(?:batchNo|paidFor|parts?|date)\\})*$',
  },
  maxBatchNoLength: { type: 'integer', minimum: 20, maximum: 80 },
  maxLines: whole(1_000_000),
  maxAmountFen: whole(1_000_000_000_000),
  maxRemarkLength: whole(70),
  settledCode: codes,
  returnCodes: { type: 'object', minProperties: 1, additionalProperties: { enum: Object.keys(REASON_TEXTS) } },
};
const recordFile: Readonly<Record<string, Shape>> = {
  encoding: { enum: ['gb18030', 'utf-8'] },
  lineEnd: { enum: ['\r\n', '\n'] },
  amounts: { enum: ['yuan', 'fen'] },
};
const mayBe: Readonly<Record<string, Shape>> = {
  titleRow: { type: 'string', pattern: '^\\S(?:[^\\r\\n]*\\S)?$' },
  returnAmounts: { enum: ['yuan', 'fen', 'yuan-free'] },
  returnTitleRows: { type: 'integer', minimum: 0, maximum: 20 },
  failedCode: codes,
  unlisted: { enum: ['unknown', 'settled'] },
};

/** The shape of a profile per layout (JSON Schema draft-07 vocabulary). */
export const PROFILE_SCHEMAS: Readonly<Record<string, Shape>> = {
  delimited: closed(
    {
      ...bank,
      ...recordFile,
      layout: { const: 'delimited' },
      delimiter: { type: 'string', pattern: '^[|,;\\t^~!#$]{1,2}$' },
      fields: sentFields(...PAYMENT),
      returnFields: returned(...RETURN_LINE),
    },
    {
      ...mayBe,
      endDelimiter: { type: 'boolean' },
      quoted: { type: 'boolean' },
      header: sentFields(...HEADER),
      trailerTitle: { type: 'string', pattern: '^[\\u4e00-\\u9fa5]+$' },
      trailer: someFields(...TRAILER),
      returnHeader: returned(...RETURN_HEADER),
      returnTrailer: someFields(...TRAILER),
    },
  ),
  fixed: closed(
    {
      ...bank,
      ...recordFile,
      layout: { const: 'fixed' },
      payment: sentRecord(...PAYMENT),
      returnLine: record(...RETURN_LINE),
    },
    {
      ...mayBe,
      header: sentRecord(...HEADER),
      trailer: record(...TRAILER),
      returnHeader: record(...RETURN_HEADER),
      returnTrailer: record(...TRAILER),
    },
  ),
  iso20022: closed({
    ...bank,
    layout: { const: 'iso20022' },
    // It is MsgId, which the message schema has as Max35Text.
    maxBatchNoLength: { type: 'integer', minimum: 20, maximum: 35 },
    debtor: closed({
      name: { ...text, maxLength: 140 },
      account: { type: 'string', pattern: '^\\d{10,32}$' },
      agent: { type: 'string', pattern: '^\\d{12}$' },
    }),
  }),
};

/** What each field is, for the person who writes a profile. */
export const FIELD_TITLES: Readonly<Record<string, string>> = spoken({
  id: { zh: '格式代号', en: 'id of the format' },
  name: { zh: '银行名称', en: 'name of the bank' },
  layout: { zh: '版式', en: 'layout' },
  encoding: { zh: '编码', en: 'encoding' },
  delimiter: { zh: '分隔符', en: 'delimiter' },
  endDelimiter: { zh: '行末是否也有分隔符', en: 'delimiter at the end of the line as well' },
  quoted: { zh: '各栏是否加双引号', en: 'columns in double quotation marks' },
  lineEnd: { zh: '换行', en: 'line end' },
  amounts: { zh: '送盘金额单位', en: 'unit of amounts sent' },
  returnAmounts: { zh: '回盘金额写法', en: 'how amounts come back' },
  fileName: { zh: '送盘文件名', en: 'name of the bank file' },
  maxBatchNoLength: { zh: '批次号最长', en: 'longest batch number' },
  maxLines: { zh: '每份笔数上限', en: 'most lines a file' },
  maxAmountFen: { zh: '单笔上限（分）', en: 'most a line (fen)' },
  maxRemarkLength: { zh: '附言最长', en: 'longest remark' },
  settledCode: { zh: '成功码', en: 'success code' },
  failedCode: { zh: '失败码', en: 'failure code' },
  returnCodes: { zh: '结果码对照', en: 'table of result codes' },
  unlisted: { zh: '回盘没有列出的怎么算', en: 'what becomes of lines that the return does not list' },
  titleRow: { zh: '送盘列标题行', en: 'heading of the bank file' },
  returnTitleRows: { zh: '回盘列标题行数', en: 'heading lines of the return' },
  header: { zh: '送盘首行', en: 'first line of the bank file' },
  fields: { zh: '送盘明细各栏', en: 'columns of the bank file' },
  payment: { zh: '送盘明细', en: 'lines of the bank file' },
  trailerTitle: { zh: '末行第一栏的文字', en: 'text of the first column of the last line' },
  trailer: { zh: '送盘末行', en: 'last line of the bank file' },
  returnHeader: { zh: '回盘首行', en: 'first line of the return' },
  returnFields: { zh: '回盘明细各栏', en: 'columns of the return' },
  returnLine: { zh: '回盘明细', en: 'lines of the return' },
  returnTrailer: { zh: '回盘末行', en: 'last line of the return' },
  debtor: { zh: '付款人', en: 'payer' },
});

/** How a field is written, where it is more than words. */
export const WRITTEN_AS: Readonly<Record<string, string>> = spoken({
  id: {
    zh: '由大写字母、数字和“_”组成，以字母开头，如 XX_BANK',
    en: 'made of capital letters, digits and “_”, beginning with a letter, such as XX_BANK',
  },
  fileName: {
    zh: '须含 {batchNo}，另可有字母、数字、“_”“.”“-”和 {paidFor}、{part}、{parts}、{date}，如 DF_{batchNo}.txt',
    en: 'needs {batchNo} and may have letters, digits, “_”, “.”, “-” and {paidFor}, {part}, {parts}, {date}, such as DF_{batchNo}.txt',
  },
  delimiter: {
    zh: '应为 | , ; ^ ~ ! # $ 或制表符中的一个或两个，如 "|"',
    en: 'should be one or two of | , ; ^ ~ ! # $ or a tab, such as "|"',
  },
  trailerTitle: { zh: '应全是汉字，如 合计', en: 'should be Chinese characters only' },
  type: { zh: '应为一至四位数字或大写字母，如 "1"', en: 'should be one to four digits or capital letters, such as "1"' },
  account: { zh: '应为 10 至 32 位数字，加引号', en: 'should be 10 to 32 digits in quotation marks' },
  agent: { zh: '应为 12 位数字的行号，加引号', en: 'should be a bank number of 12 digits in quotation marks' },
  titleRow: { zh: '应为一行文字，首尾没有空格', en: 'should be one line of text without spaces at its ends' },
});
