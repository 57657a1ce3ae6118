import { AskedTogether } from './asked-together';

describe('a costly work that many ask for', () => {
  it('is done for those who asked before it began, and once more for all who asked meanwhile', async () => {
    const begun: (() => void)[] = [];
    let times = 0;
    const together = new AskedTogether(async () => {
      times += 1;
      const mine = times;
      await new Promise<void>((resolve) => begun.push(resolve));
      return mine;
    });
    const first = together.ask();
    await Promise.resolve();
    const later = Array.from({ length: 20 }, () => together.ask());
    begun.shift()?.();
    expect(await first).toBe(1);
    while (begun.length === 0) await Promise.resolve();
    begun.shift()?.();
    expect(await Promise.all(later)).toEqual(Array.from({ length: 20 }, () => 2));
    expect(times).toBe(2);
  });

  it('that failed fails for those who waited for it, and for nobody after them', async () => {
    let times = 0;
    const together = new AskedTogether(() => {
      times += 1;
      return times === 1 ? Promise.reject(new Error('damaged')) : Promise.resolve('whole');
    });
    await expect(together.ask()).rejects.toThrow('damaged');
    expect(await together.ask()).toBe('whole');
  });
});
