import { business, key, table, volatile } from '../engine/table';

/** Objections against an enrolment. `seq`: the revision at which it was raised. `state`: open, upheld, dismissed or remedied. */
export const OBJECTION = table(
  'objection',
  {
    case_number: key.text,
    seq: key.integer,
    year: business.integer,
    level: business.text,
    kind: business.text,
    channel: business.text,
    state: business.text,
    reason: business.textOrNull,
    objection_id: volatile('random id').text,
    raised_at: volatile('recorded time').text,
    resolved_at: volatile('recorded time').textOrNull,
  },
  [{ on: ['objection_id'] }],
);
