import { setImmediate as nextTurn, setTimeout as sleep } from 'node:timers/promises';
import { Injectable, Logger } from '@nestjs/common';
import { addFen, fen, parseFenText, ZERO_FEN, type Fen } from '@fenming/money';
import type { ProgrammeId } from '@fenming/programmes';
import {
  addChanged,
  CASES_PER_CHUNK,
  changedAt,
  changedHash,
  computedIn,
  enrolmentDecider,
  isKeptCase,
  listsHash,
  redeterminationDecider,
  refuse,
  streams,
  type ActorId,
  type ChangedCase,
  type Determine,
  type EnrolmentState,
  type RedeterminationCommand,
  type RedeterminationState,
  type Refusal,
  type Role,
  type TownshipTotals,
} from '@fenming/subsidy';
import { orRefused, Turns, type Caller } from '@fenming/commands';
import { RunningCounty } from '@fenming/county';
import type { AreaCode } from '@fenming/citizen';
import type { DeterminedCase } from '@fenming/views';
import { asListed, changedCase, listedCases } from './changed-case';

/** How far a run has come: cases and years looked at so far. */
export type Progress = { readonly looked: number };
type Run = { looked: number; end: Promise<void> };

/** Read and determined on trial at once, before others get their turn. */
const SLICE = 100;
/** How long whoever begins a run waits for its end before hearing that it goes on. */
const PATIENCE_MS = 10_000;

/**
 * When the rules of a programme have changed, every determined case is determined on trial and listed where it would change; once two people
 * have signed the totals, what rises is written into the cases. A run that was cut off is begun anew; one that was signed goes on.
 */
@Injectable()
export class Redeterminations {
  private readonly logger = new Logger('redetermination');
  private readonly turns = new Turns();
  private readonly running = new Map<ProgrammeId, Run>();
  private ending = false;

  constructor(private readonly county: RunningCounty) {}

  /** How far the run of a programme has come; undefined where none is going on. */
  progress(programme: ProgrammeId): Progress | undefined {
    const run = this.running.get(programme);
    return run === undefined ? undefined : { looked: run.looked };
  }

  /** Begins a run, if none is going on, and waits a moment for its end. */
  async begin(programme: ProgrammeId): Promise<void> {
    await this.awaited(programme, (run) => this.catchUp(programme, run));
  }

  /** Writes what was signed into the cases, and waits a moment for its end. */
  async carryOut(programme: ProgrammeId): Promise<void> {
    await this.awaited(programme, (run) => this.apply(programme, run));
  }

  /** After the rules of a programme have changed, its cases are looked at by them, and waits a moment for the end. */
  async follow(programme: ProgrammeId): Promise<void> {
    const { state } = await this.load(programme);
    if (this.isBehind(programme, state)) await this.begin(programme);
  }

  /** After a start: what was signed is carried out, and rules that nobody has looked at cases by are. */
  async resume(): Promise<void> {
    for (const programme of this.county.rules.adopted()) {
      const { state } = await this.load(programme);
      if (state.progress.stage === 'approved') void this.carryOut(programme);
      else void this.follow(programme);
    }
  }

  /** A run goes on after its request was answered: it must not outlive the log that it writes to. */
  async drain(): Promise<void> {
    this.ending = true;
    await Promise.allSettled([...this.running.values()].map(({ end }) => end));
  }

  /** The first adoption changes nothing that was determined before it. */
  private isBehind(programme: ProgrammeId, state: RedeterminationState): boolean {
    const { settledAt } = state;
    const versions = this.county.rules.versions(programme);
    const [first] = versions;
    const seen = Math.max(computedIn(state)?.rulesAt ?? -1, settledAt, first?.adoptedAt ?? -1);
    return changedAt(versions) > seen;
  }

  private started(programme: ProgrammeId, work: (run: Run) => Promise<void>): Run {
    const run: Run = { looked: 0, end: Promise.resolve() };
    run.end = this.turns
      .take('redetermination', () => work(run))
      .catch((error: unknown) => this.logger.error(error))
      .finally(() => this.running.delete(programme));
    this.running.set(programme, run);
    return run;
  }

  private async awaited(programme: ProgrammeId, work: (run: Run) => Promise<void>): Promise<void> {
    const { end } = this.running.get(programme) ?? this.started(programme, work);
    const patience = new AbortController();
    await Promise.race([end, sleep(PATIENCE_MS, undefined, { ref: false, signal: patience.signal }).catch(() => undefined)]);
    patience.abort();
  }

  private async load(programme: ProgrammeId) {
    return this.county.executor.load(redeterminationDecider, streams.redetermination(programme));
  }

  private async tell(programme: ProgrammeId, command: RedeterminationCommand, caller: Caller): Promise<void> {
    orRefused(await this.county.executor.one(redeterminationDecider, streams.redetermination(programme), command, caller));
  }

