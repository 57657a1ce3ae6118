import { business, key, table, volatile } from '../engine/table';

/** One beneficiary unit in one programme. `exit_year`: the year from which the exit counts; its day may be a day of death, which no view holds. */
export const ENROLMENT = table(
  'enrolment',
  {
    case_number: key.text,
    programme: business.text,
    village: business.text,
    township: business.text,
    exit_year: business.integerOrNull,
    exit_reason: business.textOrNull,
    enrolment_id: volatile('random id').text,
    person_id: volatile('random id').text,
    payee_id: volatile('random id').textOrNull,
    second_person_id: volatile('random id').textOrNull,
    account_version: volatile('random id').textOrNull,
  },
  [{ on: ['enrolment_id'], unique: true }, { on: ['person_id'] }, { on: ['second_person_id'] }, { on: ['payee_id'] }],
);

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
