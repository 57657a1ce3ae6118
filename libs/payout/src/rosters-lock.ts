import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { fenText } from '@fenming/money';
import {
  batchDecider,
  batchIdOf,
  enrolmentDecider,
  isRefusal,
  LINES_PER_CHUNK,
  payable,
  rosterHash,
  rosterOf,
  streams,
  type Batch,
  type LockedBatch,
  type EnrolmentId,
  type EnrolmentState,
  type RefusalCode,
  type RosterLine,
} from '@fenming/subsidy';
import type { ProgrammeId } from '@fenming/programmes';
import { orRefused, Refused, slices, type Caller } from '@fenming/commands';
import { RunningCounty } from '@fenming/county';
import { redeterminationDue } from './redetermination-due';
import { shortageOf, type Shortage } from './shortage';

/** Opens the next round of a programme and year. Any round may hold first payments, arrears and what the bank returned: it lists what is due when it is locked. */
export class OpenBatch extends Command<{ readonly batch: string; readonly round: number }> {
  constructor(
    readonly payout: { readonly programme: ProgrammeId; readonly year: number },
    readonly caller: Caller,
  ) {
    super();
  }
}

@CommandHandler(OpenBatch)
export class OpenBatchHandler implements ICommandHandler<OpenBatch> {
  constructor(private readonly county: RunningCounty) {}

  async execute({ payout: { programme, year }, caller }: OpenBatch): Promise<{ readonly batch: string; readonly round: number }> {
    this.county.rules.inForce(programme, year);
    const area = this.county.code();
    for (let round = 1; ; round += 1) {
      const batch = batchIdOf(programme, year, area, round);
      const now = await this.county.executor.load(batchDecider, streams.payoutBatch(batch));
      const repeated = now.causes[0] === caller.commandId;
      if (now.state.stage === 'none' || repeated) {
        const previous = batchIdOf(programme, year, area, round - 1);
        const isFinished = round === 1 || repeated || (await this.finished(previous));
        const opening = { do: 'open' as const, batch: { batch, programme, year, area, round } };
        const command = isFinished ? opening : { ...opening, unfinished: previous };
        orRefused(await this.county.executor.one(batchDecider, streams.payoutBatch(batch), command, caller));
        return { batch, round };
      }
    }
  }

  private async finished(batch: string): Promise<boolean> {
    const { state } = await this.county.executor.load(batchDecider, streams.payoutBatch(batch));
    return ['result_applied', 'reconciled', 'closed'].includes(state.stage);
  }
}

type LeftOut = { readonly caseNumber: string; readonly code: RefusalCode };
type Locked = { readonly lock: number; readonly leftOut: readonly LeftOut[] };

export type LockedRoster = {
  readonly count: number;
  readonly sumFen: string;
  readonly hash: string;
  /** Confirmed this year, but not payable now, with the reason. Who has already been paid is not listed. */
  readonly leftOut: readonly LeftOut[];
  /** The layers whose money does not reach yet: a warning here, a refusal at the release. */
  readonly shortage: readonly Shortage[];
};

/** Locks the roster: everybody who may be paid now, in the order of village and case number, at a revision. */
export class LockRoster extends Command<LockedRoster> {
  constructor(
    readonly batch: string,
    readonly caller: Caller,
  ) {
    super();
  }
}

@CommandHandler(LockRoster)
export class LockRosterHandler implements ICommandHandler<LockRoster> {
  constructor(private readonly county: RunningCounty) {}

  async execute({ batch, caller }: LockRoster): Promise<LockedRoster> {
    const { executor } = this.county;
    const stream = streams.payoutBatch(batch);
    const { state, causes } = await executor.load(batchDecider, stream);
    if (state.stage === 'none') throw new Refused({ refused: 'batch_not_found', detail: batch });
    await this.county.caughtUp();
    const { programme, year } = state.opened;
    if (await redeterminationDue(this.county, programme, year))
      throw new Refused({ refused: 'redetermination_due', detail: programme });
    const before = rosterOf(state);
    if (causes.includes(`${caller.commandId}/lock`) && before !== undefined) {
      const leftOut: LeftOut[] = [];
      for await (const _lines of this.chunks(state, caller, leftOut)) continue;
      return this.answer(batch, before, leftOut);
    }
    const { lock, leftOut } = await this.lockAll(state, caller);
    orRefused(
      await executor.one(batchDecider, stream, { do: 'lock-roster', lock }, { ...caller, commandId: `${caller.commandId}/lock` }),
    );
    const locked = rosterOf((await executor.load(batchDecider, stream)).state);
    if (locked === undefined) throw new Refused({ refused: 'batch_state' });
    return this.answer(batch, locked, leftOut);
  }

