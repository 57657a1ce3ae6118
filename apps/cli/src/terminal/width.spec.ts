import { displayWidth, folded } from './width';

const FINDING =
  'I-24 批次 ONLY_CHILD_FEE-2023-991001-1：到账加退票与送盘文件不一致（6 笔 3,120.01 元，6 笔 2,640.00 元，相差 0 笔 480.01 元）。';

describe('a long sentence on a terminal', () => {
  it('is folded within its width under its own beginning, cuts no number and begins no line with a closing mark', () => {
    for (const columns of [60, 72, 80, 100]) {
      const lines = folded(FINDING, 4, columns);
      expect(Math.max(...lines.map(displayWidth))).toBeLessThanOrEqual(columns);
      expect(lines.every((line) => /^ {4}[^ ，。）：]/.test(line))).toBe(true);
      expect(
        lines
          .map((line) => line.trim())
          .join('')
          .replaceAll(' ', ''),
      ).toBe(FINDING.replaceAll(' ', ''));
      expect(lines.join('\n')).toContain('ONLY_CHILD_FEE-2023-991001-1');
    }
  });

  it('stays one line where no person is watching, for the next program', () => {
    expect(folded(FINDING, 4, undefined)).toEqual([`    ${FINDING}`]);
  });
});
