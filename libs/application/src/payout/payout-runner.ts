import { Injectable } from '@nestjs/common';
import { parseFenText } from '@fenming/money';
import {
  appropriationDecider,
  batchDecider,
  enrolmentDecider,
  instruction,
  parseFunding,
  rosterLines,
  streams,
  sumFunding,
  totalsOf,
  type ActorId,
  type BatchState,
  type ExceptionLine,
  type Instruct,
  type ResultLine,
  type Role,
  type RosterLine,
} from '@fenming/subsidy';
import type { AreaCode } from '@fenming/citizen';
import type { RecordedEvent } from '@fenming/event-log';
import type { Caller, Loaded } from '../executor';
import { Folder } from '../folder/folder';
import { orRefused } from '../outcomes';

type Batch = Loaded<BatchState>;

/**
 * Carries a released batch on: instructs chunk after chunk, and writes the bank's answers into the enrolments.
 * All progress stands in the log, so a run that was cut off at any instant goes on by being started again.
 */
@Injectable()
export class PayoutRunner {
  private readonly active = new Map<string, Promise<void>>();

  constructor(private readonly folder: Folder) {}

  /** Goes on with every batch that the log says is unfinished; called once when the folder opens. */
  async resumeAll(): Promise<void> {
    // Facts that the backup did not hold are recorded again first; the reconciliation then goes on with the batches.
    if (this.folder.awaitsReconciliation()) return;
    for (const batch of this.folder.views.batchesInStates(['released', 'instructed', 'result_recorded']))
      await this.resume(batch);
  }

  /** One run per batch at a time in this process; a second caller waits for the first. */
  async resume(batch: string): Promise<void> {
    const running = this.active.get(batch);
    if (running !== undefined) return running;
    const run = this.run(batch).finally(() => this.active.delete(batch));
    this.active.set(batch, run);
    return run;
  }

  private async run(batch: string): Promise<void> {
    const loaded = await this.load(batch);
    if (loaded.state.stage === 'released') await this.instructRest(loaded);
    if (loaded.state.stage === 'instructed') await this.freeHeldBack(loaded);
    if (loaded.state.stage === 'result_recorded') await this.applyResult(loaded);
  }

  private load(batch: string): Promise<Batch> {
    return this.folder.executor.load(batchDecider, streams.payoutBatch(batch));
  }

  private async instructRest(loaded: Batch): Promise<void> {
    const { state } = loaded;
    const batch = state.opened?.batch ?? '';
    const caller = callerOf(loaded, 'BatchReleased', `instruct/${batch}`);
    for (const { chunk, lines } of state.chunks) {
      if (state.instructedChunks.includes(chunk)) continue;
      const exceptions = await this.instructChunk(state, lines, caller);
      const held = new Set(exceptions.map(({ lineNo }) => lineNo));
      const totals = totalsOf(lines.filter(({ lineNo }) => !held.has(lineNo)));
      const command = { do: 'record-chunk' as const, chunk, totals, exceptions };
      orRefused(
        await this.folder.executor.one(batchDecider, streams.payoutBatch(batch), command, {
          ...caller,
          commandId: `${caller.commandId}/${chunk}`,
        }),
      );
    }
    await this.freeHeldBack(await this.load(batch));
  }

  /** Appends each payment at the revision of the locked roster; where the enrolment has moved on, the locked line is decided again. */
  private async instructChunk(
    state: BatchState,
    lines: readonly RosterLine[],
    caller: Caller,
  ): Promise<readonly ExceptionLine[]> {
    const facts = lines.map((line) => ({
      stream: streams.enrolment(line.enrolmentId),
      expected: line.revision,
      event: instructionOf(state, line),
    }));
    const outcomes = await this.folder.executor.appendFacts(enrolmentDecider, facts, caller);
    const moved = lines.filter((_, i) => outcomes[i]?.outcome === 'conflict');
    if (moved.length === 0) return [];
    const tasks = moved.map((line) => ({
      stream: streams.enrolment(line.enrolmentId),
      command: () => ({ do: 'instruct' as const, ...lockedLine(state, line) }),
    }));
    const decided = await this.folder.executor.many(enrolmentDecider, tasks, caller);
    return moved.flatMap((line, i) => {
      const outcome = decided[i];
      if (outcome === undefined || !('refused' in outcome)) return [];
      const { lineNo, caseNumber, amountFen } = line;
      return [{ lineNo, caseNumber, cause: outcome.refused, amountFen }];
    });
  }