  private async answer(batch: string, roster: LockedBatch['roster'], leftOut: readonly LeftOut[]): Promise<LockedRoster> {
    const { count, sumFen, hash } = roster;
    return { count, sumFen, hash, leftOut, shortage: await shortageOf(this.county, batch) };
  }

  /** A lock that was cut off is continued where its chunks still agree with the list; otherwise the next lock begins. */
  private async lockAll(state: Batch, caller: Caller): Promise<Locked> {
    const cutOff = state.chunks.length > 0 && state.stage === 'opened' && !state.lockedOnce.includes(state.lock);
    const continued = cutOff ? await this.lockChunks(state, state.lock, caller) : undefined;
    const locked = continued ?? (await this.lockChunks(state, state.lock + 1, caller));
    if (locked === undefined) throw new Error('a new lock has no chunks to disagree with');
    return locked;
  }

  /** Locks chunk after chunk; undefined when a chunk that is locked already is no longer what the list says. */
  private async lockChunks(state: Batch, lock: number, caller: Caller): Promise<Locked | undefined> {
    const { executor } = this.county;
    const present = lock === state.lock ? state.chunks : [];
    const leftOut: LeftOut[] = [];
    let chunk = 0;
    for await (const lines of this.chunks(state, caller, leftOut)) {
      chunk += 1;
      const before = present[chunk - 1];
      if (before !== undefined && before.hash !== rosterHash(lines)) return undefined;
      if (before !== undefined) continue;
      const chunkCaller = { ...caller, commandId: `${caller.commandId}/${lock}/${chunk}` };
      const command = { do: 'lock-chunk' as const, lock, chunk, lines };
      orRefused(await executor.one(batchDecider, streams.payoutBatch(state.opened.batch), command, chunkCaller));
    }
    if (chunk === 0) throw new Refused({ refused: 'roster_empty' });
    return present.length > chunk ? undefined : { lock, leftOut };
  }

  /** Everybody who may be paid now, in the order of village and case number, in chunks; who may not is added to `leftOut`. */
  private async *chunks(
    { opened: { programme, year, area } }: Batch,
    caller: Caller,
    leftOut: LeftOut[],
  ): AsyncGenerator<readonly RosterLine[]> {
    const stages = ['county_confirmed', 'county_noticed'] as const;
    const candidates = this.county.views.enrolmentsInStages({ programme, year, area, stages });
    let lines: RosterLine[] = [];
    let lineNo = 0;
    for (const slice of slices(candidates, LINES_PER_CHUNK)) {
      const ids = slice.map(({ enrolmentId }) => enrolmentId);
      for (const found of await this.payableLines(ids, year, caller)) {
        if (!('code' in found)) lines.push({ lineNo: (lineNo += 1), ...found });
        else if (!NOTHING_MORE.includes(found.code)) leftOut.push(found);
        if (lines.length < LINES_PER_CHUNK) continue;
        yield lines;
        lines = [];
      }
    }
    if (lines.length > 0) yield lines;
  }

  private async payableLines(ids: readonly EnrolmentId[], year: number, caller: Caller) {
    const asked = this.county.executor.asked(caller);
    const states = await this.county.executor.states(enrolmentDecider, ids.map(streams.enrolment), 'now');
    return [...states.values()].map(
      ({ state, revision }): Omit<RosterLine, 'lineNo'> | { caseNumber: string; code: RefusalCode } => {
        const now = payable(state, year, asked);
        if (isRefusal(now)) return { caseNumber: caseNumberOf(state), code: now.refused };
        const { key, entitlement, attempt, amountFen, funding, determination, accountVersion } = now;
        const { enrolmentId, caseNumber, village } = key;
        return {
          enrolmentId,
          caseNumber,
          village,
          revision,
          entitlement,
          attempt,
          amountFen: fenText(amountFen),
          funding,
          determination,
          accountVersion,
        };
      },
    );
  }
}

/** Of whoever has nothing more to be paid, nobody is left out. */
const NOTHING_MORE: readonly RefusalCode[] = ['already_instructed', 'nothing_due'];

/** A case that is on a list was applied for. */
const caseNumberOf = ({ key }: EnrolmentState): string => {
  if (key === undefined) throw new Error('a case on the list was never applied for');
  return key.caseNumber;
};
