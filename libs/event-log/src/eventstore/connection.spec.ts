import { Connection } from './connection';
import { CutShort, Silence } from './faults';

const DEADLINE_MS = 3_000;
const WITHIN_MS = 10_000;

describe('a request to a log that stands still', () => {
  let connection: Connection;
  beforeEach(async () => {
    connection = await Connection.open('esdb://127.0.0.1:1?tls=false', DEADLINE_MS, WITHIN_MS);
  });
  afterEach(() => connection.close());

  /** A moment so long ago that one more silence would pass the limit. */
  const longAgo = (): number => performance.now() - (WITHIN_MS - DEADLINE_MS / 2);

  it('is not tried once more where that could not end in time', () => {
    expect(connection.isTooLate(longAgo(), new Silence(DEADLINE_MS))).toBe(true);
    expect(connection.isTooLate(performance.now(), new Silence(DEADLINE_MS))).toBe(false);
  });

  it('is not either where another request met the silence, and took its connection away', () => {
    expect(connection.isTooLate(longAgo(), new CutShort())).toBe(false);
    connection.replaceAfter(new Silence(DEADLINE_MS), connection.current);
    expect(connection.isTooLate(longAgo(), new CutShort())).toBe(true);
    connection.heard();
    expect(connection.isTooLate(longAgo(), new CutShort())).toBe(false);
  });
});
