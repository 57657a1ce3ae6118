import { business, key, table, volatile } from '../engine/table';

/**
 * Everything that happened to an enrolment, in its order. `seq`: the revision in the enrolment's stream. `detail`: JSON of the
 * business content, without ids and without anything sealed.
 */
export const TIMELINE = table('timeline', {
  case_number: key.text,
  seq: key.integer,
  type: business.text,
  year: business.integerOrNull,
  effective_on: business.textOrNull,
  actor: business.text,
  role: business.text,
  detail: business.text,
  at: volatile('recorded time').text,
});
