import fc from 'fast-check';
import counts from '../../../test/counts.json';
import { readName } from './index';

const numRuns = (process.env['FENMING_TEST_COUNTS'] === 'long' ? counts.long : counts.ci).properties;

describe('names of people', () => {
  it.each([
    ['张三', '张三'],
    ['欧阳明月', '欧阳明月'],
    [' 张  三 ', '张三'],
    ['张\u3000三', '张三'],
    ['\uFEFF张三\u200B', '张三'],
    ['𬱖𫗧', '𬱖𫗧'],
    ['张〇', '张〇'],
    ['Ｚｈａｎｇ　Ｓａｎ', 'Zhang San'],
    ['Anna  Maria Nowak', 'Anna Maria Nowak'],
  ])('reads %p as %s', (raw, name) => {
    expect(readName(raw)).toEqual({ ok: true, name, warnings: [] });
  });

  it.each([
    ['\u2FA6\u2F42\u2F5F', '金文玉'],
    ['李\uF9E1', '李李'],
    ['\u2ED3\u2EDB', '长风'],
    ['\u{2F874}归', '当归'],
  ])('reads the look-alikes %p as the characters %s, and says so', (raw, name) => {
    expect(readName(raw)).toEqual({ ok: true, name, warnings: ['look_alikes'] });
  });

  it.each([
    '张\u00AD三',
    '张\u200E三',
    '\u202A张三\u202C',
    '张\u2060三',
    '张\uFE00三',
    '张\u{E0100}三',
    '张\t三',
    '张\u2028三',
    '张\u0000三',
  ])('takes invisible marks out of %p', (raw) => {
    expect(readName(raw)).toEqual({ ok: true, name: '张三', warnings: [] });
  });

  it('reads a name of one character, and asks to look at it', () => {
    expect(readName('张')).toEqual({ ok: true, name: '张', warnings: ['one_character'] });
    expect(readName('Ａ')).toEqual({ ok: true, name: 'A', warnings: ['one_character'] });
    expect(readName('\u2FA6')).toEqual({ ok: true, name: '金', warnings: ['one_character', 'look_alikes'] });
  });

  it.each(['·', '˙', '●', '⸱', '﹒', '•', '・', '．', '.', '‧', '∙', '⋅', '･', ' · ', ' . '])(
    'writes the middle dot %p of minority names as U+00B7',
    (dot) => {
      expect(readName(`阿依古丽${dot}艾合买提`)).toEqual({ ok: true, name: '阿依古丽·艾合买提', warnings: [] });
    },
  );

  it.each([undefined, null, '', '  ', '\u3000'])('calls %p missing', (raw) => {
    expect(readName(raw)).toMatchObject({ ok: false, code: 'name_missing' });
  });

  it.each([
    '张三1',
    '张?',
    '张三（户主）',
    '张三、李四',
    '·张三',
    '张三·',
    '张··三',
    '-',
    '张三😀',
    42,
    true,
    '张○三',
    '张㊎',
    '㈱张',
    '多々',
    '张ー',
    '李'.repeat(51),
  ])('refuses %p', (raw) => {
    expect(readName(raw)).toMatchObject({ ok: false, code: 'name_characters' });
  });

  it.each([
    ['张\uE000', 'U+E000', '自造字'],
    ['张\u{F0000}三', 'U+F0000', '自造字'],
    ['张\uD842', 'U+D842', '半个'],
    ['张\u2E80', 'U+2E80', '部首'],
    ['张三?', 'U+003F', '第 3 个字'],
    ['张\uFFFD', 'U+FFFD', '丢失'],
    ['1张\uE000', 'U+E000', '第 3 个字'],
  ])('names the character of %p by its code point %s: %s', (raw, codePoint, what) => {
    const reading = readName(raw);
    expect(reading).toMatchObject({ ok: false, code: 'name_characters', reason: expect.stringContaining(codePoint) });
    expect(reading).toMatchObject({ reason: expect.stringContaining(what) });
  });

  it('changes nothing when a name that it has read is read again', () => {
    const characters = fc.constantFrom(
      '张',
      '三',
      '𬱖',
      '\u2FA6',
      '\uF9E1',
      '·',
      '•',
      '˙',
      '.',
      ' ',
      '\u3000',
      '\u200D',
      'a',
      'Ｂ',
      '1',
    );
    fc.assert(
      fc.property(fc.array(characters, { maxLength: 12 }), (drawn) => {
        const reading = readName(drawn.join(''));
        if (reading.ok) expect(readName(reading.name)).toMatchObject({ ok: true, name: reading.name });
      }),
      { numRuns },
    );
  });
});
