import { unifiedIdeographs } from './unified-ideographs';

const block = (from: number, to: number): readonly number[] => Array.from({ length: to - from + 1 }, (_, i) => from + i);
const isIdeograph = (text: string): boolean => /^\p{Unified_Ideograph}$/u.test(text);
const strangers = (codePoints: readonly number[]): readonly string[] =>
  codePoints
    .map((codePoint) => String.fromCodePoint(codePoint))
    .filter((sign) => !/\p{Cn}/u.test(sign) && !isIdeograph(unifiedIdeographs(sign)))
    .map((sign) => (sign.codePointAt(0) ?? 0).toString(16).toUpperCase());

describe('characters that only look like ideographs', () => {
  it('become the ideograph, every radical of both blocks but the one that Unicode gives none', () => {
    expect(strangers(block(0x2e80, 0x2eff))).toEqual(['2E80']);
    expect(strangers(block(0x2f00, 0x2fdf))).toEqual([]);
  });

  it('become the ideograph, every compatibility ideograph of both blocks', () => {
    expect(strangers([...block(0xf900, 0xfaff), ...block(0x2f800, 0x2fa1f)])).toEqual([]);
  });

  it('become the ideograph, the strokes that are drawn like one', () => {
    expect(strangers(block(0x31c0, 0x31e3))).toEqual(
      '31C0 31C1 31C2 31C3 31C4 31C5 31C7 31C8 31C9 31CA 31CB 31CC 31CD 31CE 31E2 31E3'.split(' '),
    );
  });

  it('leave ideographs of every plane, punctuation and letters as they are', () => {
    const text = '张〇𠀀𰻞𲎰〔2024〕“号”，ａ①㎡々﨑';
    expect(unifiedIdeographs(text)).toBe(text);
  });

  it.each([
    ['\u2FA6\u2F42\u2F5F', '金文玉'],
    ['李\uF9E1', '李李'],
    ['\u2EE2\u2ED3\u2ED8', '马长青'],
    ['\u{2F874}', '当'],
  ])('turn %p into %s', (typed, meant) => {
    expect(unifiedIdeographs(typed)).toBe(meant);
  });
});
