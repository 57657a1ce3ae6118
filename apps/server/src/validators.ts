import { say, toEverybody } from '@fenming/language';
import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { isInstant, isOfOurTime, isPlainDate, namesDay, namesDayOfDeath, plainDate } from '@fenming/calendar';
import { findPersonalNumbers, ordinaryText, unwritableIn } from '@fenming/citizen';
import { fen, formatYuan } from '@fenming/money';
import { Transform } from 'class-transformer';
import { ValidateBy, ValidateIf } from 'class-validator';
import { holds, isText, matching, shaped, UUID, wholeFrom } from './field-shape';

export { ListOf, listsOf, Nested, Texts, Uuids, type ItemList } from './list-validators';

/** No text that anybody means holds a control character, and the log of a county is printed. */
const isPlain = (text: string): boolean => !/\p{Cc}/u.test(text.replaceAll(/[\t\n\r]/g, ''));
/** What is too long is refused for that, and not looked through any more. */
const isShort = (value: unknown, max: number): value is string => isText(value) && value.length <= max;

/** Free text goes into the log in clear and for ever: who is meant stands in the case, not in a remark. */
const NoPersonalNumber = (max: number): PropertyDecorator =>
  holds(
    'personal_number',
    (value) => !isShort(value, max) || findPersonalNumbers(value).length === 0,
    () => say('不能填写身份证号、银行账号或手机号。', 'No citizen id, bank account or mobile number can be written here.'),
  );

export const deathIsSealed = (): string =>
  say(
    '不能写死亡的日期：请写“已死亡”，日期由县卫健部门在死亡登记中填写，在那里封存保管。',
    'A day of death cannot be written here: write that the person has died; the health commission records the day with the death, where it is kept sealed.',
  );
/** For the same reason: a day of death is sealed in the case. */
const NoDayOfDeath = (max: number): PropertyDecorator =>
  holds('no_day_of_death', (value) => !isShort(value, max) || !namesDayOfDeath(value), deathIsSealed);

/** A text as somebody typed it, perhaps a secret or a number of a person: it is judged elsewhere, and stands in no log in clear. */
export const Typed = (max: number, example?: string): PropertyDecorator =>
  shaped(
    'text',
    { type: String, maxLength: max, ...(example === undefined ? {} : { example }) },
    (value) => isText(value) && value.length <= max,
    () => say(`应为不超过 ${max} 字的文字。`, `It should be text of at most ${max} characters.`),
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
      () => say(`应为不超过 ${max} 字的文字，不能为空。`, `It should be text of at most ${max} characters, and not empty.`),
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
    () =>
      say(
        '不能写日期：死亡日期只填在“死亡日期”一项，在那里封存保管。',
        'No day can be written here: a day of death goes into the field for it alone, where it is kept sealed.',
      ),
  );

/** The text of a file, whose spaces and line ends mean something: kept byte for byte. */
export const FileText = (max: number): PropertyDecorator =>
  applyDecorators(
    shaped(
      'text',
      { type: String, minLength: 1, maxLength: max },
      (value) => isText(value) && /\S/.test(value) && value.length <= max && isPlain(value),
      () =>
        say(
          `应为不超过 ${max} 字的文字，不能为空，不能有控制字符。`,
          `It should be text of at most ${max} characters, not empty and without control characters.`,
        ),
    ),
    Writable(max),
    NoPersonalNumber(max),
  );

export const Year = (): PropertyDecorator =>
  shaped('year', { type: Number, example: 2023 }, wholeFrom(2000, 2100), () =>
    say('应为四位数字的年度，在 2000 与 2100 之间。', 'It should be a year of four digits, between 2000 and 2100.'),
  );

/** Of one year: 1 to 12, each once. */
export const Months = (): PropertyDecorator =>
  shaped(
    'months',
    { type: [Number], maxItems: 12, example: [1, 2, 3] },
    (value) =>
      Array.isArray(value) && value.length <= 12 && new Set(value).size === value.length && value.every(wholeFrom(1, 12)),
    () => say('应为 1 至 12 的月份，每个一次。', 'It should be months from 1 to 12, each once.'),
  );

export const ProgrammeCode = (): PropertyDecorator =>
  shaped('programme', { type: String, example: 'RURAL_REWARD' }, matching(/^[A-Z][A-Z0-9_]{1,40}$/), () =>
    say(
      '应为项目代码：大写字母、数字和下划线，见项目列表。',
      'It should be the code of a programme, in capital letters, digits and underscores: see the list of programmes.',
    ),
  );

