import { view } from '../engine/view';
import { enrolments as projection } from './enrolments.projection';
import {
  enrolments,
  enrolmentsInStages,
  stageCounts,
  enrolment,
  enrolmentByCase,
  casesOfPersons,
  personsEnrolled,
} from './enrolments.questions';
import { unreviewed, unreviewedCount } from './unreviewed.questions';
import { ENROLMENT, ENROLMENT_YEAR } from './enrolments.table';

export const enrolmentsView = view({
  tables: [ENROLMENT, ENROLMENT_YEAR],
  projection,
  questions: {
    enrolments,
    enrolmentsInStages,
    stageCounts,
    enrolment,
    enrolmentByCase,
    casesOfPersons,
    personsEnrolled,
    unreviewed,
    unreviewedCount,
  },
});
