import { given, official, outcome } from '../../subsidy.fixture';
import { enrolmentDecider } from './enrolment.decider';
import { applied, KEY, officialOf, readyToPay, renewed, through } from './enrolment.fixture';

const clerk = officialOf('township');
const county = officialOf('county');
const second = official('officer-liu', 'health', county.area);
const DOCUMENT = '县卫健〔2023〕41号';
const rejecting = (level: 'village' | 'township' | 'county') => ({ do: 'reject' as const, year: 2023, level, reason: '看错' });
const proposing = { do: 'propose-rejection-withdrawal' as const, year: 2023, documentNo: DOCUMENT, note: '更正' };
const withdrawing = { do: 'withdraw-rejection' as const, year: 2023, documentNo: DOCUMENT };

describe('the withdrawal of a refusal', () => {
  const refused = given(enrolmentDecider, applied(), ...through('village')).after(rejecting('township'), clerk);

  it('takes two people and a document, and gives the year back as it stood', () => {
    const proposed = refused.after(proposing, clerk);
    expect(proposed.state.years[2023]).toMatchObject({ rejection: { by: 'people', level: 'township' } });
    expect(outcome(proposed.when(withdrawing, clerk))).toBe('proposal_own');
    expect(proposed.when(withdrawing, county)).toEqual([
      { type: 'RejectionWithdrawn', data: { ...KEY, year: 2023, documentNo: DOCUMENT, note: '更正' } },
    ]);
    const before = given(enrolmentDecider, applied(), ...through('village')).state.years[2023];
    expect(proposed.after(withdrawing, county).state.years[2023]).toEqual(before);
  });

  it('needs a refusal by people, a proposal, and its document', () => {
    expect(outcome(given(enrolmentDecider, applied()).when(proposing, county))).toBe('rejection_unknown');
    expect(outcome(refused.when(withdrawing, county))).toBe('rejection_withdrawal_unknown');
    expect(refused.after(proposing, clerk).when({ ...withdrawing, documentNo: '别的' }, county)).toEqual({
      refused: 'rejection_withdrawal_unknown',
      detail: DOCUMENT,
    });
    const displaced = given(enrolmentDecider, applied()).after({ do: 'displace', year: 2023, by: 'SPECIAL' }, county);
    expect(displaced.state.years[2023]?.rejection).toEqual({ by: 'programme', programme: 'SPECIAL' });
    expect(outcome(displaced.when(proposing, county))).toBe('rejection_unknown');
  });

  it('is none of a lower level’s, and leaves the county to decide its own anew', () => {
    const cleared = readyToPay().after(rejecting('county'), county);
    expect(outcome(cleared.when(proposing, clerk))).toBe('decided_above');
    const reopened = cleared.after(proposing, county).after(withdrawing, second).state.years[2023];
    expect(reopened).not.toHaveProperty('rejection');
    expect(Object.keys(reopened?.confirmedBy ?? {})).toEqual(['village', 'township']);
    expect(Object.keys(reopened?.notices ?? {})).toEqual(['village', 'township']);
  });

  it('concerns its own year', () => {
    const later = refused.and(renewed(2024)).when({ ...proposing, year: 2024 }, clerk);
    expect(outcome(later)).toBe('rejection_unknown');
  });
});
