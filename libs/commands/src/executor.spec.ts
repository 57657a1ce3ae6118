import { setImmediate as nextTurn } from 'node:timers/promises';
import { instant } from '@fenming/calendar';
import { areaCode } from '@fenming/citizen';
import { Conflict, openMemoryLog, type EventLog } from '@fenming/event-log';
import { isRefusal, refuse, type ActorId, type Decider } from '@fenming/subsidy';
import type { Caller } from './caller';
import { Executor } from './executor';
import type { Clock } from './clock';

/** A small decider of its own: a purse that is filled and emptied, and never overdrawn. */
type Purse = { readonly fen: number };
type PurseEvent = { readonly type: 'Filled' | 'Emptied'; readonly data: { readonly fen: number } };
const purse: Decider<Purse, PurseEvent, PurseEvent> = {
  initial: { fen: 0 },
  evolve: (state, { type, data }) => ({ fen: state.fen + (type === 'Filled' ? data.fen : -data.fen) }),
  decide: (state, command) =>
    command.type === 'Emptied' && command.data.fen > state.fen ? refuse('budget_exceeded') : [command],
};

const clock: Clock = { now: () => instant('2023-10-09T01:00:00.000Z'), trueNow: () => undefined, simulated: () => false };
const caller = (commandId: string): Caller => ({
  asked: { by: 'maker' as ActorId, role: 'finance-maker', area: areaCode('991001') },
  commandId,
  correlation: commandId,
});
const fill = (fen: number): PurseEvent => ({ type: 'Filled', data: { fen } });
const empty = (fen: number): PurseEvent => ({ type: 'Emptied', data: { fen } });
const countOf = async (log: EventLog): Promise<number> => (await log.readAll('start', 1000)).length;

/** A log far away: what was read arrives when the test says so. */
const slowReads = (log: EventLog) => {
  const answers: (() => void)[] = [];
  const readStream: EventLog['readStream'] = async (...asked) => {
    const events = await log.readStream(...asked);
    await new Promise<void>((resolve) => answers.push(resolve));
    return events;
  };
  return { answers, slow: Object.assign(Object.create(log) as EventLog, { readStream }) };
};

