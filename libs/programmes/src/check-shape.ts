import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv';
import type { Fault } from './check-expressions';
import type { RawDefinition } from './raw-definition';
import { identifier, plainDate, PROGRAMME_SCHEMA, programmeId, region, sourceCode } from './schema';

let compiled: ValidateFunction<RawDefinition> | undefined;

/** Compiled when the first file is read: it takes longer than everything else that most commands do. */
const validator = (): ValidateFunction<RawDefinition> =>
  (compiled ??= new Ajv({ allErrors: true, allowUnionTypes: true, strict: true }).compile<RawDefinition>(PROGRAMME_SCHEMA));

/** The file's content when it has the published shape, else one fault per place that has not. */
export function checkShape(content: unknown): { ok: true; raw: RawDefinition } | { ok: false; faults: readonly Fault[] } {
  const validate = validator();
  if (validate(content)) return { ok: true, raw: content };
  return { ok: false, faults: (validate.errors ?? []).map(faultOf) };
}

const quoted = (values: unknown): string => (Array.isArray(values) ? values.map(String).join('、') : String(values));

/** The types of a definition as whoever writes one would say them. */
const TYPES: Readonly<Record<string, string>> = {
  string: '文字（日期、金额请加引号）',
  number: '数字',
  integer: '整数',
  boolean: 'true 或 false',
  array: '列表（每项前一个减号）',
  object: '“字段: 值”的列表；冒号用半角，后面空一格',
};

const WRITTEN_AS: Readonly<Record<string, string>> = {
  [plainDate.pattern]: '应为日期，如 2023-01-01',
  [identifier.pattern]: '应以小写英文字母开头，只用英文字母和数字，如 birthDate',
  [programmeId.pattern]: '应以大写英文字母开头，只用大写英文字母、数字和下划线，如 RURAL_REWARD',
  [region.pattern]: '应以小写英文字母开头，只用小写英文字母、数字和连字符，如 henan',
  [sourceCode.pattern]: '应为依据来源的代码：以大写英文字母开头，只用英文字母和数字，如 N01',
};

const REASONS: Readonly<Record<string, (params: Readonly<Record<string, unknown>>) => string>> = {
  required: ({ missingProperty }) => `缺少必填项 "${String(missingProperty)}"`,
  additionalProperties: ({ additionalProperty }) => `不认识的键 "${String(additionalProperty)}"`,
  enum: ({ allowedValues }) => `取值须为其中之一：${quoted(allowedValues)}`,
  type: ({ type }) => {
    const types = [type].flat().map((each) => TYPES[String(each)] ?? String(each));
    return `类型不对，应为${types.join('或')}`;
  },
  pattern: ({ pattern }) => `写法不对，${WRITTEN_AS[String(pattern)] ?? '有不接受的字符'}`,
  minimum: ({ limit }) => `不得小于 ${String(limit)}`,
  maximum: ({ limit }) => `不得大于 ${String(limit)}`,
  uniqueItems: () => '不得重复',
  minItems: ({ limit }) => `至少要有 ${String(limit)} 项`,
  minLength: () => '不能为空',
  maxLength: ({ limit }) => `最多 ${String(limit)} 个字`,
  minProperties: () => '不能为空',
};

export function faultOf({ keyword, params, instancePath, message }: ErrorObject): Fault {
  const unknownKey = keyword === 'additionalProperties' ? `/${String(params['additionalProperty'])}` : '';
  return { pointer: `${instancePath}${unknownKey}`, reason: REASONS[keyword]?.(params) ?? `不符合格式：${message ?? keyword}` };
}
