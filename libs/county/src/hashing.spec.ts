import { scryptSync } from 'node:crypto';
import { Later } from '@fenming/commands';
import { Hashing } from './hashing';

const SALT = Buffer.alloc(16, 7);

describe('the hashing of passwords', () => {
  it('gives what was stored before it left the main thread', async () => {
    expect(await new Hashing().derive('secret', SALT)).toEqual(scryptSync('secret', SALT, 32));
  });

  it('leaves the thread that answers people free meanwhile', async () => {
    const hashing = new Hashing();
    let turns = 0;
    const counting = setInterval(() => (turns += 1), 1);
    await Promise.all(Array.from({ length: 8 }, () => hashing.derive('secret', SALT)));
    clearInterval(counting);
    expect(turns).toBeGreaterThan(3);
  });

  it('has a queue with an end, and says when to come again', async () => {
    const hashing = new Hashing();
    const crowd = await Promise.allSettled(Array.from({ length: 100 }, () => hashing.derive('', SALT)));
    const refused = crowd.flatMap((one) => (one.status === 'rejected' ? [one.reason as unknown] : []));
    expect([refused.length >= 34, refused.length < 40]).toEqual([true, true]);
    expect(refused.every((error) => error instanceof Later && error.refusal.refused === 'busy' && error.seconds > 0)).toBe(true);
    expect(await hashing.derive('secret', SALT)).toEqual(scryptSync('secret', SALT, 32));
  });
});
