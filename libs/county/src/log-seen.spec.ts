import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openMemoryLog, type EventLog } from '@fenming/event-log';
import { alarmsOf, recordedAhead } from './alarms';
import { isForgotten, noteNew, readSeen, seenOf, setBackOf, writeSeen, type Seen } from './log-seen';

const meta = (at: string) => ({ at, actor: 'a', role: 'r', area: '991001', cause: 'c', correlation: 'c' });

/** A log with the events of these ids, one a day. */
const logOf = async (...ids: readonly number[]): Promise<EventLog> => {
  const log = openMemoryLog();
  for (const [index, id] of ids.entries()) {
    const event = {
      id: `00000000-0000-4000-8000-00000000000${id}`,
      type: 'AreasRegistered',
      schemaVersion: 1,
      payload: {},
      meta: meta(`2023-12-0${index + 1}T01:00:00.000Z`),
    };
    await log.append({ stream: 'county-self', expected: index === 0 ? 'none' : index - 1, events: [event] });
  }
  return log;
};
const seenIn = async (log: EventLog, events: number): Promise<Seen> => seenOf((await log.last())!, 'origin', events);

describe('a log beside what a folder has seen of it', () => {
  it('is as it was, or has grown', async () => {
    const seen = await seenIn(await logOf(1, 2), 2);
    expect(await setBackOf(await logOf(1, 2), seen, 2)).toBeUndefined();
    expect(await setBackOf(await logOf(1, 2, 3), seen, 3)).toBeUndefined();
  });

  it('that ends before it was put back: so many are missing, from then until then', async () => {
    const seen = await seenIn(await logOf(1, 2, 3), 3);
    expect(await setBackOf(await logOf(1), seen, 1)).toEqual({
      events: 2,
      from: '2023-12-01T01:00:00.000Z',
      until: '2023-12-03T01:00:00.000Z',
    });
  });

  it('that was put back and has gone on holds another event there', async () => {
    const seen = await seenIn(await logOf(1, 2), 2);
    expect(await setBackOf(await logOf(1, 5, 6), seen, 3)).toMatchObject({ events: 0 });
  });
});

describe('what a folder has seen', () => {
  const dir = mkdtempSync(join(tmpdir(), 'fenming-seen-'));
  afterAll(() => rmSync(dir, { recursive: true }));

  it('is kept in the folder, and refused in a sentence where nobody can read it', async () => {
    expect(readSeen(dir)).toBeUndefined();
    const seen = await seenIn(await logOf(1), 1);
    writeSeen(dir, seen);
    expect(readSeen(dir)).toEqual(seen);
    for (const unreadable of ['{"id":', 'null', '[]', '{}', '{"origin":"a","id":"b"}', '{"origin":"","id":"","events":1}']) {
      writeFileSync(join(dir, 'log.seen'), unreadable);
      expect(() => readSeen(dir)).toThrow(/读不出来.*服务没有启动/);
    }
  });

  it('is nothing in a new folder, and forgotten in one that has lost the file', () => {
    const fresh = join(dir, 'fresh');
    mkdirSync(fresh);
    expect(isForgotten(fresh)).toBe(false);
    noteNew(fresh);
    writeFileSync(join(fresh, 'vault.sqlite'), 'stands for the vault, which is made after the note');
    expect([isForgotten(fresh), readSeen(fresh)]).toEqual([false, undefined]);
    rmSync(join(fresh, 'log.seen'));
    noteNew(fresh);
    expect(isForgotten(fresh)).toBe(true);
  });
});

describe('an alarm', () => {
  const calm = {
    awaitsReconciliation: false,
    setBack: undefined,
    unknownFiles: [],
    incomplete: [],
    shortage: undefined,
    ahead: undefined,
  };

  it('is said of nothing where all is well', () => {
    expect(alarmsOf(calm)).toEqual([]);
  });

  it('says by how much the clock of the machine was set back, and that the disk has no room', () => {
    const now = Date.parse('2026-03-02T01:00:00.000Z');
    const ahead = recordedAhead('2026-03-02T04:00:00.000Z', now);
    expect(recordedAhead('2026-03-02T01:05:00.000Z', now)).toBeUndefined();
    const said = alarmsOf({ ...calm, shortage: { free: 12.9 * 2 ** 20, needed: 64 * 2 ** 20 }, ahead }).map(
      ({ code, sentence }) => [code, sentence],
    );
    expect(said).toEqual([
      ['disk_full', expect.stringContaining('磁盘空间不够（现在可用 12 MB，至少要有 64 MB）')],
      ['clock_set_back', expect.stringMatching(/2026-03-02.*慢 180 分钟/u)],
    ]);
  });

  it('that nobody knows any more what was seen, or that another program wrote, says what is to be done', () => {
    const at = { events: 0, from: '2026-03-02T04:00:00.000Z', until: '' };
    const said = (cause: 'forgotten' | 'written') =>
      alarmsOf({ ...calm, awaitsReconciliation: true, setBack: { ...at, cause } }).map(({ code, sentence }) => [code, sentence]);
    expect(said('forgotten')).toEqual([
      ['log_set_back', expect.stringMatching(/log\.seen 不见了.*止于 2026-03-02.*reconcile-restore/u)],
    ]);
    expect(said('written')).toEqual([
      ['log_written', expect.stringMatching(/被别的程序写入过.*audit controls.*reconcile-restore/u)],
    ]);
  });

  it('names a file in the outbox that the log does not know, where nothing else is wrong', () => {
    expect(alarmsOf({ ...calm, unknownFiles: ['FM1.txt'] })).toEqual([
      { code: 'file_unknown', sentence: expect.stringMatching(/^outbox\/ .*FM1\.txt.*向银行核实.*reconcile-restore/u) as string },
    ]);
  });

  it('names each record that is in doubt, why, and what ends it where the log is kept', () => {
    const incomplete = [
      { stream: 'person-1', reason: 'deleted' as const },
      { stream: 'person-1', reason: 'retention' as const },
      { stream: '$all', reason: 'gap' as const },
    ];
    const [deleted, retention, gap] = alarmsOf({ ...calm, incomplete }).map(({ sentence }) => sentence);
    expect(deleted).toMatch(/^事件日志的人员 1 被人删除：查明以前不审批、不放款、不送盘。.*日志服务器自己的备份恢复。$/u);
    expect(retention).toMatch(/人员 1 被设了保留期限.*取消它的保留设置.*取消后自动接着办。$/u);
    expect(gap).toMatch(/^事件日志有记录缺失：.*fenming restore；在 EventStoreDB 中的，用该服务器自己的备份/u);
    for (const sentence of [deleted, retention]) expect(sentence).not.toContain('fenming restore');
    for (const sentence of [deleted, gap]) expect(sentence).not.toContain('自动接着办');
  });
});
