import { createHash } from 'node:crypto';
import { CalendarError, HOLIDAY_TABLES, periodEnd, plainDate, workingCalendar, type HolidayTable } from '@fenming/calendar';
import { compileProgramme, parseDefinition, type Programme, type ProgrammeDefinition } from '@fenming/programmes';
import type { HolidayTableProposed, NoticePosted } from '@fenming/subsidy';
import type { Handlers } from '../../log-event';
import { inMap } from './columns';

/** A text of the rules, read and ready for this county. */
export type Text = { readonly definition: ProgrammeDefinition; readonly programme: Programme };
/** The text behind a content hash, as the log has it. */
export type TextOf = (contentHash: string) => Text | undefined;
/** `document`: its day and number, so written that documents sort in their order. Days are PlainDates. */
type Adoption = {
  readonly contentHash: string;
  readonly document: string;
  readonly from: string;
  readonly to: string;
  withdrawn: boolean;
};

const twoDigits = (number: number): string => String(number).padStart(2, '0');
/** 1号 sorts before 12号. */
const documentOf = (date: string, number: string): string =>
  `${date} ${number.replace(/\d+/g, (digits) => digits.padStart(9, '0'))}`;

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

  /** The text (its content hash) of each month of a year, January first; undefined for months of none. */
  monthsOf(programme: string, year: number): readonly (string | undefined)[] {
    const adoptions = this.adopted.get(programme) ?? [];
    return Array.from({ length: 12 }, (_, month) => {
      const [first, last] = [`${year}-${twoDigits(month + 1)}-01`, `${year}-${twoDigits(month + 1)}-31`];
      return adoptions
        .filter(({ from, to, withdrawn }) => !withdrawn && from <= last && first <= to)
        .sort((a, b) => (a.document < b.document ? -1 : a.document > b.document ? 1 : 0))
        .at(-1)?.contentHash;
    });
  }

  /** The text of the last month of a year that has one. */
  governing(programme: string, year: number): string | undefined {
    return this.monthsOf(programme, year).findLast((hash) => hash !== undefined);
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
    ProgrammeAdopted: ({
      programme,
      contentHash,
      documentDate,
      documentNo,
      effectiveFrom: from,
      effectiveTo: to = '9999-12-31',
    }) => {
      const document = documentOf(documentDate, documentNo);
      inMap(this.adopted, programme, () => []).push({ contentHash, document, from, to, withdrawn: false });
    },
    ProgrammeWithdrawn: ({ programme, contentHash }) => {
      for (const adoption of this.adopted.get(programme) ?? [])
        if (adoption.contentHash === contentHash) adoption.withdrawn = true;
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
