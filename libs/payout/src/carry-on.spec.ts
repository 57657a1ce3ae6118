import { Logger } from '@nestjs/common';
import { carryOn } from './carry-on';

/** Fails once, as when a disk is full, and then does its work. */
class Unlucky {
  runs = 0;

  async resume(): Promise<void> {
    this.runs += 1;
    if (this.runs === 1) throw new Error('disk is full');
  }

  alarms(): Promise<readonly []> {
    return Promise.resolve([]);
  }
}

describe('a run that fails after its release was answered', () => {
  it('is told under the number of the request that began it, and can be started again', async () => {
    const said: unknown[] = [];
    const silent = (): void => undefined;
    Logger.overrideLogger({ error: (line: unknown) => said.push(line), warn: silent, log: silent });
    const runner = new Unlucky();
    await carryOn(runner, 'RURAL_REWARD-2023-991001-1', 'request-1');
    expect(said).toEqual([expect.stringMatching(/^request-1 批次 RURAL_REWARD-2023-991001-1 没有办完，.*Error: disk is full/)]);
    await carryOn(runner, 'RURAL_REWARD-2023-991001-1', 'request-2');
    expect([runner.runs, said.length]).toEqual([2, 1]);
  });
});

/** A province: its run ends when it is told to. */
class Endless {
  end: () => void = () => undefined;

  resume(): Promise<void> {
    return new Promise((resolve) => (this.end = resolve));
  }

  alarms(): Promise<readonly []> {
    return Promise.resolve([]);
  }
}

describe('a run of very many payments', () => {
  it('goes on after the one who began it has been answered', async () => {
    const runner = new Endless();
    await carryOn(runner, 'RURAL_REWARD-2023-991001-1', 'request-1', 1);
    runner.end();
  });
});
