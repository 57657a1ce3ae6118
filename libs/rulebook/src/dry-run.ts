import { setImmediate as nextTurn } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import type { AreaCode } from '@fenming/citizen';
import {
  failingExamples,
  latestOf,
  WHOLE_YEAR,
  type GoverningTexts,
  type Programme,
  type ProgrammeId,
} from '@fenming/programmes';
import { enrolmentDecider, isRefused, streams, type EnrolmentId, type EnrolmentState } from '@fenming/subsidy';
import { assessEnrolment, unlessDestroyed, RunningCounty } from '@fenming/county';
import { Later, Refused, Turns } from '@fenming/commands';
import type { Draft as RegisterDraft } from './register-answer';
import { besides } from './register-people';
import { NOT_KNOWN, Tallies, type Answer, type LeftOut, type Outcome, type TallyByTownship } from './tally';
import { readSentDefinition } from './versions';

export type DryRun = TallyByTownship & {
  readonly programme: ProgrammeId;
  readonly year: number;
  readonly content_hash: string;
  /** The version it was compared with; null where the year had none. */
  readonly before_hash: string | null;
  /** The draft's own examples: how many there are, and which it fails. A draft may be tried before they are written anew, and no more than tried. */
  readonly examples: number;
  readonly failing_examples: readonly { readonly line: number; readonly message: string }[];
  /** Whom the programme pays where that is not a person: no list of another programme knows such a unit, and nobody besides is looked at. */
  readonly besides_unasked: Exclude<Programme['unit'], 'person'> | null;
};
type Enrolled = { readonly enrolment_id: EnrolmentId; readonly village: AreaCode };
type OwnList = { readonly programme: ProgrammeId; readonly year: number; readonly area: AreaCode };
type Draft = { readonly before: GoverningTexts | undefined; readonly after: GoverningTexts; readonly year: number };

/** Read at once. */
const SLICE = 100;
/** Unsealed and assessed twice before others get their turn. */
const PIECE = 10;
/** A county's roster takes some seconds; more who wait would wait longer than anybody does. */
const MOST_WAITING = 8;
const RETRY_SECONDS = 30;

/** What a draft would cost and whom it would touch, over everybody on its own list of the year and in the county's record besides. Nothing is written. */
@Injectable()
export class DryRuns {
  private readonly turns = new Turns();
  private inHand = 0;

  constructor(private readonly county: RunningCounty) {}

  /** One after the other. @throws Later where too many wait already */
  async run(text: string, year: number, area: AreaCode): Promise<DryRun> {
    if (this.inHand > MOST_WAITING) throw new Later({ refused: 'busy' }, RETRY_SECONDS);
    this.inHand += 1;
    return this.turns.take('dry-run', () => this.tried(text, year, area)).finally(() => (this.inHand -= 1));
  }

  private async tried(text: string, year: number, area: AreaCode): Promise<DryRun> {
    const definition = await readSentDefinition(this.county, text);
    const after = this.county.rules.compile(definition);
    if (after === undefined || !after.offered) throw new Refused({ refused: 'programme_not_offered', detail: definition.id });
    const before = this.county.rules.textsOf(definition.id, year);
    await this.county.caughtUp();
    const tallies = new Tallies();
    const draft = { definition, compiled: after, year };
    for await (const outcome of this.everybody(draft, before, area)) tallies.count(outcome);
    return {
      programme: definition.id,
      year,
      content_hash: definition.contentHash,
      before_hash: before === undefined ? null : latestOf(before).contentHash,
      examples: definition.examples.length,
      failing_examples: failingExamples(definition).map(({ line, reason }) => ({ line, message: reason })),
      ...tallies.told(),
      besides_unasked: definition.unit === 'person' ? null : definition.unit,
    };
  }

  private async *everybody(
    draft: RegisterDraft,
    before: GoverningTexts | undefined,
    area: AreaCode,
  ): AsyncGenerator<Outcome | LeftOut> {
    const { definition, compiled, year } = draft;
    yield* this.own(
      { programme: definition.id, year, area },
      { before, after: [{ programme: compiled, months: WHOLE_YEAR }], year },
    );
    if (definition.unit === 'person') yield* besides(this.county, draft, { area, slice: SLICE, piece: PIECE });
  }

  /** Page by page: a county's roster never lies in memory as a whole. */
  private async *own(list: OwnList, texts: Draft): AsyncGenerator<Outcome | LeftOut> {
    for (let cursor: string | undefined; ;) {
      const page = this.county.views.enrolments({ ...list, limit: SLICE, ...(cursor === undefined ? {} : { cursor }) });
      await nextTurn();
      yield* this.compare(page.data, texts);
      if (page.next_cursor === null) return;
      cursor = page.next_cursor;
    }
  }

  /** One read per slice; who stands in it and what is sealed there is enough. */
  private async *compare(slice: readonly Enrolled[], draft: Draft): AsyncGenerator<Outcome | LeftOut> {
    const states = await this.county.executor.peek(
      enrolmentDecider,
      slice.map(({ enrolment_id }) => streams.enrolment(enrolment_id)),
    );
    for (let from = 0; from < slice.length; from += PIECE) {
      await nextTurn();
      yield* slice
        .slice(from, from + PIECE)
        .flatMap((one) => this.outcomeOf(one, states.get(streams.enrolment(one.enrolment_id)), draft));
    }
  }

  private outcomeOf(
    { village }: Enrolled,
    state: EnrolmentState | undefined,
    { before, after, year }: Draft,
  ): readonly (Outcome | LeftOut)[] {
    if (state === undefined) return [];
    const assess = (texts: GoverningTexts): Answer | undefined => assessEnrolment(this.county, texts, state, { year });
    const answers = unlessDestroyed(() => ({
      inForce: before === undefined ? undefined : assess(before),
      drafted: assess(after),
    }));
    if (answers === undefined) return [{ from: 'own', village, before: undefined, after: NOT_KNOWN }];
    const { inForce, drafted } = answers;
    // Not confirmed although the conditions are met: an objection or another programme stands in the way, whatever the draft says.
    if (inForce?.verdict === 'eligible' && isRefused(state, year)) return ['left out'];
    return drafted === undefined ? [] : [{ from: 'own', village, before: inForce, after: drafted }];
  }
}
