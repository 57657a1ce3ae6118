import { setImmediate as nextTurn } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import type { AreaCode } from '@fenming/citizen';
import { parseFenText } from '@fenming/money';
import {
  answerTo,
  appropriationDecider,
  bankAnswersOf,
  batchDecider,
  enrolmentDecider,
  instruction,
  isHoldCause,
  isPaused,
  isReleased,
  parseFunding,
  streams,
  sumFunding,
  totalsOf,
  type ActorId,
  type BatchState,
  type ReleasedBatch,
  type ExceptionLine,
  type Funding,
  type Instruct,
  type LockedChunk,
  type RecordResult,
  type ResultLine,
  type Role,
  type RosterLine,
} from '@fenming/subsidy';
import { allOrRefused, Refused, type Caller } from '@fenming/commands';
import { County } from '@fenming/county';
import { RosterBook } from './roster-book';

/** A task of a batch's work: one chunk to instruct, or the recorded bank result to write into the enrolments. */
export type PayoutTask = { readonly batch: string; readonly chunk: number | 'result' };

/**
 * What a released batch needs done. What is left to do is asked of the log alone, and every task may be carried out again by anybody,
 * also twice at the same moment: the id of a payment follows from its case, entitlement and attempt, and each is appended at its exact place.
 */
@Injectable()
export class PayoutWork {
  private readonly book: RosterBook;

  constructor(private readonly county: County) {
    this.book = new RosterBook(county.log);
  }

  /** The tasks that the log says are still to be done now. */
  async outstanding(batch: string): Promise<readonly PayoutTask[]> {
    const state = await this.load(batch);
    if (await this.mayNotGoOn(state)) return [];
    if (state.stage === 'result_recorded') return [{ batch, chunk: 'result' }];
    if (state.stage !== 'released') return [];
    return state.chunks.flatMap(({ chunk }) => (state.instructedChunks.has(chunk) ? [] : [{ batch, chunk }]));
  }

  /** Does nothing when the task is done already, or the batch is paused. */
  async carryOut({ batch, chunk }: PayoutTask): Promise<void> {
    await this.county.changed();
    const state = await this.load(batch);
    if (!isReleased(state) || (await this.mayNotGoOn(state))) return;
    if (chunk === 'result') return this.applyResult(state);
    const locked = state.chunks.find((one) => one.chunk === chunk);
    if (state.stage === 'released' && locked !== undefined && !state.instructedChunks.has(chunk))
      await this.instruct(state, locked);
    await this.freeExceptions(batch);
  }

  /** What a crash may have left after the last task: the money of lines that were held back. */
  async freeExceptions(batch: string): Promise<void> {
    const state = await this.load(batch);
    if (!isReleased(state)) return;
    const { opened, roster, exceptions } = state;
    if (state.instructedChunks.size !== roster.chunks || exceptions.length === 0) return;
    // Asked again and again while a batch waits: what was freed already needs no reading of the roster.
    const { programme, year, area } = opened;
    const money = await this.county.executor.load(appropriationDecider, streams.appropriation(programme, year, area));
    if (money.state.batches[batch]?.freed[roster.hash] !== undefined) return;
    const held = new Set(exceptions.map(({ lineNo }) => lineNo));
    await this.free(state, await this.fundingOf(state, held), { reason: 'held-back', reference: roster.hash });
  }

  /** After a restore, facts that the backup did not hold are recorded again first; the reconciliation then goes on with the batches. */
  private async mayNotGoOn(state: BatchState): Promise<boolean> {
    return isPaused(state) || this.county.gate.awaitsReconciliation() || (await this.county.gate.isInDoubt());
  }

  private async load(batch: string): Promise<BatchState> {
    return (await this.county.executor.load(batchDecider, streams.payoutBatch(batch))).state;
  }

  private async instruct(state: ReleasedBatch, locked: LockedChunk): Promise<void> {
    const { batch, caller } = await this.actingFor(state, state.releasedAt, 'instruct');
    const lines = await this.book.lines(state, locked);
    await nextTurn();
    const exceptions = await this.instructLines(state, lines, caller);
    const held = new Set(exceptions.map(({ lineNo }) => lineNo));
    const totals = totalsOf(held.size === 0 ? lines : lines.filter(({ lineNo }) => !held.has(lineNo)));
    const task = {
      stream: streams.payoutBatch(batch),
      command: () => ({ do: 'record-chunk' as const, chunk: locked.chunk, totals, exceptions }),
    };
    const recorded = { ...caller, commandId: `${caller.commandId}/${locked.chunk}` };
    allOrRefused(await this.county.executor.many(batchDecider, [task], recorded));
  }

  /** Appends each payment at the revision of the locked roster; where the enrolment has moved on, the locked line is decided again. */
  private async instructLines(
    state: ReleasedBatch,
    lines: readonly RosterLine[],
    caller: Caller,
  ): Promise<readonly ExceptionLine[]> {
    const facts = lines.map((line) => ({
      stream: streams.enrolment(line.enrolmentId),
      expected: line.revision,
      event: instructionOf(state, line),
    }));
    const outcomes = await this.county.executor.appendFacts(enrolmentDecider, facts, caller);
    const moved = lines.filter((_, i) => outcomes[i]?.outcome === 'conflict');
    if (moved.length === 0) return [];
    const tasks = moved.map((line) => ({
      stream: streams.enrolment(line.enrolmentId),
      command: () => ({ do: 'instruct' as const, lockedAt: line.revision, ...lockedLine(state, line) }),
    }));
    const decided = await this.county.executor.many(enrolmentDecider, tasks, caller);
    return moved.flatMap((line, i) => {
      const outcome = decided[i];
      if (outcome === undefined || !('refused' in outcome)) return [];
      const { lineNo, caseNumber, amountFen } = line;
      const { refused: cause } = outcome;
      // Whatever is said of the one who asks holds no line back: the chunk is tried again.
      if (!isHoldCause(cause)) throw new Refused(outcome);
      return [{ lineNo, caseNumber, cause, amountFen }];
    });
  }

