import * as fc from 'fast-check';
import counts from '../../../test/counts.json';
import { canonicalJson, NotCanonical, parseCanonical } from './canonical';
import type { Json } from './port';

const runs = { numRuns: counts[process.env['FENMING_TEST_COUNTS'] === 'long' ? 'long' : 'ci'].properties };

describe('the canonical text of an event (RFC 8785)', () => {
  it('sorts keys by UTF-16 code units, as the example of section 3.2.3 does', () => {
    const example = JSON.parse(`{
      "\\u20ac": "Euro Sign",
      "\\r": "Carriage Return",
      "\\ufb33": "Hebrew Letter Dalet With Dagesh",
      "1": "One",
      "\\ud83d\\ude00": "Emoji: Grinning Face",
      "\\u0080": "Control",
      "\\u00f6": "Latin Small Letter O With Diaeresis"
    }`) as Json;
    expect([...canonicalJson(example).matchAll(/:"([^"]+)"/g)].map((match) => match[1])).toEqual([
      'Carriage Return',
      'One',
      'Control',
      'Latin Small Letter O With Diaeresis',
      'Euro Sign',
      'Emoji: Grinning Face',
      'Hebrew Letter Dalet With Dagesh',
    ]);
  });

  it('writes the string and the literals of section 3.2.2 as the bytes of section 3.2.4', () => {
    const example = JSON.parse(
      String.raw`{"string": "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/", "literals": [null, true, false]}`,
    ) as Json;
    const bytes =
      '7b226c69746572616c73223a5b6e756c6c2c747275652c66616c73655d2c' +
      '22737472696e67223a22e282ac245c75303030665c6e4127425c225c5c5c5c5c222f227d';
    expect(Buffer.from(canonicalJson(example)).toString('hex')).toBe(bytes);
  });

  it('keeps keys that look like numbers in text order, as the published example "structures" asks', () => {
    const example = { 1: { f: { f: 'hi', F: 5 }, '\n': 56 }, 10: {}, '': 'empty', a: {}, 111: [{ e: 'yes', E: 'no' }], A: {} };
    const text = '{"":"empty","1":{"\\n":56,"f":{"F":5,"f":"hi"}},"10":{},"111":[{"E":"no","e":"yes"}],"A":{},"a":{}}';
    expect(canonicalJson(example)).toBe(text);
  });

  it('ignores locale, as the published example "french" asks', () => {
    const text =
      '{"peach":"This sorting order","péché":"is wrong according to French","pêche":"but canonicalization MUST","sin":"ignore locale"}';
    expect(canonicalJson(JSON.parse(text) as Json)).toBe(text);
    expect(canonicalJson({ sin: 'ignore locale', ...(JSON.parse(text) as object) })).toBe(text);
  });

  it('does not normalise characters, as the published example "unicode" asks', () => {
    expect(canonicalJson({ 'Unnormalized Unicode': 'A\u030a' })).toBe('{"Unnormalized Unicode":"A\u030a"}');
  });

  it('writes minus zero as zero (appendix B) and the largest whole number that every reader keeps exact', () => {
    expect(canonicalJson([-0, 0, Number.MAX_SAFE_INTEGER, Number.MIN_SAFE_INTEGER])).toBe(
      '[0,0,9007199254740991,-9007199254740991]',
    );
  });

  it.each([
    ['half a fen', { amount: 0.5 }, '/amount'],
    ['2^53, which another reader may round', [2 ** 53], '/0'],
    ['not a number', { a: { b: Number.NaN } }, '/a/b'],
    ['infinity', Infinity, 'the top'],
    ['a big integer', { n: 1n }, '/n'],
    ['undefined', { a: undefined }, '/a'],
    ['a hole in a list', Array(1), '/0'],
    ['a function', { toJSON: () => 1 }, '/toJSON'],
    ['a date', { on: new Date(0) }, '/on'],
    ['a map', new Map(), 'the top'],
    ['half of a surrogate pair', { name: '\ud83d' }, '/name'],
    ['half of a surrogate pair in a key', { a: { '\udc00': 1 } }, '/a'],
  ])('refuses %s and says where', (_what, value, place) => {
    expect(() => canonicalJson(value as Json)).toThrow(NotCanonical);
    expect(() => canonicalJson(value as Json)).toThrow(` at ${place}`);
  });

  it('refuses endless nesting instead of exhausting the stack', () => {
    const endless: unknown[] = [];
    endless.push(endless);
    expect(() => canonicalJson(endless as Json)).toThrow('more than 64 levels');
  });

  it('keeps an honest text that only looks like an escaped surrogate', () => {
    expect(canonicalJson(['\\ud83d', 'C:\\udata'])).toBe('["\\\\ud83d","C:\\\\udata"]');
  });

  it('keeps a key that names the prototype', () => {
    const text = '{"a":{"__proto__":1},"b":{"__proto__":{"z":1},"a":2}}';
    expect(canonicalJson(JSON.parse('{"b":{"a":2,"__proto__":{"z":1}},"a":{"__proto__":1}}') as Json)).toBe(text);
  });
});

