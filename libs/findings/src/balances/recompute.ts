import { readAs, type AppropriationReceived } from '@fenming/subsidy';
import { watch, type LogEvent, type LogEvents, type Watch } from '../log-event';
import { fenOf } from '../controls/register/fundings';
import { file, type Claim, type Dossier } from './dossier';

export const FIGURES = [
  'appropriated_fen',
  'due_fen',
  'due_count',
  'instructed_fen',
  'settled_fen',
  'settled_count',
  'returned_fen',
  'reissued_fen',
  'recovered_fen',
] as const;
export type Figure = (typeof FIGURES)[number];

/** The balance of a programme and year in one area, in fen and exact whatever its size. */
export type RecomputedBalance = {
  readonly programme: string;
  readonly year: number;
  readonly area: string;
} & Readonly<Record<Figure, bigint>>;

type Sums = Record<Figure, bigint>;
/** Where a sum belongs, written `programme year area`. */
type Sheet = Map<string, Sums>;

/**
 * The balances a second time, straight from the raw events: the end state of every enrolment first, then plain sums. It shares no
 * code with the projections or the deciders, so that an error would have to be made twice (control formula I-43). Rows come sorted.
 */
export function recomputeBalances(events: Iterable<LogEvent>): readonly RecomputedBalance[];
export function recomputeBalances(events: AsyncIterable<readonly LogEvent[]>): Promise<readonly RecomputedBalance[]>;
export function recomputeBalances(events: LogEvents): readonly RecomputedBalance[] | Promise<readonly RecomputedBalance[]> {
  return Symbol.asyncIterator in events ? watch(events, balancing()) : watch(events, balancing());
}

/** The same for whoever reads the log once and has others watch it too. */
export const watchBalances = (): Watch<readonly RecomputedBalance[]> => balancing();

function balancing(): Watch<readonly RecomputedBalance[]> {
  const dossiers = new Map<string, Dossier>();
  const sheet: Sheet = new Map();
  return {
    see: (event) => {
      const received = readAs(event, 'AppropriationReceived');
      if (received === undefined) file(dossiers, event);
      else appropriate(sheet, received);
    },
    answer: () => {
      for (const dossier of dossiers.values()) sumUp(sheet, dossier);
      return [...sheet].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, sums]) => row(name, sums));
    },
  };
}

function appropriate(sheet: Sheet, { programme, year, area, amountFen }: AppropriationReceived['data']): void {
  sumsAt(sheet, programme, year, area).appropriated_fen += fenOf(amountFen);
}

function sumUp(sheet: Sheet, dossier: Dossier): void {
  for (const claim of dossier.claims.values()) {
    for (const sums of sumsAround(sheet, dossier.programme, claim)) addClaim(sums, claim, dossier);
  }
  for (const recovery of dossier.recovered) {
    for (const sums of sumsAround(sheet, dossier.programme, recovery)) sums.recovered_fen += recovery.amount;
  }
}

function addClaim(sums: Sums, { year, determined, amount, attempts }: Claim, { left, diedIn, lostYears }: Dossier): void {
  const isAway = left !== undefined && left.year < year && (left.backIn === undefined || year < left.backIn);
  const lost = isAway || (diedIn !== undefined && diedIn < year) || lostYears.has(year);
  // What is on its way or has arrived stays due after eligibility is lost; a correction or a recovery is what changes it.
  if (determined && (!lost || attempts.some(({ outcome }) => outcome !== 'returned'))) {
    sums.due_fen += amount;
    sums.due_count += 1n;
  }
  // Arrears come beside the payment that counts the person.
  if (attempts.some(({ entitlement, outcome }) => outcome === 'settled' && entitlement.includes('/regular/')))
    sums.settled_count += 1n;
  for (const attempt of attempts) {
    if (attempt.instructed) sums.instructed_fen += attempt.amount;
    if (attempt.instructed && attempt.number > 1) sums.reissued_fen += attempt.amount;
    if (attempt.outcome === 'settled') sums.settled_fen += attempt.amount;
    if (attempt.outcome === 'returned') sums.returned_fen += attempt.amount;
  }
}

/** A village counts for itself, for its township and for its county. */
function sumsAround(sheet: Sheet, programme: string, { year, village }: { year: number; village: string }): readonly Sums[] {
  return [village, village.substring(0, 9), village.substring(0, 6)].map((area) => sumsAt(sheet, programme, year, area));
}

function sumsAt(sheet: Sheet, programme: string, year: number, area: string): Sums {
  const name = `${programme} ${year} ${area}`;
  const sums = sheet.get(name) ?? (Object.fromEntries(FIGURES.map((figure) => [figure, 0n])) as Sums);
  sheet.set(name, sums);
  return sums;
}

function row(name: string, sums: Sums): RecomputedBalance {
  const [programme = '', year = '', area = ''] = name.split(' ');
  return { programme, year: Number(year), area, ...sums };
}
