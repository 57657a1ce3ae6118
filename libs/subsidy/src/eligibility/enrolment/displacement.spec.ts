import { given, outcome } from '../../subsidy.fixture';
import { enrolmentDecider } from './enrolment.decider';
import { applied, dying, ENTITLEMENT, instructing, KEY, officialOf, paid, readyToPay, releaser } from './enrolment.fixture';
import { drawsNothing } from './payment';

const health = officialOf('county');
const displacing = { do: 'displace', year: 2023, by: 'SPECIAL_ASSISTANCE' } as const;
const reason = 'displaced:SPECIAL_ASSISTANCE';

describe('giving way to a programme that the rules keep', () => {
  it('ends the year and takes the determined amount out of what is due', () => {
    expect(readyToPay().when(displacing, health)).toEqual([
      { type: 'EligibilityRejected', data: { ...KEY, year: 2023, level: 'county', reason } },
      {
        type: 'EntitlementDetermined',
        data: expect.objectContaining({ ...KEY, entitlement: ENTITLEMENT, number: 2, cause: reason, amountFen: '0' }),
      },
    ]);
    expect(outcome(given(enrolmentDecider, applied()).when(displacing, health))).toEqual(['EligibilityRejected']);
  });

  it('is refused while money is on its way or has arrived, and names the case that people must end first', () => {
    const refused = { refused: 'already_instructed', detail: KEY.caseNumber };
    expect(readyToPay().after(instructing(), releaser()).when(displacing, health)).toEqual(refused);
    expect(paid().when(displacing, health)).toEqual(refused);
    expect(paid().after(dying(6), health).when(displacing, health)).toEqual(refused);
  });

  it('is no event where nothing is drawn any more', () => {
    const displaced = readyToPay().after(displacing, health);
    expect(displaced.when(displacing, health)).toEqual([]);
    expect(drawsNothing(displaced.state, 2023)).toBe(true);
    expect(drawsNothing(readyToPay().state, 2023)).toBe(false);
  });

  it('is for the county and never for one’s own case', () => {
    expect(outcome(readyToPay().when(displacing, officialOf('village')))).toBe('forbidden_role');
  });

  it('is never paid afterwards', () => {
    expect(outcome(readyToPay().after(displacing, health).when(instructing(), releaser()))).toBe('rejected');
  });
});
