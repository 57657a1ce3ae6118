import { areaLevel, type AreaCode, type AreaLevel } from '@fenming/citizen';
import { addFen, fen, ZERO_FEN, type Fen } from '@fenming/money';
import type { Programme, ProgrammeId } from '@fenming/programmes';
import { inside, where } from '../engine/filter';
import type { Reader } from '../engine/reader';

/**
 * Money of a programme and year in one area, in fen. What arrived is explained to the fen: due − unpaid + overpaid = settled, where
 * `overpaid_fen` is what was found later to have been too much (a death that became known after the payment): of it `recovered_fen` has come
 * back, `recovering_fen` is claimed, `left_fen` is left by the rules and `undecided_fen` waits for somebody who decides; and `unpaid_fen` is due and has not arrived. `remaining_fen` = appropriated + adjusted + returned − instructed, on the county row only. */
export type Balance = {
  readonly programme: ProgrammeId;
  readonly year: number;
  readonly area: AreaCode;
  readonly area_name: string | null;
  readonly level: AreaLevel;
  readonly appropriated_fen: Fen;
  readonly adjusted_fen: Fen;
  readonly due_fen: Fen;
  readonly due_count: number;
  readonly instructed_fen: Fen;
  readonly settled_fen: Fen;
  readonly settled_count: number;
  readonly returned_fen: Fen;
  readonly reissued_fen: Fen;
  readonly unpaid_fen: Fen;
  readonly overpaid_fen: Fen;
  readonly recovered_fen: Fen;
  readonly recovering_fen: Fen;
  readonly left_fen: Fen;
  readonly undecided_fen: Fen;
  readonly remaining_fen: Fen | null;
};
export type BalanceFilter = {
  readonly programme?: ProgrammeId;
  readonly year?: number;
  /** The area and every area inside it. */
  readonly area?: string;
  readonly level?: AreaLevel;
};

const LEVEL = `CASE length(b.area) WHEN 6 THEN 'county' WHEN 9 THEN 'township' ELSE 'village' END`;

/** Balances by programme, year and area; a county comes before its townships and a township before its villages. */
export function balances(reader: Reader, { programme, year, area, level }: BalanceFilter = {}): readonly Balance[] {
  const { where: condition, values } = where(
    {
      programme: 'b.programme = @programme',
      year: 'b.year = @year',
      area: inside('b.area'),
      level: `${LEVEL} = @level`,
    },
    { programme, year, area, level },
  );
  const overpaid = overpaidIn(reader);
  const rows = reader.all<Stored>(
    `SELECT b.*, coalesce(a.name, c.name) AS area_name, ${LEVEL} AS level
     FROM balance b LEFT JOIN area a ON a.code = b.area LEFT JOIN county c ON c.code = b.area
     ${condition} ORDER BY b.programme, b.year, b.area`,
    values,
  );
  return rows.map((row) => ({
    ...row,
    ...explained(row, overpaid.get(placeOf(row)) ?? NOTHING_OVER),
    remaining_fen: row.level === 'county' ? remaining(row) : null,
  }));
}

type Explained = Pick<Balance, 'unpaid_fen' | 'overpaid_fen' | 'recovering_fen' | 'left_fen' | 'undecided_fen'>;
type Stored = Omit<Balance, keyof Explained | 'remaining_fen'>;
type Place = Pick<Balance, 'programme' | 'year'> & { readonly area: string };

/** What arrived too much: claimed back in all, left, undecided. */
type Over = Readonly<Record<'claimed' | 'left' | 'undecided', Fen>>;
const NOTHING_OVER: Over = { claimed: ZERO_FEN, left: ZERO_FEN, undecided: ZERO_FEN };

const explained = ({ due_fen, settled_fen, recovered_fen }: Stored, { claimed, left, undecided }: Over): Explained => {
  const overpaid_fen = addFen(claimed, left, undecided);
  return {
    unpaid_fen: fen(due_fen + overpaid_fen - settled_fen),
    overpaid_fen,
    recovering_fen: fen(claimed - recovered_fen),
    left_fen: left,
    undecided_fen: undecided,
  };
};

const placeOf = ({ programme, year, area }: Place): string => `${programme} ${year} ${area}`;

