import fc from 'fast-check';
import counts from '../../../test/counts.json';
import { readName } from './index';

const numRuns = (process.env['FENMING_COUNTS'] === 'long' ? counts.long : counts.ci).properties;

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
    expect(readName(raw)).toEqual({ ok: true, name });
  });

  it.each(['·', '•', '・', '．', '.', '‧', '∙', '⋅', '･', ' · ', ' . '])(
    'writes the middle dot %p of minority names as U+00B7',
    (dot) => {
      expect(readName(`阿依古丽${dot}艾合买提`)).toEqual({ ok: true, name: '阿依古丽·艾合买提' });
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
    '张',
    '李'.repeat(51),
  ])('refuses %p', (raw) => {
    expect(readName(raw)).toMatchObject({ ok: false, code: 'name_characters' });
  });

  it('names invented characters as what they are', () => {
    expect(readName('张\uE000')).toMatchObject({ ok: false, code: 'name_characters', reason: expect.stringContaining('自造字') });
  });

  it('changes nothing when a name that it has read is read again', () => {
    const characters = fc.constantFrom('张', '三', '𬱖', '·', '•', '.', ' ', '\u3000', 'a', 'Ｂ', '1');
    fc.assert(
      fc.property(fc.array(characters, { maxLength: 12 }), (drawn) => {
        const reading = readName(drawn.join(''));
        if (reading.ok) expect(readName(reading.name)).toEqual(reading);
      }),
      { numRuns },
    );
  });
});
