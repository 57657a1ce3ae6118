import { Refused, type Caller } from '@fenming/commands';
import { type RunningCounty } from '@fenming/county';
import { areaContains, type AreaCode } from '@fenming/citizen';
import type { Programme } from '@fenming/programmes';
import type { Asked, Role } from '@fenming/subsidy';
import type {
  BatchFile,
  BatchListed,
  EnrolmentFile,
  EnrolmentListed,
  Objection,
  RosterImport,
  TimelineEntry,
  YearSummary,
} from '@fenming/views';
import { hasSensitiveDuty } from './access-table';

type Viewer = Pick<Asked, 'role' | 'area'>;

/** Whose area is the county, or who runs it before there is one. */
export const seesWholeCounty = (county: Pick<RunningCounty, 'code'>, { area }: Viewer): boolean =>
  areaContains(area, county.code());

/** Whether the payments of a programme are for this reader, wherever they lie. */
export const seesMoneyOf = (county: Pick<RunningCounty, 'rules'>, { role }: Viewer, programme: string): boolean =>
  hasSensitiveDuty(role) || !county.rules.isSensitive(programme);

/** Who pays, or puts the money in order: they see what is owed and paid, and none of the facts that it comes from. */
const WITHOUT_FACTS: readonly Role[] = ['finance-maker', 'finance-checker', 'finance-approver', 'finance-releaser', 'bank'];
export const seesFacts = ({ role }: Viewer): boolean => !WITHOUT_FACTS.includes(role);

/** The area that a list of lines is narrowed to; nothing for the whole county. */
export const within = (county: RunningCounty, viewer: Viewer): { readonly area?: AreaCode } =>
  seesWholeCounty(county, viewer) ? {} : { area: viewer.area };

/** A batch as it looks from a part of the county: that it is there and how far it is, and the sum of the lines that lie there. */
const seenFromArea = (batch: BatchFile, roster: BatchFile['roster']): BatchFile => ({
  ...batch,
  chunks: null,
  chunks_done: 0,
  roster,
  files: [],
  steps: batch.steps.map((step) => ({ ...step, count: null, sum_fen: null, hash: null, detail: null })),
});

/** A batch that a reader may know of: one of a programme that is not for them is not there. Throws Refused. */
export const visibleBatch = (county: RunningCounty, { asked }: Pick<Caller, 'asked'>, id: string): BatchFile => {
  const found = county.views.batch(id);
  if (found === undefined || !seesMoneyOf(county, asked, found.programme))
    throw new Refused({ refused: 'batch_not_found', detail: id });
  return found;
};

/** A visible batch as it looks to the reader. Throws Refused. */
export const batchSeen = (county: RunningCounty, caller: Pick<Caller, 'asked'>, id: string): BatchFile => {
  const { asked } = caller;
  const found = visibleBatch(county, caller, id);
  if (seesWholeCounty(county, asked)) return found;
  const { count, sum_fen } = county.views.rosterSumIn(id, asked.area);
  return seenFromArea(found, found.roster === null ? null : { count, sum_fen, hash: found.roster.hash });
};

/** The batches of a list; from a part of the county without the sums of all. */
export const batchesSeen = (
  county: RunningCounty,
  { asked }: Pick<Caller, 'asked'>,
  all: readonly BatchListed[],
): readonly BatchListed[] => {
  const known = all.filter(({ programme }) => seesMoneyOf(county, asked, programme));
  if (seesWholeCounty(county, asked)) return known;
  return known.map((batch) => ({ ...batch, roster: null, chunks: null, chunks_done: 0 }));
};

/** A case that lies in an area; of one that has moved away, the years that are still of the area. */
export const caseIn = (area: AreaCode, one: EnrolmentFile | undefined): EnrolmentFile | undefined => {
  if (one === undefined || areaContains(area, one.village)) return one;
  const years = one.years.filter(({ village }) => areaContains(area, village));
  return years.length === 0 ? undefined : { ...one, years };
};
/** What is told of a case with a year, by the years of it that a reader sees. */
export const ofYearsSeen = <Told extends { readonly year: number }>(
  { years }: EnrolmentFile,
  told: readonly Told[],
): readonly Told[] => told.filter((each) => years.some(({ year }) => year === each.year));

