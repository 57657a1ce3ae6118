import { view } from '../engine/view';
import { payments as projection } from './payments.projection';
import { payments, paymentsOf, failedByReason, nextSentSum, linesAwaitingRelease } from './payments.questions';
import { townshipSums, rosterSumIn, exceptionsByCause } from './payment-sums.questions';
import { PAYMENT } from './payments.table';

export const paymentsView = view({
  tables: [PAYMENT],
  projection,
  questions: {
    payments,
    paymentsOf,
    failedByReason,
    nextSentSum,
    linesAwaitingRelease,
    townshipSums,
    rosterSumIn,
    exceptionsByCause,
  },
});