const OVERPAID = `SELECT programme, year, village, sum(claimed) AS claimed, sum(left_fen) AS "left", sum(undecided_fen) AS undecided FROM
    (SELECT case_number, year, amount_fen AS claimed, 0 AS left_fen, 0 AS undecided_fen FROM recovery
     UNION ALL SELECT case_number, year, 0, left_fen, undecided_fen FROM excess) over
  JOIN enrolment_year USING (case_number, year) GROUP BY programme, year, village`;

/** What arrived too much, in the village, the township and the county of each case: few. */
function overpaidIn(reader: Reader): ReadonlyMap<string, Over> {
  const sums = new Map<string, Over>();
  for (const row of reader.all<Omit<Place, 'area'> & Over & { readonly village: string }>(OVERPAID))
    for (const area of [row.village, row.village.slice(0, 9), row.village.slice(0, 6)]) {
      const place = placeOf({ ...row, area });
      const { claimed, left, undecided } = sums.get(place) ?? NOTHING_OVER;
      const sum = {
        claimed: addFen(claimed, row.claimed),
        left: addFen(left, row.left),
        undecided: addFen(undecided, row.undecided),
      };
      sums.set(place, sum);
    }
  return sums;
}

const remaining = (row: Pick<Balance, 'appropriated_fen' | 'adjusted_fen' | 'returned_fen' | 'instructed_fen'>): Fen =>
  fen(row.appropriated_fen + row.adjusted_fen + row.returned_fen - row.instructed_fen);

/** The year of one programme in one line. `beneficiaries` counts settled entitlements once; `settled_fen` is gross of recovery, and due − unpaid + overpaid = settled. */
export type YearLine = {
  readonly programme: ProgrammeId;
  readonly name: string;
  readonly unit: Programme['unit'];
  readonly beneficiaries: number;
  readonly due_fen: Fen;
  readonly unpaid_fen: Fen;
  readonly overpaid_fen: Fen;
  readonly settled_fen: Fen;
  readonly recovered_fen: Fen;
  readonly recovering_fen: Fen;
  readonly left_fen: Fen;
  readonly undecided_fen: Fen;
  /** Of the county's budget; null for a part of the county, which has none. */
  readonly remaining_fen: Fen | null;
};
export type YearSummary = {
  readonly year: number;
  readonly lines: readonly YearLine[];
  /** Settled entitlements of all programmes, each counted once. */
  readonly payments: number;
  readonly settled_fen: Fen;
};

type Described = Pick<Programme, 'id' | 'name' | 'unit'>;

/** The year of a county, or of one area in it: one line per given programme in the given order, programmes without money included. */
export function yearSummary(reader: Reader, year: number, programmes: readonly Described[], area?: AreaCode): YearSummary {
  const place = area === undefined ? { level: 'county' as const } : { area, level: areaLevel(area) };
  const rows = new Map(balances(reader, { year, ...place }).map((row) => [row.programme, row]));
  const lines = programmes.map((programme) => {
    const line = yearLine(programme, rows.get(programme.id));
    return area === undefined ? line : { ...line, remaining_fen: null };
  });
  return {
    year,
    lines,
    payments: lines.reduce((sum, { beneficiaries }) => sum + beneficiaries, 0),
    settled_fen: fen(lines.reduce((sum, { settled_fen }) => sum + settled_fen, 0)),
  };
}

function yearLine({ id, name, unit }: Described, row: Balance | undefined): YearLine {
  return {
    programme: id,
    name,
    unit,
    beneficiaries: row?.settled_count ?? 0,
    due_fen: row?.due_fen ?? ZERO_FEN,
    unpaid_fen: row?.unpaid_fen ?? ZERO_FEN,
    overpaid_fen: row?.overpaid_fen ?? ZERO_FEN,
    settled_fen: row?.settled_fen ?? ZERO_FEN,
    recovered_fen: row?.recovered_fen ?? ZERO_FEN,
    recovering_fen: row?.recovering_fen ?? ZERO_FEN,
    left_fen: row?.left_fen ?? ZERO_FEN,
    undecided_fen: row?.undecided_fen ?? ZERO_FEN,
    remaining_fen: row?.remaining_fen ?? ZERO_FEN,
  };
}