  /** Rules that change during a run are looked at by another run right after it. */
  private async catchUp(programme: ProgrammeId, going: Run): Promise<void> {
    for (let behind = true; behind && !this.ending;) {
      going.looked = 0;
      await this.compute(programme, going);
      behind = this.isBehind(programme, (await this.load(programme)).state);
    }
  }

  private async compute(programme: ProgrammeId, going: Run): Promise<void> {
    const { rules, views } = this.county;
    await this.county.caughtUp();
    const { state } = await this.load(programme);
    const of = { programme, area: this.county.code(), run: state.run + 1 };
    const rulesAt = changedAt(rules.versions(programme));
    const totals = new Map<string, TownshipTotals>();
    const hashes: string[] = [];
    let changes = 0;
    const list = async (cases: readonly ChangedCase[]): Promise<void> => {
      hashes.push(changedHash(cases));
      changes += cases.length;
      addChanged(totals, cases);
      await this.tell(programme, { do: 'list', ...of, chunk: hashes.length, cases }, this.engine(of, `list/${hashes.length}`));
    };
    const pending: ChangedCase[] = [];
    for (let after: DeterminedCase | undefined; ;) {
      const page = views.determinedCases({ programme, limit: SLICE, ...(after === undefined ? {} : { after }) });
      pending.push(...(await this.changedOf(page)).filter((changed) => !isKeptCase(state, changed, rulesAt)));
      going.looked += page.length;
      after = page.at(-1);
      if (pending.length >= CASES_PER_CHUNK) await list(pending.splice(0, CASES_PER_CHUNK));
      if (after === undefined) break;
      if (this.ending) return;
    }
    if (pending.length > 0) await list(pending);
    const computed = {
      ...of,
      rulesAt,
      looked: going.looked,
      unchanged: going.looked - changes,
      chunks: hashes.length,
      totals: [...totals].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, total]) => total),
      hash: listsHash(hashes),
    };
    await this.tell(programme, { do: 'compute', computed }, this.engine(of, 'computed'));
  }

  private async changedOf(page: readonly DeterminedCase[]): Promise<readonly ChangedCase[]> {
    await nextTurn();
    const names = [...new Set(page.map(({ enrolment_id }) => streams.enrolment(enrolment_id)))];
    const states = await this.county.executor.peek(enrolmentDecider, names);
    return page.flatMap(({ enrolment_id, year }) => {
      const state = states.get(streams.enrolment(enrolment_id));
      return state === undefined ? [] : (changedCase(this.county, state, year) ?? []);
    });
  }

  private async apply(programme: ProgrammeId, going: Run): Promise<void> {
    const { state } = await this.load(programme);
    const { progress } = state;
    if (progress.stage !== 'approved') return;
    const caller = await this.actingFor(programme, state.run, progress.proposedAt);
    let [raised, failed, raisedFen] = [0, 0, ZERO_FEN as Fen];
    for (const revision of state.lists) {
      if (this.ending) return;
      const cases = await listedCases(this.county, programme, revision);
      const rising = cases.filter(({ person }) => person === undefined);
      const outcomes = await this.county.executor.many(
        enrolmentDecider,
        rising.map((changed) => ({
          stream: streams.enrolment(changed.enrolmentId),
          idSuffix: String(changed.year),
          command: (now: EnrolmentState) => this.determination(now, changed),
        })),
        caller,
      );
      rising.forEach(({ wasFen, becomesFen }, i) => {
        const outcome = outcomes[i];
        if (outcome === undefined || 'refused' in outcome) failed += 1;
        else {
          raised += 1;
          raisedFen = addFen(raisedFen, fen(parseFenText(becomesFen) - parseFenText(wasFen)));
        }
      });
      going.looked = raised + failed;
    }
    await this.tell(programme, { do: 'mark-applied', raised, raisedFen, failed }, caller);
  }

  /** What was signed is written as it was signed: a case that would come to something else by now is left to the next run. */
  private determination(now: EnrolmentState, changed: ChangedCase): Determine | Refusal {
    const redetermination = asListed(this.county, now, changed);
    return redetermination === undefined ? refuse('redetermination_changed') : { do: 'determine', ...redetermination };
  }

  private engine({ programme, area, run }: { programme: ProgrammeId; area: AreaCode; run: number }, step: string): Caller {
    const commandId = `redetermination/${programme}/${run}/${step}`;
    return { asked: { by: 'system' as ActorId, role: 'system', area }, commandId, correlation: commandId };
  }

  /** The engine writes for the person who proposed the totals, also after a restart. */
  private async actingFor(programme: ProgrammeId, run: number, proposedAt: number): Promise<Caller> {
    const [event] = await this.county.log.readStream(streams.redetermination(programme), { from: proposedAt, limit: 1 });
    if (event === undefined) throw new Error(`the redetermination of ${programme} was signed by nobody`);
    const { actor, role, area, correlation } = event.meta;
    const asked = { by: actor as ActorId, role: role as Role, area: area as AreaCode };
    return { asked, commandId: `redetermination/${programme}/${run}/apply`, correlation, decidedBefore: true };
  }
}