describe('a command carried out on the log', () => {
  it('does nothing twice when it is repeated under its id', async () => {
    const log = openMemoryLog();
    const executor = new Executor(log, clock);
    await executor.one(purse, 'purse-a', fill(100), caller('c1'));
    expect(await executor.one(purse, 'purse-a', fill(100), caller('c1'))).toEqual({ done: 'already' });
    expect(await countOf(log)).toBe(1);
  });

  it('is recognised after a restart too, for its id stands in the log', async () => {
    const log = openMemoryLog();
    await new Executor(log, clock).many(purse, [{ stream: 'purse-a', command: () => fill(100) }], caller('c1'));
    const [again] = await new Executor(log, clock).many(purse, [{ stream: 'purse-a', command: () => fill(100) }], caller('c1'));
    expect(again).toEqual({ done: 'already' });
    expect(await countOf(log)).toBe(1);
  });

  it('is decided again on what the log has now when another process was first', async () => {
    const log = openMemoryLog();
    const [here, elsewhere] = [new Executor(log, clock), new Executor(log, clock)];
    await here.many(purse, [{ stream: 'purse-a', command: () => fill(100) }], caller('c1'));
    await elsewhere.many(purse, [{ stream: 'purse-a', command: () => empty(80) }], caller('c2'));
    const [late] = await here.many(purse, [{ stream: 'purse-a', command: () => empty(80) }], caller('c3'));
    expect(late).toEqual({ refused: 'budget_exceeded' });
  });

  it('is not refused on an old memory of the stream', async () => {
    const log = openMemoryLog();
    const [here, elsewhere] = [new Executor(log, clock), new Executor(log, clock)];
    await here.many(purse, [{ stream: 'purse-a', command: () => fill(10) }], caller('c1'));
    await elsewhere.many(purse, [{ stream: 'purse-a', command: () => fill(90) }], caller('c2'));
    const [outcome] = await here.many(purse, [{ stream: 'purse-a', command: () => empty(100) }], caller('c3'));
    expect(isRefusal(outcome)).toBe(false);
    expect(await countOf(log)).toBe(3);
  });

  it('does not find on an old memory of the stream that there is nothing left to do', async () => {
    const log = openMemoryLog();
    const [here, elsewhere] = [new Executor(log, clock), new Executor(log, clock)];
    const full = {
      ...purse,
      decide: ({ fen }: Purse, command: PurseEvent) => (fen > 0 && command.type === 'Filled' ? [] : [command]),
    };
    await here.many(full, [{ stream: 'purse-a', command: () => fill(10) }], caller('c1'));
    await elsewhere.many(full, [{ stream: 'purse-a', command: () => empty(10) }], caller('c2'));
    expect(await here.many(full, [{ stream: 'purse-a', command: () => fill(10) }], caller('c3'))).toMatchObject([
      { done: 'recorded' },
    ]);
  });

  it('is decided on the newest that was read, also when an older answer of the log comes later', async () => {
    const log = openMemoryLog();
    const { answers, slow } = slowReads(log);
    const executor = new Executor(slow, clock);
    const first = executor.load(purse, 'purse-a');
    await nextTurn();
    await new Executor(log, clock).one(purse, 'purse-a', fill(10), caller('c1'));
    const second = executor.load(purse, 'purse-a');
    await nextTurn();
    for (const answer of answers.toReversed()) {
      answer();
      await nextTurn();
    }
    expect([(await second).state, (await first).state]).toEqual([{ fen: 10 }, { fen: 10 }]);
  });

  it('gives one outcome per stream, and a refusal of one leaves the others done', async () => {
    const log = openMemoryLog();
    const executor = new Executor(log, clock);
    const outcomes = await executor.many(
      purse,
      [
        { stream: 'purse-a', command: () => fill(5) },
        { stream: 'purse-b', command: () => empty(5) },
        { stream: 'purse-c', command: () => fill(5) },
      ],
      caller('c1'),
    );
    expect(outcomes.map((outcome) => (isRefusal(outcome) ? outcome.refused : outcome.done))).toEqual([
      'recorded',
      'budget_exceeded',
      'recorded',
    ]);
  });

  it('decides commands that arrive at once one after the other, and none runs into another', async () => {
    const log = openMemoryLog();
    const executor = new Executor(log, clock);
    const amounts = Array.from({ length: 20 }, (_, i) => i + 1);
    const outcomes = await Promise.all(amounts.map((fen) => executor.one(purse, 'purse-a', fill(fen), caller(`c${fen}`))));
    expect(outcomes.map((outcome) => ('done' in outcome ? outcome.done : outcome.refused))).toEqual(
      amounts.map(() => 'recorded'),
    );
    expect((await executor.load(purse, 'purse-a')).state).toEqual({ fen: 210 });
  });

  it('decides anew what another process has written in between, and keeps to what was seen only where it is told to', async () => {
    const log = openMemoryLog();
    const elsewhere = new Executor(log, clock);
    const write = { times: 0, count: 0 };
    const crowded = Object.assign(Object.create(log) as EventLog, {
      append: async (item: Parameters<EventLog['append']>[0]) => {
        if (write.times > 0) {
          write.times -= 1;
          await elsewhere.one(purse, 'purse-a', fill(1), caller(`elsewhere-${(write.count += 1)}`));
        }
        return log.append(item);
      },
    });
    const executor = new Executor(crowded, clock);
    write.times = 3;
    expect(await executor.one(purse, 'purse-a', fill(5), caller('c1'))).toMatchObject({ done: 'recorded' });
    write.times = 1;
    await expect(executor.oneAsSeen(purse, 'purse-a', fill(5), caller('c2'))).rejects.toThrow(Conflict);
  });

  it('takes many parts on one stream one after the other', async () => {
    const log = openMemoryLog();
    const executor = new Executor(log, clock);
    const tasks = Array.from({ length: 20 }, (_, i) => ({ stream: 'purse-a', idSuffix: `${i}`, command: () => fill(5) }));
    await executor.many(purse, tasks, caller('c1'));
    expect((await executor.load(purse, 'purse-a')).state).toEqual({ fen: 100 });
  });
});

describe('a request that is on its way', () => {
  const ended = refuse('authority_ended');
  const tasks = ['a', 'b'].map((name) => ({ stream: `purse-${name}`, command: () => fill(10) }));

  it('decides nothing once its account was dismissed, on one thing or on many', async () => {
    const log = openMemoryLog();
    const executor = new Executor(log, clock, async () => ended);
    expect(await executor.one(purse, 'purse-a', fill(10), caller('c1'))).toEqual(ended);
    expect(await executor.many(purse, tasks, caller('c2'))).toEqual([ended, ended]);
    expect(await countOf(log)).toBe(0);
  });

  it('is decided with what its account is at that moment, between its first thing and its next', async () => {
    const log = openMemoryLog();
    let dismissed = false;
    const executor = new Executor(log, clock, async (asked) => (dismissed ? ended : asked));
    expect(await executor.one(purse, 'purse-a', fill(10), caller('c1'))).toMatchObject({ done: 'recorded' });
    dismissed = true;
    expect(await executor.one(purse, 'purse-a', fill(10), caller('c2'))).toEqual(ended);
  });

  it('carries out all the same what was decided before, and what the engine does by itself', async () => {
    const log = openMemoryLog();
    const executor = new Executor(log, clock, async () => ended);
    const decided = { ...caller('c1'), decidedBefore: true } as const;
    expect(await executor.one(purse, 'purse-a', fill(10), decided)).toMatchObject({ done: 'recorded' });
    const system = { ...caller('c2'), asked: { ...caller('c2').asked, role: 'system' } } as const;
    expect(await executor.one(purse, 'purse-a', fill(10), system)).toMatchObject({ done: 'recorded' });
  });
});
