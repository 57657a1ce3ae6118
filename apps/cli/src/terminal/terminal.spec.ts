import { closest } from './suggest';
import { tableLines } from './table';
import { displayWidth } from './width';

describe('text on a terminal', () => {
  it('counts a Chinese character as two columns and a colour as none', () => {
    expect(displayWidth('奖扶 960.00')).toBe(11);
    expect(displayWidth('\u001b[32m✓\u001b[0m')).toBe(1);
    expect(displayWidth('𠮷（演示）')).toBe(10);
  });

  it('keeps columns under each other although names differ in width', () => {
    const lines = tableLines(
      [{ title: '项目' }, { title: '金额', align: 'right' }],
      [
        ['农村奖扶', '6,473,280.00'],
        ['fee', '480.00'],
      ],
    );
    expect(lines).toEqual(['  项目              金额', '  农村奖扶  6,473,280.00', '  fee             480.00']);
  });
});

describe('a mistyped id', () => {
  const batches = ['RURAL_REWARD.2023.991001.1', 'URBAN_ONLY_CHILD.2023.991001.1'];
  it('is answered with the one that was meant', () => {
    expect(closest('RURAL_REWRAD.2023.991001.1', batches)).toBe('RURAL_REWARD.2023.991001.1');
    expect(closest('urban_only_child', batches)).toBe('URBAN_ONLY_CHILD.2023.991001.1');
  });
  it('is not answered with something quite different', () => {
    expect(closest('x', ['approve', 'release'])).toBeUndefined();
  });
});
