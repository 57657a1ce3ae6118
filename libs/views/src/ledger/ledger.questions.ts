import type { AreaCode } from '@fenming/citizen';
import { fen, type Fen } from '@fenming/money';
import type { FundingLayer, ProgrammeId } from '@fenming/programmes';
import { FUNDING_LAYERS, type LedgerAccount, type PostingKind } from '@fenming/subsidy';
import { where } from '../engine/filter';
import { keyIn, pageOf, type Page } from '../engine/page';
import type { Reader } from '../engine/reader';

/**
 * The money of one layer, in fen. What came in (`appropriated` + `adjusted` + `carried_in`) is where it is now (`available` +
 * `reserved` + `in_transit` + `settled` + `carried_out` + `lapsed`). `settled` is gross of what was `recovered`, which went to the
 * treasury; `returned` has passed through `in_transit` and is available again.
 */
export type LedgerSums = {
  readonly appropriated_fen: Fen;
  readonly adjusted_fen: Fen;
  readonly carried_in_fen: Fen;
  readonly available_fen: Fen;
  readonly reserved_fen: Fen;
  readonly in_transit_fen: Fen;
  readonly settled_fen: Fen;
  readonly returned_fen: Fen;
  readonly recovered_fen: Fen;
  readonly carried_out_fen: Fen;
  readonly lapsed_fen: Fen;
};
export type LedgerLine = LedgerSums & { readonly layer: FundingLayer; readonly balanced: boolean };
/** `balanced`: in every layer all accounts together are zero, and none holds less than nothing (control formulas I-02 to I-04). */
export type Ledger = {
  readonly programme: ProgrammeId;
  readonly year: number;
  readonly area: AreaCode;
  readonly closed_on: string | null;
  readonly balanced: boolean;
  readonly layers: readonly LedgerLine[];
  readonly total: LedgerSums;
};
export type LedgerFilter = { readonly programme?: ProgrammeId; readonly year?: number };

type Purpose = Pick<Ledger, 'programme' | 'year' | 'area' | 'closed_on'>;
type Sum = {
  readonly layer: FundingLayer;
  readonly kind: PostingKind;
  readonly debit: LedgerAccount;
  readonly credit: LedgerAccount;
  readonly amount_fen: Fen;
};

const CONDITIONS = { programme: 'programme = @programme', year: 'year = @year' };
const SUMS = `SELECT layer, kind, debit, credit, sum(amount_fen) AS amount_fen FROM posting
  WHERE programme = @programme AND year = @year AND area = @area GROUP BY layer, kind, debit, credit`;

/** The books of each programme and year, in that order. */
export function ledger(reader: Reader, filter: LedgerFilter = {}): readonly Ledger[] {
  const { where: condition, values } = where(CONDITIONS, filter);
  const purposes = reader.all<Purpose>(
    `SELECT programme, year, area, closed_on FROM (SELECT DISTINCT programme, year, area FROM posting ${condition})
     LEFT JOIN closed_year USING (programme, year, area) ORDER BY programme, year, area`,
    values,
  );
  return purposes.map((purpose) => books(purpose, reader.all<Sum>(SUMS, { ...purpose })));
}

/** Whether nothing can be booked any more for a programme and year. */
export function isYearClosed(reader: Reader, of: { readonly programme: ProgrammeId; readonly year: number }): boolean {
  const sql = `SELECT 1 AS closed FROM closed_year ${where(CONDITIONS, of).where} LIMIT 1`;
  return reader.all<{ readonly closed: 1 }>(sql, of).length > 0;
}

function books(purpose: Purpose, sums: readonly Sum[]): Ledger {
  const layers = FUNDING_LAYERS.map((layer) =>
    line(
      layer,
      sums.filter((sum) => sum.layer === layer),
    ),
  );
  return { ...purpose, balanced: layers.every(({ balanced }) => balanced), layers, total: sumsOf(sums) };
}

/** What an account holds: all that was given to it less all that was taken from it. */
const holding =
  (sums: readonly Sum[]) =>
  (account: LedgerAccount): number =>
    sums.reduce((held, { debit, credit, amount_fen }) => {
      if (debit === account) return held + amount_fen;
      return credit === account ? held - amount_fen : held;
    }, 0);

const SOURCES = ['appropriated', 'adjusted', 'carried_in', 'recovered'] as const;
const HOLDERS = ['available', 'reserved', 'in_transit', 'settled', 'carried_out', 'lapsed', 'treasury'] as const;

function line(layer: FundingLayer, sums: readonly Sum[]): LedgerLine {
  const held = holding(sums);
  const all = [...SOURCES, ...HOLDERS].reduce((sum, account) => sum + held(account), 0);
  return { layer, ...sumsOf(sums), balanced: all === 0 && HOLDERS.every((account) => held(account) >= 0) };
}

function sumsOf(sums: readonly Sum[]): LedgerSums {
  const held = holding(sums);
  const [gained, given] = [(account: LedgerAccount) => fen(held(account)), (account: LedgerAccount) => fen(-held(account))];
  return {
    appropriated_fen: given('appropriated'),
    adjusted_fen: given('adjusted'),
    carried_in_fen: given('carried_in'),
    available_fen: gained('available'),
    reserved_fen: gained('reserved'),
    in_transit_fen: gained('in_transit'),
    settled_fen: gained('settled'),
    returned_fen: fen(sums.reduce((sum, { kind, amount_fen }) => (kind === 'returned' ? sum + amount_fen : sum), 0)),
    recovered_fen: given('recovered'),
    carried_out_fen: gained('carried_out'),
    lapsed_fen: gained('lapsed'),
  };
}

/** One entry of the books: `amount_fen` > 0 moves from `credit` to `debit`. `cause`: the batch, or the number of the document. */
export type LedgerPosting = Sum & {
  readonly position: string;
  readonly at: string;
  readonly programme: ProgrammeId;
  readonly year: number;
  readonly area: AreaCode;
  readonly cause: string;
  readonly nth: number;
};
const COLUMNS = 'position, at, programme, year, area, kind, cause, nth, layer, debit, credit, amount_fen';

/** The postings in the order of the log. Throws ForeignCursor. */
export function postings(
  reader: Reader,
  { programme, year, limit, cursor }: LedgerFilter & { readonly limit: number; readonly cursor?: string },
): Page<LedgerPosting> {
  const list = { name: 'postings', by: { programme, year } };
  const [position, kind, layer] = keyIn(list, cursor) ?? [];
  const { where: condition, values } = where(
    { ...CONDITIONS, position: '(position, kind, layer) > (@position, @kind, @layer)' },
    { programme, year, position, kind, layer, limit: limit + 1 },
  );
  const rows = reader.all<LedgerPosting>(
    `SELECT ${COLUMNS} FROM posting ${condition} ORDER BY position, kind, layer LIMIT @limit`,
    values,
  );
  return pageOf(list, rows, limit, (row) => [row.position, row.kind, row.layer]);
}
