import { outcome } from '../../subsidy.fixture';
import type { GiveWay } from './enrolment.commands';
import { dying, KEY, officialOf, paid, readyToPay } from './enrolment.fixture';
import { givenWayIn, monthsPaid } from './giving-way';

const health = officialOf('county');
/** Special assistance from June: what is left is what a death in May leaves, by the same fixture. */
const giving = (months = [6, 7, 8, 9, 10, 11, 12]): GiveWay => ({
  do: 'give-way',
  year: 2023,
  to: 'SPECIAL_ASSISTANCE',
  months,
  redetermined: dying(5).redetermined.map((one) => ({ ...one, cause: 'gave_way:SPECIAL_ASSISTANCE' })),
});

describe('months that give way to another programme of the person', () => {
  it('are written into the case, and its year is determined without them', () => {
    expect(readyToPay().when(giving(), health)).toMatchObject([
      { type: 'MonthsGivenWay', data: { ...KEY, year: 2023, to: 'SPECIAL_ASSISTANCE', months: [6, 7, 8, 9, 10, 11, 12] } },
      { type: 'EntitlementDetermined', data: { cause: 'gave_way:SPECIAL_ASSISTANCE', amountFen: '40000' } },
    ]);
    const { state } = readyToPay().after(giving(), health);
    expect(givenWayIn(state.years[2023])).toEqual([6, 7, 8, 9, 10, 11, 12]);
    expect(monthsPaid(state.determinations[2023]?.at(-1) ?? { lines: [] })).toEqual([1, 2, 3, 4, 5]);
  });

  it('are claimed back where they were paid, and the programme says so', () => {
    expect(outcome(paid().when(giving(), health))).toEqual(['MonthsGivenWay', 'EntitlementDetermined', 'RecoveryOpened']);
  });

  it('are said once, and again only where they are others', () => {
    const given = readyToPay().after(giving(), health);
    expect(given.when(giving(), health)).toEqual([]);
    expect(outcome(given.when({ ...giving([7, 8, 9, 10, 11, 12]), redetermined: [] }, health))).toEqual(['MonthsGivenWay']);
    expect(readyToPay().when({ ...giving([]), redetermined: [] }, health)).toEqual([]);
  });

  it('are written by the county', () => {
    expect(outcome(readyToPay().when(giving(), officialOf('village')))).toBe('forbidden_role');
  });
});
