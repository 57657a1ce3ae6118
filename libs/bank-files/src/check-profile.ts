import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv';
import { parseDocument } from 'yaml';
import type { BankProfile, Column } from './profile';
import { PROFILE_SCHEMAS } from './profile-schema';

/** `pointer` is a JSON pointer into the profile; `reason` is Chinese. */
export type ProfileFault = { readonly pointer: string; readonly reason: string };
export type ProfileReading =
  { readonly ok: true; readonly profile: BankProfile } | { readonly ok: false; readonly faults: readonly ProfileFault[] };

const ajv = new Ajv({ allErrors: true, strict: true });
const validators: ReadonlyMap<unknown, ValidateFunction<BankProfile>> = new Map(
  Object.entries(PROFILE_SCHEMAS).map(([layout, schema]) => [layout, ajv.compile<BankProfile>(schema)]),
);

/** Reads the text of a bank profile, YAML or JSON, or names every place where it is wrong. */
export function readProfile(text: string): ProfileReading {
  const document = parseDocument(text);
  if (document.errors.length === 0) return checkProfile(document.toJS());
  const faults = document.errors.map(({ linePos }) => ({
    pointer: '',
    reason: `第 ${linePos?.[0].line ?? 1} 行不是有效的 YAML`,
  }));
  return { ok: false, faults };
}

/** Reads a bank profile from parsed JSON or YAML, or names every place where it is wrong. */
export function checkProfile(content: unknown): ProfileReading {
  const layout = typeof content === 'object' && content !== null && 'layout' in content ? content.layout : undefined;
  const validate = validators.get(layout);
  if (validate === undefined)
    return { ok: false, faults: [{ pointer: '/layout', reason: `取值须为其中之一：${[...validators.keys()].join('、')}` }] };
  if (!validate(content)) return { ok: false, faults: (validate.errors ?? []).map(shapeFault) };
  const faults = [...limitFaults(content), ...codeFaults(content), ...fieldFaults(content)];
  return faults.length === 0 ? { ok: true, profile: content } : { ok: false, faults };
}

const REASONS: Readonly<Record<string, (params: Readonly<Record<string, unknown>>) => string>> = {
  required: ({ missingProperty }) => `缺少必填项 "${String(missingProperty)}"`,
  additionalProperties: ({ additionalProperty }) => `不认识的键 "${String(additionalProperty)}"`,
  enum: ({ allowedValues }) => `取值须为其中之一：${(allowedValues as readonly string[]).join('、')}`,
  type: ({ type }) => `类型不对，应为 ${String(type)}`,
  pattern: ({ pattern }) => `写法不对，应符合 ${String(pattern)}`,
  minimum: ({ limit }) => `不得小于 ${String(limit)}`,
  maximum: ({ limit }) => `不得大于 ${String(limit)}`,
  minLength: () => '不得为空',
  maxLength: ({ limit }) => `最长 ${String(limit)} 字`,
  minItems: () => '至少要有一项',
  minProperties: () => '至少要有一项',
  uniqueItems: () => '不得重复',
};

function shapeFault({ keyword, params, instancePath, message }: ErrorObject): ProfileFault {
  return { pointer: instancePath, reason: REASONS[keyword]?.(params) ?? `不符合格式：${message ?? keyword}` };
}

function limitFaults({ maxLines, maxAmountFen }: BankProfile): readonly ProfileFault[] {
  if (Number.isSafeInteger(maxLines * maxAmountFen)) return [];
  return [{ pointer: '/maxLines', reason: '笔数上限乘以单笔上限过大，满额文件的合计无法精确表示' }];
}

function codeFaults({ layout, settledCode, returnCodes }: BankProfile): readonly ProfileFault[] {
  const faults: ProfileFault[] = [];
  if (Object.hasOwn(returnCodes, settledCode))
    faults.push({ pointer: '/returnCodes', reason: `成功码 ${settledCode} 不能同时是失败码` });
  if (!Object.values(returnCodes).includes('UNKNOWN'))
    faults.push({ pointer: '/returnCodes', reason: '缺少表示“结果不明”（UNKNOWN）的结果码' });
  if (layout === 'iso20022' && settledCode.startsWith('RJCT'))
    faults.push({ pointer: '/settledCode', reason: 'RJCT 表示拒绝，不能作为成功码' });
  return faults;
}

type Part = { readonly at: string; readonly fields: readonly string[]; readonly needed: readonly string[] };

/** Without these fields a file cannot be joined to its batch, or its totals cannot be checked. */
function fieldFaults(profile: BankProfile): readonly ProfileFault[] {
  if (profile.layout === 'iso20022') return [];
  const missing = partsOf(profile).flatMap(({ at, fields, needed }) =>
    needed.filter((field) => !fields.includes(field)).map((field) => ({ pointer: at, reason: `缺少字段 ${field}` })),
  );
  return profile.layout === 'fixed' ? [...missing, ...columnFaults(profile)] : missing;
}

type Recorded = Exclude<BankProfile, { layout: 'iso20022' }>;

function partsOf(profile: Recorded): readonly Part[] {
  const names = (columns: readonly Column<string>[]): readonly string[] => columns.map(({ field }) => field);
  const fixed = profile.layout === 'fixed';
  const [payment, line] = fixed ? (['/payment', '/returnLine'] as const) : (['/fields', '/returnFields'] as const);
  const of = (at: string, fields: readonly string[], needed: readonly string[]): Part => ({ at, fields, needed });
  return [
    of('/header', fixed ? names(profile.header.columns) : profile.header, ['batchNo', 'count', 'sum']),
    of(payment, fixed ? names(profile.payment.columns) : profile.fields, ['lineNo', 'payeeName', 'account', 'amount', 'remark']),
    of('/trailer', fixed ? names(profile.trailer.columns) : profile.trailer, ['digest']),
    of('/returnHeader', fixed ? names(profile.returnHeader.columns) : profile.returnHeader, ['batchNo', 'count', 'sum']),
    of(line, fixed ? names(profile.returnLine.columns) : profile.returnFields, ['lineNo', 'amount', 'code', 'text']),
  ];
}

/** Zeros in front of an account would become part of it, so only what is counted or summed may stand after them. */
const COUNTED = /^(?:lineNo|amount|parts?|date|count|sum|\w+(?:Count|Sum))$/;

function columnFaults(profile: Extract<BankProfile, { layout: 'fixed' }>): readonly ProfileFault[] {
  const kinds = ['header', 'payment', 'trailer', 'returnHeader', 'returnLine', 'returnTrailer'] as const;
  return kinds.flatMap((kind) => {
    const columns: readonly Column<string>[] = profile[kind].columns;
    return columns.flatMap(({ field, width, as }, index) => [
      ...(as === 'number' && !COUNTED.test(field)
        ? [{ pointer: `/${kind}/columns/${index}/as`, reason: `${field} 不能补零` }]
        : []),
      ...(field === 'digest' && width < 64 ? [{ pointer: `/${kind}/columns/${index}/width`, reason: '校验值须有 64 字节' }] : []),
      ...(field === 'batchNo' && width < profile.maxBatchNoLength
        ? [{ pointer: `/${kind}/columns/${index}/width`, reason: '批次号栏窄于 maxBatchNoLength' }]
        : []),
      ...(columns.findIndex((other) => other.field === field) < index
        ? [{ pointer: `/${kind}/columns/${index}/field`, reason: `字段 ${field} 重复` }]
        : []),
    ]);
  });
}
