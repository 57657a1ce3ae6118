import { applyDecorators } from '@nestjs/common';
import { ApiProperty, type ApiPropertyOptions } from '@nestjs/swagger';
import { isInstant, isOfOurTime, isPlainDate, namesDay, namesDayOfDeath, plainDate } from '@fenming/calendar';
import { findPersonalNumbers, ordinaryText, unwritableIn } from '@fenming/citizen';
import { fen, formatYuan } from '@fenming/money';
import { Transform, Type } from 'class-transformer';
import { ValidateBy, ValidateIf, ValidateNested } from 'class-validator';

/**
 * The shapes of fields, each with its OpenAPI description and one Chinese sentence that says what belongs there. The library's own
 * sentences are English, so nothing but this file asks it for a rule. No sentence repeats the value.
 */
const holds = (name: string, test: (value: unknown) => boolean, sentence: string): PropertyDecorator =>
  ValidateBy({ name, validator: { validate: test, defaultMessage: () => sentence } });

const shaped = (name: string, api: ApiPropertyOptions, test: (value: unknown) => boolean, sentence: string): PropertyDecorator =>
  applyDecorators(ApiProperty(api), holds(name, test, sentence));

const isText = (value: unknown): value is string => typeof value === 'string';
/** No text that anybody means holds a control character, and the log of a county is printed. */
const isPlain = (text: string): boolean => !/\p{Cc}/u.test(text.replaceAll(/[\t\n\r]/g, ''));
const matching =
  (form: RegExp) =>
  (value: unknown): boolean =>
    isText(value) && form.test(value);
const wholeFrom =
  (min: number, max: number) =>
  (value: unknown): boolean =>
    typeof value === 'number' && Number.isInteger(value) && value >= min && value <= max;

/** What is too long is refused for that, and not looked through any more. */
const isShort = (value: unknown, max: number): value is string => isText(value) && value.length <= max;

/** Free text goes into the log in clear and for ever: who is meant stands in the case, not in a remark. */
const NoPersonalNumber = (max: number): PropertyDecorator =>
  holds(
    'personal_number',
    (value) => !isShort(value, max) || findPersonalNumbers(value).length === 0,
    '不能填写身份证号、银行账号或手机号。',
  );

export const DEATH_IS_SEALED = '不能写死亡的日期：请写“已死亡”，日期由县卫健部门在死亡登记中填写，在那里封存保管。';
/** For the same reason: a day of death is sealed in the case. */
const NoDayOfDeath = (max: number): PropertyDecorator =>
  holds('no_day_of_death', (value) => !isShort(value, max) || !namesDayOfDeath(value), DEATH_IS_SEALED);

/** A text as somebody typed it, perhaps a secret or a number of a person: it is judged elsewhere, and stands in no log in clear. */
export const Typed = (max: number, example?: string): PropertyDecorator =>
  shaped(
    'text',
    { type: String, maxLength: max, ...(example === undefined ? {} : { example }) },
    (value) => isText(value) && value.length <= max,
    `应为不超过 ${max} 字的文字。`,
  );

/** The log keeps whole characters only, and whoever reads it in ten years sees what was written. */
const Writable = (max: number): PropertyDecorator =>
  ValidateBy({
    name: 'writable',
    validator: {
      validate: (value) => !isShort(value, max) || unwritableIn(value) === undefined,
      defaultMessage: (given) => `${unwritableIn(String(given?.value)) ?? ''}。`,
    },
  });

/**
 * A text says something: a document without a number or a reason left blank would fail the control formulas for ever. It is kept in ordinary
 * characters, so that what is written looks the same and is found the same in every later year.
 */
export const Text = (max: number, example?: string): PropertyDecorator =>
  applyDecorators(
    Transform(({ value }: { readonly value: unknown }) => (isShort(value, 2 * max) ? ordinaryText(value) : value)),
    shaped(
      'text',
      { type: String, minLength: 1, maxLength: max, ...(example === undefined ? {} : { example }) },
      (value) => isText(value) && /\S/.test(value) && value.length <= max,
      `应为不超过 ${max} 字的文字，不能为空。`,
    ),
    Writable(max),
    NoPersonalNumber(max),
    NoDayOfDeath(max),
  );

