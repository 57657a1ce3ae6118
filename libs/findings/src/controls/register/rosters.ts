import { createHash, type Hash } from 'node:crypto';
import type { BankFileIssued, RosterLine, RosterLocked } from '@fenming/subsidy';
import type { Handlers } from '../../log-event';
import type { Cases } from './cases';
import { hash32, inMap, Ints } from './columns';
import { Splits, type Split } from './fundings';

export const SENT = 1;
export const HELD = 2;
export const SETTLED = 4;
export const RETURNED = 8;

type Place = { readonly programme: string; readonly year: number; readonly area: string };

/** A file of a batch; one that the bank takes in several parts says which. */
export type IssuedFile = BankFileIssued['data'];

/** The lines of a batch's newest lock, twenty bytes a line, and what happened to each. Line numbers count from 1. */
export class Roster {
  lock = 0;
  lines = 0;
  lockedAt?: RosterLocked['data'];
  files = 0;
  readonly cases = new Ints();
  readonly splits = new Ints();
  readonly accounts = new Ints();
  readonly attempts = new Ints();
  readonly states = new Ints();
  /** First and last line of each chunk. */
  readonly chunks = new Map<number, readonly [number, number]>();
  /** Final answers of result files that are not whole yet: line number × 2, plus 1 where it settled. */
  readonly arriving = new Map<string, number[]>();
  private hash: Hash = createHash('sha256');

  constructor(
    readonly batch: string,
    readonly place: Place,
  ) {}

  begin(lock: number): void {
    this.lock = lock;
    this.lines = 0;
    this.chunks.clear();
    this.hash = createHash('sha256');
    delete this.lockedAt;
  }

  add(line: RosterLine, caseSlot: number, split: number): void {
    const { lineNo, caseNumber, entitlement, attempt, determination, amountFen, accountVersion } = line;
    this.lines += 1;
    this.cases.set(lineNo, caseSlot);
    this.splits.set(lineNo, split);
    this.accounts.set(lineNo, hash32(accountVersion));
    this.attempts.set(lineNo, attempt);
    this.states.set(lineNo, 0);
    this.hash.update(`${lineNo}|${caseNumber}|${entitlement}|${attempt}|${determination}|${amountFen}|${accountVersion}\n`);
  }

  /** SHA-256 over the lines as they came, which the batch signs. */
  digest(): string {
    return this.hash.copy().digest('hex');
  }
}

const UNKNOWN: Place = { programme: '', year: 0, area: '' };

/** The locked rosters of all batches. */
export class Rosters {
  readonly splits = new Splits();
  private readonly rosters = new Map<string, Roster>();

  constructor(private readonly cases: Cases) {}

  of(batch: string): Roster | undefined {
    return this.rosters.get(batch);
  }

  /** Which part of the batch's file is issued; a file that does not say so is the next one. */
  partOf({ batch, part }: IssuedFile): number {
    return part ?? (this.of(batch)?.files ?? 0) + 1;
  }

  splitOf(roster: Roster | undefined, lineNo: number): Split {
    return this.splits.at(roster?.splits.get(lineNo) ?? 0);
  }

  readonly on: Handlers = {
    BatchOpened: ({ batch, programme, year, area }) => this.rosters.set(batch, new Roster(batch, { programme, year, area })),
    RosterChunkLocked: ({ batch, lock, chunk, lines }) => {
      const roster = this.at(batch);
      if (lock !== roster.lock) roster.begin(lock);
      for (const line of lines) {
        const split = this.splits.numberOf(line.amountFen, line.funding);
        roster.add(line, this.cases.ids.slotOf(line.enrolmentId), split);
      }
      roster.chunks.set(chunk, [lines[0]?.lineNo ?? 1, lines.at(-1)?.lineNo ?? 0]);
    },
    RosterLocked: (locked) => {
      this.at(locked.batch).lockedAt = locked;
    },
    PaymentInstructed: ({ batch, lineNo }) => void this.at(batch).states.mark(lineNo, SENT),
    PaymentSettled: ({ batch, lineNo }) => void this.at(batch).states.mark(lineNo, SETTLED),
    PaymentReturned: ({ batch, lineNo }) => void this.at(batch).states.mark(lineNo, RETURNED),
    ChunkInstructed: ({ batch, exceptions }) => {
      for (const { lineNo } of exceptions) this.at(batch).states.mark(lineNo, HELD);
    },
    BankFileIssued: ({ batch }) => {
      this.at(batch).files += 1;
    },
    BankResultChunkRecorded: ({ batch, sha256, lines }) => {
      const arriving = inMap(this.at(batch).arriving, sha256, () => []);
      for (const { lineNo, outcome } of lines)
        if (outcome !== 'unknown') arriving.push(lineNo * 2 + (outcome === 'settled' ? 1 : 0));
    },
    BankResultRecorded: ({ batch, sha256 }) => void this.at(batch).arriving.delete(sha256),
  };

  private at(batch: string): Roster {
    return inMap(this.rosters, batch, () => new Roster(batch, UNKNOWN));
  }
}
