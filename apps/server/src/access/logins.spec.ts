import type { RunningCounty } from '@fenming/county';
import type { ActorId } from '@fenming/subsidy';
import { Logins } from './logins';

const APPROVER = 'shenpi' as ActorId;
const DESK = '192.0.2.10';
const right = () => Promise.resolve('in');
const wrong = () => Promise.resolve(undefined);

/** Guesses from an address each until one is slowed. */
const guessedUntilSlowed = async (logins: Logins, address: (guess: number) => string): Promise<number> => {
  for (let guess = 0; ; guess += 1)
    try {
      await logins.counted(APPROVER, address(guess), wrong);
    } catch {
      return guess;
    }
};

describe('logins that are guessed at', () => {
  const opened = () => new Logins({} as RunningCounty);

  it('from anywhere are slowed together, for they are for one account', async () => {
    expect(await guessedUntilSlowed(opened(), (guess) => `198.51.100.${guess}`)).toBe(10);
  });

  it('elsewhere do not shut out whoever has come in from their own desk before, and those from there are slowed as well', async () => {
    const logins = opened();
    await logins.counted(APPROVER, DESK, right);
    await guessedUntilSlowed(logins, (guess) => `198.51.100.${guess}`);
    expect(await logins.counted(APPROVER, DESK, right)).toBe('in');
    await expect(logins.counted(APPROVER, '198.51.100.200', right)).rejects.toMatchObject({
      refusal: { refused: 'logins_slowed' },
    });
    expect(await guessedUntilSlowed(logins, () => DESK)).toBe(10);
  });

  it('by a neighbour behind the same address do not shut out whoever has come in there before, and do shut out who has not', async () => {
    const logins = opened();
    await logins.counted(APPROVER, DESK, right);
    for (let guess = 0; guess < 30; guess += 1) await logins.counted(`nobody${guess}` as ActorId, DESK, wrong);
    expect(await logins.counted(APPROVER, DESK, right)).toBe('in');
    await expect(logins.counted('jingban' as ActorId, DESK, right)).rejects.toMatchObject({
      refusal: { refused: 'logins_slowed' },
    });
  });

  it('at the accounts that have come in from an address are slowed one by one', async () => {
    const logins = opened();
    await logins.counted(APPROVER, DESK, right);
    expect(await guessedUntilSlowed(logins, () => DESK)).toBe(10);
  });
});
