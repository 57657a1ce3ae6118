import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Sqlite from '@fenming/sqlite';
import type { RecordedEvent } from '@fenming/event-log';
import { digest, openReadOnlyViews, openViews } from '../county-views';
import { history } from '../histories/history.fixture';
import { seeded } from '../histories/recorder.fixture';
import { NotAViewFile } from './view-file';
import { PoisonEvent } from './view-writer';

const events = history(seeded(3), { people: 6 });
const middle = Math.floor(events.length / 2);

describe('the view file', () => {
  let folder: string;
  let file: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'views-'));
    file = join(folder, 'views.sqlite');
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const poisoned = (change: Partial<RecordedEvent>): readonly RecordedEvent[] =>
    events.slice(middle, middle + 10).map((event, index) => (index === 5 ? { ...event, ...change } : event));

  it.each([
    ['of an unknown type', { type: 'CountyPainted' }],
    ['in an unknown schema version', { schemaVersion: 2 }],
    [
      'about a line that no roster holds',
      { type: 'PaymentSettled', payload: { batch: 'none', lineNo: 1, amountFen: '1', village: '' } },
    ],
    ['with an amount that is no whole number of fen', { type: 'RecoveryReceived', payload: { village: '', amountFen: '1.5' } }],
  ] as const)('takes nothing of a batch with an event %s', (_name, change) => {
    const views = openViews(file);
    views.apply(events.slice(0, middle));
    const before = { ...views.progress(), ...digest(views) };
    expect(() => views.apply(poisoned(change as Partial<RecordedEvent>))).toThrow(PoisonEvent);
    expect({ ...views.progress(), ...digest(views) }).toEqual(before);
    views.apply(events.slice(middle));
    const whole = digest(views);
    views.close();
    const unharmed = openViews(join(folder, 'other.sqlite'));
    unharmed.apply(events);
    expect(digest(unharmed)).toEqual(whole);
    unharmed.close();
  });

  it('names the poisonous event by position and type, and none of its content', () => {
    const views = openViews(file);
    const [first] = events;
    const strange = { ...first, type: 'CountyPainted', payload: { secret: '内容' } } as RecordedEvent;
    expect(() => views.apply([strange])).toThrow(
      'event 0000000000000001 (CountyPainted) stops the views: no projection knows this type in schema version 1',
    );
    views.close();
  });

  it('stops when a sum of two batches is past what a whole number can hold', () => {
    const views = openViews(file);
    views.apply(events.slice(0, middle));
    const huge = events.find(({ type }) => type === 'AppropriationReceived');
    const batchOf = (n: number): readonly RecordedEvent[] => [
      {
        ...(huge as RecordedEvent),
        payload: { ...huge?.payload, area: '991009', documentNo: String(n), amountFen: String(Number.MAX_SAFE_INTEGER) },
        position: `9${n}` as RecordedEvent['position'],
      },
    ];
    views.apply(batchOf(1));
    expect(() => views.apply(batchOf(2))).toThrow(PoisonEvent);
    views.close();
  });

  it('remembers how far it has come, and skips what it has seen', () => {
    const first = openViews(file);
    first.apply(events.slice(0, middle));
    first.close();
    const second = openViews(file);
    expect(second.progress().position).toBe(events[middle - 1]?.position);
    second.apply(events);
    expect(second.progress()).toEqual({ position: events.at(-1)?.position, origin: events[0]?.id, events: events.length });
    second.close();
  });

  it('comes to the same rows whatever the size of the batches', () => {
    const digests = [1, 7, events.length].map((size, index) => {
      const views = openViews(join(folder, `${index}.sqlite`));
      for (let from = 0; from < events.length; from += size) views.apply(events.slice(from, from + size));
      const { digest: whole } = digest(views);
      views.close();
      return whole;
    });
    expect(new Set(digests).size).toBe(1);
  });

  it('answers another thread’s questions with whole batches of events only', () => {
    const views = openViews(file);
    views.apply(events.slice(0, middle));
    const elsewhere = openReadOnlyViews(file);
    const before = elsewhere.enrolments({ limit: 500 }).data.length;
    elsewhere.reader.snapshot(() => {
      expect(elsewhere.enrolments({ limit: 500 }).data).toHaveLength(before);
      views.apply(events.slice(middle));
      expect(elsewhere.enrolments({ limit: 500 }).data).toHaveLength(before);
    });
    expect(elsewhere.enrolments({ limit: 500 }).data).toHaveLength(views.enrolments({ limit: 500 }).data.length);
    elsewhere.close();
    views.close();
  });

  it('is thrown away when it was made by other projections, and when it is damaged', () => {
    const views = openViews(file);
    views.apply(events);
    views.close();
    const older = new Sqlite(file);
    older.exec(`UPDATE checkpoint SET schema = 'older'`);
    older.close();
    const fresh = openViews(file);
    expect(fresh.progress().position).toBeUndefined();
    fresh.apply(events);
    fresh.close();
    writeFileSync(file, Buffer.alloc(statSync(file).size, 7));
    const again = openViews(file);
    expect(again.progress().position).toBeUndefined();
    again.close();
  });

  it('is never made of a database that is not ours', () => {
    const theirs = new Sqlite(file);
    theirs.exec('CREATE TABLE event (id TEXT)');
    theirs.close();
    expect(() => openViews(file)).toThrow(NotAViewFile);
    expect(existsSync(file)).toBe(true);
  });

  it('keeps of what the events hold sealed only what a bank file needs, and keeps it sealed', () => {
    const views = openViews(file);
    views.apply(events);
    const sealed = views.reader
      .all<{ readonly name: string }>(`SELECT name FROM sqlite_schema WHERE type = 'table' AND sql LIKE '%sealed%' ORDER BY name`)
      .map(({ name }) => name);
    expect(sealed).toEqual(['identity', 'payee']);
    views.close();
  });
});
