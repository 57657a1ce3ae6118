import { say } from '@fenming/language';
import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { ValidateNested } from 'class-validator';
import { holds, isText, matching, shaped, UUID } from './field-shape';

const isList = (value: unknown, min: number, max: number): value is readonly unknown[] =>
  Array.isArray(value) && value.length >= min && value.length <= max;
const sizeOf = (min: number, max: number): string =>
  min === 0 ? say(`至多 ${max} 项`, `at most ${max} of them`) : say(`${min} 至 ${max} 项`, `${min} to ${max} of them`);
const sized = (min: number, max: number): { readonly minItems?: number; readonly maxItems: number } =>
  min === 0 ? { maxItems: max } : { minItems: min, maxItems: max };
const isRecord = (value: unknown): boolean => typeof value === 'object' && value !== null && !Array.isArray(value);

type Class = new () => object;

/** A list of objects, by the name of the field: what may be a list at all, and the kind of its items, which are looked at piece by piece (Validation). */
export type ItemList = {
  readonly name: string;
  readonly kind: Class;
  /** So many it has to have. */
  readonly min: number;
  readonly isList: (value: unknown) => value is readonly object[];
};
const LISTS = new Map<unknown, readonly ItemList[]>();
export const listsOf = (body: unknown): readonly ItemList[] => LISTS.get(body) ?? [];

/** A list of objects of one kind; where nothing can be asked with none of them, at least one. */
export const ListOf = (kind: Class, max: number, min = 0): PropertyDecorator => {
  const isListOf = (value: unknown): value is readonly object[] => isList(value, min, max) && value.every(isRecord);
  return applyDecorators(
    ApiProperty({ type: [kind], ...sized(min, max) }),
    holds('list', isListOf, () =>
      say(`应为对象的列表，${sizeOf(min, max)}。`, `It should be a list of objects, ${sizeOf(min, max)}.`),
    ),
    (body: object, name: string | symbol) =>
      void LISTS.set(body.constructor, [...listsOf(body.constructor), { name: String(name), kind, min, isList: isListOf }]),
  );
};

/** One object inside another. */
export const Nested = (kind: Class): PropertyDecorator =>
  applyDecorators(
    ApiProperty({ type: kind }),
    holds('object', isRecord, () => say('应为一个对象。', 'It should be an object.')),
    ValidateNested({ message: () => say('应为一个对象。', 'It should be an object.') }),
    Type(() => kind),
  );

export const Uuids = (min: number, max: number): PropertyDecorator =>
  shaped(
    'uuids',
    { type: [String], minItems: min, maxItems: max },
    (value) => isList(value, min, max) && value.every(matching(UUID)),
    () =>
      say(
        `应为列表中给出的编号（36 位），${sizeOf(min, max)}。`,
        `It should be ids as a list gives them (36 characters), ${sizeOf(min, max)}.`,
      ),
  );

export const Texts = (max: number, length: number, min = 0): PropertyDecorator =>
  shaped(
    'texts',
    { type: [String], ...sized(min, max) },
    (value) => isList(value, min, max) && value.every((text) => isText(text) && text.length <= length),
    () =>
      say(
        `应为文字的列表，${sizeOf(min, max)}，每项不超过 ${length} 字。`,
        `It should be a list of texts, ${sizeOf(min, max)}, each of at most ${length} characters.`,
      ),
  );
