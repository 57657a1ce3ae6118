import { business, key, table, volatile } from '../engine/table';

/**
 * One beneficiary unit in one programme. `left_year`, `death_year`: the years from which the two exits count, of which neither undoes the other; the day
 * of a death is in no view.
 */
export const ENROLMENT = table(
  'enrolment',
  {
    case_number: key.text,
    programme: business.text,
    village: business.text,
    township: business.text,
    left_year: business.integerOrNull,
    left_reason: business.textOrNull,
    death_year: business.integerOrNull,
    enrolment_id: volatile('random id').text,
    person_id: volatile('random id').text,
    payee_id: volatile('random id').textOrNull,
    second_person_id: volatile('random id').textOrNull,
    account_version: volatile('random id').textOrNull,
  },
  [{ on: ['enrolment_id'], unique: true }, { on: ['person_id'] }, { on: ['second_person_id'] }, { on: ['payee_id'] }],
);

/** Of the enrolment `e`: the year from which the first of its exits counts, and its reason. */
export const EXIT_YEAR = 'coalesce(min(e.left_year, e.death_year), e.left_year, e.death_year)';
export const EXIT_REASON = `CASE WHEN e.death_year <= coalesce(e.left_year, e.death_year) THEN 'death' ELSE e.left_reason END`;

/**
 * Where an enrolment stands in a year. `stage_before`: where it stood when it was left or refused. `amount_fen`: what was determined for the year, null
 * before; `determination`: how often. `notice` and `closes_on`: the latest notice it stands on.
 */
export const ENROLMENT_YEAR = table(
  'enrolment_year',
  {
    case_number: key.text,
    year: key.integer,
    programme: business.text,
    village: business.text,
    stage: business.text,
    stage_before: business.textOrNull,
    amount_fen: business.fenOrNull,
    determination: business.integer,
    notice: business.textOrNull,
    closes_on: business.textOrNull,
    objections_open: business.integer,
  },
  [{ on: ['programme', 'year', 'village', 'case_number'] }],
);
