import { speakIn } from '@fenming/language';

/**
 * What an answer holds, field by field: the vocabulary that the classes of `<noun>.answers.ts` are written in, as `validators.ts` is that of what is
 * sent. The compiler compares each field with its shape; what is answered besides, every journey finds (test/journeys/described.ts).
 */
export type Schema = { readonly [keyword: string]: unknown };
export type Kind<Answer extends object = object> = new () => Answer;

/** The JSON Schema of a value. `refTo`: where a class inside another is described. */
export type Shape<Value> = { readonly schema: (refTo: (kind: Kind) => Schema) => Schema; readonly value?: Value };
type Field = { readonly shape: Shape<unknown>; readonly mayLack: boolean };
const FIELDS = new Map<unknown, Readonly<Record<string, Field>>>();

const note = (answer: object, name: string, field: Field): void => {
  const { constructor } = answer;
  FIELDS.set(constructor, { ...FIELDS.get(constructor), [name]: field });
};

type Answering<Value> = <Name extends string>(answer: Readonly<Record<Name, Value>>, name: Name) => void;
type PerhapsAnswering<Value> = <Name extends string>(answer: Readonly<Partial<Record<Name, Value>>>, name: Name) => void;

export const Has =
  <Value>(shape: Shape<Value>): Answering<Value> =>
  (answer, name) =>
    note(answer, name, { shape, mayLack: false });
/** Left out where there is none. */
export const MayHave =
  <Value>(shape: Shape<Value>): PerhapsAnswering<Value> =>
  (answer, name) =>
    note(answer, name, { shape, mayLack: true });

const plain = <Value>(schema: Schema): Shape<Value> => ({ schema: () => schema });

export const text = plain<string>({ type: 'string' });
export const day = plain<string>({ type: 'string', pattern: String.raw`^\d{4}-\d{2}-\d{2}$`, example: '2023-10-09' });
export const moment = plain<string>({ type: 'string', format: 'date-time', example: '2023-10-09T01:00:00.000Z' });
export const hash = plain<string>({ type: 'string', pattern: '^[0-9a-f]{64}$', description: 'SHA-256, hex' });
export const whole = plain<number>({ type: 'integer' });
export const amountFen = plain<number>({ type: 'integer', description: 'fen' });
export const flag = plain<boolean>({ type: 'boolean' });
/** The value of a fact. */
export const scalar = plain<string | number | boolean>({ type: ['string', 'number', 'boolean'] });
/** What has fields of its own for each kind of thing. */
export const open = plain<object>({ type: 'object', additionalProperties: true });

export const oneOf = <Word extends string>(words: readonly Word[]): Shape<Word> => plain({ type: 'string', enum: [...words] });
/** One of several codes, each with the word by which people know it: the description is made for everybody, and each reader hears their own. */
export const coded = <Code extends string>(codes: readonly Code[], words: Readonly<Record<string, string>>): Shape<Code> => ({
  schema: () => ({
    type: 'string',
    enum: [...codes],
    description: speakIn('everybody', () => codes.map((code) => `${code}: ${words[code] ?? code}`).join('; ')),
  }),
});
/** Each name of a table that the compiler keeps whole, so that a new one is described. */
export const nameIn = <Word extends string>(table: Readonly<Record<Word, unknown>>): Shape<Word> =>
  plain({ type: 'string', enum: Object.keys(table) });
export const an = <Answer extends object>(kind: Kind<Answer>): Shape<Answer> => ({ schema: (refTo) => refTo(kind) });
export const listOf = <Answer extends object>(kind: Kind<Answer>): Shape<readonly Answer[]> => manyOf(an(kind));
export const manyOf = <Value>({ schema }: Shape<Value>): Shape<readonly Value[]> => ({
  schema: (refTo) => ({ type: 'array', items: schema(refTo) }),
});
/** Null says that there is none. */
export const orNull = <Value>({ schema }: Shape<Value>): Shape<Value | null> => ({
  schema: (refTo) => ({ anyOf: [schema(refTo), { type: 'null' }] }),
});

/** Its own fields, behind those of the class that it adds to. */
const fieldsOf = (kind: Kind): Readonly<Record<string, Field>> => {
  const above = Object.getPrototypeOf(kind) as Kind;
  return { ...(above.prototype === undefined ? {} : fieldsOf(above)), ...FIELDS.get(kind) };
};

/** A class of answers as JSON Schema (2020-12, which OpenAPI 3.1 takes as it is). @throws Error for a class without a described field */
export const schemaOf = (kind: Kind, refTo: (kind: Kind) => Schema): Schema => {
  const entries = Object.entries(fieldsOf(kind));
  if (entries.length === 0) throw new Error(`${kind.name} describes no field`);
  return {
    type: 'object',
    required: entries.filter(([, { mayLack }]) => !mayLack).map(([name]) => name),
    properties: Object.fromEntries(entries.map(([name, { shape }]) => [name, shape.schema(refTo)])),
  };
};