  private async applyResult(state: ReleasedBatch): Promise<void> {
    if (state.stage !== 'result_recorded') return;
    const { pending } = state;
    const { batch, caller } = await this.actingFor(state, pending.recordedAt, 'result');
    const own = { ...caller, commandId: `${caller.commandId}/${pending.sha256}` };
    const failed = new Set<number>();
    for (const revision of pending.chunks) {
      const final = (await this.book.answers(state, revision)).filter((line) => line.outcome !== 'unknown');
      for (const { lineNo, outcome } of final) if (outcome === 'failed') failed.add(lineNo);
      await this.settle(state, final, own);
    }
    if (failed.size > 0)
      await this.free(state, await this.fundingOf(state, failed), { reason: 'returned', reference: pending.sha256 });
    const task = {
      stream: streams.payoutBatch(batch),
      command: () => ({ do: 'mark-applied' as const, sha256: pending.sha256 }),
    };
    const applied = { ...own, commandId: `${own.commandId}/applied` };
    allOrRefused(await this.county.executor.many(batchDecider, [task], applied));
  }

  private async settle(state: ReleasedBatch, answers: readonly FinalLine[], caller: Caller): Promise<void> {
    const byLine = new Map<number, RosterLine>();
    const wanted = new Set(answers.map(({ lineNo }) => lineNo));
    for await (const line of this.book.linesNumbered(state, wanted)) byLine.set(line.lineNo, line);
    const tasks = answers.map((answer) => ({
      stream: streams.enrolment(enrolmentAt(byLine, answer.lineNo)),
      command: () => resultOf(state, answer),
    }));
    allOrRefused(await this.county.executor.many(enrolmentDecider, tasks, caller));
  }

  private async fundingOf(state: ReleasedBatch, lines: ReadonlySet<number>): Promise<Funding> {
    const each: Funding[] = [];
    for await (const line of this.book.linesNumbered(state, lines)) each.push(parseFunding(line.funding));
    return sumFunding(each);
  }

  private async free(
    { opened }: ReleasedBatch,
    funding: Funding,
    why: { readonly reason: 'held-back' | 'returned'; readonly reference: string },
  ): Promise<void> {
    const { programme, year, area, batch } = opened;
    const task = {
      stream: streams.appropriation(programme, year, area),
      command: () => ({ do: 'free' as const, programme, year, area, batch, funding, ...why }),
    };
    const caller = systemCaller(area, `free/${batch}/${why.reference}`);
    allOrRefused(await this.county.executor.many(appropriationDecider, [task], caller));
  }

  /** The engine's reactions act for the person whose step they carry out, also after a restart. */
  private async actingFor(
    { opened: { batch } }: ReleasedBatch,
    step: number,
    name: 'instruct' | 'result',
  ): Promise<{ readonly batch: string; readonly caller: Caller }> {
    const [event] = await this.county.log.readStream(streams.payoutBatch(batch), { from: step, limit: 1 });
    if (event === undefined) throw new Error(`batch ${batch} has no step to carry out`);
    const { actor, role, area, correlation } = event.meta;
    const asked = { by: actor as ActorId, role: role as Role, area: area as AreaCode };
    return { batch, caller: { asked, commandId: `${name}/${batch}`, correlation, decidedBefore: true } };
  }
}

const enrolmentAt = (byLine: ReadonlyMap<number, RosterLine>, lineNo: number): RosterLine['enrolmentId'] => {
  const line = byLine.get(lineNo);
  if (line === undefined) throw new Error(`line ${lineNo} is on no roster`);
  return line.enrolmentId;
};

const lockedLine = ({ opened: { year, batch } }: ReleasedBatch, line: RosterLine): Omit<Instruct, 'do' | 'lockedAt'> => {
  const { entitlement, attempt, lineNo, amountFen, determination, accountVersion } = line;
  return { year, entitlement, attempt, batch, lineNo, amountFen: parseFenText(amountFen), determination, accountVersion };
};

const instructionOf = (state: ReleasedBatch, line: RosterLine) => {
  const { enrolmentId, caseNumber, village } = line;
  return instruction({ enrolmentId, caseNumber, village, programme: state.opened.programme }, lockedLine(state, line));
};

type FinalLine = Exclude<ResultLine, { readonly outcome: 'unknown' }>;
/** @throws Error where the log does not say why a payment came back: what nobody knows is no reason. */
const resultOf = ({ opened: { batch } }: ReleasedBatch, line: FinalLine): RecordResult => {
  const { lineNo } = line;
  if (line.outcome === 'settled') return { do: 'record-result', batch, lineNo, outcome: 'settled' };
  const { reason } = line as Partial<typeof line>;
  if (reason === undefined) throw new Error(`line ${lineNo} of batch ${batch} came back, and no reason is recorded`);
  return { do: 'record-result', batch, lineNo, outcome: 'failed', reason };
};

const systemCaller = (area: AreaCode, commandId: string): Caller => ({
  asked: { by: 'system' as ActorId, role: 'system', area },
  commandId,
  correlation: commandId,
});

/** Lines that came back, as the bank's answers say. */
export const failedLines = (state: ReleasedBatch): ReadonlySet<number> => {
  const { answers } = bankAnswersOf(state);
  const failed = new Set<number>();
  for (let lineNo = 1; lineNo < answers.byLine.length; lineNo += 1)
    if (answerTo(answers, lineNo) === 'failed') failed.add(lineNo);
  return failed;
};
