import { business, key, table, volatile } from '../engine/table';

/** Posted notices. `list_hash`: SHA-256 over the sorted case numbers that stand on the notice. */
export const NOTICE = table(
  'notice',
  {
    notice: key.text,
    level: business.text,
    area: business.text,
    programme: business.text,
    year: business.integer,
    count: business.integer,
    list_hash: business.text,
    posted_on: business.text,
    closes_on: business.text,
    actor: business.text,
    at: volatile('recorded time').text,
  },
  [{ on: ['year', 'programme', 'area'] }],
);
