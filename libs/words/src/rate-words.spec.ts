import { unitsText } from './rate-words';

describe('what a rate is paid for', () => {
  it.each([
    [1, 'person-year', '1 人·年'],
    [6, 'person-month', '6 人·月'],
    [6, 'person-year/12', '6 个月（每月为年标准的十二分之一）'],
    [1, 'once', '1 次'],
  ])('is said in words: %d %s', (units, unit, text) => {
    expect(unitsText(units, unit)).toBe(text);
  });
});
