import { say } from '@fenming/language';
import { ordinaryText, type BankAccount, type AreaCode, type CitizenId, type Sex } from '@fenming/citizen';
import type { FactDefinition, Facts, FactSource, FactValue } from '@fenming/programmes';
import { readFact } from './read-fact';
import { readBankAccountIn, readId, readNameIn, readSex, type Citizen } from './read-person';
import type { ListColumn, RosterProgramme } from './roster-columns';
import type { RowCells } from './row-cells';
import { maskedValue, type Wrong, wrongOf } from './row-fault';

/** The village that a township and a village name stand for, undefined where there is none. Names come without any space. */
export type VillageLookup = (township: string, village: string) => AreaCode | undefined;

/** What the caller knows and the file does not: the villages, and the day on which the list is handed in (YYYY-MM-DD). */
export type Circumstances = { readonly villages: VillageLookup; readonly day: string };

/** One sound row. `row` counts as Excel does; `facts` holds the fact columns and the facts that follow from the ids. */
export type RosterRow = {
  readonly row: number;
  readonly citizenId: CitizenId;
  readonly name: string;
  readonly sex: Sex;
  readonly spouse?: NamedCitizen;
  /** Whose right it is, where a programme pays for a child: the applicant is the payee. */
  readonly child?: NamedCitizen;
  readonly village: AreaCode;
  readonly account: BankAccount;
  readonly facts: Facts;
};

type NamedCitizen = { readonly citizenId: CitizenId; readonly name: string };
type Relative = { readonly citizen: Citizen; readonly name: string };

/** `named` tells whom a row names, sound or not. */
export type RowReading = { readonly row?: RosterRow; readonly named: readonly Named[] };
export type Named = { readonly holds: 'citizenId' | 'spouseId' | 'childId'; readonly id: CitizenId };

/** Reads one row; without `row` when anything but warnings was noted. */
export function readRow(cells: RowCells, programme: RosterProgramme, given: Circumstances): RowReading {
  const citizen = readId(cells, 'citizenId', given.day);
  const name = readNameIn(cells, 'name');
  const sex = readSex(cells, citizen);
  const village = readVillage(cells, given.villages);
  const account = readBankAccountIn(cells);
  const spouse = programme.hasSpouse ? readSpouse(cells, citizen, given.day) : undefined;
  const child = programme.unit === 'child' ? readChild(cells, citizen, given.day) : undefined;
  const facts = readFacts(cells, programme, { citizen, spouse, child, day: given.day });
  const named = [
    ...namedAs('citizenId', citizen),
    ...namedAs('spouseId', spouse?.citizen),
    ...namedAs('childId', child?.citizen),
  ];
  if (!cells.sound || !citizen || !name || !sex || !village || !account) return { named };
  const relatives = { ...(spouse && { spouse: namedCitizen(spouse) }), ...(child && { child: namedCitizen(child) }) };
  return { named, row: { row: cells.row, citizenId: citizen.id, name, sex, ...relatives, village, account, facts } };
}

const namedCitizen = ({ citizen, name }: Relative): NamedCitizen => ({ citizenId: citizen.id, name });

function namedAs(holds: Named['holds'], citizen: Citizen | undefined): readonly Named[] {
  return citizen === undefined ? [] : [{ holds, id: citizen.id }];
}

function readVillage(cells: RowCells, villages: VillageLookup): AreaCode | undefined {
  const [township, village] = (['township', 'village'] as const).map((holds) => readPlace(cells, holds));
  if (township === undefined || village === undefined) return undefined;
  const code = villages(township, village);
  if (code === undefined)
    cells.error(cells.column('village'), {
      code: 'village_unknown',
      hint: say('请按辖区内现行的乡镇、村名称填写', 'write the township and village as they are called at present'),
      reason: say(
        `本县登记的区划里没有“${maskedValue('township', township)}”的“${maskedValue('village', village)}”`,
        `the county has registered no “${maskedValue('village', village)}” of “${maskedValue('township', township)}”`,
      ),
    });
  return code;
}

function readPlace(cells: RowCells, holds: 'township' | 'village'): string | undefined {
  const column = cells.column(holds);
  const cell = cells.take(column);
  if (cell.state === 'blank')
    cells.error(column, {
      code: `${holds}_missing`,
      reason: say(`${column.header}为空`, `${column.header} is empty`),
      hint: say('请按辖区名称填写', 'write it as the area is called'),
    });
  return cell.state === 'filled' ? ordinaryText(String(cell.value)).replaceAll(' ', '') : undefined;
}