  /** The money of lines that were held back is available again. */
  private async freeHeldBack({ state }: Batch): Promise<void> {
    const held = new Set(state.exceptions.map(({ lineNo }) => lineNo));
    if (held.size > 0) await this.free(state, (line) => held.has(line.lineNo), 'held-back', state.roster?.hash ?? '');
  }

  private async free(
    state: BatchState,
    which: (line: RosterLine) => boolean,
    reason: 'held-back' | 'returned',
    reference: string,
  ): Promise<void> {
    const { opened } = state;
    if (opened === undefined) return;
    const { programme, year, area, batch } = opened;
    const funding = sumFunding(
      rosterLines(state)
        .filter(which)
        .map((line) => parseFunding(line.funding)),
    );
    const command = { do: 'free' as const, programme, year, area, batch, funding, reason, reference };
    const caller = systemCaller(area, `free/${batch}/${reference}`);
    orRefused(
      await this.folder.executor.one(appropriationDecider, streams.appropriation(programme, year, area), command, caller),
    );
  }

  private async applyResult(loaded: Batch): Promise<void> {
    const { state } = loaded;
    const { opened, pending } = state;
    if (opened === undefined || pending === undefined) return;
    const caller = callerOf(loaded, 'BankResultRecorded', `result/${opened.batch}/${pending.sha256}`);
    const byLine = new Map(rosterLines(state).map((line) => [line.lineNo, line]));
    const final = pending.lines.filter(({ outcome }) => outcome !== 'unknown');
    for (let start = 0; start < final.length; start += 1000)
      await this.settle(opened.batch, final.slice(start, start + 1000), byLine, caller);
    const failed = new Set(final.filter(({ outcome }) => outcome === 'failed').map(({ lineNo }) => lineNo));
    if (failed.size > 0) await this.free(state, (line) => failed.has(line.lineNo), 'returned', pending.sha256);
    const command = { do: 'mark-applied' as const, sha256: pending.sha256 };
    orRefused(
      await this.folder.executor.one(batchDecider, streams.payoutBatch(opened.batch), command, {
        ...caller,
        commandId: `${caller.commandId}/applied`,
      }),
    );
  }

  private async settle(
    batch: string,
    lines: readonly ResultLine[],
    byLine: ReadonlyMap<number, RosterLine>,
    caller: Caller,
  ): Promise<void> {
    const tasks = lines.map(({ lineNo, outcome, reason }) => ({
      stream: streams.enrolment(byLine.get(lineNo)?.enrolmentId ?? ('' as RosterLine['enrolmentId'])),
      command: () => ({
        do: 'record-result' as const,
        batch,
        lineNo,
        outcome: outcome === 'settled' ? ('settled' as const) : ('failed' as const),
        ...(reason === undefined ? {} : { reason }),
      }),
    }));
    for (const outcome of await this.folder.executor.many(enrolmentDecider, tasks, caller)) orRefused(outcome);
  }
}

const lockedLine = (state: BatchState, line: RosterLine): Omit<Instruct, 'do'> => {
  const { entitlement, attempt, lineNo, amountFen, accountVersion } = line;
  const { year, batch } = state.opened ?? { year: 0, batch: '' };
  return { year, entitlement, attempt, batch, lineNo, amountFen: parseFenText(amountFen), accountVersion };
};

const instructionOf = (state: BatchState, line: RosterLine) => {
  const { enrolmentId, caseNumber, village } = line;
  return instruction({ enrolmentId, caseNumber, village, programme: state.opened?.programme ?? '' }, lockedLine(state, line));
};

/** The engine's reactions act for the person whose step they carry out, also after a restart. */
const callerOf = ({ events }: Batch, type: string, commandId: string): Caller => {
  const step: RecordedEvent | undefined = events.findLast((event) => event.type === type);
  if (step === undefined) throw new Error(`${type} is missing`);
  const { actor, role, area, correlation } = step.meta;
  return { asked: { by: actor as ActorId, role: role as Role, area: area as AreaCode }, commandId, correlation };
};

const systemCaller = (area: AreaCode, commandId: string): Caller => ({
  asked: { by: 'system' as ActorId, role: 'system', area },
  commandId,
  correlation: commandId,
});
