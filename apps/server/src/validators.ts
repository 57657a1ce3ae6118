import { applyDecorators } from '@nestjs/common';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { isInstant, isPlainDate } from '@fenming/calendar';
import { findPersonalNumbers, ordinaryText } from '@fenming/citizen';
import { Transform } from 'class-transformer';
import { IsIn, IsInt, IsOptional, IsString, Matches, Max, MaxLength, Min, ValidateBy } from 'class-validator';

const holds = (name: string, test: (text: string) => boolean, message: string): PropertyDecorator =>
  ValidateBy({
    name,
    validator: { validate: (value) => typeof value === 'string' && test(value), defaultMessage: () => message },
  });

/** Free text goes into the log in clear and for ever: who is meant stands in the case, not in a remark. */
export const NoPersonalNumber = (): PropertyDecorator =>
  holds('personalNumber', (text) => findPersonalNumbers(text).length === 0, '不能填写身份证号、银行账号或手机号');

/**
 * Field shapes that many bodies share, each with its OpenAPI description. Messages never repeat the value.
 * A text says something: a document without a number or a reason left blank would fail the control formulas for ever. It is kept in ordinary
 * characters, so that what is written looks the same and is found the same in every later year.
 */
export const Text = (max: number, example?: string): PropertyDecorator =>
  applyDecorators(
    ApiProperty({ minLength: 1, maxLength: max, ...(example === undefined ? {} : { example }) }),
    Transform(({ value }: { readonly value: unknown }) => (typeof value === 'string' ? ordinaryText(value) : value)),
    IsString(),
    Matches(/\S/, { message: '不能为空' }),
    MaxLength(max),
    NoPersonalNumber(),
  );

/** The text of a file, whose spaces and line ends mean something: kept byte for byte. */
export const FileText = (max: number): PropertyDecorator =>
  applyDecorators(
    ApiProperty({ minLength: 1, maxLength: max }),
    IsString(),
    Matches(/\S/, { message: '不能为空' }),
    MaxLength(max),
    NoPersonalNumber(),
  );

export const Year = (): PropertyDecorator => applyDecorators(ApiProperty({ example: 2023 }), IsInt(), Min(2000), Max(2100));

export const ProgrammeCode = (): PropertyDecorator =>
  applyDecorators(
    ApiProperty({ example: 'RURAL_REWARD' }),
    Matches(/^[A-Z][A-Z0-9_]{1,40}$/, { message: '应为项目代码，如 RURAL_REWARD' }),
  );

export const Area = (): PropertyDecorator =>
  applyDecorators(
    ApiProperty({ example: '991001101' }),
    Matches(/^\d{6}((?!000)\d{3}){0,2}$/, { message: '应为 6、9 或 12 位区划代码，不补 000' }),
  );

export const Day = (): PropertyDecorator =>
  applyDecorators(ApiProperty({ example: '2023-10-09' }), holds('day', isPlainDate, '应为历上有的日期，如 2023-10-09'));

export const Moment = (): PropertyDecorator =>
  applyDecorators(
    ApiProperty({ example: '2023-10-09T01:00:00.000Z' }),
    holds('moment', isMoment, '应为 UTC 时刻，如 2023-10-09T01:00:00.000Z'),
  );

/** An instant, also without its milliseconds. */
const isMoment = (text: string): boolean => isInstant(text.replace(/(:\d{2})Z$/, '$1.000Z'));

export const Uuid = (): PropertyDecorator =>
  applyDecorators(
    ApiProperty({ format: 'uuid' }),
    Matches(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/, { message: '应为编号' }),
  );

export const Hash = (): PropertyDecorator =>
  applyDecorators(ApiProperty({ description: 'SHA-256, hex' }), Matches(/^[0-9a-f]{64}$/, { message: '应为 64 位摘要值' }));

/** Whole fen as a JSON integer. */
export const AmountFen = (): PropertyDecorator =>
  applyDecorators(ApiProperty({ example: 96000, description: 'fen' }), IsInt(), Min(0), Max(Number.MAX_SAFE_INTEGER));

export const OneOf = (values: readonly string[]): PropertyDecorator =>
  applyDecorators(ApiProperty({ enum: values }), IsIn(values));

export const Maybe = (): PropertyDecorator => applyDecorators(ApiPropertyOptional(), IsOptional());
