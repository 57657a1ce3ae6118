import { view } from '../engine/view';
import { payments as projection } from './payments.projection';
import { payments, paymentsOf, failedByReason, sentPart, linesAwaitingRelease } from './payments.questions';
import { townshipSums, rosterPart, exceptionsByCause } from './payment-sums.questions';
import { PAYMENT } from './payments.table';

export const paymentsView = view({
  tables: [PAYMENT],
  projection,
  questions: {
    payments,
    paymentsOf,
    failedByReason,
    sentPart,
    linesAwaitingRelease,
    townshipSums,
    rosterPart,
    exceptionsByCause,
  },
});