describe('reading canonical text back', () => {
  it('gives the value', () => {
    expect(parseCanonical('{"a":[1,"二"],"b":null}')).toEqual({ a: [1, '二'], b: null });
  });

  it.each([
    ['a space', '{"a": 1}'],
    ['keys out of order', '{"b":1,"a":1}'],
    ['a key twice', '{"a":1,"a":1}'],
    ['another escape of the same character', '"\\u0041"'],
    ['a number in another notation', '1e3'],
    ['minus zero', '-0'],
    ['text that is not JSON', '{'],
  ])('refuses %s', (_what, text) => {
    expect(() => parseCanonical(text)).toThrow(NotCanonical);
  });
});

const key = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.nat({ max: 120 }).map(String),
  fc.constantFrom('__proto__', 'constructor', ''),
);
const { value: json } = fc.letrec<{ value: Json }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constantFrom(null, true, false),
    fc.maxSafeInteger(),
    fc.string({ unit: 'binary' }),
    fc.array(tie('value'), { maxLength: 4 }),
    // Object.fromEntries defines keys and so keeps `__proto__`, as JSON.parse does.
    fc.array(fc.tuple(key, tie('value')), { maxLength: 6 }).map((entries) => Object.fromEntries(entries) as Json),
  ),
}));

describe('any value that an event may carry', () => {
  it('survives its canonical text, and the text survives the value', () => {
    fc.assert(
      fc.property(json, (value) => {
        const text = canonicalJson(value);
        expect(canonicalJson(parseCanonical(text))).toBe(text);
        expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)));
      }),
      runs,
    );
  });

  it('has one text, whatever the order in which its keys were set', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.tuple(key, json), { selector: ([name]) => name }), (entries) => {
        const reversed = Object.fromEntries(entries.toReversed()) as Json;
        expect(canonicalJson(reversed)).toBe(canonicalJson(Object.fromEntries(entries) as Json));
      }),
      runs,
    );
  });

  it('has its keys in the order that RFC 8785 gives them', () => {
    fc.assert(
      fc.property(fc.uniqueArray(key, { minLength: 1 }), (names) => {
        const text = canonicalJson(Object.fromEntries(names.map((name) => [name, 0])) as Json);
        expect(text).toBe(
          `{${names
            .toSorted(byCodeUnits)
            .map((name) => `${JSON.stringify(name)}:0`)
            .join(',')}}`,
        );
      }),
      runs,
    );
  });
});

/** Written out from section 3.2.3, so that the proof does not lean on Array.sort's default as the code does. */
function byCodeUnits(left: string, right: string): number {
  const shorter = Math.min(left.length, right.length);
  for (let at = 0; at < shorter; at += 1) {
    const difference = left.charCodeAt(at) - right.charCodeAt(at);
    if (difference !== 0) return difference;
  }
  return left.length - right.length;
}
