import { createHash } from 'node:crypto';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { dateOf } from '@fenming/calendar';
import { areaContains, areaLevel, comparisonKey, type CitizenId } from '@fenming/citizen';
import type { Programme, ProgrammeId } from '@fenming/programmes';
import { readRoster, type RosterReading, type RosterRow, type VillageLookup } from '@fenming/rosters';
import {
  derivedId,
  enrolmentDecider,
  enrolmentIdOf,
  personDecider,
  mayImport,
  rosterImportDecider,
  streams,
  type Apply,
  type ImportStarted,
  type EnrolmentState,
  type PersonId,
  type RefusalCode,
} from '@fenming/subsidy';
import type { Caller } from '../executor';
import { Folder } from '../folder/folder';
import { takeOffLists } from '../payout/locked-lists';
import { orRefused, Refused, slices } from '../outcomes';
import { nameDifferences, withNameDifferences } from './name-differences';
import { sealAccount, sealFacts, sealIdentity, unsealAccount } from './sealed';

export type RosterFile = {
  readonly programme: ProgrammeId;
  readonly year: number;
  readonly bytes: Buffer;
  readonly acceptGoodRows: boolean;
  /** Somebody has checked those whose id is registered under another name: they are the same people, and keep the name they have. */
  readonly samePeople?: boolean;
};
export type ImportedRoster = {
  readonly importId: string;
  readonly number: number;
  readonly rows: number;
  readonly accepted: number;
  readonly leftOut: readonly { readonly row: number; readonly code: string }[];
  readonly refused: readonly { readonly row: number; readonly code: string }[];
  readonly warnings: RosterReading['faults'];
};

export class ImportRoster extends Command<ImportedRoster> {
  constructor(
    readonly file: RosterFile,
    readonly caller: Caller,
  ) {
    super();
  }
}

const ROWS_PER_COMMIT = 500;
type Known = ReadonlyMap<CitizenId, PersonId>;
type Target = { readonly programme: Programme; readonly year: number; readonly importId: string; readonly number: number };

/** A roster file becomes applications: whole or not at all, unless the good rows were chosen explicitly. */
@CommandHandler(ImportRoster)
export class ImportRosterHandler implements ICommandHandler<ImportRoster> {
  constructor(private readonly folder: Folder) {}

  async execute({ file, caller }: ImportRoster): Promise<ImportedRoster> {
    const { compiled: programme } = this.folder.inForce(file.programme, file.year);
    const fileHash = createHash('sha256').update(file.bytes).digest('hex');
    const importId = derivedId('import', file.programme, file.year, fileHash);
    const day = dateOf(this.folder.executor.asked(caller).at);
    const sheet = await readRoster(file.bytes, programme, { villages: this.villageLookup(), day });
    const differences = mayImport(caller.asked) ? await nameDifferences(this.folder, sheet.rows) : [];
    const reading = withNameDifferences(sheet, differences, file.samePeople === true);
    const leftOut = refuseUnlessClean(reading, file.acceptGoodRows);
    const elsewhere = reading.rows.find(({ village }) => !areaContains(caller.asked.area, village));
    if (elsewhere !== undefined) throw new Refused({ refused: 'forbidden_area', detail: `第 ${elsewhere.row} 行` });
    // The file's own id is the command id: after a crash the same file repeats the same commands, whoever uploads it.
    const importer = { ...caller, commandId: importId };
    const stream = streams.rosterImports(file.programme, file.year);
    const rows = reading.rows.length + leftOut.length;
    const started = {
      importId,
      programme: file.programme,
      year: file.year,
      fileHash,
      rows,
      goodRows: reading.rows.length,
      leftOut,
      ...(file.samePeople === true && differences.length > 0 ? { samePeople: differences.map(({ row }) => row) } : {}),
    };
    const number = await this.start(stream, started, importer);
    const refused = await this.applyRows(reading.rows, { programme, year: file.year, importId, number }, importer);
    const accepted = reading.rows.length - refused.length;
    const result = { importId, programme: file.programme, year: file.year, accepted, refused };
    const completeCaller = { ...importer, commandId: `${importId}/complete` };
    orRefused(await this.folder.executor.one(rosterImportDecider, stream, { do: 'complete', result }, completeCaller));
    return {
      importId,
      number,
      rows,
      accepted,
      leftOut,
      refused,
      warnings: reading.faults.filter(({ severity }) => severity === 'warning'),
    };
  }

  /** A repeated start of a completed file must be refused, although its own event is there already. */
  private async start(stream: string, file: Omit<ImportStarted['data'], 'number'>, caller: Caller): Promise<number> {
    const before = await this.folder.executor.load(rosterImportDecider, stream);
    if (before.state.files[file.importId]?.completed !== undefined)
      throw new Refused({ refused: 'duplicate_file', detail: file.importId });
    orRefused(
      await this.folder.executor.one(
        rosterImportDecider,
        stream,
        { do: 'start', file },
        { ...caller, commandId: `${file.importId}/start` },
      ),
    );
    const { state } = await this.folder.executor.load(rosterImportDecider, stream);
    return state.files[file.importId]?.started.number ?? 0;
  }

