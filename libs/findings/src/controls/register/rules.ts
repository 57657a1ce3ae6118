import { createHash } from 'node:crypto';
import { compileProgramme, parseDefinition, type Programme, type ProgrammeDefinition } from '@fenming/programmes';
import type { Handlers } from '../../log-event';
import { inMap } from './columns';

/** A text of the rules, read and ready for this county. */
export type Text = { readonly definition: ProgrammeDefinition; readonly programme: Programme };
type Adoption = { readonly contentHash: string; readonly firstYear: number };

/** The rules as the log has them: every proposed text, and which were adopted from which year. */
export class Rules {
  regions: readonly string[] = [];
  private readonly texts = new Map<string, string>();
  private readonly read = new Map<string, Text | undefined>();
  private readonly adopted = new Map<string, Adoption[]>();

  /** The text behind a content hash; undefined where the log does not have it, or has another one under this hash. */
  text(contentHash: string): Text | undefined {
    if (!this.read.has(contentHash)) this.read.set(contentHash, this.open(contentHash));
    return this.read.get(contentHash);
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

  readonly on: Handlers = {
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

  private open(contentHash: string): Text | undefined {
    const text = this.texts.get(contentHash);
    if (text === undefined || createHash('sha256').update(text, 'utf8').digest('hex') !== contentHash) return undefined;
    const reading = parseDefinition(text, contentHash);
    if (!reading.ok) return undefined;
    return { definition: reading.definition, programme: compileProgramme(reading.definition, this.regions) };
  }
}