/** No text of these doors may be longer. */
const MOST_LOOKED_THROUGH = 200;
/** What stands in the log in clear beside a day that is sealed. */
export const NoDay = (): PropertyDecorator =>
  holds(
    'no_day',
    (value) => !isShort(value, MOST_LOOKED_THROUGH) || !namesDay(value),
    '不能写日期：死亡日期只填在“死亡日期”一项，在那里封存保管。',
  );

/** The text of a file, whose spaces and line ends mean something: kept byte for byte. */
export const FileText = (max: number): PropertyDecorator =>
  applyDecorators(
    shaped(
      'text',
      { type: String, minLength: 1, maxLength: max },
      (value) => isText(value) && /\S/.test(value) && value.length <= max && isPlain(value),
      `应为不超过 ${max} 字的文字，不能为空，不能有控制字符。`,
    ),
    Writable(max),
    NoPersonalNumber(max),
  );

export const Year = (): PropertyDecorator =>
  shaped('year', { type: Number, example: 2023 }, wholeFrom(2000, 2100), '应为四位数字的年度，在 2000 与 2100 之间。');

export const ProgrammeCode = (): PropertyDecorator =>
  shaped(
    'programme',
    { type: String, example: 'RURAL_REWARD' },
    matching(/^[A-Z][A-Z0-9_]{1,40}$/),
    '应为项目代码：大写字母、数字和下划线，见项目列表。',
  );

export const Area = (): PropertyDecorator =>
  shaped(
    'area',
    { type: String, example: '991001101' },
    matching(/^\d{6}((?!000)\d{3}){0,2}$/),
    '应为 6 位、9 位或 12 位区划代码，末尾不补 000。',
  );

export const Day = (): PropertyDecorator =>
  shaped(
    'day',
    { type: String, example: '2023-10-09' },
    (value) => isText(value) && isPlainDate(value) && isOfOurTime(value),
    '应为历上有的日期，在 1900 与 2099 年之间，如 2023-10-09。',
  );

const isMoment = (text: string): boolean => {
  const complete = text.replace(/(:\d{2})Z$/, '$1.000Z');
  return isInstant(complete) && isOfOurTime(plainDate(complete.slice(0, 10)));
};

/** An instant, also without its milliseconds. */
export const Moment = (): PropertyDecorator =>
  shaped(
    'moment',
    { type: String, example: '2023-10-09T01:00:00.000Z' },
    (value) => isText(value) && isMoment(value),
    '应为协调世界时的时刻，在 1900 与 2099 年之间，如 2023-10-09T01:00:00.000Z。',
  );

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
export const Uuid = (): PropertyDecorator =>
  shaped('uuid', { type: String, format: 'uuid' }, matching(UUID), '应为列表中给出的编号（36 位）。');

export const Hash = (): PropertyDecorator =>
  shaped(
    'hash',
    { type: String, description: 'SHA-256, hex' },
    matching(/^[0-9a-f]{64}$/),
    '应为 64 位摘要值，由数字和小写字母组成。',
  );

export const ActorName = (): PropertyDecorator =>
  applyDecorators(
    shaped(
      'actor',
      { type: String, example: 'jingban' },
      matching(/^[a-z][a-z0-9._-]{1,63}$/),
      '账号由小写字母、数字、点、横线组成，以字母开头，2 至 64 位。',
    ),
    NoPersonalNumber(64),
  );

export const FileName = (): PropertyDecorator =>
  applyDecorators(
    shaped(
      'file_name',
      { type: String, maxLength: 120 },
      matching(/^[\w.-]{1,120}$/),
      '应为送盘文件名：字母、数字、点、横线，不超过 120 位。',
    ),
    NoPersonalNumber(120),
  );

/** A whole number of something that is counted. */
export const Whole = (min: number, max = Number.MAX_SAFE_INTEGER): PropertyDecorator =>
  shaped(
    'whole',
    { type: 'integer', minimum: min, maximum: max },
    wholeFrom(min, max),
    max === Number.MAX_SAFE_INTEGER ? `应为不小于 ${min} 的整数。` : `应为 ${min} 至 ${max} 的整数。`,
  );

