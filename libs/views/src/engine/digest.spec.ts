import { digest, openViews, type Views } from '../county-views';
import { history } from '../histories/history.fixture';
import { seeded } from '../histories/recorder.fixture';
import type { RecordedEvent } from '@fenming/event-log';

const events = history(seeded(11), { people: 6 });
const viewsOf = (recorded: readonly RecordedEvent[]): Views => {
  const views = openViews(':memory:', { scratch: true });
  views.apply(recorded);
  return views;
};
const rewritten = (replace: (text: string) => string): readonly RecordedEvent[] =>
  JSON.parse(replace(JSON.stringify(events))) as RecordedEvent[];

describe('the digest of the views', () => {
  it('is the same for the same business under other random ids and at other times', () => {
    const ids = [...new Set(JSON.stringify(events).match(/[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-a[0-9a-f]{3}-[0-9a-f]{12}/g))];
    expect(ids.length).toBeGreaterThan(events.length);
    const other = rewritten((text) =>
      text
        .replaceAll(/[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-a[0-9a-f]{3}-[0-9a-f]{12}/g, (id) => id.split('').reverse().join(''))
        .replaceAll(/"at":"2023-01/g, '"at":"2025-09'),
    );
    expect(digest(viewsOf(other))).toEqual(digest(viewsOf(events)));
  });

  it('changes with one fen', () => {
    const index = events.findIndex(({ type }) => type === 'AppropriationReceived');
    const other = events.map((event, at) =>
      at === index ? { ...event, payload: { ...event.payload, amountFen: '9000000001' } } : event,
    );
    const [before, after] = [digest(viewsOf(events)), digest(viewsOf(other))];
    expect(after.digest).not.toBe(before.digest);
    const changed = after.tables.filter(
      ({ name, digest: sum }) => before.tables.find((table) => table.name === name)?.digest !== sum,
    );
    expect(changed.map(({ name }) => name)).toEqual(['balance', 'appropriation', 'posting']);
  });

  it('counts the rows of every table', () => {
    const { tables } = digest(viewsOf(events));
    expect(tables.find(({ name }) => name === 'enrolment')?.rows).toBe(12);
    expect(tables.find(({ name }) => name === 'county')?.rows).toBe(1);
  });
});