  private villageLookup(): VillageLookup {
    const { areas } = this.folder.countyState();
    const codes = new Map<string, string>();
    const townships = new Map(Object.entries(areas).filter(([code]) => code.length === 9));
    for (const [code, name] of Object.entries(areas)) {
      const village = code as Parameters<typeof areaLevel>[0];
      if (areaLevel(village) === 'village') codes.set(placeKey(townships.get(code.slice(0, 9)) ?? '', name), code);
    }
    return (township, village) => codes.get(placeKey(township, village)) as ReturnType<VillageLookup>;
  }

  private async applyRows(
    rows: readonly RosterRow[],
    target: Target,
    caller: Caller,
  ): Promise<{ row: number; code: RefusalCode }[]> {
    const refused: { row: number; code: RefusalCode }[] = [];
    for (const slice of slices(rows, ROWS_PER_COMMIT)) {
      const persons = this.admit(slice, caller.commandId);
      await this.register(slice, persons, caller);
      refused.push(...(await this.apply(slice, persons, target, caller)));
    }
    return refused;
  }

  /** The vault knows the people before the log does: a person without a key could not be sealed. */
  private admit(rows: readonly RosterRow[], commandId: string): Known {
    return this.folder.vault.admitPersons(
      citizensOf(rows).map(({ citizenId, row, part }) => ({
        citizenId,
        personId: derivedId(commandId, 'person', row, part) as PersonId,
      })),
    );
  }

  private async register(rows: readonly RosterRow[], persons: Known, caller: Caller): Promise<void> {
    const tasks = new Map<
      PersonId,
      { stream: string; command: () => { do: 'register'; personId: PersonId; sealedIdentity: string } }
    >();
    for (const { citizenId, name } of citizensOf(rows)) {
      const personId = known(persons, citizenId);
      tasks.set(personId, {
        stream: streams.person(personId),
        command: () => ({
          do: 'register',
          personId,
          sealedIdentity: sealIdentity(this.folder.vault, personId, { name, citizenId }),
        }),
      });
    }
    for (const outcome of await this.folder.executor.many(personDecider, [...tasks.values()], caller)) orRefused(outcome);
  }

  private async apply(
    rows: readonly RosterRow[],
    persons: Known,
    target: Target,
    caller: Caller,
  ): Promise<{ row: number; code: RefusalCode }[]> {
    const tasks = rows.map((row) => {
      const personId = known(persons, row.citizenId);
      const enrolmentId = enrolmentIdOf(personId, target.programme.id);
      return {
        stream: streams.enrolment(enrolmentId),
        command: (state: EnrolmentState) => this.application(row, persons, target, state),
      };
    });
    const outcomes = await this.folder.executor.many(enrolmentDecider, tasks, caller);
    // A roster may bring another account for somebody who stands on a locked list of the year before.
    await takeOffLists(
      this.folder,
      rows.map(({ citizenId }) => enrolmentIdOf(known(persons, citizenId), target.programme.id)),
      caller,
    );
    return outcomes.flatMap((outcome, i) => ('refused' in outcome ? [{ row: rows[i]?.row ?? 0, code: outcome.refused }] : []));
  }

  private application(
    row: RosterRow,
    persons: Known,
    { programme, year, importId, number }: Target,
    state: EnrolmentState,
  ): Apply {
    const personId = known(persons, row.citizenId);
    const enrolmentId = enrolmentIdOf(personId, programme.id);
    const { vault } = this.folder;
    const unchanged = state.account !== undefined && unsealAccount(vault, personId, state.account.sealed) === row.account;
    const account = { version: derivedId(importId, 'account', row.row), sealed: sealAccount(vault, personId, row.account) };
    return {
      do: 'apply',
      key: {
        enrolmentId,
        caseNumber: `${programme.id}-${year}-${number}-${String(row.row).padStart(5, '0')}`,
        programme: programme.id,
        village: row.village,
      },
      personId,
      ...(row.spouse === undefined ? {} : { secondPersonId: known(persons, row.spouse.citizenId) }),
      year,
      importId,
      row: row.row,
      sealedFacts: sealFacts(vault, personId, row.facts),
      ...(unchanged ? {} : { account }),
    };
  }
}

const placeKey = (township: string, village: string): string => `${comparisonKey(township)}/${comparisonKey(village)}`;

const refuseUnlessClean = (reading: RosterReading, acceptGoodRows: boolean): readonly { row: number; code: string }[] => {
  if (reading.fileFaults.length > 0) throw new Refused({ refused: 'file_unreadable' }, reading.fileFaults);
  const errors = reading.faults.filter(({ severity }) => severity === 'error');
  if (errors.some(({ code }) => code === 'id_damaged')) throw new Refused({ refused: 'file_damaged_ids' }, errors);
  if (errors.length > 0 && !acceptGoodRows) throw new Refused({ refused: 'import_refused' }, errors);
  const firstCode = new Map<number, string>();
  for (const { row, code } of errors) if (!firstCode.has(row)) firstCode.set(row, code);
  return [...firstCode].map(([row, code]) => ({ row, code }));
};

const citizensOf = (rows: readonly RosterRow[]): { citizenId: CitizenId; name: string; row: number; part: string }[] =>
  rows.flatMap(({ citizenId, name, spouse, row }) => [
    { citizenId, name, row, part: 'applicant' },
    ...(spouse === undefined ? [] : [{ ...spouse, row, part: 'spouse' }]),
  ]);

const known = (persons: Known, citizenId: CitizenId): PersonId => {
  const person = persons.get(citizenId);
  if (person === undefined) throw new Error('a person was not admitted to the vault');
  return person;
};
