import { createHash, type Hash } from 'node:crypto';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { dateOf } from '@fenming/calendar';
import { allOrRefused, FAULTS_NAMED, orRefused, Refused, slices, type Caller, type FileFault } from '@fenming/commands';
import { RunningCounty } from '@fenming/county';
import type { ComparedRow, ComparisonReading } from '@fenming/rosters';
import {
  comparisonDecider,
  derivedId,
  isRefusal,
  personDecider,
  streams,
  type ComparedCounts,
  type FileCompared,
  type PersonState,
} from '@fenming/subsidy';
import { comparedWith } from './compared-facts';
import { knownPersons, type KnownPerson } from './known-cases';
import { leadsOf, type RowSaid } from './leads';

export type ComparisonFile = { readonly source: string; readonly bytes: Buffer };
/** What came of a list, and the first of the warnings about it. */
export type ComparedFile = FileCompared['data'] & {
  readonly warnings: readonly FileFault[];
  readonly warningsInAll: number;
};

/** Compares a list of another body with our record, whole or not at all. Whatever differs becomes a lead, which moves nothing. */
export class CompareFile extends Command<ComparedFile> {
  constructor(
    readonly file: ComparisonFile,
    readonly caller: Caller,
  ) {
    super();
  }
}

/** So many persons are asked for at once; between two times others get their turn. */
const AT_A_TIME = 100;
type Counting = { -readonly [Name in Exclude<keyof ComparedCounts, 'hash'>]: ComparedCounts[Name] };

@CommandHandler(CompareFile)
export class CompareFileHandler implements ICommandHandler<CompareFile> {
  private last: Promise<unknown> = Promise.resolve();

  constructor(private readonly county: RunningCounty) {}

  /** One list after the other: two that say the same would each find that nobody has said it yet. */
  execute({ file, caller }: CompareFile): Promise<ComparedFile> {
    const comparing = this.last.then(() => this.compare(file, caller));
    this.last = comparing.catch(() => undefined);
    return comparing;
  }

  private async compare({ source, bytes }: ComparisonFile, caller: Caller): Promise<ComparedFile> {
    const { executor } = this.county;
    const described = this.county.sources.get(source);
    const fileHash = createHash('sha256').update(bytes).digest('hex');
    const comparison = derivedId('comparison', source, fileHash);
    const file = { comparison, source, fileHash };
    const stream = streams.comparison(source);
    const before = await executor.load(comparisonDecider, stream);
    const done = before.state.files[fileHash];
    // The same request once more is answered as before.
    if (done !== undefined && before.causes.includes(caller.commandId)) return { ...done, warnings: [], warningsInAll: 0 };
    const probe = { ...file, ...NOTHING, hash: '' };
    const barred = comparisonDecider.decide(before.state, { do: 'compare', file: probe }, executor.asked(caller));
    if (isRefusal(barred)) throw new Refused(barred);
    const day = dateOf(executor.asked(caller).at);
    const reading = await this.county.reading.comparison({ bytes, source: described, day });
    refuseFaulty(reading);
    const counts = await this.compareRows(reading.rows, file, caller);
    orRefused(await executor.one(comparisonDecider, stream, { do: 'compare', file: { ...file, ...counts } }, caller));
    const recorded = (await executor.load(comparisonDecider, stream)).state.files[fileHash];
    if (recorded === undefined) throw new Error(`the list ${comparison} was compared and is not in its stream`);
    const { faults, moreWarnings } = reading;
    return { ...recorded, warnings: faults.slice(0, FAULTS_NAMED), warningsInAll: faults.length + moreWarnings };
  }

  /** The leads stand in the persons' own records first, and the counts last: whoever is cut off in between compares the list once more. */
  private async compareRows(rows: readonly ComparedRow[], of: OfList, caller: Caller): Promise<ComparedCounts> {
    await this.county.caughtUp();
    const hash = createHash('sha256');
    const counting: Counting = { ...NOTHING, rows: rows.length, enrolled: this.county.views.personsWithOpenCase() };
    for (const slice of slices(rows, AT_A_TIME)) {
      await nextTurn();
      const known = await knownPersons(
        this.county,
        slice.map(({ citizenId }) => citizenId),
      );
      for (const row of slice) countRow(row, known.get(row.citizenId), { counting, hash });
      await this.noteLeads(slice, known, { of, caller });
    }
    return { ...counting, hash: hash.digest('hex') };
  }

  private async noteLeads(
    rows: readonly ComparedRow[],
    known: ReadonlyMap<string, KnownPerson>,
    { of, caller }: { readonly of: OfList; readonly caller: Caller },
  ): Promise<void> {
    const tasks = rows.flatMap((row) => {
      const person = known.get(row.citizenId);
      const noted = person === undefined ? NO_LEADS : this.leadsOfRow(row, person, of);
      if (person === undefined || noted.opens.length + noted.settles.length === 0) return [];
      const command = (now: PersonState) => ({
        do: 'note-leads' as const,
        ...this.leadsOfRow(row, { ...person, person: now }, of),
      });
      return [{ stream: streams.person(person.personId), command }];
    });
    allOrRefused(await this.county.executor.many(personDecider, tasks, caller));
  }

  private leadsOfRow({ row, says, name }: ComparedRow, person: KnownPerson, of: OfList): typeof NO_LEADS {
    const { source, comparison } = of;
    const noted = says.map((one) => {
      const said: RowSaid = { says: one, row, source, comparison, ...(name === undefined ? {} : { name }) };
      return leadsOf(this.county, person, said);
    });
    return { opens: noted.flatMap(({ opens }) => opens), settles: noted.flatMap(({ settles }) => settles) };
  }
}

type OfList = Pick<FileCompared['data'], 'source' | 'comparison'>;
const NO_LEADS: ReturnType<typeof leadsOf> = { opens: [], settles: [] };

const NOTHING: Omit<ComparedCounts, 'hash'> = {
  rows: 0,
  said: 0,
  agreed: 0,
  differs: 0,
  unknown: 0,
  stranger: 0,
  leads: 0,
  found: 0,
  enrolled: 0,
};

const STRANGER = { outcome: 'stranger', differing: [] } as const;

/** The hash has the outcome of everything that each row says, and nobody's words. */
const countRow = (
  { row, says }: ComparedRow,
  known: KnownPerson | undefined,
  { counting, hash }: { readonly counting: Counting; readonly hash: Hash },
): void => {
  if (known?.cases.some(({ isOpen }) => isOpen) === true) counting.found += 1;
  says.forEach((one, i) => {
    const { outcome, differing } = known === undefined ? STRANGER : comparedWith(one, known);
    counting.said += 1;
    counting[outcome] += 1;
    counting.leads += differing.length;
    hash.update(`${row} ${i + 1} ${outcome}\n`);
  });
};

/** Nothing of a list is taken of which something cannot be read. */
const refuseFaulty = ({ fileFaults, faults }: ComparisonReading): void => {
  const errors = [...fileFaults, ...faults].filter(({ severity }) => severity === 'error');
  if (errors.length > 0) throw new Refused({ refused: 'comparison_refused' }, errors);
};
