import type { AreaCode } from '@fenming/citizen';
import type { ProgrammeId } from '@fenming/programmes';
import type { Applicant } from './applicants';
import { countsAt, type Counts } from './counts';
import { openRegistry } from './identities';
import { DEMO_COUNTY, drawPlaces, type Places } from './places';
import { drawStory, type Story } from './story';

export const [FIRST_YEAR, SECOND_YEAR] = [2023, 2024] as const;

/** One .xlsx file as the county's clerk would have it: by township and village, one line per applicant. */
export type DemoRoster = {
  readonly programme: ProgrammeId;
  readonly year: number;
  readonly fileName: string;
  readonly applicants: readonly Applicant[];
};

export type DemoCounty = {
  readonly seed: number;
  readonly scale: number;
  readonly counts: Counts;
  readonly code: AreaCode;
  readonly name: string;
  readonly places: Places;
  readonly rosters: readonly DemoRoster[];
  /** The file whose ids a spreadsheet has turned into numbers: refused as it is. */
  readonly damaged: DemoRoster;
  readonly story: Story;
};

/** By village as the clerk files them; within a village in the order drawn, so that of a person listed twice the 15-digit line comes second. */
const byVillage = (applicants: readonly Applicant[]): readonly Applicant[] =>
  applicants.toSorted((a, b) => (a.village.code < b.village.code ? -1 : Number(a.village.code > b.village.code)));

const roster = (year: number, programme: ProgrammeId, title: string, applicants: readonly Applicant[]): DemoRoster => ({
  programme,
  year,
  fileName: `${year}-${title}.xlsx`,
  applicants: byVillage(applicants),
});

/**
 * The fictional 示例县: the same seed and scale give the same county on every machine. Totals depend on the scale alone.
 * Throws RangeError for a scale outside 0.001 to 2.
 */
export const drawDemoCounty = (seed: number, scale: number): DemoCounty => {
  const counts = countsAt(scale);
  const places = drawPlaces(seed, counts);
  const story = drawStory(openRegistry(seed), places, counts);
  const rosters = [
    roster(FIRST_YEAR, 'RURAL_REWARD', '农村奖扶', story.rural),
    roster(FIRST_YEAR, 'URBAN_ONLY_CHILD', '城镇奖扶', story.urban),
    roster(FIRST_YEAR, 'SPECIAL_ASSISTANCE', '特别扶助', story.special),
    roster(FIRST_YEAR, 'ONLY_CHILD_FEE', '独生子女父母奖励', story.fee),
    roster(SECOND_YEAR, 'RURAL_REWARD', '农村奖扶', story.secondYear.rural),
    roster(SECOND_YEAR, 'ONLY_CHILD_FEE', '独生子女父母奖励', story.secondYear.fee),
  ];
  const damaged = {
    ...roster(FIRST_YEAR, 'RURAL_REWARD', '农村奖扶', story.rural.slice(0, 20)),
    fileName: '损坏-2023-农村奖扶.xlsx',
  };
  return { seed, scale, counts, ...DEMO_COUNTY, places, rosters, damaged, story };
};

/** The row of the spreadsheet in which an applicant stands: the header is row 1. */
export const sheetRowOf = (file: DemoRoster, applicant: Applicant): number => {
  const index = file.applicants.indexOf(applicant);
  if (index < 0) throw new Error(`not on the roster ${file.fileName}`);
  return index + 2;
};
