import { openEventStoreLog, openMemoryLog, type EventLog } from '@fenming/event-log';
import { PEER_LOG_OPTIONS, startPeer, type Peer } from '../eventstore-peer/server';
import { eventLogContract } from './event-log.contract';
import { serverDamages, type LogHarness } from './event-log.harness';
import { alone, beginRun, type Run } from './event-log.run';

/**
 * The contract suite against one server that lives longer than a test. FENMING_TEST_EVENTSTORE_URL=esdb://… names a real one, which
 * nobody else writes to meanwhile and which keeps what the suite wrote; without it one peer serves the whole file. Nobody can hold the
 * writer of a server, so that the test which needs that is left out here.
 */
const named = process.env['FENMING_TEST_EVENTSTORE_URL'];
const store = openMemoryLog(PEER_LOG_OPTIONS);
let peer: Peer | undefined;
let run: Run | undefined;
let log: EventLog | undefined;

afterAll(async () => {
  await peer?.stop();
  await store.close();
});

const open = async (): Promise<EventLog> => {
  if (named === undefined) peer ??= await startPeer({ log: store });
  const whole = await openEventStoreLog(named ?? peer?.connectionString ?? '');
  run ??= await beginRun(whole);
  log = alone(whole, run);
  return log;
};

const opened = (): EventLog => {
  if (log === undefined) throw new Error('no test has begun');
  return log;
};

const harness: LogHarness = {
  log: opened,
  reopen: async () => {
    await opened().close();
    return open();
  },
  holdWriter: undefined,
  remember: undefined,
  contiguous: false,
  damages: serverDamages(
    () => named ?? peer?.connectionString ?? '',
    (stream) => `${stream}${run?.suffix ?? ''}`,
  ),
  start: async () => {
    run = undefined;
    await open();
  },
  end: () => opened().close(),
};

eventLogContract(named === undefined ? 'in one long-lived peer' : 'in the EventStoreDB of FENMING_TEST_EVENTSTORE_URL', harness);
