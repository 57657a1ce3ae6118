import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Position } from '@fenming/event-log';
import { unexplained } from '../history/explain';
import type { Answer, Asked, Operation, Seen } from '../history/record';
import { eventStoreHistory, sqliteHistory } from '../history/rig';
import { COUNTS } from './event-log.harness';

const at = (place: number): Position => String(place).padStart(16, '0') as Position;
const event = (id: string, place: number, revision: number, stream = 's'): Seen => ({
  id,
  stream,
  revision,
  position: at(place),
});
const append = (id: string, expected: 'none' | 'exists' | number): Asked => ({ append: 's', expected, ids: [id] });
const operation = (from: number, to: number, asked: Asked, answer: Answer): Operation => ({ asked, from, to, answer });
const ok = (place: number, revision: number): Answer => ({ revision, position: at(place) });
const [A, B] = [event('a', 1, 0), event('b', 2, 1)];

describe('a history', () => {
  const told = [operation(1, 2, append('a', 'none'), ok(1, 0)), operation(3, 4, append('b', 0), ok(2, 1))];

  it('that the order of the log explains is believed', () => {
    const more = [
      operation(5, 6, { stream: 's' }, { events: [A, B] }),
      operation(3, 4, { after: at(1), limit: 5 }, { events: [] }),
      operation(3, 9, append('c', 'none'), { conflict: 0 }),
      operation(7, Number.POSITIVE_INFINITY, append('d', 1), { unknown: 'lost' }),
    ];
    expect(unexplained([...told, ...more], [A, B])).toEqual([]);
    expect(unexplained([...told, ...more], [A, B, event('d', 3, 2)])).toEqual([]);
  });

  it.each<readonly [string, readonly Operation[], readonly Seen[], string]>([
    ['a stale read', [...told, operation(5, 6, { stream: 's' }, { events: [A] })], [A, B], 'missed b'],
    ['a stale page', [...told, operation(5, 6, { after: 'start', limit: 5 }, { events: [A] })], [A, B], 'missed b'],
    [
      'a read that forgets what another saw',
      [
        operation(0, Number.POSITIVE_INFINITY, append('a', 'none'), { unknown: 'lost' }),
        operation(1, 2, { stream: 's' }, { events: [A] }),
        operation(3, 4, { stream: 's' }, { events: [] }),
      ],
      [A],
      'missed a',
    ],
    ['a read with a hole', [...told, operation(1, 6, { stream: 's' }, { events: [B] })], [A, B], 'no beginning'],
    [
      'a read of the future',
      [told[0]!, operation(1, 2, { stream: 's' }, { events: [A, B] }), told[1]!],
      [A, B],
      'appended after it',
    ],
    ['an acknowledged append that is lost', told, [A], 'is lost'],
    ['an append that stands twice', told, [A, B, event('b', 3, 2)], 'twice'],
    ['an append that nobody made', [told[0]!], [A, B], 'nobody'],
    ['an append out of place', [told[0]!, operation(3, 4, append('b', 'none'), ok(2, 1))], [A, B], 'elsewhere'],
    ['an append told a wrong place', [told[0]!, operation(3, 4, append('b', 0), ok(9, 1))], [A, B], 'another place'],
    [
      'a refused append that stands',
      [told[0]!, operation(3, 4, append('b', 0), { conflict: 'none' })],
      [A, B],
      'refused and stands',
    ],
    ['a conflict that was not so', [...told, operation(5, 6, append('c', 'none'), { conflict: 0 })], [A, B], 'was not so'],
    ['a conflict with what was expected', [...told, operation(5, 6, append('c', 1), { conflict: 1 })], [A, B], 'was not so'],
    [
      'an order against time',
      [operation(5, 6, append('a', 'none'), ok(1, 0)), operation(1, 2, { append: 't', expected: 'none', ids: ['t'] }, ok(2, 0))],
      [A, event('t', 2, 0, 't')],
      'stands behind',
    ],
    ['a gap', [told[0]!, operation(3, 4, append('b', 1), ok(2, 2))], [A, event('b', 2, 2)], 'gap'],
  ])('with %s is refused', (_what, operations, log, complaint) => {
    expect(unexplained(operations, log).join('\n')).toContain(complaint);
  });
});

describe('clients that race while they, their server and their network fail', () => {
  let folder = '';
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'fenming-history-'));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const seeds = Array.from({ length: COUNTS.histories }, (_, index) => index + 1);

  it.each(seeds)('are told what one serial order explains: EventStoreDB, seed %i', async (seed) => {
    const { operations, log } = await eventStoreHistory(seed, place(`eventstore-${seed}`));
    expect(unexplained(operations, log)).toEqual([]);
    expect(log.length).toBeGreaterThan(50);
  });

  it.each(seeds)('are told what one serial order explains: SQLite, seed %i', async (seed) => {
    const { operations, log, kills } = await sqliteHistory(seed, place(`sqlite-${seed}`));
    expect(unexplained(operations, log)).toEqual([]);
    expect([log.length > 50, kills]).toEqual([true, 3]);
  });

  const place = (name: string): string => {
    mkdirSync(join(folder, name));
    return join(folder, name);
  };
});
