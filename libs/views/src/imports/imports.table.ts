import { business, key, table, volatile } from '../engine/table';

/**
 * The roster files of a programme and year, numbered from 1. `left_out` and `refused`: JSON lists of Excel row number and code.
 * `accepted` is null until the import is complete.
 */
export const ROSTER_IMPORT = table(
  'roster_import',
  {
    programme: key.text,
    year: key.integer,
    number: key.integer,
    rows: business.integer,
    good_rows: business.integer,
    accepted: business.integerOrNull,
    left_out: business.text,
    refused: business.text,
    actor: business.text,
    import_id: volatile('random id').text,
    file_hash: volatile('covers compressed bytes').text,
    started_at: volatile('recorded time').text,
  },
  [{ on: ['import_id'], unique: true }],
);
