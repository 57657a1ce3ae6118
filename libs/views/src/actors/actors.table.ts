import { business, key, table, volatile } from '../engine/table';

/** Who may act, and who once could. `person_id`: the official as a citizen, where known. */
export const ACTOR = table('actor', {
  actor: key.text,
  title: business.text,
  role: business.text,
  area: business.text,
  kind: business.text,
  dismissed: business.integer,
  person_id: volatile('random id').textOrNull,
});
