import { RunningCounty } from '@fenming/county';
import { type Caller } from '@fenming/commands';
import {
  appropriationDecider,
  batchDecider,
  enrolmentDecider,
  isLocked,
  parseFunding,
  streams,
  type ActorId,
  type Role,
  type RosterLine,
} from '@fenming/subsidy';
import { takeSeats, type Hall } from './hall';
import { startServer, type Start } from './real-server';

/** Stops the county's server, works on its folder as the engine would, and starts it again (`env`: in this environment) with everybody back in their chairs. */
export const behindClosedDoors = async (
  hall: Hall,
  work: (county: RunningCounty) => Promise<void>,
  env: Start['env'] = {},
): Promise<Hall> => {
  await hall.stop();
  const county = await RunningCounty.open({ dir: hall.dir });
  try {
    await work(county);
  } finally {
    await county.close();
  }
  return takeSeats(await startServer({ dir: hall.dir, env }), hall.county, hall);
};

export const callerOf = (county: RunningCounty, role: Role, commandId: string): Caller => ({
  asked: { by: role as string as ActorId, role, area: county.code() },
  commandId,
  correlation: commandId,
  decidedBefore: true,
});

const recorded = (outcome: object): void => {
  if ('refused' in outcome) throw new Error(JSON.stringify(outcome));
};

const linesOf = async (county: RunningCounty, batch: string): Promise<readonly RosterLine[]> =>
  (await county.log.readStream(streams.payoutBatch(batch)))
    .filter(({ type }) => type === 'RosterChunkLocked')
    .flatMap(({ payload }) => payload['lines'] as unknown as readonly RosterLine[]);

/** Locks the lines of the batch's last lock once more, a few to a chunk: a real chunk has a thousand. */
export const lockInChunks = async (county: RunningCounty, batch: string, linesPerChunk: number): Promise<void> => {
  const stream = streams.payoutBatch(batch);
  const lines = await linesOf(county, batch);
  const decide = async (command: Parameters<typeof batchDecider.decide>[1], id: string): Promise<void> =>
    recorded(await county.executor.one(batchDecider, stream, command, callerOf(county, 'finance-maker', id)));
  for (let chunk = 1; (chunk - 1) * linesPerChunk < lines.length; chunk += 1) {
    const some = lines.slice((chunk - 1) * linesPerChunk, chunk * linesPerChunk);
    await decide({ do: 'lock-chunk', lock: 2, chunk, lines: some }, `lock/${chunk}`);
  }
  await decide({ do: 'lock-roster', lock: 2 }, 'lock/all');
};

/** Releases an approved batch and makes none of its payments: as if the power went right after. */
export const releaseOnly = async (county: RunningCounty, batch: string): Promise<void> => {
  const stream = streams.payoutBatch(batch);
  const { state } = await county.executor.load(batchDecider, stream);
  if (!isLocked(state)) throw new Error('nothing is locked');
  const { programme, year, area } = state.opened;
  const caller = callerOf(county, 'finance-releaser', `release/${batch}`);
  const reserve = { do: 'reserve' as const, programme, year, area, batch, funding: parseFunding(state.roster.funding) };
  recorded(await county.executor.one(appropriationDecider, streams.appropriation(programme, year, area), reserve, caller));
  const release = { do: 'release' as const, hash: state.roster.hash, isPayee: false, changed: 0 };
  recorded(await county.executor.one(batchDecider, stream, release, caller));
};

/** Another account for everybody on the list, recorded at the very moment of the release: too late to leave it, so that no line is paid. */
export const changeAccountsUnseen = async (county: RunningCounty, batch: string): Promise<void> => {
  for (const { enrolmentId, lineNo } of await linesOf(county, batch)) {
    const command = { do: 'correct-account' as const, version: `late-${lineNo}`, sealed: 'sealed', unchanged: false };
    const caller = callerOf(county, 'township', `late/${lineNo}`);
    recorded(await county.executor.one(enrolmentDecider, streams.enrolment(enrolmentId), command, caller));
  }
};
