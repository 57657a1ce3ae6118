import { ApiProblem, isOutage, NotAnId, Unreachable } from '@fenming/api-client';
import { DemoDamaged, OtherCounty } from '@fenming/demo-county';
import { Unconfigured } from '@fenming/settings';
import { OwnerFailed } from '../owner/child';
import { FolderFaulty, NoCounty } from '../owner/owner';

/** What the command says to scripts (69 is EX_UNAVAILABLE of sysexits). */
export const EXIT = {
  ok: 0,
  failure: 1,
  usage: 2,
  partial: 3,
  verification: 4,
  refused: 5,
  unreachable: 69,
  interrupted: 130,
} as const;
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** The user asked for something that the command line itself can tell is wrong. */
export class UsageError extends Error {}

const WRONG_PATHS: readonly unknown[] = ['ENOENT', 'EISDIR', 'ENOTDIR', 'EEXIST', 'ENAMETOOLONG'];
/** A path named on the command line leads to no file, or to another thing than was meant. */
const isWrongPath = (error: unknown): error is NodeJS.ErrnoException =>
  typeof error === 'object' && error !== null && 'code' in error && WRONG_PATHS.includes(error.code);

/** What was typed is no such thing, or names nothing there is: the same mistake as one that the command line tells by itself. */
const MISTYPED: readonly number[] = [400, 404];
const exitCodeOfAnswer = ({ refusedByRule, problem }: ApiProblem): ExitCode => {
  if (refusedByRule) return EXIT.refused;
  return MISTYPED.includes(problem.status) ? EXIT.usage : EXIT.failure;
};

const MISTAKES = [UsageError, NotAnId, NoCounty, RangeError, Unconfigured];

export const exitCodeOf = (error: unknown): ExitCode => {
  if (MISTAKES.some((mistake) => error instanceof mistake) || isWrongPath(error)) return EXIT.usage;
  if (error instanceof FolderFaulty || error instanceof DemoDamaged) return EXIT.verification;
  if (error instanceof OtherCounty) return EXIT.refused;
  if (isOutage(error)) return EXIT.unreachable;
  if (error instanceof ApiProblem) return exitCodeOfAnswer(error);
  if (error instanceof Unreachable) return EXIT.unreachable;
  if (error instanceof OwnerFailed && error.exitCode === EXIT.verification) return EXIT.verification;
  if (error instanceof OwnerFailed) return error.owned ? EXIT.unreachable : EXIT.failure;
  return EXIT.failure;
};
