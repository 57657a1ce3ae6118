import { COUNTY, official, OTHER_COUNTY, outcome } from '../../subsidy.fixture';
import type { ConfirmPaidElsewhere, ProposePaidElsewhere } from './enrolment.commands';
import { KEY, officialOf, paid, proposing as proposal, readyToPay, releaser } from './enrolment.fixture';
import { paidElsewhereIn } from './paid-elsewhere-said';
import { payable } from './payment';

const township = officialOf('township');
const health = officialOf('county');
const reviewer = official('officer-liu', 'health', COUNTY);
const CERTIFICATE = '邻卫健证〔2023〕6号';
const proposing = (months: readonly number[] = [3, 1, 2], documentNo = ` ${CERTIFICATE}`): ProposePaidElsewhere => ({
  do: 'propose-paid-elsewhere',
  hold: 'h1',
  year: 2023,
  months,
  paidBy: '邻县卫健委',
  documentNo,
  note: '三月迁入',
});
/** What the year comes to with so many months. */
const confirming = (months = 9, documentNo = CERTIFICATE): ConfirmPaidElsewhere => ({
  do: 'confirm-paid-elsewhere',
  documentNo,
  redetermined: [{ year: 2023, cause: 'paid_elsewhere', proposal: proposal(2023, { months }), excess: 'undecided' }],
});
const proposed = readyToPay().after(proposing(), township);

describe('months that another county certifies as paid', () => {
  it('are said by the township or the county under the certificate, and hold the case', () => {
    expect(readyToPay().when(proposing(), township)).toMatchObject([
      { type: 'PaidElsewhereProposed', data: { ...KEY, year: 2023, months: [1, 2, 3], documentNo: CERTIFICATE } },
      { type: 'CaseHeld', data: { hold: 'h1', cause: 'fact_awaited' } },
    ]);
    expect(payable(proposed.state, 2023, releaser())).toEqual({ refused: 'fact_awaited' });
    expect(outcome(readyToPay().when(proposing(), officialOf('village')))).toBe('forbidden_role');
    expect(outcome(readyToPay().when(proposing(), { ...health, area: OTHER_COUNTY }))).toBe('not_found');
    expect(outcome(readyToPay().when({ ...proposing(), year: 2022 }, township))).toBe('not_applied');
    expect(outcome(readyToPay().when(proposing([]), township))).toBe('elsewhere_unchanged');
    expect(outcome(proposed.when(proposing([1], '另一份'), township))).toBe('elsewhere_waiting');
  });

  it('count from the signature of another person of the county, who names the certificate: the rest of the year is due', () => {
    expect(outcome(readyToPay().when(confirming(), reviewer))).toBe('elsewhere_unknown');
    expect(outcome(proposed.when(confirming(), township))).toBe('forbidden_role');
    expect(outcome(proposed.when(confirming(9, '另一份'), reviewer))).toBe('elsewhere_unknown');
    expect(outcome(readyToPay().after(proposing(), health).when(confirming(), health))).toBe('proposal_own');
    expect(outcome(proposed.when(confirming(), reviewer))).toEqual([
      'PaidElsewhereConfirmed',
      'EntitlementDetermined',
      'HoldReleased',
    ]);
    const counted = proposed.after(confirming(), reviewer);
    expect(payable(counted.state, 2023, releaser())).toMatchObject({ amountFen: 72_000 });
    expect(outcome(counted.when(proposing(), township))).toBe('elsewhere_unchanged');
  });

  it('are none after all by another certificate, and the whole year is due again', () => {
    const none = proposed.after(confirming(), reviewer).after(proposing([], '更正1号'), township);
    const back = none.after(confirming(12, '更正1号'), reviewer);
    expect(payable(back.state, 2023, releaser())).toMatchObject({ amountFen: 96_000 });
  });

  it('add up over the counties that certify some, of which none takes another’s place', () => {
    const other = { ...proposing([4, 5], '丙县1号'), paidBy: '丙县卫健委' };
    const both = proposed.after(confirming(), reviewer).after(other, township).after(confirming(7, '丙县1号'), reviewer);
    expect(paidElsewhereIn(both.state.years[2023])).toEqual([1, 2, 3, 4, 5]);
  });

  it('are too much where they were paid here, and a person decides on them', () => {
    const twice = paid().after(proposing(), township);
    expect(outcome(twice.when(confirming(), reviewer))).toEqual([
      'PaidElsewhereConfirmed',
      'EntitlementDetermined',
      'ExcessNoted',
      'HoldReleased',
    ]);
  });

  it('are dropped by whoever said it or by the county, and nothing has changed', () => {
    const dropping = { do: 'drop-paid-elsewhere', note: '另一人的' } as const;
    expect(outcome(proposed.when(dropping, official('clerk-qi', 'township', township.area)))).toBe('forbidden_role');
    expect(outcome(proposed.when(dropping, health))).toEqual(['PaidElsewhereDropped', 'HoldReleased']);
    const dropped = proposed.after(dropping, township);
    expect(payable(dropped.state, 2023, releaser())).toMatchObject({ amountFen: 96_000 });
    expect(outcome(dropped.when(dropping, township))).toBe('elsewhere_unknown');
  });
});
