import { applyDecorators } from '@nestjs/common';
import { ApiProperty, type ApiPropertyOptions } from '@nestjs/swagger';
import { ValidateBy } from 'class-validator';

/**
 * The shape of a field: its OpenAPI description, and one sentence that says what belongs there. The library's own sentences are English alone, so
 * rules of ours alone are asked. A sentence is said when somebody has to read it, in their language.
 */
export const holds = (name: string, test: (value: unknown) => boolean, sentence: () => string): PropertyDecorator =>
  ValidateBy({ name, validator: { validate: test, defaultMessage: sentence } });

export const shaped = (
  name: string,
  api: ApiPropertyOptions,
  test: (value: unknown) => boolean,
  sentence: () => string,
): PropertyDecorator => applyDecorators(ApiProperty(api), holds(name, test, sentence));

export const isText = (value: unknown): value is string => typeof value === 'string';
export const matching =
  (form: RegExp) =>
  (value: unknown): boolean =>
    isText(value) && form.test(value);
export const wholeFrom =
  (min: number, max: number) =>
  (value: unknown): boolean =>
    typeof value === 'number' && Number.isInteger(value) && value >= min && value <= max;

export const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
