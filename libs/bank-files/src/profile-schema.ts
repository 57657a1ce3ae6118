import { REASON_TEXTS } from './return-reason';

type Shape = Readonly<Record<string, unknown>>;
const closed = (properties: Readonly<Record<string, Shape>>): Shape => ({
  type: 'object',
  additionalProperties: false,
  required: Object.keys(properties),
  properties,
});
const text: Shape = { type: 'string', minLength: 1 };
const whole = (maximum: number): Shape => ({ type: 'integer', minimum: 1, maximum });
const fields = (...names: readonly string[]): Shape => ({
  type: 'array',
  minItems: 1,
  uniqueItems: true,
  items: { enum: names },
});
const record = (...names: readonly string[]): Shape =>
  closed({
    type: { type: 'string', pattern: '^[0-9A-Z]{1,4}$' },
    columns: {
      type: 'array',
      minItems: 1,
      items: closed({ field: { enum: names }, width: whole(400), as: { enum: ['text', 'number'] } }),
    },
  });

const HEADER = ['batchNo', 'count', 'sum', 'paidFor', 'part', 'parts', 'date'];
const PAYMENT = ['lineNo', 'payeeName', 'account', 'citizenId', 'amount', 'remark'];
const TRAILER = ['count', 'sum', 'digest'];
const TOTALS = ['settled', 'failed', 'unknown'].flatMap((outcome) => [`${outcome}Count`, `${outcome}Sum`]);
const RETURN_HEADER = ['batchNo', 'count', 'sum', ...TOTALS];
const RETURN_LINE = ['lineNo', 'amount', 'code', 'text'];

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
  settledCode: text,
  returnCodes: { type: 'object', minProperties: 1, additionalProperties: { enum: Object.keys(REASON_TEXTS) } },
};
const recordFile: Readonly<Record<string, Shape>> = {
  encoding: { enum: ['gb18030', 'utf-8'] },
  lineEnd: { enum: ['\r\n', '\n'] },
  amounts: { enum: ['yuan', 'fen'] },
};

/** The shape of a profile per layout (JSON Schema draft-07 vocabulary). */
export const PROFILE_SCHEMAS: Readonly<Record<string, Shape>> = {
  delimited: closed({
    ...bank,
    ...recordFile,
    layout: { const: 'delimited' },
    delimiter: { type: 'string', pattern: '^[|,;\\t^~!#$]{1,2}$' },
    header: fields(...HEADER),
    fields: fields(...PAYMENT),
    trailerTitle: { type: 'string', pattern: '^[\\u4e00-\\u9fa5]+$' },
    trailer: fields(...TRAILER),
    returnHeader: fields(...RETURN_HEADER),
    returnFields: fields(...RETURN_LINE),
  }),
  fixed: closed({
    ...bank,
    ...recordFile,
    layout: { const: 'fixed' },
    header: record(...HEADER),
    payment: record(...PAYMENT),
    trailer: record(...TRAILER),
    returnHeader: record(...RETURN_HEADER),
    returnLine: record(...RETURN_LINE),
    returnTrailer: record('digest'),
  }),
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
