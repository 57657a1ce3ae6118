import { Refused } from '@fenming/commands';
import {
  catalogueConflicts,
  compileProgramme,
  parseDefinition,
  ProgrammeError,
  spanOf,
  type GoverningText,
  type GoverningTexts,
  type Programme,
  type ProgrammeDefinition,
  type ProgrammeId,
} from '@fenming/programmes';
import { governing, refuse, type AdoptedVersion, type ProgrammeState, type Refusal } from '@fenming/subsidy';
import type { Shipped } from './catalogue';

/** An adopted text, read and ready to answer for this county. */
export type Version = AdoptedVersion & { readonly definition: ProgrammeDefinition; readonly compiled: Programme };

/** Compiling is expensive and a text never changes: once per content and county. */
type Compiled = Pick<Version, 'definition' | 'compiled'>;

/**
 * The rules that this county has adopted. Each month has its own text: of those adopted and not withdrawn that cover it, the one with the
 * latest document, if the text itself is in force in that year. Versions stay for ever, because old payments are explained by them.
 */
export class RulesInForce {
  private readonly states = new Map<ProgrammeId, ProgrammeState>();
  private readonly texts = new Map<string, Compiled>();
  private regions: readonly string[] = [];

  /** `shipped`: the definitions that the county could propose. */
  constructor(private readonly shipped: readonly Shipped[]) {}

  setRegions(regions: readonly string[]): void {
    if (regions.join() !== this.regions.join()) this.texts.clear();
    this.regions = regions;
  }

  set(id: ProgrammeId, state: ProgrammeState): void {
    this.states.set(id, state);
  }

  /** The programmes this county has ever adopted, in the order of their ids. */
  adopted(): readonly ProgrammeId[] {
    return [...this.states].flatMap(([id, { adopted }]) => (adopted.length === 0 ? [] : [id])).sort();
  }

  /** The adoption of the first programme is the county's first decision about money: from then on nobody gives an account anew alone. */
  moneyBegun(): boolean {
    return this.adopted().length > 0;
  }

  versions(id: ProgrammeId): readonly AdoptedVersion[] {
    return this.states.get(id)?.adopted ?? [];
  }

  /** The texts that govern the months of a year, in their order; undefined where none does. */
  textsOf(id: ProgrammeId, year: number): GoverningTexts | undefined {
    const [first, ...others] = this.governed(id, year).map(({ version: { compiled }, first: from, last }): GoverningText => ({
      programme: compiled,
      months: spanOf(from, last),
    }));
    return first === undefined ? undefined : [first, ...others];
  }

  /** The version of the last month of a year that any governs: it answers for the year where only one can. */
  ofYear(id: ProgrammeId, year: number): Version | undefined {
    return this.governed(id, year).at(-1)?.version;
  }

  private governed(id: ProgrammeId, year: number): readonly { version: Version; first: number; last: number }[] {
    return governing(this.versions(id), year)
      .map(({ version, ...months }) => ({ ...months, version: this.ready(version) }))
      .filter(({ version }) => inForceIn(version.definition, year));
  }

  /** A programme as it governs a year; undefined when the county has no version for that year. */
  programme(id: ProgrammeId, year: number): Programme | undefined {
    return this.ofYear(id, year)?.compiled;
  }

  /** The programmes that govern a year, in the order of their ids. */
  programmesOf(year: number): readonly Programme[] {
    return this.adopted().flatMap((id) => this.programme(id, year) ?? []);
  }

  /** The version of a year, or the refusal that says what is missing. @throws Refused */
  inForce(id: ProgrammeId, year: number): Version {
    const version = this.ofYear(id, year);
    if (version !== undefined) return version;
    if (this.versions(id).length > 0) throw new Refused({ refused: 'programme_not_in_force', detail: `${id} ${year}` });
    const isKnown = this.shipped.some(({ definition }) => definition.id === id);
    if (isKnown) throw new Refused({ refused: 'programme_not_adopted', detail: id });
    throw new Refused({ refused: 'not_found', detail: [id, ...this.adopted()].join('\n') });
  }

  /** Whether any text of a programme, adopted or shipped, says that it is: one adopted before the word was there is so all the same. */
  isSensitive(id: ProgrammeId): boolean {
    const isShipped = this.shipped.find(({ definition }) => definition.id === id)?.definition.sensitive ?? false;
    return isShipped || this.versions(id).some(({ contentHash }) => this.byHash(contentHash)?.compiled.sensitive === true);
  }

  /** The text adopted last; one that was withdrawn only where none is left. */
  latest(id: ProgrammeId): Version | undefined {
    const versions = this.versions(id);
    const last = versions.findLast(({ withdrawn }) => withdrawn === undefined) ?? versions.at(-1);
    return last === undefined ? undefined : this.ready(last);
  }

  byHash(contentHash: string): Version | undefined {
    for (const { adopted } of this.states.values()) {
      const found = adopted.find((version) => version.contentHash === contentHash);
      if (found !== undefined) return this.ready(found);
    }
    return undefined;
  }

  /** The text behind a content hash, proposed or adopted. */
  text(contentHash: string): string | undefined {
    for (const { proposed } of this.states.values()) if (proposed[contentHash] !== undefined) return proposed[contentHash].text;
    return undefined;
  }

  /** Why a definition cannot be this county's: it does not hold in its regions, or it contradicts what another programme says. */
  refusalOf(definition: ProgrammeDefinition): Refusal | undefined {
    if (!this.holdsHere(definition)) return refuse('programme_not_offered', definition.id);
    const others = this.adopted()
      .filter((id) => id !== definition.id)
      .flatMap((id) => this.latest(id)?.definition ?? []);
    const [conflict] = catalogueConflicts([...others, definition]);
    return conflict === undefined ? undefined : refuse('definition_conflict', conflict.reason);
  }

  holdsHere(definition: ProgrammeDefinition): boolean {
    return this.compile(definition)?.offered === true;
  }

  /** A definition as it would hold here, adopted or not; undefined when it lacks a rule of some kind for these regions. */
  compile(definition: ProgrammeDefinition): Programme | undefined {
    try {
      return compileProgramme(definition, this.regions);
    } catch (error) {
      if (error instanceof ProgrammeError) return undefined;
      throw error;
    }
  }

  private ready(version: AdoptedVersion): Version {
    const known = this.texts.get(version.contentHash) ?? this.read(version);
    this.texts.set(version.contentHash, known);
    return { ...version, ...known };
  }

  private read({ programme, contentHash, text }: AdoptedVersion): Compiled {
    const file = `${programme}@${contentHash.slice(0, 12)}`;
    // Most of what a county adopts is shipped, and was read when it was opened.
    const shipped = this.shipped.find((one) => one.text === text)?.definition;
    const reading = shipped === undefined ? parseDefinition(text, file) : { ok: true as const, definition: { ...shipped, file } };
    if (!reading.ok) throw new Error(`the adopted text ${contentHash} of ${programme} can no longer be read`);
    return { definition: reading.definition, compiled: compileProgramme(reading.definition, this.regions) };
  }
}

const inForceIn = ({ inForce }: ProgrammeDefinition, year: number): boolean =>
  Number(inForce.from.slice(0, 4)) <= year && year <= Number((inForce.to ?? '9999').slice(0, 4));
