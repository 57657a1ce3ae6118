import { NEVER, race } from 'rxjs';
import { LEAST_PACE, UPLOAD } from '../limits';
import { slownessOf, TooSlow } from './pace';

const PACE = { graceSeconds: 2, bytesPerSecond: 100 };

/** A file of which so many bytes come in each second; what becomes of it until it is here or refused. */
const sent = (bytesEachSecond: readonly number[], pace = PACE): { refused?: unknown; cutOff: boolean } => {
  const outcome: { refused?: unknown; cutOff: boolean } = { cutOff: false };
  const arriving = { complete: false, socket: { bytesRead: 5000 }, unpipe: () => ((outcome.cutOff = true), arriving as never) };
  const watched = race(NEVER, slownessOf(arriving, pace)).subscribe({ error: (error: unknown) => (outcome.refused = error) });
  for (const bytes of bytesEachSecond) {
    arriving.socket.bytesRead += bytes;
    jest.advanceTimersByTime(1000);
  }
  arriving.complete = true;
  jest.advanceTimersByTime(100_000);
  watched.unsubscribe();
  return outcome;
};

describe('a file that is on its way', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => {
    expect(jest.getTimerCount()).toBe(0);
    jest.useRealTimers();
  });

  it('byte by byte is refused after a grace, and its place is free for others', () => {
    expect(sent([1, 1])).toEqual({ cutOff: false });
    expect(sent([1, 1, 1])).toEqual({ refused: expect.any(TooSlow), cutOff: true });
  });

  it('may falter as long as the grace is, wherever it does', () => {
    expect(sent([0, 0, 100, 100, 100])).toEqual({ cutOff: false });
    expect(sent([100, 100, 100, 0, 0, 100])).toEqual({ cutOff: false });
    expect(sent([100, 100, 100, 0, 0, 0, 0])).toMatchObject({ refused: expect.any(TooSlow) });
  });

  it('is awaited over a village line of 32 KB a second, the largest as well', () => {
    const line = 32 * 1024;
    expect(sent(Array(UPLOAD.file / line).fill(line), LEAST_PACE)).toEqual({ cutOff: false });
  });
});
