import { HOLIDAY_TABLES, plainDate, workingCalendar } from '@fenming/calendar';
import { lastPosting } from './notice-period';

const known = workingCalendar(HOLIDAY_TABLES);
const tenDays = [{ length: 10, unit: 'working-day' }] as const;

describe('until when notices can be posted by the holidays known', () => {
  it('is the last day from which the whole period can be counted', () => {
    expect(lastPosting(plainDate('2026-12-01'), tenDays, known)).toBe('2026-12-17');
  });

  it('is not said where they reach further ahead than anybody plans', () => {
    expect(lastPosting(plainDate('2024-10-10'), tenDays, known)).toBeUndefined();
  });

  it('is not said where no notice can be posted even today', () => {
    expect(lastPosting(plainDate('2026-12-31'), tenDays, known)).toBeUndefined();
  });
});