export const Area = (): PropertyDecorator =>
  shaped('area', { type: String, example: '991001101' }, matching(/^\d{6}((?!000)\d{3}){0,2}$/), () =>
    say(
      '应为 6 位、9 位或 12 位区划代码，末尾不补 000。',
      'It should be an area code of 6, 9 or 12 digits, not filled up with 000.',
    ),
  );

export const Day = (): PropertyDecorator =>
  shaped(
    'day',
    { type: String, example: '2023-10-09' },
    (value) => isText(value) && isPlainDate(value) && isOfOurTime(value),
    () =>
      say(
        '应为历上有的日期，在 1900 与 2099 年之间，如 2023-10-09。',
        'It should be a day of the calendar between 1900 and 2099, such as 2023-10-09.',
      ),
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
    () =>
      say(
        '应为协调世界时的时刻，在 1900 与 2099 年之间，如 2023-10-09T01:00:00.000Z。',
        'It should be a UTC instant between 1900 and 2099, such as 2023-10-09T01:00:00.000Z.',
      ),
  );

export const Uuid = (): PropertyDecorator =>
  shaped('uuid', { type: String, format: 'uuid' }, matching(UUID), () =>
    say('应为列表中给出的编号（36 位）。', 'It should be an id as a list gives it (36 characters).'),
  );

export const Hash = (): PropertyDecorator =>
  shaped('hash', { type: String, description: 'SHA-256, hex' }, matching(/^[0-9a-f]{64}$/), () =>
    say('应为摘要值，64 位十六进制数字，字母小写。', 'It should be a hash: 64 hexadecimal digits, letters in lower case.'),
  );

export const ActorName = (): PropertyDecorator =>
  applyDecorators(
    shaped('actor', { type: String, example: 'jingban' }, matching(/^[a-z][a-z0-9._-]{1,63}$/), () =>
      say(
        '账号由小写字母、数字、点、横线组成，以字母开头，2 至 64 位。',
        'An account has 2 to 64 lower-case letters, digits, dots and hyphens and begins with a letter.',
      ),
    ),
    NoPersonalNumber(64),
  );

export const FileName = (): PropertyDecorator =>
  applyDecorators(
    shaped('file_name', { type: String, maxLength: 120 }, matching(/^[\w.-]{1,120}$/), () =>
      say(
        '应为送盘文件名：字母、数字、点、横线，不超过 120 位。',
        'It should be the name of a bank file: letters, digits, dots and hyphens, at most 120.',
      ),
    ),
    NoPersonalNumber(120),
  );

/** A whole number of something that is counted. */
export const Whole = (min: number, max = Number.MAX_SAFE_INTEGER): PropertyDecorator =>
  shaped(
    'whole',
    { type: 'integer', minimum: min, maximum: max },
    wholeFrom(min, max),
    max === Number.MAX_SAFE_INTEGER
      ? () => say(`应为不小于 ${min} 的整数。`, `It should be a whole number, ${min} or more.`)
      : () => say(`应为 ${min} 至 ${max} 的整数。`, `It should be a whole number from ${min} to ${max}.`),
  );

const MOST_YUAN = formatYuan(fen(Number.MAX_SAFE_INTEGER));

/** Whole fen as a JSON integer. */
export const AmountFen = (min: 0 | 1 = 0): PropertyDecorator =>
  shaped('amount', { type: 'integer', example: 96000, description: 'fen' }, wholeFrom(min, Number.MAX_SAFE_INTEGER), () =>
    say(
      `应为${min === 0 ? '不小于零' : '大于零'}的金额，到分为止，最多 ${MOST_YUAN} 元。`,
      `It should be an amount ${min === 0 ? 'of zero or more' : 'above zero'}, in whole fen, ${MOST_YUAN} yuan at most.`,
    ),
  );

/** Fen by which something is raised or lowered. */
export const ChangeFen = (): PropertyDecorator =>
  shaped(
    'amount',
    { type: 'integer', example: -96000, description: toEverybody('fen；调减为负', 'fen; negative to lower it') },
    wholeFrom(Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER),
    () =>
      say(
        `应为金额，到分为止，调减为负，最多 ${MOST_YUAN} 元。`,
        `It should be an amount in whole fen, negative to lower it, ${MOST_YUAN} yuan at most.`,
      ),
  );

export const Flag = (): PropertyDecorator =>
  shaped(
    'flag',
    { type: Boolean },
    (value) => typeof value === 'boolean',
    () => say('应为 true（是）或 false（否）。', 'It should be true or false.'),
  );

export const OneOf = (values: readonly string[]): PropertyDecorator =>
  shaped(
    'choice',
    { type: String, enum: [...values] },
    (value) => isText(value) && values.includes(value),
    () => say(`应为其中之一：${values.join('、')}。`, `It should be one of ${values.join(', ')}.`),
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
