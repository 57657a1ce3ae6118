import { say } from '@fenming/language';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { areaContains, comparisonKey, maskName, type CitizenId } from '@fenming/citizen';
import type { RosterReading, RosterRow } from '@fenming/rosters';
import { personDecider, streams } from '@fenming/subsidy';
import { slices, type Caller, type FileFault } from '@fenming/commands';
import { unsealIdentity, type RunningCounty } from '@fenming/county';
import { hindrance, type JudgedRoster } from './roster-hindrances';

type Fault = RosterReading['faults'][number];
/** A name beside a citizen id, and where it was written down: in a row of this file, or in the register (no row). */
type Written = { readonly name: string; readonly row?: number };
type Named = { readonly citizenId: CitizenId; readonly name: string; readonly row: number; readonly column: string };

/** So many people are asked for at once; between two times others get their turn. */
const AT_A_TIME = 250;

/**
 * Where a roster gives a citizen id another name than the register, or than an earlier row, has for it. One of the two is the wrong person or
 * an old name, and only somebody with the papers can tell: silently kept, the first spelling would be paid for ever. How a name was typed is
 * no difference. What the register has is told to the county alone: the person may live anywhere in it.
 */
export const nameDifferences = async (
  county: RunningCounty,
  rows: readonly RosterRow[],
  { asked }: Caller,
): Promise<readonly Fault[]> => {
  const faults: Fault[] = [];
  const written = new Map<CitizenId, Written>();
  const isTold = areaContains(asked.area, county.code());
  for (const slice of slices(rows.flatMap(namedIn), AT_A_TIME)) {
    await nextTurn();
    const fresh = [...new Set(slice.map(({ citizenId }) => citizenId))].filter((id) => !written.has(id));
    for (const [id, name] of await registeredNames(county, fresh)) written.set(id, { name });
    for (const named of slice) {
      const before = written.get(named.citizenId);
      if (before === undefined) written.set(named.citizenId, named);
      else if (comparisonKey(before.name) !== comparisonKey(named.name)) faults.push(differs(named, before, isTold));
    }
  }
  return faults;
};

/** Rows with a number that two people have corrected since, beside the name it stood beside: taken in, they would make a second person of one. */
export const correctedIdsIn = async ({ vault }: RunningCounty, rows: readonly RosterRow[]): Promise<readonly FileFault[]> => {
  const faults: FileFault[] = [];
  for (const slice of slices(rows.flatMap(namedIn), AT_A_TIME)) {
    await nextTurn();
    const former = vault.formerIds(slice.map(({ citizenId, name }) => ({ citizenId, name: comparisonKey(name) })));
    for (const { citizenId, row, column } of slice)
      if (former.has(citizenId)) faults.push({ ...hindrance(row, 'id_corrected'), column: column.replace('姓名', '身份证号') });
  }
  return faults;
};

/** Takes the rows with another name out of a reading, or leaves them in as a warning where a person has decided that they are the same people. */
export const withNameDifferences = (reading: JudgedRoster, differences: readonly Fault[], samePeople: boolean): JudgedRoster => {
  const severity = samePeople ? ('warning' as const) : ('error' as const);
  const out = new Set(samePeople ? [] : differences.map(({ row }) => row));
  return {
    ...reading,
    rows: reading.rows.filter(({ row }) => !out.has(row)),
    faults: [...reading.faults, ...differences.map((fault) => ({ ...fault, severity }))].toSorted((a, b) => a.row - b.row),
  };
};

const namedIn = ({ citizenId, name, spouse, child, row }: RosterRow): readonly Named[] => [
  { citizenId, name, row, column: '姓名' },
  ...(spouse === undefined ? [] : [{ ...spouse, row, column: '配偶姓名' }]),
  ...(child === undefined ? [] : [{ ...child, row, column: '子女姓名' }]),
];

const registeredNames = async (
  { vault, executor }: RunningCounty,
  ids: readonly CitizenId[],
): Promise<ReadonlyMap<CitizenId, string>> => {
  const persons = vault.findPersons(ids);
  const states = await executor.peek(
    personDecider,
    [...persons.values()].map((person) => streams.person(person)),
  );
  return new Map(
    [...persons].flatMap(([id, person]) => {
      const sealed = states.get(streams.person(person))?.sealedIdentity;
      return sealed === undefined ? [] : [[id, unsealIdentity(vault, person, sealed).name] as const];
    }),
  );
};

const differs = ({ name, row, column }: Named, before: Written, isTold: boolean): Fault => {
  const shown = maskName(before.name);
  const isShown = isTold || before.row !== undefined;
  const where =
    before.row === undefined
      ? say('本县已登记', 'as the county has registered it')
      : say(`本表第 ${before.row} 行`, `on line ${before.row} of this list`);
  return {
    row,
    column,
    value: maskName(name),
    code: 'name_differs',
    reason: isShown
      ? say(
          `同一身份证号${where}的姓名是“${shown}”，与本行不同${shown === maskName(name) ? say('（不同的是隐去的字）', ' (in what is starred)') : ''}`,
          `the name with the same citizen id ${where} is “${shown}” and differs from this line${shown === maskName(name) ? say('（不同的是隐去的字）', ' (in what is starred)') : ''}`,
        )
      : say(`同一身份证号${where}的姓名与本行不同`, `the name with the same citizen id ${where} differs from this line`),
    hint: say(
      '请按身份证原件核对：号码错的改号码，姓名错的改姓名；核实为同一人的，导入时选择“同一人，沿用先登记的姓名”',
      'check it against the identity card: mend the number or the name, whichever is wrong; where they are verified to be the same person, choose “same person, keep the name registered first” when importing',
    ),
    severity: 'error',
  };
};
