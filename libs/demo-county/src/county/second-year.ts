import { townshipOf, type AreaCode } from '@fenming/citizen';
import type { Applicant } from './applicants';

/** Who applies in 2024, and the cases that were planted among them: each is somebody of 2023. */
export type SecondYear = {
  readonly rural: readonly Applicant[];
  /** The families of the townships that go first. */
  readonly fee: readonly Applicant[];
  /** The townships that go first: confirmed in March and paid in May, before the rate rises. The others are paid in October. */
  readonly early: ReadonlySet<AreaCode>;
  /** Both parents are paid by finance; the list of 2024 says that an employer pays one of them. */
  readonly underpaid: Applicant;
  /** From March 2024 on an employer pays one of the parents. */
  readonly changed: Applicant;
  /** Moved to another county in April 2024. */
  readonly moved: Applicant;
  /** Taken for dead in April 2024 because somebody of the same name died. */
  readonly mistaken: Applicant;
};

/** `rural`: whoever was paid in 2023 and lives. `plain`: those of them with whom nothing else was planted. */
type FirstYear = {
  readonly rural: readonly Applicant[];
  readonly plain: readonly Applicant[];
  readonly newcomers: readonly Applicant[];
  readonly fee: readonly Applicant[];
  readonly troubles: readonly { readonly applicant: Applicant; readonly newAccount?: string }[];
};
type Wish = (applicant: Applicant) => boolean;

/** The first of those who fulfil the most important wishes; the smallest county may have nobody who fulfils all. */
const fitting = (people: readonly Applicant[], wishes: readonly Wish[]): Applicant => {
  const fit = (applicant: Applicant): number => wishes.reduce((sum, wish) => 2 * sum + Number(wish(applicant)), 0);
  const [first, ...others] = people;
  if (first === undefined) throw new Error('the demo county is too small for its second year');
  return others.reduce((best, one) => (fit(one) > fit(best) ? one : best), first);
};

const isCouple: Wish = ({ spouse }) => spouse !== undefined;
/** The child is not eighteen before December 2024. */
const isWholeYear: Wish = ({ facts }) => String(facts['childBirthDate']) >= '2006-12-01';
const townOf = ({ village }: Applicant): AreaCode => townshipOf(village.code);

/** Last year's people with the accounts that were corrected since; nobody is drawn, so that a seed goes on giving the same people. */
export const secondYearOf = ({ rural, plain, newcomers, fee, troubles }: FirstYear): SecondYear => {
  const accounts = new Map(troubles.map(({ applicant, newAccount }) => [applicant, newAccount]));
  const withAccount = (applicant: Applicant): Applicant => ({
    ...applicant,
    account: accounts.get(applicant) ?? applicant.account,
  });
  const isUntroubled: Wish = (applicant) => !accounts.has(applicant);
  const family = [isCouple, isWholeYear, isUntroubled];
  const underpaid = fitting(fee, family);
  const isBeside: Wish = (applicant) => townOf(applicant) === townOf(underpaid);
  const others = (taken: readonly Applicant[]): readonly Applicant[] => fee.filter((one) => !taken.includes(one));
  const changed = fitting(others([underpaid]), [...family, isBeside]);
  const moved = fitting(others([underpaid, changed]), [...family, isBeside]);
  const mistaken = fitting(plain, [isUntroubled, isBeside]);
  const early = new Set([underpaid, changed, moved, mistaken].map(townOf));
  const written = (applicant: Applicant): Applicant =>
    applicant === underpaid ? { ...withAccount(applicant), writtenFacts: { spousePayer: 'employer' } } : withAccount(applicant);
  return {
    rural: [...rural.map(withAccount), ...newcomers],
    fee: fee.filter((applicant) => early.has(townOf(applicant))).map(written),
    early,
    underpaid,
    changed,
    moved,
    mistaken,
  };
};