/** Both spouse cells blank: nobody. One of them blank: the row is unfinished, and guessing would change who is paid. */
function readSpouse(cells: RowCells, citizen: Citizen | undefined, day: string): Relative | undefined {
  const [nameColumn, idColumn] = [cells.column('spouseName'), cells.column('spouseId')];
  const blank = [nameColumn, idColumn].filter((column) => cells.isBlank(column));
  if (blank.length === 2) return undefined;
  if (blank[0] !== undefined) {
    cells.error(blank[0], SPOUSE_INCOMPLETE);
    return undefined;
  }
  const [name, spouse] = [readNameIn(cells, 'spouseName'), readId(cells, 'spouseId', day)];
  if (spouse !== undefined && spouse.id === citizen?.id) cells.error(idColumn, SPOUSE_IS_APPLICANT);
  return name === undefined || spouse === undefined ? undefined : { citizen: spouse, name };
}

/** A child is younger than whoever applies for it: otherwise two columns were mixed up. */
function readChild(cells: RowCells, citizen: Citizen | undefined, day: string): Relative | undefined {
  const [name, child] = [readNameIn(cells, 'childName'), readId(cells, 'childId', day)];
  if (child !== undefined && citizen !== undefined && child.birthDate <= citizen.birthDate)
    cells.error(cells.column('childId'), CHILD_NOT_YOUNGER);
  return name === undefined || child === undefined ? undefined : { citizen: child, name };
}

type People = {
  readonly citizen: Citizen | undefined;
  readonly spouse: Relative | undefined;
  readonly child: Relative | undefined;
  readonly day: string;
};

function readFacts(cells: RowCells, programme: RosterProgramme, people: People): Facts {
  const fromIds = programme.facts.flatMap((fact) => {
    const value = fact.from === undefined ? undefined : factFromId(fact.from, people);
    return value === undefined ? [] : [[fact.name, value] as const];
  });
  const fromCells = cells.factColumns.flatMap((column) => {
    const value = readFactCell(cells, column, people.day);
    return value === undefined ? [] : [[column.fact.name, value] as const];
  });
  return Object.fromEntries([...fromIds, ...fromCells]);
}

function factFromId(source: FactSource, { citizen, spouse, child }: People): FactValue | undefined {
  switch (source) {
    case 'applicant.birthDate':
      return citizen?.birthDate;
    case 'applicant.sex':
      return citizen?.sex;
    case 'spouse.birthDate':
      return spouse?.citizen.birthDate;
    case 'spouse.present':
      return spouse !== undefined;
    case 'child.birthDate':
      return child?.citizen.birthDate;
  }
}

/** The value of a fact's cell; undefined where it is blank or wrong, which is noted. */
export function readFactCell(
  cells: RowCells,
  column: Extract<ListColumn, { holds: 'fact' }>,
  day: string,
): FactValue | undefined {
  const cell = cells.take(column);
  if (cell.state === 'blank' && column.fact.required)
    cells.error(column, {
      code: 'fact_missing',
      reason: say(`${column.header}为空`, `${column.header} is empty`),
      hint: say('请按登记材料填写', 'write it as it was registered'),
    });
  if (cell.state !== 'filled') return undefined;
  const reading = readFact(column.fact, cell.value);
  if (!reading.ok) cells.error(column, reading.wrong);
  else if (isYetToCome(column.fact, reading.value, day)) cells.error(column, yetToCome(column.header, day));
  return reading.ok ? reading.value : undefined;
}

/** Certificates may be dated ahead; nobody has been born or has died on a day that is still to come. */
function isYetToCome({ title, column = title }: FactDefinition, value: FactValue, day: string): boolean {
  return /出生|死亡/u.test(column) && typeof value === 'string' && value > day.slice(0, value.length);
}

export function yetToCome(header: string, day: string): Wrong {
  return {
    code: 'date_future',
    reason: say(`${header}晚于导入名单的日期 ${day}`, `${header} is after the day of this list, ${day}`),
    hint: say('请按登记材料核对年份', 'check the year against what was registered'),
  };
}

const SPOUSE_INCOMPLETE: Wrong = wrongOf('spouse_incomplete', {
  reason: { zh: '配偶姓名和身份证号只填了一项', en: 'name and citizen id of a spouse: one alone is given' },
  hint: { zh: '有配偶的两项都填，没有的两项都留空', en: 'with a spouse fill in both, without leave both empty' },
});
const SPOUSE_IS_APPLICANT: Wrong = wrongOf('spouse_is_applicant', {
  reason: { zh: '配偶与本人是同一个身份证号', en: 'the spouse has the same citizen id as the person' },
  hint: { zh: '请核对两人的身份证号', en: 'check the citizen ids of both' },
});
const CHILD_NOT_YOUNGER: Wrong = wrongOf('child_not_younger', {
  reason: { zh: '子女并不比申领人年轻', en: 'the child is no younger than the person who applies' },
  hint: {
    zh: '请核对申领人和子女的身份证号是否填反',
    en: 'check whether the citizen ids of the applicant and of the child were mixed up',
  },
});
