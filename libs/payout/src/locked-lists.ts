import { parseFenText } from '@fenming/money';
import {
  batchDecider,
  changedSinceLock,
  derivedId,
  enrolmentDecider,
  LINES_PER_CHUNK,
  streams,
  type Batch,
  type EnrolmentId,
  type ExceptionLine,
  type RosterLine,
} from '@fenming/subsidy';
import { allOrRefused, slices, type Caller } from '@fenming/commands';
import type { RunningCounty } from '@fenming/county';
import { RosterBook } from './roster-book';

/** Lines of a locked roster that would no longer be paid as they were locked, each with its cause. */
export const changedLines = async (
  { executor }: RunningCounty,
  { opened: { year } }: Batch,
  lines: readonly RosterLine[],
  caller: Caller,
): Promise<readonly ExceptionLine[]> => {
  const asked = executor.asked(caller);
  const names = lines.map(({ enrolmentId }) => streams.enrolment(enrolmentId));
  const states = await executor.states(enrolmentDecider, names, 'now');
  return lines.flatMap((line) => {
    const state = states.get(streams.enrolment(line.enrolmentId))?.state ?? enrolmentDecider.initial;
    const { lineNo, caseNumber, amountFen, revision: lockedAt } = line;
    const locked = { ...line, lockedAt, year, amountFen: parseFenText(amountFen) };
    const cause = changedSinceLock(state, locked, asked)?.refused;
    return cause === undefined ? [] : [{ lineNo, caseNumber, cause, amountFen }];
  });
};

/** Takes lines off the list on which they were locked; a list that is released or locked anew meanwhile keeps what it has. */
export const takeOff = async (
  { executor }: RunningCounty,
  { opened: { batch }, lock }: Batch,
  lines: readonly ExceptionLine[],
  caller: Caller,
): Promise<void> => {
  const command = { do: 'take-off' as const, lock, lines: lines.slice(0, LINES_PER_CHUNK) };
  const own = { ...caller, commandId: derivedId(caller.commandId, 'take-off', batch, lock) };
  allOrRefused(await executor.many(batchDecider, [{ stream: streams.payoutBatch(batch), command: () => command }], own));
};

/**
 * After something was recorded of these people: whoever stands on a locked list that is not released yet, and would no longer be paid as
 * locked, leaves it by an event that names the line and the cause. Answers the batches whose lists have to be locked anew. What a crash keeps from happening here is found at the approval.
 */
export const takeOffLists = async (
  county: RunningCounty,
  enrolments: readonly EnrolmentId[],
  caller: Caller,
): Promise<readonly string[]> => {
  await county.caughtUp();
  const batches: string[] = [];
  for (const some of slices(enrolments, LINES_PER_CHUNK)) batches.push(...(await takeSomeOff(county, some, caller)));
  return [...new Set(batches)];
};

const takeSomeOff = async (
  county: RunningCounty,
  enrolments: readonly EnrolmentId[],
  caller: Caller,
): Promise<readonly string[]> => {
  const batches: string[] = [];
  const states = await county.executor.states(enrolmentDecider, enrolments.map(streams.enrolment));
  const caseNumbers = [...states.values()].flatMap(({ state }) => state.key?.caseNumber ?? []);
  const awaiting = county.views.linesAwaitingRelease(caseNumbers);
  for (const batch of new Set(awaiting.map(({ batch_id }) => batch_id))) {
    const { state } = await county.executor.load(batchDecider, streams.payoutBatch(batch));
    if (state.stage === 'none') continue;
    const wanted = new Set(awaiting.flatMap(({ batch_id, line_no }) => (batch_id === batch ? [line_no] : [])));
    const lines: RosterLine[] = [];
    for await (const line of new RosterBook(county.log).linesNumbered(state, wanted)) lines.push(line);
    const changed = await changedLines(county, state, lines, caller);
    if (changed.length === 0) continue;
    await takeOff(county, state, changed, caller);
    batches.push(batch);
  }
  return batches;
};
