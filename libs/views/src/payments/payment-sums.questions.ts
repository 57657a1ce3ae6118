import type { AreaCode } from '@fenming/citizen';
import { ZERO_FEN, type Fen } from '@fenming/money';
import type { HoldCause } from '@fenming/subsidy';
import { inside } from '../engine/filter';
import type { Reader } from '../engine/reader';

export type TownshipSum = { readonly township: AreaCode; readonly count: number; readonly sum_fen: Fen };

/** What a batch's locked roster holds for each township, in the order of their codes. */
export function townshipSums(reader: Reader, batch: string): readonly TownshipSum[] {
  return reader.all<TownshipSum>(
    `SELECT substr(village, 1, 9) AS township, count(*) AS count, sum(amount_fen) AS sum_fen
     FROM payment WHERE batch = @batch GROUP BY township ORDER BY township`,
    { batch },
  );
}

export type RosterSum = { readonly count: number; readonly sum_fen: Fen };

/** What a batch's locked roster holds for one area. */
export function rosterSumIn(reader: Reader, batch: string, area: string): RosterSum {
  const sql = `SELECT count(*) AS count, coalesce(sum(amount_fen), 0) AS sum_fen FROM payment WHERE batch = @batch AND ${inside('village')}`;
  return reader.first<RosterSum>(sql, { batch, area }) ?? { count: 0, sum_fen: ZERO_FEN };
}

/** Lines that could not be paid as locked, under one cause. */
export type ExceptionGroup = { readonly cause: HoldCause; readonly count: number; readonly sum_fen: Fen };

/** Why lines of a batch were held back, the most frequent cause first. */
export function exceptionsByCause(reader: Reader, batch: string): readonly ExceptionGroup[] {
  return reader.all<ExceptionGroup>(
    `SELECT reason AS cause, count(*) AS count, sum(amount_fen) AS sum_fen
     FROM payment WHERE batch = @batch AND state = 'exception' GROUP BY reason ORDER BY count DESC, reason`,
    { batch },
  );
}
