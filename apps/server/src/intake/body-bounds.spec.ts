import { INTAKES } from '../limits';
import { refuseSprawlingForm, refuseSprawlingJson } from './body-bounds';
import { TooLarge } from './too-large';

const SMALL = { bytes: 1000, name: 12, text: 1024, depth: 3, keys: 6, keysOfOne: 4, values: 8 };
const judged = (text: string): string => {
  try {
    refuseSprawlingJson(Buffer.from(text), SMALL);
    return 'taken';
  } catch (error) {
    return error instanceof TooLarge ? error.title : String(error);
  }
};

describe('a body is measured before it is parsed', () => {
  it.each([
    ['an object of as many keys as are taken', '{"a":1,"b":2,"c":3,"d":4}'],
    ['as many levels', '{"a":[{"b":1}]}'],
    ['signs that stand in a text', '{"a":"{{{{[[[[::::,,,,,,,,\\"{{{{:,,,,,,"}'],
    ['a text that ends in a backslash', '{"a":"x\\\\","b":"[[[["}'],
    ['nothing', ''],
    ['what is no JSON', 'hello'],
    ['more that closes than opens', ']]]]}}}}'],
  ])('%s is taken', (_what, text) => {
    expect(judged(text)).toBe('taken');
  });

  it.each([
    ['a level too many', '{"a":[{"b":[1]}]}', '层级太深'],
    ['levels that are never closed', '{'.repeat(2_000_000), '层级太深'],
    ['lists without end', '['.repeat(2_000_000), '层级太深'],
    ['a key too many in one object', '{"a":1,"b":2,"c":3,"d":4,"e":5}', '一个对象不超过 4 项'],
    ['a key too many in all', '[{"a":1,"b":2,"c":3},{"d":4,"e":5,"f":6,"g":7}]', '总共不超过 6 项'],
    ['a value too many', '[1,2,3,4,5,6,7,8,9]', '项目太多'],
    ['the same key again and again', `{${'"a":1,'.repeat(5)}"a":1}`, '一个对象不超过 4 项'],
    ['a name that goes on and on', `{"${'1-'.repeat(7)}":1}`, '名称太长：不超过 12 字节'],
    ['a text that does', `["${'一'.repeat(400)}"]`, '文字太长：这里不超过 1 千字节'],
    ['what is no JSON either', ':'.repeat(7), '一个对象不超过 4 项'],
  ])('%s is not, and the limit is said', (_what, text, said) => {
    expect(judged(text)).toContain(said);
  });

  it('is measured the same for a form', () => {
    const form = (fields: number): (() => void) => {
      return () => refuseSprawlingForm(Buffer.from('a=1&'.repeat(fields).slice(0, -1)), SMALL);
    };
    expect(form(6)).not.toThrow();
    expect(form(7)).toThrow(TooLarge);
  });

  it('leaves room for the largest list and the largest text that a door takes', () => {
    const areas = Array.from({ length: 5000 }, (_, i) => ({ code: String(i).padStart(12, '9'), name: '村'.repeat(40) }));
    const list = Buffer.from(JSON.stringify({ areas }));
    const text = Buffer.from(
      JSON.stringify({
        text: '文"'.repeat(50_000),
        document_no: '1号',
        document_date: '2023-01-01',
        effective_from: '2023-01-01',
      }),
    );
    expect([list.length <= INTAKES.list.bytes, text.length <= INTAKES.text.bytes]).toEqual([true, true]);
    expect(() => refuseSprawlingJson(list, INTAKES.list)).not.toThrow();
    expect(() => refuseSprawlingJson(text, INTAKES.text)).not.toThrow();
  });
});
