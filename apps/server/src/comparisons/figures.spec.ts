import type { ComparisonSource } from '@fenming/rosters';
import { figuresOf, overallAccuracy } from './figures';

const deaths: ComparisonSource = {
  source: 'deaths',
  title: '死亡名单',
  keeper: '公安局',
  citizenId: '身份证号',
  death: '死亡日期',
};
const payroll: ComparisonSource = { source: 'payroll', title: '待遇', keeper: '人社局', citizenId: '身份证号', paid: '待遇名称' };
const counts = (agreed: number, differs: number) => ({ found: 1, enrolled: 3, agreed, differs });

describe('the figures of a comparison', () => {
  it('are percents of two digits, and never rounded up to the mark', () => {
    expect(figuresOf(counts(94_999, 5_001), deaths)).toEqual({
      coverage_percent: '33.33',
      accuracy_percent: '94.99',
      accuracy_reached: false,
    });
    expect(figuresOf(counts(95, 5), deaths)).toMatchObject({ accuracy_percent: '95.00', accuracy_reached: true });
  });

  it('of all sources count what could be compared, and not what is drawn elsewhere', () => {
    const lists = [
      { of: counts(94, 6), source: deaths },
      { of: counts(0, 50), source: payroll },
      { of: counts(96, 4), source: { ...deaths, source: 'marriage' } },
    ];
    expect(overallAccuracy(lists)).toEqual({
      agreed: 190,
      compared: 200,
      accuracy_percent: '95.00',
      accuracy_reached: true,
    });
    expect(overallAccuracy(lists.slice(1, 2))).toMatchObject({ compared: 0, accuracy_percent: null, accuracy_reached: null });
  });

  it('say nothing where nothing could be compared', () => {
    expect(figuresOf(counts(0, 0), deaths)).toMatchObject({ accuracy_percent: null, accuracy_reached: null });
    expect(figuresOf(counts(0, 7), payroll)).toMatchObject({ accuracy_percent: null, accuracy_reached: null });
    expect(figuresOf({ ...counts(0, 0), found: 0, enrolled: 0 }, undefined).coverage_percent).toBeNull();
  });
});
