import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { makeFolder, writeWhole } from '@fenming/folders';
import type { FactDefinition, FactValue, Programme, ProgrammeId } from '@fenming/programmes';
import type { RosterSheetRow } from '@fenming/rosters';
import type { Applicant } from './county/applicants';
import type { DemoCounty, DemoRoster } from './county/demo-county';

const SEX = { male: '男', female: '女' } as const;

/** What a clerk types for a value: the Chinese choice, or the value itself. */
const written = (fact: FactDefinition, value: FactValue): string => {
  const choice = Object.entries(fact.choices ?? {}).find(([, means]) => means === value);
  return choice === undefined ? String(value) : choice[0];
};

const factCells = (facts: Applicant['facts'], programme: Programme): RosterSheetRow =>
  Object.fromEntries(
    programme.facts.flatMap((fact) => {
      const value = facts[fact.name];
      return fact.column === undefined || value === undefined ? [] : [[fact.column, written(fact, value)]];
    }),
  );

/** One line in the columns of the programme's roster. */
const sheetRow = (applicant: Applicant, serial: number, programme: Programme): RosterSheetRow => {
  const { identity, village, account, spouse, facts, writtenId, writtenFacts } = applicant;
  const spouseCells =
    programme.hasSpouse && spouse !== undefined ? { 配偶姓名: spouse.name, 配偶身份证号: spouse.citizenId } : {};
  return {
    序号: String(serial),
    姓名: identity.name,
    身份证号: writtenId ?? identity.citizenId,
    性别: SEX[identity.sex],
    乡镇: village.townshipName,
    村: village.name,
    银行账号: account,
    ...spouseCells,
    ...factCells({ ...facts, ...writtenFacts }, programme),
  };
};

/** What happens to an id in a cell that is formatted as a number: from the 16th digit on there are zeros. */
const damageId = (row: RosterSheetRow): RosterSheetRow => ({
  ...row,
  身份证号: Number(String(row['身份证号']).replace('X', '0')),
});

const programmeOf = (programmes: ReadonlyMap<ProgrammeId, Programme>, id: ProgrammeId): Programme => {
  const found = programmes.get(id);
  if (found === undefined) throw new Error(`the catalogue has no programme ${id}`);
  return found;
};

type Damage = (row: RosterSheetRow) => RosterSheetRow;

/** Only a first demo writes spreadsheets, and loading what writes them takes its time. */
const rosterBytes = async (roster: DemoRoster, programme: Programme, damage: Damage): Promise<Buffer> => {
  const { writeRoster } = await import('@fenming/rosters');
  const rows = roster.applicants.map((applicant, index) => damage(sheetRow(applicant, index + 1, programme)));
  return writeRoster(rows, programme, `${roster.year}年${programme.name}申报名单`);
};

/** A file appears whole or not at all, and is never rewritten: the import knows it by its hash. */
const writeOnce = async (file: string, write: () => Promise<Buffer>): Promise<void> => {
  if (!existsSync(file)) writeWhole(file, await write());
};

/** Writes the county's own files into the inbox, as its clerks would hand them in. */
export const fillInbox = async (
  inbox: string,
  county: DemoCounty,
  programmes: ReadonlyMap<ProgrammeId, Programme>,
): Promise<void> => {
  makeFolder(inbox);
  for (const roster of [county.damaged, ...county.rosters]) {
    const damage: Damage = roster === county.damaged ? damageId : (row) => row;
    await writeOnce(path.join(inbox, roster.fileName), () =>
      rosterBytes(roster, programmeOf(programmes, roster.programme), damage),
    );
  }
};

export const inboxFile = (inbox: string, { fileName }: DemoRoster): Buffer => readFileSync(path.join(inbox, fileName));
