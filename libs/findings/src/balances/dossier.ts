import {
  read,
  type EnrolmentExited,
  type ExitWithdrawn,
  type EnrolmentKey,
  type EntitlementDetermined,
  type PaymentInstructed,
  type RecoveryReceived,
} from '@fenming/subsidy';
import { fenOf } from '../controls/register/fundings';
import type { LogEvent } from '../log-event';

export type Attempt = {
  readonly entitlement: string;
  readonly number: number;
  readonly amount: bigint;
  readonly instructed: boolean;
  outcome: 'open' | 'settled' | 'returned';
};
/** `determined`: false where a wrong log pays what it never determined, which is then due to nobody. */
export type Claim = {
  readonly year: number;
  readonly village: string;
  readonly determined: boolean;
  amount: bigint;
  readonly attempts: Attempt[];
};

/** Everything about one enrolment that money follows from: the plain end state, not a running balance. */
export type Dossier = {
  readonly programme: string;
  /** By year. */
  readonly claims: Map<number, Claim>;
  /** Years whose eligibility was taken away. */
  readonly lostYears: Set<number>;
  /** The year of the exit, after which nothing is due; and the year in which the case was taken up again. */
  left: { readonly year: number; readonly backIn?: number } | undefined;
  /** The year of the death, after which nothing is due either. */
  diedIn: number | undefined;
  readonly recovered: { readonly year: number; readonly village: string; readonly amount: bigint }[];
};

type Page = (dossier: Dossier, said: object) => void;

const newDossier = (programme: string): Dossier => ({
  programme,
  claims: new Map(),
  lostYears: new Set(),
  left: undefined,
  diedIn: undefined,
  recovered: [],
});

type Paid = Pick<PaymentInstructed['data'], 'entitlement' | 'year' | 'village' | 'attempt' | 'amountFen'>;

/** The control formulas say what is wrong with a log; the balances say what follows from it, whatever it is. */
const claimOf = ({ claims }: Dossier, { year, village }: Pick<Paid, 'year' | 'village'>): Claim => {
  const claim = claims.get(year) ?? { year, village, determined: false, amount: 0n, attempts: [] };
  claims.set(year, claim);
  return claim;
};

/** The first attempt of this number that waits for an answer; an answer to a payment that was never made stands for itself. */
const answer = (dossier: Dossier, paid: Paid, outcome: Attempt['outcome']): void => {
  const { attempts } = claimOf(dossier, paid);
  const { entitlement, attempt: number } = paid;
  const open = attempts.find((one) => one.entitlement === entitlement && one.number === number && one.outcome === 'open');
  if (open === undefined) attempts.push({ entitlement, number, amount: fenOf(paid.amountFen), instructed: false, outcome });
  else open.outcome = outcome;
};

const loseYear: Page = ({ lostYears }, said) => void lostYears.add((said as { year: number }).year);

/** How one event changes the page of its enrolment; every other event says nothing about money. */
const PAGES: Readonly<Record<string, Page>> = {
  EntitlementDetermined: ({ claims }, said) => {
    const { year, village, amountFen } = said as EntitlementDetermined['data'];
    const attempts = claims.get(year)?.attempts ?? [];
    claims.set(year, { year, village, determined: true, amount: fenOf(amountFen), attempts });
  },
  EligibilityRejected: loseYear,
  ObjectionUpheld: loseYear,
  RejectionWithdrawn: ({ lostYears }, said) => void lostYears.delete((said as { year: number }).year),
  EnrolmentRenewed: (dossier, said) => {
    const { year } = said as { year: number };
    const { left } = dossier;
    if (left !== undefined && left.year < year) dossier.left = { year: left.year, backIn: left.backIn ?? year };
  },
  ExitWithdrawn: (dossier, said) => {
    if ((said as ExitWithdrawn['data']).reason === 'death') dossier.diedIn = undefined;
    else dossier.left = undefined;
  },
  EnrolmentExited: (dossier, said) => {
    const { reason, year } = said as EnrolmentExited['data'];
    if (reason === 'death') dossier.diedIn = year;
    else dossier.left = { year };
  },
  PaymentInstructed: (dossier, said) => {
    const paid = said as Paid;
    const { entitlement, attempt: number } = paid;
    const attempt = { entitlement, number, amount: fenOf(paid.amountFen), instructed: true, outcome: 'open' as const };
    claimOf(dossier, paid).attempts.push(attempt);
  },
  PaymentSettled: (dossier, said) => answer(dossier, said as Paid, 'settled'),
  PaymentReturned: (dossier, said) => answer(dossier, said as Paid, 'returned'),
  RecoveryReceived: ({ recovered }, said) => {
    const { year, village, amountFen } = said as RecoveryReceived['data'];
    recovered.push({ year, village, amount: fenOf(amountFen) });
  },
};

/** Files one event in the dossier of its enrolment. */
export function file(dossiers: Map<string, Dossier>, event: LogEvent): void {
  const page = PAGES[event.type];
  if (page === undefined) return;
  const said = read(event);
  const { enrolmentId, programme } = said as EnrolmentKey;
  const dossier = dossiers.get(enrolmentId) ?? newDossier(programme);
  dossiers.set(enrolmentId, dossier);
  page(dossier, said);
}
