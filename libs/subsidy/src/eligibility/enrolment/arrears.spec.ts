import { fen } from '@fenming/money';
import { outcome } from '../../subsidy.fixture';
import type { Determine, Instruct, Proposal } from './enrolment.commands';
import {
  answering,
  DUE,
  ENTITLEMENT,
  instructing,
  KEY,
  officialOf,
  paid,
  proposing,
  readyToPay,
  releaser,
  type EnrolmentStory,
} from './enrolment.fixture';
import { overMonths } from './owed';
import { monthlyTotal } from './monthly';
import { payable } from './payment';

const health = officialOf('county');

/** A year of several rates: each from its month on, in fen a year. */
const rates = (...spans: readonly (readonly [from: number, rateFen: number])[]): Proposal => {
  const parts = spans.map(([from, rateFen], at) => {
    const to = (spans[at + 1]?.[0] ?? 13) - 1;
    const [line] = proposing(2023, { rateFen, months: to - from + 1 }).lines;
    if (line === undefined) throw new Error('a span has a line');
    return {
      ...line,
      from: `2023-${String(from).padStart(2, '0')}`,
      to: `2023-${String(to).padStart(2, '0')}`,
      contentHash: `text-${rateFen}`,
    };
  });
  const sum = parts.reduce((all, { amountFen }) => all + Number(amountFen), 0);
  return {
    ...proposing(),
    amountFen: fen(sum),
    funding: { central: String(sum * 0.6), province: String(sum * 0.2), city: '0', county: String(sum * 0.2) },
    lines: parts,
    texts: parts.map(({ contentHash, from, to }) => ({ contentHash, first: Number(from.slice(5)), last: Number(to.slice(5)) })),
  };
};
const RAISED = rates([1, 96_000], [7, 108_000]);
const determining = (proposal: Proposal, rest: Partial<Determine> = {}): Determine => ({
  do: 'determine',
  year: 2023,
  cause: 'rules',
  proposal,
  excess: 'undecided',
  ...rest,
});
const raised = (story: EnrolmentStory) => story.after(determining(RAISED), health);
const next = ({ state }: EnrolmentStory) => payable(state, 2023, releaser());
const paying = (story: EnrolmentStory, rest: Partial<Instruct> = {}) => {
  const due = next(story);
  if ('refused' in due) throw new Error(due.refused);
  const { entitlement, attempt, amountFen, determination, accountVersion } = due;
  return instructing({ batch: 'batch-9', entitlement, attempt, amountFen, determination, accountVersion, ...rest });
};
const settled = (story: EnrolmentStory) =>
  story.after(paying(story), releaser()).after(answering('settled', 'batch-9'), releaser());

describe('a rate that is raised from July after the year was determined', () => {
  it('is determined once more, and what was not paid yet is one payment: 1,020.00', () => {
    const story = raised(readyToPay());
    expect(next(story)).toMatchObject({ entitlement: ENTITLEMENT, attempt: 1, amountFen: 102_000, determination: 2 });
    expect(story.state.determinations[2023]?.map(({ number, amountFen, cause }) => ({ number, amountFen, cause }))).toEqual([
      { number: 1, amountFen: 96_000, cause: 'confirmation' },
      { number: 2, amountFen: 102_000, cause: 'rules' },
    ]);
  });

  it('leaves arrears of 60.00 to whoever was paid, named by the determination that they fulfil, funded by its shares', () => {
    expect(next(raised(paid()))).toEqual({
      key: KEY,
      entitlement: '2023/arrears/2',
      attempt: 1,
      amountFen: 6_000,
      funding: { central: '3600', province: '1200', city: '0', county: '1200' },
      determination: 2,
      accountVersion: 'account-1',
    });
    expect(next(settled(raised(paid())))).toEqual({ refused: 'already_instructed' });
  });

  it('lets a line that was locked before go as it was locked, and the rest is arrears', () => {
    const story = raised(readyToPay());
    const instructed = story.after(instructing({ amountFen: DUE, determination: 1 }), releaser());
    expect(next(instructed)).toMatchObject({ entitlement: '2023/arrears/2', amountFen: 6_000 });
  });

  it('is paid in one line where the payment came back: 1,020.00 under its own name', () => {
    const returned = readyToPay().after(instructing(), releaser()).after(answering('failed'), releaser());
    expect(next(raised(returned))).toMatchObject({ entitlement: ENTITLEMENT, attempt: 2, amountFen: 102_000 });
  });

  it('pays a part that came back again under its own name, with what is due then', () => {
    const owed = raised(paid());
    const back = owed.after(paying(owed), releaser()).after(answering('failed', 'batch-9'), releaser());
    expect(next(back)).toMatchObject({ entitlement: '2023/arrears/2', attempt: 2, amountFen: 6_000 });
    const more = back.after(determining(rates([1, 96_000], [4, 100_000], [7, 108_000])), health);
    expect(next(more)).toMatchObject({ entitlement: '2023/arrears/2', attempt: 2, amountFen: 7_000, determination: 3 });
  });

  it('comes to the same in whichever order a retroactive rate between becomes known: 240 + 250 + 540', () => {
    const all = rates([1, 96_000], [4, 100_000], [7, 108_000]);
    const julyFirst = raised(paid()).after(determining(all), health);
    const aprilFirst = paid()
      .after(determining(rates([1, 96_000], [4, 100_000], [7, 96_000])), health)
      .after(determining(all), health);
    for (const story of [julyFirst, aprilFirst]) expect(next(story)).toMatchObject({ amountFen: 7_000 });
    expect(next(settled(julyFirst))).toEqual({ refused: 'already_instructed' });
  });
});

describe('a year that is determined lower', () => {
  const lowered = rates([1, 96_000], [7, 84_000]);

  it('does not let a line go that was locked for more', () => {
    expect(outcome(readyToPay().after(determining(lowered), health).when(instructing(), releaser()))).toBe('amount_changed');
  });

  it('leaves what arrived too much to a person, unless the programme says that it is claimed back', () => {
    const story = paid().after(determining(lowered), health);
    expect(monthlyTotal(overMonths(story.state, 2023))).toBe(6_000);
    expect(story.state.recoveries).toEqual({});
    expect(outcome(paid().when(determining(lowered, { excess: 'recover' }), health))).toEqual([
      'EntitlementDetermined',
      'RecoveryOpened',
    ]);
  });

  it('is not set against what other months are owed: both stand', () => {
    const mixed = rates([1, 100_800], [4, 96_000], [7, 84_000], [10, 96_000]);
    const story = paid().after(determining(mixed), health);
    expect(next(story)).toMatchObject({ entitlement: '2023/arrears/2', amountFen: 1_200 });
    expect(monthlyTotal(overMonths(story.state, 2023))).toBe(3_000);
  });
});

describe('determining once more', () => {
  it('writes nothing where the year comes to the same', () => {
    expect(readyToPay().when(determining(proposing()), health)).toEqual([]);
    expect(raised(readyToPay()).when(determining(RAISED), health)).toEqual([]);
  });

  it('never lowers for want of a fact', () => {
    const unknown = { ...proposing(2023, { months: 0 }), verdict: 'unknown' as const, failing: ['户口性质'] };
    expect(paid().when(determining(unknown), health)).toEqual({ refused: 'facts_missing', detail: '户口性质' });
  });

  it('is for the county, never for one’s own case, and for years that were determined', () => {
    expect(outcome(paid().when(determining(RAISED), officialOf('village')))).toBe('forbidden_role');
    expect(outcome(paid().when(determining(RAISED, { year: 2024 }), health))).toBe('entitlement_missing');
  });
});
