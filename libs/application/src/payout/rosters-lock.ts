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
  streams,
  type BatchState,
  type EnrolmentId,
  type RefusalCode,
  type RosterLine,
} from '@fenming/subsidy';
import type { ProgrammeId } from '@fenming/programmes';
import type { Caller } from '../executor';
import { Folder } from '../folder/folder';
import { orRefused, Refused, slices } from '../outcomes';

/** Opens the next round of a programme and year: round 1 pays the year, later rounds reissue what the bank returned. */
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
  constructor(private readonly folder: Folder) {}

  async execute({ payout: { programme, year }, caller }: OpenBatch): Promise<{ readonly batch: string; readonly round: number }> {
    this.folder.inForce(programme, year);
    const area = this.folder.countyCode();
    for (let round = 1; ; round += 1) {
      const batch = batchIdOf(programme, year, area, round);
      const now = await this.folder.executor.load(batchDecider, streams.payoutBatch(batch));
      const repeated = now.events[0]?.meta.cause === caller.commandId;
      if (now.state.opened === undefined || repeated) {
        const previousFinished = round === 1 || repeated || (await this.finished(batchIdOf(programme, year, area, round - 1)));
        const command = { do: 'open' as const, batch: { batch, programme, year, area, round }, previousFinished };
        orRefused(await this.folder.executor.one(batchDecider, streams.payoutBatch(batch), command, caller));
        return { batch, round };
      }
    }
  }

  private async finished(batch: string): Promise<boolean> {
    const { state } = await this.folder.executor.load(batchDecider, streams.payoutBatch(batch));
    return ['result_applied', 'reconciled', 'closed'].includes(state.stage);
  }
}

export type LockedRoster = {
  readonly count: number;
  readonly sumFen: string;
  readonly hash: string;
  /** Confirmed this year, but not payable now, with the reason. Who has already been paid is not listed. */
  readonly leftOut: readonly { readonly caseNumber: string; readonly code: RefusalCode }[];
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
  constructor(private readonly folder: Folder) {}

  async execute({ batch, caller }: LockRoster): Promise<LockedRoster> {
    const { executor } = this.folder;
    const stream = streams.payoutBatch(batch);
    const { state, events } = await executor.load(batchDecider, stream);
    if (state.opened === undefined) throw new Refused({ refused: 'batch_not_found' });
    const lockedBefore = events.some(({ type, meta }) => type === 'RosterLocked' && meta.cause === `${caller.commandId}/lock`);
    const { lines, leftOut } = await this.collect(state, caller);
    if (lockedBefore && state.roster !== undefined) return lockedRoster(state.roster, leftOut);
    if (lines.length === 0) throw new Refused({ refused: 'roster_empty' });
    const chunks = [...slices(lines, LINES_PER_CHUNK)];
    const lock = lockNumber(state, chunks);
    for (const [i, chunk] of chunks.entries()) {
      const chunkCaller = { ...caller, commandId: `${caller.commandId}/${lock}/${i + 1}` };
      orRefused(await executor.one(batchDecider, stream, { do: 'lock-chunk', lock, chunk: i + 1, lines: chunk }, chunkCaller));
    }
    orRefused(
      await executor.one(batchDecider, stream, { do: 'lock-roster', lock }, { ...caller, commandId: `${caller.commandId}/lock` }),
    );
    const locked = (await executor.load(batchDecider, stream)).state.roster;
    if (locked === undefined) throw new Refused({ refused: 'batch_state' });
    return lockedRoster(locked, leftOut);
  }

  private async collect(state: BatchState, caller: Caller): Promise<{ lines: RosterLine[]; leftOut: LockedRoster['leftOut'] }> {
    const { programme, year, area } = state.opened ?? { programme: '', year: 0, area: this.folder.countyCode() };
    await this.folder.caughtUp();
    const stages = ['county_confirmed', 'county_noticed'] as const;
    const candidates = this.folder.views.enrolmentsInStages({ programme, year, area, stages });
    const lines: Omit<RosterLine, 'lineNo'>[] = [];
    const leftOut: { caseNumber: string; code: RefusalCode }[] = [];
    for (const slice of slices(candidates, 1000)) {
      for (const found of await this.payableLines(
        slice.map(({ enrolmentId }) => enrolmentId),
        year,
        caller,
      )) {
        if ('code' in found) leftOut.push(found);
        else lines.push(found);
      }
    }
    lines.sort((a, b) => (`${a.village}/${a.caseNumber}` < `${b.village}/${b.caseNumber}` ? -1 : 1));
    return {
      lines: lines.map((line, i) => ({ lineNo: i + 1, ...line })),
      leftOut: leftOut.filter(({ code }) => code !== 'already_instructed'),
    };
  }

  private async payableLines(ids: readonly EnrolmentId[], year: number, caller: Caller) {
    const asked = this.folder.executor.asked(caller);
    const states = await this.folder.executor.states(enrolmentDecider, ids.map(streams.enrolment), 'now');
    return [...states.values()].map(
      ({ state, revision }): Omit<RosterLine, 'lineNo'> | { caseNumber: string; code: RefusalCode } => {
        const now = payable(state, year, asked);
        if (isRefusal(now)) return { caseNumber: state.key?.caseNumber ?? '', code: now.refused };
        const { key, entitlement, attempt, accountVersion } = now;
        const { enrolmentId, caseNumber, village } = key;
        const { amountFen, funding } = entitlement;
        return {
          enrolmentId,
          caseNumber,
          village,
          revision,
          entitlement: entitlement.key,
          attempt,
          amountFen: fenText(amountFen),
          funding,
          accountVersion,
        };
      },
    );
  }
}

const lockedRoster = (
  { count, sumFen, hash }: NonNullable<BatchState['roster']>,
  leftOut: LockedRoster['leftOut'],
): LockedRoster => ({ count, sumFen, hash, leftOut });

/** A lock that was cut off is continued where its chunks still agree with the list; otherwise the next lock begins. */
const lockNumber = (state: BatchState, chunks: readonly (readonly RosterLine[])[]): number => {
  if (state.chunks.length === 0 || state.roster !== undefined) return state.lock + 1;
  const same = state.chunks.every(({ chunk, lines }) => rosterHash(lines) === rosterHash(chunks[chunk - 1] ?? []));
  const wasComplete = state.lock > 0 && state.lockedOnce.includes(state.lock);
  return same && !wasComplete ? state.lock : state.lock + 1;
};