/** A case of a list; without its amount where that is not for the reader. */
export const listedSeen = (county: RunningCounty, { asked }: Pick<Caller, 'asked'>, one: EnrolmentListed): EnrolmentListed =>
  seesMoneyOf(county, asked, one.programme) ? one : { ...one, amount_fen: null };

/** A case with its years, likewise. */
export const caseSeen = (county: RunningCounty, { asked }: Pick<Caller, 'asked'>, one: EnrolmentFile): EnrolmentFile =>
  seesMoneyOf(county, asked, one.programme) ? one : { ...one, years: one.years.map((year) => ({ ...year, amount_fen: null })) };

/** An objection; without the words of the decision about it where these are not for the reader. */
export const objectionSeen = ({ asked }: Pick<Caller, 'asked'>, one: Objection): Objection =>
  seesFacts(asked) ? one : { ...one, reason: null };

/** What happened to a case: without what is of money where that is not for the reader, and from a part of the county without the name of what is drawn instead. */
export const timelineSeen = (
  county: RunningCounty,
  { asked }: Pick<Caller, 'asked'>,
  file: EnrolmentFile,
): readonly TimelineEntry[] => {
  const { programme, case_number } = file;
  const whole = county.views.timeline(case_number);
  const all = areaContains(asked.area, file.village) ? whole : untilItMoved(file, whole);
  const told = seesMoneyOf(county, asked, programme) ? all : all.filter(({ detail }) => !('amount_fen' in detail));
  return seesWholeCounty(county, asked) ? told : told.map(withoutOther);
};

/** Where a case has moved away: what happened to it before, and to its years here. */
const untilItMoved = ({ years }: EnrolmentFile, all: readonly TimelineEntry[]): readonly TimelineEntry[] => {
  const left = all.find(({ type }) => type === 'EnrolmentTransferredOut');
  return all.filter(({ seq, year }) => seq <= (left?.seq ?? seq) || years.some((one) => one.year === year));
};

const withoutOther = (entry: TimelineEntry): TimelineEntry => {
  const { reason } = entry.detail;
  const [, how] = typeof reason === 'string' ? (/^(displaced|gave_way):/.exec(reason) ?? []) : [];
  return how === undefined ? entry : { ...entry, detail: { ...entry.detail, reason: how } };
};

/** The programmes of a year whose money is for a reader. */
export const programmesSeen = (county: RunningCounty, { asked }: Pick<Caller, 'asked'>, year: number): readonly Programme[] =>
  county.rules.programmesOf(year).filter(({ id }) => seesMoneyOf(county, asked, id));

/** A year in the reader's own area. */
export const yearSeen = (county: RunningCounty, caller: Pick<Caller, 'asked'>, year: number): YearSummary =>
  county.views.yearSummary(year, programmesSeen(county, caller, year), within(county, caller.asked).area);

/** The files that came from the reader's own area: what was brought by somebody else is theirs to see. */
export const importsSeen = (county: RunningCounty, { asked }: Caller, all: readonly RosterImport[]): readonly RosterImport[] => {
  if (seesWholeCounty(county, asked)) return all;
  const here = county.views.actors().filter(({ area }) => areaContains(asked.area, area));
  const ids = new Set<string>(here.map(({ id }) => id));
  return all.filter(({ actor }) => ids.has(actor));
};

type Lying = { readonly programme: string; readonly village: AreaCode };
/** A case that is wholly the reader's, with its facts and its money, and which others are (`sees`). Throws Refused `not_found`. */
export const wholeCase = (
  county: Pick<RunningCounty, 'rules' | 'views'>,
  asked: Viewer,
  id: string,
): { readonly found: EnrolmentFile; readonly sees: (one: Lying) => boolean } => {
  const sees = ({ programme, village }: Lying): boolean =>
    areaContains(asked.area, village) && seesMoneyOf(county, asked, programme);
  const found = county.views.enrolment(id);
  if (found === undefined || !sees(found)) throw new Refused({ refused: 'not_found', detail: id });
  return { found, sees };
};
