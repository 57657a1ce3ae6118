import { business, key, table, volatile } from '../engine/table';

/** Who may act, and who once could. `person_id`: the official as a citizen, where known. `awaited`: the change that a second person has to confirm. */
export const ACTOR = table('actor', {
  actor: key.text,
  title: business.text,
  role: business.text,
  area: business.text,
  kind: business.text,
  dismissed: business.integer,
  credential: business.textOrNull,
  unconfirmed: business.integer,
  awaited: volatile('random id').textOrNull,
  person_id: volatile('random id').textOrNull,
});

/** What was done to an account, by whom and when, in its order. `detail`: the reason, the kind of credential, or the office. */
export const ACTOR_CHANGE = table('actor_change', {
  actor: key.text,
  seq: key.integer,
  what: business.text,
  by_actor: business.text,
  detail: business.textOrNull,
  unconfirmed: business.integer,
  at: volatile('recorded time').text,
});
