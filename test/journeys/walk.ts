import { addDays, plainDate } from '@fenming/calendar';
import { writeRoster, type RosterSheetRow } from '@fenming/rosters';
import type { Citizen } from './citizens';
import { moveClock, programmeOf, type Hall } from './hall';
import type { Answer, Seat } from './seat';

export type Level = 'village' | 'township' | 'county';
export type Enrolment = {
  readonly enrolment_id: string;
  readonly case_number: string;
  readonly programme: string;
  readonly village: string;
  readonly stage: string;
  readonly amount_fen: number | null;
};
export type Confirmed = {
  readonly enrolment_id: string;
  readonly outcome: string;
  readonly code?: string;
  readonly detail?: string;
};
export type Notice = { readonly notice_id: string; readonly count: number; readonly closes_on: string };
export type Imported = {
  readonly import_id: string;
  readonly number: number;
  readonly rows: number;
  readonly accepted: number;
  readonly left_out: readonly { readonly row: number; readonly code: string }[];
  readonly refused: readonly { readonly row: number; readonly code: string }[];
};

/** A person in the columns that every roster has; the programme's own columns come on top. */
export const line = (
  hall: Hall,
  { name, id, sex, account }: Citizen,
  village: string,
  facts: Readonly<Record<string, string | number>>,
): RosterSheetRow => {
  const township = hall.county.townships.find(({ villages }) => villages.some((each) => each.name === village));
  return { 姓名: name, 身份证号: id, 性别: sex, 乡镇: township?.name ?? '无此乡', 村: village, 银行账号: account, ...facts };
};

export const rosterFile = (hall: Hall, programme: string, rows: readonly RosterSheetRow[]): Promise<Buffer> =>
  writeRoster(rows, programmeOf(hall, programme), '名单');

type RosterFile = { readonly programme: string; readonly year?: number; readonly bytes: Buffer; readonly onlyGoodRows?: boolean };

const uploadOf = ({ programme, year = 2023, bytes, onlyGoodRows = false }: RosterFile) => ({
  fields: { programme, year: String(year), accept_good_rows: String(onlyGoodRows) },
  bytes,
});

export const tryImport = (hall: Hall, file: RosterFile, by: Seat = hall.seat('health')): Promise<Answer> =>
  by.upload('/imports', uploadOf(file));

export const importRoster = (hall: Hall, file: RosterFile): Promise<Imported> =>
  hall.seat('health').send<Imported>('/imports', uploadOf(file));

export const enrolmentsOf = async (
  hall: Hall,
  programme: string,
  year = 2023,
  reader = hall.seat('health'),
): Promise<readonly Enrolment[]> =>
  (await reader.read<{ data: readonly Enrolment[] }>(`/enrolments?programme=${programme}&year=${year}&limit=500`)).data;

/** The enrolment of the person in a row of the year's n-th roster file. */
export const enrolmentAt = async (hall: Hall, programme: string, row: number, file = 1): Promise<Enrolment> => {
  const caseNumber = `${programme}-2023-${file}-${String(row).padStart(5, '0')}`;
  const found = (await enrolmentsOf(hall, programme)).find(({ case_number }) => case_number === caseNumber);
  if (found === undefined) throw new Error(`${caseNumber} is not enrolled`);
  return found;
};

const STAGE_BEFORE: Record<Level, string> = { village: 'applied', township: 'village_noticed', county: 'township_noticed' };

export const seatOf = (hall: Hall, level: Level, village: string): { readonly seat: Seat; readonly area: string } => {
  if (level === 'village') return { seat: hall.seat(`clerk-${village}`), area: village };
  const township = village.slice(0, 9);
  if (level === 'township') return { seat: hall.seat(`officer-${township}`), area: township };
  return { seat: hall.seat('health'), area: hall.county.code };
};

/** Confirms whoever waits at this level, rejects whom a condition stops, posts the notices; answers the refusals by case number and the last day. */
export const confirmLevel = async (
  hall: Hall,
  level: Level,
  programme: string,
  year = 2023,
): Promise<{ readonly refused: ReadonlyMap<string, string>; readonly closesOn: string }> => {
  const waiting = (await enrolmentsOf(hall, programme, year)).filter(({ stage }) => stage === STAGE_BEFORE[level]);
  const areas = new Map(waiting.map(({ village }) => [seatOf(hall, level, village).area, village]));
  const refused = new Map<string, string>();
  let closesOn = '';
  for (const [area, village] of areas) {
    const { seat } = seatOf(hall, level, village);
    const here = waiting.filter((each) => each.village.startsWith(area));
    const list = { level, year, enrolments: here.map(({ enrolment_id }) => enrolment_id) };
    const { data } = await seat.act<{ data: readonly Confirmed[] }>('/confirmations', list);
    for (const { enrolment_id, outcome, code } of data) {
      if (outcome !== 'refused') continue;
      refused.set(here.find((each) => each.enrolment_id === enrolment_id)?.case_number ?? '', code ?? '');
      await seat.act('/rejections', { level, year, enrolment_id, reason: '不符合条件' });
    }
    if (data.every(({ outcome }) => outcome === 'refused')) continue;
    const notice = await seat.act<Notice>('/notices', { level, area, programme, year });
    closesOn = notice.closes_on > closesOn ? notice.closes_on : closesOn;
  }
  return { refused, closesOn };
};

/** All three levels of some programmes, in their order, each level after the notices of the one before. Answers the refusals by case number. */
export const confirmYear = async (hall: Hall, ...programmes: readonly string[]): Promise<ReadonlyMap<string, string>> => {
  const refused = new Map<string, string>();
  for (const level of ['village', 'township', 'county'] as const) {
    let last = '';
    for (const programme of programmes) {
      const confirmed = await confirmLevel(hall, level, programme);
      for (const [caseNumber, code] of confirmed.refused) refused.set(caseNumber, code);
      last = confirmed.closesOn > last ? confirmed.closesOn : last;
    }
    await moveClock(hall, addDays(plainDate(last), 1));
  }
  return refused;
};
