import { business, key, table, volatile } from '../engine/table';

/** The lists of each source that were compared, numbered from 1, and what came of them; what the counts mean: ComparedCounts. */
export const COMPARISON = table('comparison', {
  source: key.text,
  number: key.integer,
  rows: business.integer,
  said: business.integer,
  agreed: business.integer,
  differs: business.integer,
  unknown: business.integer,
  stranger: business.integer,
  leads: business.integer,
  found: business.integer,
  enrolled: business.integer,
  outcomes: business.text,
  actor: business.text,
  file_hash: volatile('covers compressed bytes').text,
  compared_at: volatile('recorded time').text,
});
