import type { LedgerAccount, PostingKind } from '@fenming/subsidy';
import { business, key, table, volatile } from '../engine/table';

/**
 * Double entry: every row gives `amount_fen` > 0 to one account and takes it from another. `cause`: the batch, or the number of the
 * document; `nth` tells postings of one kind and cause apart (the chunk of a batch, the second file of the bank).
 */
export const POSTING = table(
  'posting',
  {
    programme: key.text,
    year: key.integer,
    area: key.text,
    kind: key.text,
    cause: key.text,
    nth: key.integer,
    layer: key.text,
    debit: business.text,
    credit: business.text,
    amount_fen: business.fen,
    position: volatile('position in the log').text,
    at: volatile('recorded time').text,
  },
  [{ on: ['position'] }],
);

/** The lines of a locked chunk that waits for its instruction; it is dropped when the chunk is instructed. */
export const ROSTER_CHUNK = table('roster_chunk', {
  batch: key.text,
  chunk: key.integer,
  first_line: business.integer,
  last_line: business.integer,
});

/** What the bank says it has paid, by layer, until the result is applied; then it is posted and dropped. */
export const PAID_CHUNK = table('paid_chunk', {
  batch: key.text,
  sha256: key.text,
  chunk: key.integer,
  central_fen: business.fen,
  province_fen: business.fen,
  city_fen: business.fen,
  county_fen: business.fen,
});

/** A programme and fiscal year whose books are closed. */
export const CLOSED_YEAR = table('closed_year', {
  programme: key.text,
  year: key.integer,
  area: key.text,
  document_no: business.text,
  closed_on: business.text,
});

/**
 * What moves the money, with the account that gains and the account that gives. Money comes from `appropriated`, `adjusted`,
 * `carried_in` and `recovered`, which therefore stand below zero. What payees give back goes to the county's `treasury` and not to
 * `available`: no batch may take it.
 */
export const ENTRIES = {
  received: ['available', 'appropriated'],
  adjusted_up: ['available', 'adjusted'],
  adjusted_down: ['adjusted', 'available'],
  carried_in: ['available', 'carried_in'],
  carried_out: ['carried_out', 'available'],
  lapsed: ['lapsed', 'available'],
  reserved: ['reserved', 'available'],
  unreserved: ['available', 'reserved'],
  instructed: ['in_transit', 'reserved'],
  held_back: ['available', 'reserved'],
  settled: ['settled', 'in_transit'],
  returned: ['available', 'in_transit'],
  recovered: ['treasury', 'recovered'],
} as const satisfies Readonly<Record<PostingKind, readonly [LedgerAccount, LedgerAccount]>>;
