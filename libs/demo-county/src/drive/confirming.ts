import { townshipOf, type AreaCode } from '@fenming/citizen';
import type { ProgrammeId } from '@fenming/programmes';
import type { Api } from '@fenming/api-client';
import type { Desk } from './desk';
import { listEnrolments, type ListedEnrolment } from './enrolments';
import { forEachInFlight, groupBy, slicesOf } from './in-flight';

export type Level = 'village' | 'township' | 'county';
type Outcome = {
  readonly enrolment_id: string;
  readonly outcome: 'confirmed' | 'already' | 'refused';
  readonly code?: string;
  readonly message?: string;
};
type Office = { readonly api: Api; readonly area: AreaCode };
type Of = (village: AreaCode) => boolean;
type Round = { readonly level: Level; readonly year: number; readonly programme: ProgrammeId; readonly of: Of };
const EVERYWHERE: Of = () => true;

const STAGE_BEFORE: Record<Level, string> = { village: 'applied', township: 'village_noticed', county: 'township_noticed' };
/**
 * What an official answers with a rejection, and the reason that is recorded: the same whoever watches the demo. Any other refusal means that the
 * demo itself went wrong.
 */
const GROUNDS: ReadonlyMap<string, string> = new Map([
  ['conditions_not_met', '不符合资格条件，不能确认。'],
  ['facts_missing', '事实不全，暂时不能判断资格，请补充材料。'],
  ['incompatible_programme', '同一年度已确认享受不能兼得的项目。'],
]);
const MOST_AT_ONCE = 500;

/** Each level acts for its own area: the village for itself, the township for its villages, the county for all. */
const officeOf = ({ staff, county }: Desk, level: Level, village: AreaCode): Office => {
  if (level === 'village') return { api: staff.clerkOf(village), area: village };
  if (level === 'township') return { api: staff.officerOf(village), area: townshipOf(village) };
  return { api: staff.health, area: county.code };
};

const areaOf = (level: Level, village: AreaCode): string => ({ village, township: townshipOf(village), county: '' })[level];

const confirmList = async ({ api }: Office, { level, year }: Round, list: readonly ListedEnrolment[]): Promise<void> => {
  const enrolments = list.map(({ enrolment_id }) => enrolment_id);
  const { data } = await api.post<{ readonly data: readonly Outcome[] }>('/confirmations', { level, year, enrolments });
  for (const { enrolment_id, outcome, code, message } of data) {
    if (outcome !== 'refused') continue;
    const reason = GROUNDS.get(code ?? '');
    if (reason === undefined) throw new Error(`${level} ${year}: ${code ?? ''} ${message ?? ''}`);
    await api.post('/rejections', { level, year, enrolment_id, reason });
  }
};

const confirmProgramme = async (desk: Desk, round: Round): Promise<void> => {
  const { level, year, programme, of } = round;
  const listed = await listEnrolments(desk.staff.health, { programme, year, stage: STAGE_BEFORE[level] });
  const waiting = listed.filter(({ village }) => of(village));
  const lists = [...groupBy(waiting, ({ village }) => areaOf(level, village)).values()].flatMap((list) =>
    slicesOf(list, MOST_AT_ONCE),
  );
  await forEachInFlight(lists, async (list) => {
    const [first] = list;
    if (first !== undefined) await confirmList(officeOf(desk, level, first.village), round, list);
  });
};

/** Posting again answers the notice that stands, and completes one that was cut off: so every area with somebody to name posts. */
const postNotices = async (desk: Desk, { level, year, programme }: Round): Promise<void> => {
  const listed = await listEnrolments(desk.staff.health, { programme, year });
  const named = listed.filter(({ stage }) => stage === `${level}_confirmed` || stage === `${level}_noticed`);
  const villages = [...groupBy(named, ({ village }) => areaOf(level, village)).values()].flatMap(([first]) =>
    first === undefined ? [] : [first.village],
  );
  await forEachInFlight(villages, async (village) => {
    const { api, area } = officeOf(desk, level, village);
    await api.post('/notices', { level, area, programme, year });
  });
};

/**
 * One level of one year, everywhere or in the villages of `of`: confirms everybody who has come so far, records a rejection where a condition fails, and posts the notices.
 * Programmes follow each other, because of two that exclude each other the first one confirmed is the one that stands.
 */
export const confirmAndNotice = async (
  desk: Desk,
  { level, year, of = EVERYWHERE }: { readonly level: Level; readonly year: number; readonly of?: Of },
  programmes: readonly ProgrammeId[],
): Promise<void> => {
  for (const programme of programmes) {
    await confirmProgramme(desk, { level, year, programme, of });
    await postNotices(desk, { level, year, programme, of });
  }
};
