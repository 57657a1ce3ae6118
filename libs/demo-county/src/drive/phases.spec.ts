import { dateOf } from '@fenming/calendar';
import * as rules from '@fenming/programmes';
import { demoCatalogue } from '../catalogue';
import { CLOSING, OPENING, phasesFor } from './phases';

const programmes = [...demoCatalogue(rules).values()];
const dayOf = (title: string): string => dateOf(phasesFor(programmes).find((phase) => phase.title === title)?.at ?? OPENING);

describe('the timetable of the demo county', () => {
  it('goes up to the next level on the first working day after a notice of seven, then five, working days', () => {
    expect(dayOf('2023 村级确认与公示')).toBe('2023-02-13');
    expect(dayOf('2023 乡级确认与公示')).toBe('2023-02-23');
    expect(dayOf('2023 县级确认与公示')).toBe('2023-03-03');
  });

  it('pays in October, as the county of the published figures does', () => {
    expect(dayOf('2023 放款、送盘')).toBe('2023-10-12');
  });

  it('lies between the opening and the closing of the simulated clock, each phase later than the one before', () => {
    const times = [OPENING, ...phasesFor(programmes).map(({ at }) => at), CLOSING];
    expect(times).toEqual([...new Set(times)].toSorted());
  });

  it('refuses notice periods that do not fit into the year', () => {
    const long = { length: 60, unit: 'working-day' } as const;
    const slow = programmes.map((programme) => ({
      ...programme,
      noticePeriods: { village: long, township: long, county: long },
    }));
    expect(() => phasesFor(slow)).toThrow('安排不下');
  });
});
