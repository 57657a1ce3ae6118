import { isInstant, isPlainDate } from '@fenming/calendar';

/**
 * What a value of a payload must be. Answers where the first thing stands that is not so (`lines.3.amountFen`), or undefined.
 * Whether an amount is a whole number of fen is the business of formula I-01; here it only has to be a text.
 */
export type Shape = (value: unknown, path: string) => string | undefined;
/** A shape of a field that may be left out. */
export type Optional = Shape & { readonly optional: true };

/** One shape a field, the compiler sees to it: a field that an event gets later must be named here too. */
export type Fields<Content> = {
  readonly [Name in keyof Required<Content>]: object extends Pick<Content, Name> ? Optional : Shape;
};

const where =
  (fits: (value: unknown) => boolean): Shape =>
  (value, path) =>
    fits(value) ? undefined : path;
const whole = (least: number, most: number): Shape =>
  where((value) => typeof value === 'number' && Number.isSafeInteger(value) && value >= least && value <= most);

export const text = where((value) => typeof value === 'string');
/** Decimal text; 40 digits are more money than there is, and a longer one would only cost time. */
export const amount = where((value) => typeof value === 'string' && value.length <= 40);
export const flag = where((value) => typeof value === 'boolean');
export const count = whole(0, Number.MAX_SAFE_INTEGER);
export const year = whole(1900, 2999);
/** Numbers that registers keep a column by: a larger one would ask for more memory than any county needs. */
export const ordinal = whole(1, 16_777_215);
export const instant = where((value) => typeof value === 'string' && isInstant(value));
export const date = where((value) => typeof value === 'string' && isPlainDate(value));
/** A month or a day: the periods of an amount are months. */
export const monthOrDay = where((value) => typeof value === 'string' && /^\d{4}-\d{2}(-\d{2})?$/.test(value));
export const oneOf = (...words: readonly string[]): Shape => where((value) => words.includes(value as string));

/** A field that may be left out. */
export const optional = (shape: Shape): Optional =>
  Object.assign((value: unknown, path: string) => (value === undefined ? undefined : shape(value, path)), {
    optional: true as const,
  });

export const listOf =
  (each: Shape): Shape =>
  (value, path) => {
    if (!Array.isArray(value)) return path;
    for (let at = 0; at < value.length; at += 1) {
      const wrong = each(value[at], `${path}.${at + 1}`);
      if (wrong !== undefined) return wrong;
    }
    return undefined;
  };

/** An object with these fields and no others. */
export const record = <Content>(fields: Fields<Content>): Shape => {
  const known = Object.entries<Shape>(fields as Readonly<Record<string, Shape>>);
  return (value, path) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return path;
    const given = value as Readonly<Record<string, unknown>>;
    for (const [name, shape] of known) {
      const wrong = shape(given[name], path === '' ? name : `${path}.${name}`);
      if (wrong !== undefined) return wrong;
    }
    return Object.keys(given).find((name) => given[name] !== undefined && !Object.hasOwn(fields as object, name));
  };
};

/** An object of one of several kinds, which its member of that name tells. */
export const oneKindOf =
  (name: string, kinds: Readonly<Record<string, Shape>>): Shape =>
  (value, path) => {
    if (typeof value !== 'object' || value === null) return path;
    const kind = (value as Readonly<Record<string, unknown>>)[name];
    const shape = typeof kind === 'string' && Object.hasOwn(kinds, kind) ? kinds[kind] : undefined;
    return shape === undefined ? `${path}.${name}` : shape(value, path);
  };
