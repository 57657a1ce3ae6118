import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv';
import type { Fault } from './check-expressions';
import type { RawDefinition } from './raw-definition';
import { PROGRAMME_SCHEMA } from './schema';

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

const REASONS: Readonly<Record<string, (params: Readonly<Record<string, unknown>>) => string>> = {
  required: ({ missingProperty }) => `缺少必填项 "${String(missingProperty)}"`,
  additionalProperties: ({ additionalProperty }) => `不认识的键 "${String(additionalProperty)}"`,
  enum: ({ allowedValues }) => `取值须为其中之一：${quoted(allowedValues)}`,
  type: ({ type }) => `类型不对，应为 ${quoted(type)}`,
  pattern: ({ pattern }) => `写法不对，应符合 ${String(pattern)}`,
  minItems: ({ limit }) => `至少要有 ${String(limit)} 项`,
  minLength: () => '不能为空',
  maxLength: ({ limit }) => `最多 ${String(limit)} 个字`,
  minProperties: () => '不能为空',
};

function faultOf({ keyword, params, instancePath, message }: ErrorObject): Fault {
  const unknownKey = keyword === 'additionalProperties' ? `/${String(params['additionalProperty'])}` : '';
  return { pointer: `${instancePath}${unknownKey}`, reason: REASONS[keyword]?.(params) ?? `不符合格式：${message ?? keyword}` };
}
