import { accountChanges, actors } from './actors/actors.questions';
import { appropriations } from './appropriations/appropriations.questions';
import { balances, yearSummary } from './balances/balances.questions';
import { bankFiles, batch, batches, batchesInStates } from './batches/batches.questions';
import { batchProgress } from './batches/progress.questions';
import { controlTotals } from './batches/control-totals.questions';
import { areas, county } from './county/county.questions';
import type { Reader } from './engine/reader';
import {
  enrolment,
  enrolmentByCase,
  enrolmentIdOfPerson,
  enrolments,
  enrolmentsInStages,
  enrolmentsOfPerson,
  personsEnrolled,
  stageCounts,
} from './enrolments/enrolments.questions';
import { imports } from './imports/imports.questions';
import { ledger, postings } from './ledger/ledger.questions';
import { notices, noticesIn } from './notices/notices.questions';
import { objection, objections } from './objections/objections.questions';
import { payeesOf } from './payees/payees.questions';
import { exceptionsByCause, rosterPart, townshipSums } from './payments/payment-sums.questions';
import { failedByReason, linesAwaitingRelease, payments, paymentsOf, sentPart } from './payments/payments.questions';
import { programmesKnown, programmeVersions } from './programmes/programmes.questions';
import { recoveries } from './recoveries/recoveries.questions';
import { openRequests } from './requests/requests.questions';
import { timeline } from './timeline/timeline.questions';
import { yearsKnown } from './years/years.questions';

const QUESTIONS = {
  yearsKnown,
  county,
  areas,
  accountChanges,
  actors,
  programmeVersions,
  programmesKnown,
  imports,
  enrolments,
  enrolmentsInStages,
  stageCounts,
  enrolment,
  enrolmentByCase,
  enrolmentIdOfPerson,
  enrolmentsOfPerson,
  personsEnrolled,
  timeline,
  notices,
  noticesIn,
  objections,
  objection,
  appropriations,
  balances,
  yearSummary,
  batches,
  batchesInStates,
  batch,
  bankFiles,
  batchProgress,
  controlTotals,
  payments,
  paymentsOf,
  payeesOf,
  failedByReason,
  sentPart,
  linesAwaitingRelease,
  townshipSums,
  rosterPart,
  exceptionsByCause,
  ledger,
  postings,
  recoveries,
  openRequests,
};

type Asked<F> = F extends (reader: Reader, ...rest: infer Rest) => infer Answer ? (...rest: Rest) => Answer : never;

/** Everything that can be asked of the views, in the shape of the HTTP API: snake_case, amounts in whole fen. */
export type Questions = { readonly [Name in keyof typeof QUESTIONS]: Asked<(typeof QUESTIONS)[Name]> };

/** The questions over one read-only connection. */
export function questionsOf(reader: Reader): Questions {
  const bound = Object.entries(QUESTIONS).map(([name, ask]) => [
    name,
    (ask as (...all: unknown[]) => unknown).bind(undefined, reader),
  ]);
  return Object.fromEntries(bound) as Questions;
}
