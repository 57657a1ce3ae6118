import { forEachInFlight, groupBy, slicesOf } from './in-flight';

describe('steps that run side by side', () => {
  it('are all done when the phase is over, sixteen at a time', async () => {
    const done: number[] = [];
    let open = 0;
    let most = 0;
    await forEachInFlight(
      Array.from({ length: 100 }, (_, index) => index),
      async (item) => {
        open += 1;
        most = Math.max(most, open);
        await Promise.resolve();
        open -= 1;
        done.push(item);
      },
    );
    expect(done).toHaveLength(100);
    expect(most).toBe(16);
  });

  it('stop at the first that is refused, and say why', async () => {
    let begun = 0;
    const steps = forEachInFlight(
      Array.from({ length: 1000 }, (_, index) => index),
      async (item) => {
        begun += 1;
        await Promise.resolve();
        if (item === 3) throw new Error('refused');
      },
    );
    await expect(steps).rejects.toThrow('refused');
    expect(begun).toBeLessThan(100);
  });
});

describe('lists of people', () => {
  it('are grouped by village in the order in which they came', () => {
    const groups = groupBy(['b1', 'a1', 'b2'], (item) => item.charAt(0));
    expect([...groups]).toEqual([
      ['b', ['b1', 'b2']],
      ['a', ['a1']],
    ]);
  });

  it('are cut so that nobody is lost at a cut', () => {
    const items = Array.from({ length: 1001 }, (_, index) => index);
    expect(slicesOf(items, 500).map(({ length }) => length)).toEqual([500, 500, 1]);
    expect(slicesOf(items, 500).flat()).toEqual(items);
  });
});
