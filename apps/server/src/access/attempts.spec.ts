import { Attempts } from './attempts';

const PACE = { burst: 3, everyMs: 1000 };

describe('attempts', () => {
  it('are free at first, then one at a time, and the wait is told', () => {
    let now = 0;
    const attempts = new Attempts(PACE, () => now);
    expect([1, 2, 3].map(() => attempts.take('a'))).toEqual([0, 0, 0]);
    expect(attempts.take('a')).toBe(1000);
    now = 400;
    expect(attempts.take('a')).toBe(600);
    now = 1000;
    expect([attempts.take('a'), attempts.take('a')]).toEqual([0, 1000]);
  });

  it('of one do not slow another', () => {
    const attempts = new Attempts(PACE, () => 0);
    for (let i = 0; i < 9; i += 1) attempts.take('a');
    expect(attempts.take('b')).toBe(0);
  });

  it('that were right are not counted, and never make more of them than there were', () => {
    const attempts = new Attempts(PACE, () => 0);
    for (let i = 0; i < 20; i += 1) {
      expect(attempts.take('a')).toBe(0);
      attempts.giveBack('a');
    }
    attempts.giveBack('a');
    expect([1, 2, 3, 4].map(() => attempts.take('a'))).toEqual([0, 0, 0, 1000]);
    attempts.forget('a');
    expect(attempts.take('a')).toBe(0);
  });

  it('of invented names do not fill the memory', () => {
    const attempts = new Attempts(PACE, () => 0);
    for (let i = 0; i < 25_000; i += 1) attempts.take(`nobody-${i}`);
    expect(attempts.remembered).toBe(10_000);
  });
});
