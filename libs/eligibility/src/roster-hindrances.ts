import { say, spoken } from '@fenming/language';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { areaContains, type CitizenId } from '@fenming/citizen';
import type { ProgrammeId } from '@fenming/programmes';
import type { RosterReading, RosterRow } from '@fenming/rosters';
import {
  enrolmentDecider,
  enrolmentIdOf,
  hasLeftVillage,
  isRefusal,
  personDecider,
  refuse,
  streams,
  villageIn,
  type Apply,
  type EnrolmentState,
  type PersonId,
  type Refusal,
  type RefusalCode,
} from '@fenming/subsidy';
import { refusalText } from '@fenming/words';
import { Refused, slices, type Caller, type FileFault } from '@fenming/commands';
import type { RunningCounty } from '@fenming/county';
import { statedOtherwise } from './stated-facts';

/** A roster's file as it was read, and what the county knows against some of its rows. */
export type JudgedRoster = Omit<RosterReading, 'faults'> & { readonly faults: readonly FileFault[] };
export type LeftOut = { readonly row: number; readonly code: string; readonly message: string; readonly hint: string };
type Target = { readonly programme: ProgrammeId; readonly year: number; readonly importId: string };

/** Whose right a row is about: the child's where a programme pays for one, else the applicant's. */
export const entitled = ({ citizenId, child }: Pick<RosterRow, 'citizenId' | 'child'>): CitizenId =>
  child?.citizenId ?? citizenId;

/** So many rows are asked for at once; between two times others get their turn. */
const AT_A_TIME = 250;

/**
 * The caller's own rows of people whose case of this programme lies in another area: whatever stands against them there, one answer says it.
 * Whoever has moved from here is known here.
 */
export const casesElsewhere = (
  county: RunningCounty,
  rows: readonly RosterRow[],
  target: Target,
  { asked }: Caller,
): Promise<readonly FileFault[]> =>
  judged(county, rows, target, (state, { key: { village } }) => {
    if (state.key === undefined) return undefined;
    const lives = villageIn(state, target.year);
    if ([state.key.village, lives].some((one) => areaContains(asked.area, one))) return undefined;
    return hasLeftVillage(state, village) ? refuse('transferred_out', lives) : refuse('case_elsewhere');
  });

/**
 * Whom the county's own record would not take: people who are on the list already, live elsewhere, or have left. It is asked for all rows
 * before the first of them is recorded, so that a file goes in whole or not at all.
 */
export const hindrancesOf = (
  county: RunningCounty,
  rows: readonly RosterRow[],
  target: Target,
  caller: Caller,
): Promise<readonly FileFault[]> => {
  const asked = county.executor.asked(caller);
  return judged(county, rows, target, (state, command) => {
    const decision = enrolmentDecider.decide(state, command, asked);
    return isRefusal(decision) ? decision : undefined;
  });
};

/** The rows that say otherwise than two people have stated by a document: whichever is right, the other is put right first. */
export const statedOtherwiseIn = async (
  county: RunningCounty,
  rows: readonly RosterRow[],
  { programme, year }: Target,
): Promise<readonly FileFault[]> => {
  const faults: FileFault[] = [];
  for (const slice of slices(rows, AT_A_TIME)) {
    await nextTurn();
    const persons = county.vault.findPersons(slice.map(entitled));
    const states = await county.executor.peek(
      personDecider,
      [...persons.values()].map((person) => streams.person(person)),
    );
    for (const listed of slice) {
      const { facts, row } = listed;
      const person = persons.get(entitled(listed));
      const state = person === undefined ? undefined : states.get(streams.person(person));
      const titles = state === undefined ? [] : statedOtherwise(county, { programme, year, facts }, state);
      for (const column of titles) faults.push({ ...hindrance(row, 'fact_stated_otherwise'), column });
    }
  }
  return faults;
};

/** What stands against the rows of people who are known, as `against` says of each of their cases. */
const judged = async (
  county: RunningCounty,
  rows: readonly RosterRow[],
  target: Target,
  against: (state: EnrolmentState, command: Apply) => Refusal | undefined,
): Promise<readonly FileFault[]> => {
  const { vault, executor } = county;
  const faults: FileFault[] = [];
  for (const slice of slices(rows, AT_A_TIME)) {
    await nextTurn();
    const persons = vault.findPersons(slice.flatMap((row) => [row.citizenId, entitled(row)]));
    const known = slice.flatMap((row) => applicationOf(row, persons, target) ?? []);
    const states = await executor.states(
      enrolmentDecider,
      known.map(({ stream }) => stream),
      'now',
    );
    for (const { stream, row, command } of known) {
      const refused = against(states.get(stream)?.state ?? enrolmentDecider.initial, command);
      if (refused !== undefined) faults.push(hindranceOf(county, row, refused));
    }
  }
  return faults;
};

const STRANGER = '' as PersonId;

/** The application as it would be made, with nothing sealed in it: whether it is refused does not depend on that. */
const applicationOf = (
  listed: RosterRow,
  persons: ReadonlyMap<CitizenId, PersonId>,
  { programme, year, importId }: Target,
): { readonly stream: string; readonly row: number; readonly command: Apply } | undefined => {
  const { row, village, child, citizenId } = listed;
  const personId = persons.get(entitled(listed));
  if (personId === undefined) return undefined;
  // An applicant whom nobody knows has no case yet: a case of the child is somebody else's.
  const payee = child === undefined ? {} : { payeeId: persons.get(citizenId) ?? STRANGER };
  const enrolmentId = enrolmentIdOf(personId, programme);
  const key = { enrolmentId, caseNumber: '', programme, village };
  return {
    stream: streams.enrolment(enrolmentId),
    row,
    command: { do: 'apply', key, personId, ...payee, year, importId, row, sealedFacts: '' },
  };
};