const MOST_YUAN = formatYuan(fen(Number.MAX_SAFE_INTEGER));

/** Whole fen as a JSON integer. */
export const AmountFen = (min: 0 | 1 = 0): PropertyDecorator =>
  shaped(
    'amount',
    { type: 'integer', example: 96000, description: 'fen' },
    wholeFrom(min, Number.MAX_SAFE_INTEGER),
    `应为${min === 0 ? '不小于零' : '大于零'}的金额，到分为止，最多 ${MOST_YUAN} 元。`,
  );

/** Fen by which something is raised or lowered. */
export const ChangeFen = (): PropertyDecorator =>
  shaped(
    'amount',
    { type: 'integer', example: -96000, description: 'fen; 调减为负' },
    wholeFrom(Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER),
    `应为金额，到分为止，调减为负，最多 ${MOST_YUAN} 元。`,
  );

export const Flag = (): PropertyDecorator =>
  shaped('flag', { type: Boolean }, (value) => typeof value === 'boolean', '应为 true（是）或 false（否）。');

export const OneOf = (values: readonly string[]): PropertyDecorator =>
  shaped(
    'choice',
    { type: String, enum: [...values] },
    (value) => isText(value) && values.includes(value),
    `应为其中之一：${values.join('、')}。`,
  );

const isList = (value: unknown, min: number, max: number): value is readonly unknown[] =>
  Array.isArray(value) && value.length >= min && value.length <= max;
const sizeOf = (min: number, max: number): string => (min === 0 ? `至多 ${max} 项` : `${min} 至 ${max} 项`);
const isRecord = (value: unknown): boolean => typeof value === 'object' && value !== null && !Array.isArray(value);

type Class = new () => object;

/** A list of objects, by the name of the field: what may be a list at all, and the kind of its items, which are looked at piece by piece (Validation). */
export type ItemList = {
  readonly name: string;
  readonly kind: Class;
  readonly isList: (value: unknown) => value is readonly object[];
};
const LISTS = new Map<unknown, readonly ItemList[]>();
export const listsOf = (body: unknown): readonly ItemList[] => LISTS.get(body) ?? [];

/** A list of objects of one kind. */
export const ListOf = (kind: Class, max: number): PropertyDecorator => {
  const isListOf = (value: unknown): value is readonly object[] => isList(value, 0, max) && value.every(isRecord);
  return applyDecorators(
    ApiProperty({ type: [kind], maxItems: max }),
    holds('list', isListOf, `应为对象的列表，${sizeOf(0, max)}。`),
    (body: object, name: string | symbol) =>
      void LISTS.set(body.constructor, [...listsOf(body.constructor), { name: String(name), kind, isList: isListOf }]),
  );
};

/** One object inside another. */
export const Nested = (kind: Class): PropertyDecorator =>
  applyDecorators(
    ApiProperty({ type: kind }),
    holds('object', isRecord, '应为一个对象。'),
    ValidateNested({ message: '应为一个对象。' }),
    Type(() => kind),
  );

export const Uuids = (min: number, max: number): PropertyDecorator =>
  shaped(
    'uuids',
    { type: [String], minItems: min, maxItems: max },
    (value) => isList(value, min, max) && value.every(matching(UUID)),
    `应为列表中给出的编号（36 位），${sizeOf(min, max)}。`,
  );

export const Texts = (max: number, length: number): PropertyDecorator =>
  shaped(
    'texts',
    { type: [String], maxItems: max },
    (value) => isList(value, 0, max) && value.every((text) => isText(text) && text.length <= length),
    `应为文字的列表，至多 ${max} 项，每项不超过 ${length} 字。`,
  );

/** May be left out, which null is not. Stands above the shape, for the description is read from below. */
export const Maybe = (): PropertyDecorator =>
  applyDecorators(
    ApiProperty({ required: false }),
    ValidateIf((_, value) => value !== undefined),
  );

/** A number in an address is text; what is not written as people write a number stays text, and is refused. */
export const InAddress = (): PropertyDecorator =>
  Transform(({ value }: { value: unknown }) => (isText(value) && /^(0|[1-9]\d{0,14})$/.test(value) ? Number(value) : value));
