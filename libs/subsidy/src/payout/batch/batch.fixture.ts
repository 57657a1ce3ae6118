import { fen, fenText } from '@fenming/money';
import type { Asked, EnrolmentId } from '../../decider';
import { COUNTY, given, official, VILLAGE, type Story } from '../../subsidy.fixture';
import type {
  BatchCommand,
  IssueFile,
  LockChunk,
  RecordChunk,
  RecordResultChunk,
  RecordResultFile,
  SignStep,
} from './batch.commands';
import { batchDecider } from './batch.decider';
import type { BatchEvent, BatchOpened, ResultLine, RosterLine } from './batch.events';
import { rosterHash } from './roster-hash';
import type { BatchStage, BatchState } from './batch.state';
import { totalsOf } from './control-totals';

export type BatchStory = Story<BatchState, BatchCommand, BatchEvent>;

export const BATCH: BatchOpened['data'] = {
  batch: 'REWARD-2023-991001-1',
  programme: 'REWARD',
  year: 2023,
  area: COUNTY,
  round: 1,
};
export const maker = official('maker-zhao', 'finance-maker', COUNTY);
export const checker = official('checker-qian', 'finance-checker', COUNTY);
export const approver = official('approver-sun', 'finance-approver', COUNTY);
export const releaser = official('releaser-zhou', 'finance-releaser', COUNTY);
export const bank = official('bank-clerk', 'bank', COUNTY);

/** A line of the roster: 60 % central, 20 % province, 20 % county. */
export const lineOf = (lineNo: number, amount = 96000): RosterLine => ({
  lineNo,
  enrolmentId: `enrolment-${lineNo}` as EnrolmentId,
  caseNumber: `REWARD-2023-1-${String(lineNo).padStart(5, '0')}`,
  village: VILLAGE,
  revision: 8,
  entitlement: '2023/regular/regular',
  attempt: 1,
  determination: 1,
  amountFen: String(amount),
  funding: {
    central: fenText(fen(amount * 0.6)),
    province: fenText(fen(amount * 0.2)),
    city: '0',
    county: fenText(fen(amount * 0.2)),
  },
  accountVersion: `account-${lineNo}`,
});

/** Three people in two chunks: 960, 960 and 480 yuan. */
export const CHUNKS = [[lineOf(1), lineOf(2)], [lineOf(3, 48000)]] as const;
export const LINES = CHUNKS.flat();
export const HASH = rosterHash(LINES);
export const TOTALS = { count: 3, sumFen: '240000' };

export const opening = { do: 'open', batch: BATCH } as const;
export const lockingChunk = (chunk: number, lines: readonly RosterLine[], lock = 1): LockChunk => ({
  do: 'lock-chunk',
  lock,
  chunk,
  lines,
});
export const locking = (lock = 1) => ({ do: 'lock-roster', lock }) as const;
export const stepping = (what: SignStep['do'], rest: Partial<SignStep> = {}): SignStep => ({
  do: what,
  hash: HASH,
  isPayee: false,
  changed: 0,
  ...(what === 'approve' ? { totalFen: fen(240000) } : {}),
  ...rest,
});
export const instructed = (chunk: 1 | 2, rest: Partial<RecordChunk> = {}): RecordChunk => ({
  do: 'record-chunk',
  chunk,
  totals: totalsOf(CHUNKS[chunk - 1] ?? []),
  exceptions: [],
  ...rest,
});
export const issuing = (rest: Partial<IssueFile['file']> = {}): IssueFile => ({
  do: 'issue-file',
  file: { ...TOTALS, fileName: 'DEMO_REWARD-2023-991001-1.txt', profile: 'demo-bank', sha256: 'hash-of-the-bank-file', ...rest },
});

/** The bank's answer to the line of a number. */
export const answered = (lineNo: number, outcome: ResultLine['outcome'] = 'settled'): ResultLine => {
  const money = { lineNo, amountFen: LINES.find((line) => line.lineNo === lineNo)?.amountFen ?? '0' };
  if (outcome === 'settled') return { ...money, outcome };
  return { ...money, outcome, reason: outcome === 'failed' ? 'NAME_MISMATCH' : 'UNKNOWN' };
};
export const ANSWERS = [answered(1), answered(2), answered(3, 'failed')];
export const recordingChunk = (lines: readonly ResultLine[] = ANSWERS, sha256 = 'result-1', chunk = 1): RecordResultChunk => ({
  do: 'record-result-chunk',
  sha256,
  chunk,
  lines,
});
export const recording = (sha256 = 'result-1', chunks = 1): RecordResultFile => ({
  do: 'record-result',
  sha256,
  chunks,
});
export const applying = (sha256 = 'result-1') => ({ do: 'mark-applied', sha256 }) as const;
export const reconciling = { do: 'reconcile' } as const;
export const closing = (waiting = 0) => ({ do: 'close', waiting }) as const;

/** The way of a batch: each stage with the commands that lead to it from the one before. */
export const WAY: readonly (readonly [BatchStage, readonly (readonly [BatchCommand, Asked])[]])[] = [
  ['none', []],
  ['opened', [[opening, maker]]],
  [
    'locked',
    [
      [lockingChunk(1, CHUNKS[0]), maker],
      [lockingChunk(2, CHUNKS[1]), maker],
      [locking(), maker],
    ],
  ],
  ['submitted', [[stepping('submit'), maker]]],
  ['checked', [[stepping('check'), checker]]],
  ['approved', [[stepping('approve'), approver]]],
  ['released', [[stepping('release'), releaser]]],
  [
    'instructed',
    [
      [instructed(1), releaser],
      [instructed(2), releaser],
    ],
  ],
  ['file_issued', [[issuing(), releaser]]],
  [
    'result_recorded',
    [
      [recordingChunk(), bank],
      [recording(), bank],
    ],
  ],
  ['result_applied', [[applying(), bank]]],
  ['reconciled', [[reconciling, checker]]],
  ['closed', [[closing(), maker]]],
];

/** A batch that went the whole way to a stage. */
export const at = (stage: BatchStage): BatchStory => {
  let story: BatchStory = given(batchDecider);
  for (const [reached, commands] of WAY) {
    for (const [command, asked] of commands) story = story.after(command, asked);
    if (reached === stage) return story;
  }
  throw new Error(`no way to ${stage}`);
};
