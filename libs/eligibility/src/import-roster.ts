import { say } from '@fenming/language';
import { createHash } from 'node:crypto';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { dateOf } from '@fenming/calendar';
import type { AreaCode } from '@fenming/citizen';
import type { ProgrammeId } from '@fenming/programmes';
import type { RosterReading, RosterRow, RowCounts } from '@fenming/rosters';
import { derivedId, isRefusal, rosterImportDecider, streams, type ImportStarted, type Refusal } from '@fenming/subsidy';
import { FAULTS_NAMED, orRefused, Refused, type Caller, type FileFault } from '@fenming/commands';
import { RunningCounty } from '@fenming/county';
import { correctedIdsIn, nameDifferences, withNameDifferences } from './name-differences';
import { applyRows } from './roster-applications';
import {
  casesElsewhere,
  hindrancesOf,
  leftOutOf,
  refuseElsewhere,
  refuseUnread,
  statedOtherwiseIn,
  withHindrances,
  type JudgedRoster,
  type LeftOut,
} from './roster-hindrances';

export type RosterFile = {
  readonly programme: ProgrammeId;
  readonly year: number;
  readonly bytes: Buffer;
  readonly acceptGoodRows: boolean;
  /** Somebody has checked those whose id is registered under another name: they are the same people, and keep the name they have. */
  readonly samePeople?: boolean;
};
/**
 * What became of a file. `rows` are those of people: accepted, left out before anything was recorded, or refused because something changed
 * meanwhile. `counts` are all rows that the sheet holds, and `villages` the accepted by village, to be held against the village's own list.
 */
export type ImportedRoster = {
  readonly importId: string;
  readonly number: number;
  readonly rows: number;
  readonly accepted: number;
  readonly leftOut: readonly LeftOut[];
  readonly refused: readonly LeftOut[];
  readonly counts: RowCounts;
  readonly villages: readonly { readonly village: AreaCode; readonly name: string; readonly accepted: number }[];
  readonly warnings: readonly FileFault[];
  /** Of which `warnings` are the first. */
  readonly warningsInAll: number;
};

export class ImportRoster extends Command<ImportedRoster> {
  constructor(
    readonly file: RosterFile,
    readonly caller: Caller,
  ) {
    super();
  }
}

type Started = ImportStarted['data'];
/** The file under its own id, which is that of its content: the same file again goes on where it was cut off. */
type Import = { readonly file: RosterFile; readonly importId: string; readonly fileHash: string; readonly stream: string };
/** What is to be recorded, and what not. */
type Plan = {
  readonly rows: readonly RosterRow[];
  readonly leftOut: readonly LeftOut[];
  readonly refused: readonly LeftOut[];
  readonly judged: JudgedRoster;
  readonly samePeople: readonly number[];
};

/** A roster file becomes applications: whole or not at all, unless the good rows were chosen explicitly. */
@CommandHandler(ImportRoster)
export class ImportRosterHandler implements ICommandHandler<ImportRoster> {
  private last: Promise<unknown> = Promise.resolve();

  constructor(private readonly county: RunningCounty) {}

  /** One file after the other: two with the same people, judged at the same time, would each find that nothing stands against it. */
  execute({ file, caller }: ImportRoster): Promise<ImportedRoster> {
    const importing = this.last.then(() => this.importFile(file, caller));
    this.last = importing.catch(() => undefined);
    return importing;
  }

  private async importFile(file: RosterFile, caller: Caller): Promise<ImportedRoster> {
    const { compiled: programme } = this.county.rules.inForce(file.programme, file.year);
    const fileHash = createHash('sha256').update(file.bytes).digest('hex');
    const importId = derivedId('import', file.programme, file.year, fileHash);
    const it: Import = { file, importId, fileHash, stream: streams.rosterImports(file.programme, file.year) };
    const { before, refusal } = await this.startedBefore(it, caller);
    if (refusal !== undefined && refusal.refused !== 'duplicate_file') throw new Refused(refusal);
    const day = dateOf(this.county.executor.asked(caller).at);
    const { facts, hasSpouse, unit } = programme;
    const { areas } = this.county.state();
    const sheet = await this.county.reading.roster({ bytes: file.bytes, programme: { facts, hasSpouse, unit }, areas, day });
    // Nothing is told about people of another area, not even that somebody has brought their list.
    refuseElsewhere(sheet.rows, caller);
    if (refusal !== undefined) throw new Refused(refusal);
    const plan = before === undefined ? await this.plan(sheet, it, caller) : continued(sheet, before);
    // The file's own id is the command id: after a crash the same file repeats the same commands, whoever uploads it.
    const importer = { ...caller, commandId: importId };
    const number = await this.start(it, plan, importer);
    const hindered = await applyRows(this.county, plan.rows, { programme, year: file.year, importId, number }, importer);
    return this.complete(it, number, { ...plan, refused: [...plan.refused, ...hindered.map(leftOutFor)] }, importer);
  }

