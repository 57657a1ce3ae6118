import { business, key, table, volatile } from '../engine/table';

/** A batch and where it stands. `count`, `sum_fen` and `hash` are the locked roster's and null while there is none. */
export const BATCH = table(
  'batch',
  {
    batch: key.text,
    programme: business.text,
    year: business.integer,
    area: business.text,
    round: business.integer,
    state: business.text,
    count: business.integerOrNull,
    sum_fen: business.fenOrNull,
    chunks: business.integerOrNull,
    chunks_done: business.integer,
    paused: business.integer,
    instructed_count: business.integer,
    sent_count: business.integer,
    lock: volatile('counts retries').integer,
    hash: volatile('covers random ids').textOrNull,
    opened_at: volatile('recorded time').text,
    closed_at: volatile('recorded time').textOrNull,
  },
  [{ on: ['year', 'programme', 'round'] }],
);

/** What people and the engine did with a batch, in order, sent-back rounds included. `detail`: JSON. */
export const BATCH_STEP = table('batch_step', {
  batch: key.text,
  seq: key.integer,
  step: business.text,
  actor: business.text,
  role: business.text,
  count: business.integerOrNull,
  sum_fen: business.fenOrNull,
  detail: business.textOrNull,
  hash: volatile('covers random ids').textOrNull,
  at: volatile('recorded time').text,
});

/** The files that went to the bank: several where the bank takes only so many lines in one. */
export const BANK_FILE = table('bank_file', {
  batch: key.text,
  file_name: key.text,
  profile: business.text,
  count: business.integer,
  sum_fen: business.fen,
  sha256: volatile('covers random ids').text,
});

/** Count and sum of what stands behind each step now; a roster that was sent back has none. */
export const BATCH_TOTAL = table('batch_total', {
  batch: key.text,
  step: key.text,
  count: business.integer,
  sum_fen: business.fen,
  hash: volatile('covers random ids').textOrNull,
});
