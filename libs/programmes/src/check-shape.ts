import { say, spoken } from '@fenming/language';
import type { ErrorObject, ValidateFunction } from 'ajv';
import type { Fault } from './check-expressions';
import type { RawDefinition } from './raw-definition';
import { identifier, plainDate, PROGRAMME_SCHEMA, programmeId, region, sourceCode } from './schema';
import { shapeValidator } from './shape-validator';

let compiled: ValidateFunction<RawDefinition> | undefined;

/** Compiled when the first file is read: it takes longer than everything else that most commands do. */
const validator = (): ValidateFunction<RawDefinition> => (compiled ??= shapeValidator<RawDefinition>(PROGRAMME_SCHEMA));

/** The file's content when it has the published shape, else one fault per place that has not. */
export function checkShape(content: unknown): { ok: true; raw: RawDefinition } | { ok: false; faults: readonly Fault[] } {
  const validate = validator();
  if (validate(content)) return { ok: true, raw: content };
  return { ok: false, faults: (validate.errors ?? []).map(faultOf) };
}

const quoted = (values: unknown): string => (Array.isArray(values) ? values.map(String).join('、') : String(values));

/** The types of a definition as whoever writes one would say them. */
const TYPES: Readonly<Record<string, string>> = spoken({
  string: { zh: '文字（日期、金额请加引号）', en: 'text (days and amounts in quotation marks)' },
  number: { zh: '数字', en: 'a number' },
  integer: { zh: '整数', en: 'a whole number' },
  boolean: { zh: 'true 或 false', en: 'true or false' },
  array: { zh: '列表（每项前一个减号）', en: 'a list (a hyphen before each item)' },
  object: {
    zh: '“字段: 值”的列表；冒号用半角，后面空一格',
    en: 'a list of “field: value”, with an ordinary colon and a space after it',
  },
});

const WRITTEN_AS: Readonly<Record<string, string>> = spoken({
  [plainDate.pattern]: { zh: '应为日期，如 2023-01-01', en: 'it should be a day, such as 2023-01-01' },
  [identifier.pattern]: {
    zh: '应以小写英文字母开头，只用英文字母和数字，如 birthDate',
    en: 'it should begin with a small letter and have letters and digits alone, such as birthDate',
  },
  [programmeId.pattern]: {
    zh: '应以大写英文字母开头，只用大写英文字母、数字和下划线，如 RURAL_REWARD',
    en: 'it should begin with a capital letter and have capital letters, digits and underscores alone, such as RURAL_REWARD',
  },
  [region.pattern]: {
    zh: '应以小写英文字母开头，只用小写英文字母、数字和连字符，如 henan',
    en: 'it should begin with a small letter and have small letters, digits and hyphens alone, such as henan',
  },
  [sourceCode.pattern]: {
    zh: '应为依据来源的代码：以大写英文字母开头，只用英文字母和数字，如 N01',
    en: 'it should be the code of a source: a capital letter, then letters and digits alone, such as N01',
  },
});

const REASONS: Readonly<Record<string, (params: Readonly<Record<string, unknown>>) => string>> = {
  required: ({ missingProperty }) =>
    say(`缺少必填项 "${String(missingProperty)}"`, `the required "${String(missingProperty)}" is missing`),
  additionalProperties: ({ additionalProperty }) =>
    say(`不认识的键 "${String(additionalProperty)}"`, `unknown key "${String(additionalProperty)}"`),
  enum: ({ allowedValues }) =>
    say(`取值须为其中之一：${quoted(allowedValues)}`, `the value should be one of ${quoted(allowedValues)}`),
  type: ({ type }) => {
    const types = [type].flat().map((each) => TYPES[String(each)] ?? String(each));
    return say(`类型不对，应为${types.join(say('或', ' or '))}`, `wrong kind, it should be ${types.join(' or ')}`);
  },
  pattern: ({ pattern }) =>
    say(
      `写法不对，${WRITTEN_AS[String(pattern)] ?? say('有不接受的字符', 'there are characters that are not taken')}`,
      `wrongly written: ${WRITTEN_AS[String(pattern)] ?? say('有不接受的字符', 'there are characters that are not taken')}`,
    ),
  minimum: ({ limit }) => say(`不得小于 ${String(limit)}`, `should be ${String(limit)} or more`),
  maximum: ({ limit }) => say(`不得大于 ${String(limit)}`, `should be ${String(limit)} or less`),
  uniqueItems: () => say('不得重复', 'cannot be repeated'),
  minItems: ({ limit }) => say(`至少要有 ${String(limit)} 项`, `there should be ${String(limit)} at least`),
  minLength: () => say('不能为空', 'cannot be empty'),
  maxLength: ({ limit }) => say(`最多 ${String(limit)} 个字`, `at most ${String(limit)} characters`),
  minProperties: () => say('不能为空', 'cannot be empty'),
};

export function faultOf({ keyword, params, instancePath, message }: ErrorObject): Fault {
  const unknownKey = keyword === 'additionalProperties' ? `/${String(params['additionalProperty'])}` : '';
  return {
    pointer: `${instancePath}${unknownKey}`,
    reason: REASONS[keyword]?.(params) ?? say(`不符合格式：${message ?? keyword}`, `not as it should be: ${message ?? keyword}`),
  };
}