  /** The start that stands in the log of a file that was cut off, and what stands against starting it now, whoever is in it. */
  private async startedBefore(
    { file, importId, fileHash, stream }: Import,
    caller: Caller,
  ): Promise<{ readonly before: Started | undefined; readonly refusal?: Refusal }> {
    const { executor } = this.county;
    const { state } = await executor.load(rosterImportDecider, stream);
    const probe = { importId, programme: file.programme, year: file.year, fileHash, rows: 0, goodRows: 0, leftOut: [] };
    const decision = rosterImportDecider.decide(state, { do: 'start', file: probe }, executor.asked(caller));
    const before = state.files[importId]?.started;
    return isRefusal(decision) ? { before, refusal: decision } : { before };
  }

  /** Everything that can stand against a row is asked before the first one is recorded. */
  private async plan(sheet: RosterReading, { file, importId }: Import, caller: Caller): Promise<Plan> {
    const target = { programme: file.programme, year: file.year, importId };
    const right = withHindrances(sheet, await correctedIdsIn(this.county, sheet.rows));
    const own = withHindrances(right, await casesElsewhere(this.county, right.rows, target, caller));
    const differences = await nameDifferences(this.county, own.rows, caller);
    const samePeople = file.samePeople === true;
    const named = withNameDifferences(own, differences, samePeople);
    const stated = withHindrances(named, await statedOtherwiseIn(this.county, named.rows, target));
    const judged = withHindrances(stated, await hindrancesOf(this.county, stated.rows, target, caller));
    const leftOut = leftOutOf(judged, file.acceptGoodRows);
    return { rows: judged.rows, leftOut, refused: [], judged, samePeople: samePeople ? differences.map(({ row }) => row) : [] };
  }

  private async start({ file, importId, fileHash, stream }: Import, plan: Plan, caller: Caller): Promise<number> {
    const started = {
      importId,
      programme: file.programme,
      year: file.year,
      fileHash,
      rows: plan.rows.length + plan.leftOut.length,
      goodRows: plan.rows.length,
      leftOut: plan.leftOut.map(({ row, code }) => ({ row, code })),
      ...(plan.samePeople.length > 0 ? { samePeople: plan.samePeople } : {}),
    };
    const starting = { ...caller, commandId: `${importId}/start` };
    orRefused(await this.county.executor.one(rosterImportDecider, stream, { do: 'start', file: started }, starting));
    const { state } = await this.county.executor.load(rosterImportDecider, stream);
    const begun = state.files[importId];
    if (begun === undefined) throw new Error(`the import ${importId} was started and is not in its stream`);
    return begun.started.number;
  }

  private async complete(it: Import, number: number, plan: Plan, caller: Caller): Promise<ImportedRoster> {
    const { rows, leftOut, refused, judged } = plan;
    const out = new Set(refused.map(({ row }) => row));
    const accepted = rows.filter(({ row }) => !out.has(row));
    const codes = refused.map(({ row, code }) => ({ row, code }));
    const { importId, file, stream } = it;
    const result = { importId, programme: file.programme, year: file.year, accepted: accepted.length, refused: codes };
    const completing = { ...caller, commandId: `${importId}/complete` };
    orRefused(await this.county.executor.one(rosterImportDecider, stream, { do: 'complete', result }, completing));
    const warnings = judged.faults.filter(({ severity }) => severity === 'warning');
    return {
      importId,
      number,
      rows: accepted.length + leftOut.length + refused.length,
      accepted: accepted.length,
      leftOut,
      refused,
      counts: { ...judged.counts, taken: accepted.length, refused: leftOut.length + refused.length },
      villages: this.byVillage(accepted),
      warnings: warnings.slice(0, FAULTS_NAMED),
      warningsInAll: warnings.length + judged.moreWarnings,
    };
  }

  private byVillage(rows: readonly RosterRow[]): ImportedRoster['villages'] {
    const { areas } = this.county.state();
    const counts = new Map<AreaCode, number>();
    for (const { village } of rows) {
      const before = counts.get(village);
      counts.set(village, before === undefined ? 1 : before + 1);
    }
    const inOrder = [...counts].toSorted(([one], [other]) => (one < other ? -1 : 1));
    return inOrder.map(([village, accepted]) => ({ village, name: areas[village] ?? village, accepted }));
  }
}

/** A file that was cut off goes on as it was decided then: some of its rows are in the log, and it cannot be refused as a whole any more. */
const continued = (sheet: RosterReading, { leftOut }: Started): Plan => {
  refuseUnread(sheet.fileFaults);
  const left = new Set(leftOut.map(({ row }) => row));
  const errors = new Map<number, LeftOut>();
  for (const fault of sheet.faults)
    if (fault.severity === 'error' && !errors.has(fault.row)) errors.set(fault.row, leftOutFor(fault));
  return {
    rows: sheet.rows.filter(({ row }) => !left.has(row)),
    leftOut: leftOut.map(({ row, code }) => errors.get(row) ?? { row, code, message: leftOutBefore(), hint: '' }),
    refused: [...errors.values()].filter(({ row }) => !left.has(row)),
    judged: sheet,
    samePeople: [],
  };
};

const leftOutBefore = (): string =>
  say('这份文件上次导入时已决定留下这一行。', 'This line was left out on purpose when this file was imported before.');

const leftOutFor = ({ row, code, reason, hint }: FileFault): LeftOut => ({ row, code, message: reason, hint });
