import type {
  EntitlementCorrected,
  EntitlementDetermined,
  EnrolmentKey,
  PaymentInstructed,
  PaymentReturned,
  RecoveryReceived,
} from '@fenming/subsidy';
import type { LogEvent } from '../log-event';

export type Attempt = { readonly number: number; readonly amount: bigint; outcome: 'open' | 'settled' | 'returned' };
export type Claim = { readonly year: number; readonly village: string; amount: bigint; readonly attempts: Attempt[] };

/** Everything about one enrolment that money follows from: the plain end state, not a running balance. */
export type Dossier = {
  readonly programme: string;
  /** By entitlement. */
  readonly claims: Map<string, Claim>;
  /** Years whose eligibility was taken away. */
  readonly lostYears: Set<number>;
  left: boolean;
  readonly recovered: { readonly year: number; readonly village: string; readonly amount: bigint }[];
};

type Page = (dossier: Dossier, payload: object) => void;

const newDossier = (programme: string): Dossier => ({
  programme,
  claims: new Map(),
  lostYears: new Set(),
  left: false,
  recovered: [],
});

const claimOf = ({ claims }: Dossier, entitlement: string): Claim => {
  const claim = claims.get(entitlement);
  if (claim === undefined) throw new Error(`the log pays ${entitlement}, which was never determined`);
  return claim;
};

const attemptOf = (dossier: Dossier, { entitlement, attempt }: { entitlement: string; attempt: number }): Attempt => {
  const found = claimOf(dossier, entitlement).attempts.find(({ number }) => number === attempt);
  if (found === undefined) throw new Error(`the log answers attempt ${attempt} of ${entitlement}, which was never made`);
  return found;
};

const loseYear: Page = ({ lostYears }, payload) => void lostYears.add((payload as { year: number }).year);

/** How one event changes the page of its enrolment; every other event says nothing about money. */
const PAGES: Readonly<Record<string, Page>> = {
  EntitlementDetermined: ({ claims }, payload) => {
    const { entitlement, year, village, amountFen } = payload as EntitlementDetermined['data'];
    claims.set(entitlement, { year, village, amount: BigInt(amountFen), attempts: [] });
  },
  EntitlementCorrected: (dossier, payload) => {
    const { entitlement, amountFen } = payload as EntitlementCorrected['data'];
    claimOf(dossier, entitlement).amount = BigInt(amountFen);
  },
  EligibilityRejected: loseYear,
  ObjectionUpheld: loseYear,
  EnrolmentExited: (dossier) => {
    dossier.left = true;
  },
  PaymentInstructed: (dossier, payload) => {
    const { entitlement, attempt, amountFen } = payload as PaymentInstructed['data'];
    claimOf(dossier, entitlement).attempts.push({ number: attempt, amount: BigInt(amountFen), outcome: 'open' });
  },
  PaymentSettled: (dossier, payload) => {
    attemptOf(dossier, payload as PaymentReturned['data']).outcome = 'settled';
  },
  PaymentReturned: (dossier, payload) => {
    attemptOf(dossier, payload as PaymentReturned['data']).outcome = 'returned';
  },
  RecoveryReceived: ({ recovered }, payload) => {
    const { year, village, amountFen } = payload as RecoveryReceived['data'];
    recovered.push({ year, village, amount: BigInt(amountFen) });
  },
};

/** Files one event in the dossier of its enrolment. */
export function file(dossiers: Map<string, Dossier>, { type, payload }: LogEvent): void {
  const page = PAGES[type];
  if (page === undefined) return;
  const { enrolmentId, programme } = payload as EnrolmentKey;
  const dossier = dossiers.get(enrolmentId) ?? newDossier(programme);
  dossiers.set(enrolmentId, dossier);
  page(dossier, payload);
}
