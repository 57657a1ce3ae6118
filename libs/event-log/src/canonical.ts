import type { Json, JsonObject } from './port';

/** A value has no canonical form, or a text is not in it. The message names the place, never the content, which may be personal. */
export class NotCanonical extends Error {
  constructor(
    readonly reason: string,
    readonly pointer: string,
  ) {
    super(`${reason} at ${pointer === '' ? 'the top' : pointer}`);
    this.name = 'NotCanonical';
  }
}

const MAX_DEPTH = 64;
const LONE_SURROGATE = /\p{Surrogate}/u;

/** How far a value is from canonical order, worst part first: some keys an object cannot hold in sorted order at all. */
const SORTED = 0;
const UNSORTED = 1;
const UNSORTABLE = 2;

/**
 * The one text of a JSON value under RFC 8785: keys sorted by UTF-16 code units, no spaces, ECMAScript string escapes.
 * Narrower than the RFC on purpose: numbers are safe integers, so that no reader in any language can round an amount.
 * @throws NotCanonical for floats, numbers past 2^53, undefined, lone surrogates, anything but plain objects and arrays, or more than 64 levels.
 */
export function canonicalJson(value: Json): string {
  const text = writeInOrder(value, disorder(value, []));
  // JSON.stringify writes half of a surrogate pair as an escape; the same letters may also stand in an honest text.
  if (text.includes('\\ud')) refuseLoneSurrogates(value, '');
  return text;
}

/**
 * Reads a canonical text back.
 * @throws NotCanonical when the text is not JSON or is not byte for byte what `canonicalJson` would write.
 */
export function parseCanonical(text: string): Json {
  const value = parseJson(text);
  if (canonicalJson(value) !== text) throw new NotCanonical('text is JSON but not its RFC 8785 form', '');
  return value;
}

function parseJson(text: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch {
    throw new NotCanonical('text is not JSON', '');
  }
}

/** RFC 8785 takes its escapes and number texts from ECMAScript; a sorted copy for JSON.stringify is twice as fast as writing by hand. */
function writeInOrder(value: Json, order: number): string {
  if (order === SORTED) return JSON.stringify(value);
  return order === UNSORTED ? JSON.stringify(sortedCopy(value)) : writeByHand(value);
}

function sortedCopy(value: Json): Json {
  if (typeof value !== 'object' || value === null) return value;
  if (isArray(value)) return value.map(sortedCopy);
  const copy: Record<string, Json> = {};
  for (const key of sortedKeys(value)) copy[key] = sortedCopy(value[key] ?? null);
  return copy;
}

function writeByHand(value: Json): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  if (isArray(value)) return `[${value.map(writeByHand).join(',')}]`;
  return `{${sortedKeys(value)
    .map((key) => `${JSON.stringify(key)}:${writeByHand(value[key] ?? null)}`)
    .join(',')}}`;
}

/** Array.sort without a comparator compares UTF-16 code units, which is what RFC 8785 section 3.2.3 asks for. */
function sortedKeys(object: JsonObject): string[] {
  return Object.keys(object).sort();
}

/** Checks everything but surrogates, and tells how the keys lie. `trail` holds the keys down to the value. */
function disorder(value: unknown, trail: string[]): number {
  switch (typeof value) {
    case 'string':
    case 'boolean':
      return SORTED;
    case 'number':
      if (!Number.isSafeInteger(value)) throw refusal('a number that is not a safe integer', trail);
      return SORTED;
    case 'object':
      if (value === null) return SORTED;
      if (trail.length >= MAX_DEPTH) throw refusal(`more than ${MAX_DEPTH} levels`, trail);
      return Array.isArray(value) ? disorderOfArray(value, trail) : disorderOfObject(value, trail);
    default:
      throw refusal(`a value of type ${typeof value}`, trail);
  }
}

function disorderOfArray(items: readonly unknown[], trail: string[]): number {
  let worst = SORTED;
  for (let index = 0; index < items.length; index += 1) {
    trail.push(String(index));
    worst = Math.max(worst, disorder(items[index], trail));
    trail.pop();
  }
  return worst;
}

function disorderOfObject(object: object, trail: string[]): number {
  if (!isPlain(object)) throw refusal('an object that is not plain', trail);
  let worst = SORTED;
  let indexed = false;
  let before = '';
  for (const key of Object.keys(object)) {
    if (key < before) worst = Math.max(worst, UNSORTED);
    // Assigning `__proto__` in a copy would set no key at all.
    if (key === '__proto__') worst = UNSORTABLE;
    indexed ||= isIndexLike(key);
    before = key;
    trail.push(key);
    worst = Math.max(worst, disorder((object as JsonObject)[key], trail));
    trail.pop();
  }
  return indexed && worst === UNSORTED ? UNSORTABLE : worst;
}

/** Every object lists keys like array indexes first and in order of number, whatever the order of assignment. */
function isIndexLike(key: string): boolean {
  const first = key.charCodeAt(0);
  return first >= 0x30 && first <= 0x39;
}

function refuseLoneSurrogates(value: Json, pointer: string): void {
  if (typeof value === 'string' && LONE_SURROGATE.test(value)) throw new NotCanonical('half of a surrogate pair', pointer);
  if (typeof value !== 'object' || value === null) return;
  for (const [key, part] of Object.entries(value)) {
    refuseLoneSurrogates(key, pointer);
    refuseLoneSurrogates(part as Json, `${pointer}/${key}`);
  }
}

function refusal(reason: string, trail: readonly string[]): NotCanonical {
  return new NotCanonical(reason, trail.map((key) => `/${key}`).join(''));
}

function isArray(value: readonly Json[] | JsonObject): value is readonly Json[] {
  return Array.isArray(value);
}

/** A prototype without a prototype is the root object of some realm: jest and worker threads each have their own. */
function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}
