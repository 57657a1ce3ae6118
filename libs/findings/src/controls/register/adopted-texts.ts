import { createHash } from 'node:crypto';
import { CalendarError, HOLIDAY_TABLES, periodEnd, plainDate, workingCalendar, type HolidayTable } from '@fenming/calendar';
import { compileProgramme, parseDefinition, type Programme, type ProgrammeDefinition } from '@fenming/programmes';
import type { HolidayTableProposed, NoticePosted } from '@fenming/subsidy';
import type { Handlers } from '../../log-event';
import { inMap } from './columns';

/** A text of the rules, read and ready for this county. */
export type Text = { readonly definition: ProgrammeDefinition; readonly programme: Programme };
type Adoption = { readonly contentHash: string; readonly firstYear: number };

/** The rules and the holidays as the log has them: every proposed text, and which were adopted from which year. */
export class AdoptedTexts {
  regions: readonly string[] = [];
  private tables: readonly HolidayTable[] = HOLIDAY_TABLES;
  private workingDays = workingCalendar(HOLIDAY_TABLES);
  private readonly proposedTables = new Map<string, HolidayTableProposed['data']>();
  private readonly texts = new Map<string, string>();
  private readonly read = new Map<string, Text | undefined>();
  private readonly adopted = new Map<string, Adoption[]>();

  /** The text behind a content hash; undefined where the log does not have it, or has another one under this hash. */
  text(contentHash: string): Text | undefined {
    if (!this.read.has(contentHash)) this.read.set(contentHash, this.open(contentHash));
    return this.read.get(contentHash);
  }

  /** Whether a text is the one that its hash, by which people adopt it, was taken of. */
  static isHashOf(contentHash: string, text: string): boolean {
    return createHash('sha256').update(text, 'utf8').digest('hex') === contentHash;
  }

  /** The adopted version that governs a year: the last one that began by its end. */
  governing(programme: string, year: number): string | undefined {
    return this.adopted.get(programme)?.findLast(({ firstYear }) => firstYear <= year)?.contentHash;
  }

  ofYear(programme: string, year: number): Text | undefined {
    const hash = this.governing(programme, year);
    return hash === undefined ? undefined : this.text(hash);
  }

  programmes(): readonly string[] {
    return [...this.adopted.keys()];
  }

  /** What the county calls a programme by its latest text; its code where the log has no such text. */
  nameOf(programme: string): string {
    const hash = this.adopted.get(programme)?.at(-1)?.contentHash;
    return (hash === undefined ? undefined : this.text(hash))?.definition.name ?? programme;
  }

  /** The last day of a notice by the text and the holidays known at this point of the log; undefined where one of them is missing. */
  noticeEnd({ programme, year, level, postedOn }: NoticePosted['data']): string | undefined {
    const text = this.ofYear(programme, year);
    if (text === undefined) return undefined;
    try {
      return periodEnd(plainDate(postedOn), text.programme.noticePeriods[level], this.workingDays);
    } catch (error) {
      if (error instanceof CalendarError) return undefined;
      throw error;
    }
  }

  readonly on: Handlers = {
    HolidayTableProposed: (table) => {
      this.proposedTables.set(table.contentHash, table);
    },
    HolidayTableConfirmed: ({ contentHash }) => {
      const table = this.proposedTables.get(contentHash);
      if (table !== undefined) this.takeTable(table);
    },
    CountyOpened: ({ regions }) => {
      this.regions = regions;
    },
    CountyCorrected: ({ regions }) => {
      this.regions = regions;
      this.read.clear();
    },
    ProgrammeProposed: ({ contentHash, text }) => {
      this.texts.set(contentHash, text);
      this.read.delete(contentHash);
    },
    ProgrammeAdopted: ({ programme, contentHash, effectiveFrom }) => {
      inMap(this.adopted, programme, () => []).push({ contentHash, firstYear: Number(effectiveFrom.slice(0, 4)) });
    },
  };

  private takeTable({ year, title, documentNo, holidays, workdays }: HolidayTableProposed['data']): void {
    const table = { year, title, documentNo, holidays: holidays.map(plainDate), workdays: workdays.map(plainDate) };
    this.tables = [...this.tables.filter((known) => known.year !== year), table];
    this.workingDays = workingCalendar(this.tables);
  }

  private open(contentHash: string): Text | undefined {
    const text = this.texts.get(contentHash);
    if (text === undefined || !AdoptedTexts.isHashOf(contentHash, text)) return undefined;
    const reading = parseDefinition(text, contentHash);
    if (!reading.ok) return undefined;
    return { definition: reading.definition, programme: compileProgramme(reading.definition, this.regions) };
  }
}