/** Refuses a file with people of other areas than the caller's, and names them all. */
export const refuseElsewhere = (rows: readonly RosterRow[], caller: Caller): void => {
  const elsewhere = rows.filter(({ village }) => !areaContains(caller.asked.area, village));
  if (elsewhere.length === 0) return;
  const faults = elsewhere.map(({ row }) => hindrance(row, 'forbidden_area'));
  throw new Refused(
    { refused: 'forbidden_area', detail: say(`第 ${elsewhere[0]?.row} 行`, `line ${elsewhere[0]?.row}`) },
    faults,
  );
};

/** A reading without the rows that something stands against. */
export const withHindrances = (reading: JudgedRoster, hindrances: readonly FileFault[]): JudgedRoster => {
  const rows = new Set(hindrances.map(({ row }) => row));
  return {
    ...reading,
    rows: reading.rows.filter(({ row }) => !rows.has(row)),
    faults: [...reading.faults, ...hindrances].toSorted((one, other) => one.row - other.row),
  };
};

/** Nothing of a file is taken that cannot be read, or of which so much is wrong that it was not read to its end. */
export const refuseUnread = (fileFaults: RosterReading['fileFaults']): void => {
  const endless = fileFaults.some(({ code }) => code === 'too_many_faults');
  if (fileFaults.length > 0) throw new Refused({ refused: endless ? 'import_refused' : 'file_unreadable' }, fileFaults);
};

/** What is left out of a file, one finding for each row; nothing of a file is taken that cannot be read, or has faults that nobody accepted. */
export const leftOutOf = ({ fileFaults, faults }: JudgedRoster, acceptGoodRows: boolean): readonly LeftOut[] => {
  refuseUnread(fileFaults);
  const errors = faults.filter(({ severity }) => severity === 'error');
  if (errors.some(({ code }) => code === 'id_damaged')) throw new Refused({ refused: 'file_damaged_ids' }, errors);
  if (errors.length > 0 && !acceptGoodRows) throw new Refused({ refused: 'import_refused' }, errors);
  const first = new Map<number, LeftOut>();
  for (const { row, code, reason, hint } of errors) if (!first.has(row)) first.set(row, { row, code, message: reason, hint });
  return [...first.values()];
};

/** Codes that name the village where somebody lives. */
const NAMING_VILLAGES: readonly RefusalCode[] = ['village_differs', 'transferred_out'];
/** A refusal as the finding of a row, with the village that it names. */
export const hindranceOf = (county: RunningCounty, row: number, { refused, detail }: Refusal): FileFault => {
  const fault = hindrance(row, refused);
  if (detail === undefined || !NAMING_VILLAGES.includes(refused)) return fault;
  const { areas } = county.state();
  const place = [detail.slice(0, 9), detail].flatMap((code) => areas[code] ?? []).join('');
  return { ...fault, reason: say(`${fault.reason}该年度所在：${place}。`, `${fault.reason} In that year: ${place}.`) };
};

/** A refusal as the finding of a row. */
export const hindrance = (row: number, code: RefusalCode): FileFault => {
  const hint =
    HINTS[code] ??
    say('请核对后重新上传，或只导入其余的行', 'check it and upload the list again, or import only the other lines');
  return { row, column: say('整行', 'whole row'), value: '', code, reason: refusalText(code), hint, severity: 'error' };
};

const HINTS: Partial<Record<RefusalCode, string>> = spoken({
  already_enrolled: { zh: '请从名单里删去这一行', en: 'remove this line from the list' },
  fact_stated_otherwise: {
    zh: '请按已确认的更正填写；情况又有变化的，先提出新的事实更正',
    en: 'write it as it was stated; where it has changed again, state the fact anew first',
  },
  id_corrected: {
    zh: '请按更正后的号码填写；更正有误的，先凭文件再更正',
    en: 'write the number as it was corrected; where that is wrong, correct it again by a document first',
  },
  applicant_differs: {
    zh: '请删去这一行：每名孩子只由一人申领，由原申领人继续申领',
    en: 'remove this line: one person draws it for a child, and whoever has applied first goes on to do so',
  },
  case_elsewhere: {
    zh: '请核对身份证号和所在的村；核对无误的，请报县卫健部门办理，其余的行可以照常导入',
    en: 'check the citizen id and the village; where both are right, tell the county health commission; the other lines can be imported as usual',
  },
  village_differs: {
    zh: '请按登记的村填写；确已迁移的，先办理迁移（fenming transfer propose）',
    en: 'write the village that is registered; whoever has moved is transferred first (fenming transfer propose)',
  },
  transferred_out: {
    zh: '请从名单里删去这一行；迁移有误的，先凭文件迁回',
    en: 'remove this line; where the move is wrong, the case is moved back by a document first',
  },
  enrolment_exited: {
    zh: '请从名单里删去这一行，并核对退出的记录',
    en: 'remove this line from the list and check the record of the exit',
  },
  forbidden_area: { zh: '请只导入本辖区的人', en: 'import only persons of your own area' },
});
