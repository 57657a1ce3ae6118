import fc from 'fast-check';
import iconv from 'iconv-lite';
import counts from '../../../test/counts.json';
import { encodeGb18030 } from './gb18030';

const runs = { numRuns: counts[process.env.FENMING_TEST_COUNTS === 'long' ? 'long' : 'ci'].properties };

describe('a text in GB18030', () => {
  it('has the bytes of the standard for every character there is', () => {
    const planes = Array.from({ length: 0x110000 / 0x1000 }, (_, block) =>
      Array.from({ length: 0x1000 }, (__, offset) => block * 0x1000 + offset)
        .filter((point) => point < 0xd800 || point > 0xdfff)
        .map((point) => String.fromCodePoint(point))
        .join(''),
    );
    expect(planes.filter((text) => !encodeGb18030(text).equals(iconv.encode(text, 'gb18030')))).toEqual([]);
  });

  it('reads back as it was, with rare characters and damaged halves of them', () => {
    expect(encodeGb18030('䶮𠮷·').toString('hex')).toBe('fe9f9534b235a1a4');
    expect(encodeGb18030('王\uD842示\uDFB7').equals(encodeGb18030('王?示?'))).toBe(true);
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => iconv.decode(encodeGb18030(text), 'gb18030') === text),
      runs,
    );
  });
});
