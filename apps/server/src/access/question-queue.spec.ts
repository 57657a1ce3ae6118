import { setImmediate as nextTurn } from 'node:timers/promises';
import { QuestionQueue, afterPendingConnections } from './question-queue';

describe('the questions of one account', () => {
  it('are worked at a few at a time, in their order, and those of others do not wait for them', async () => {
    const questions = new QuestionQueue({ atOnce: 2, waiting: 10 });
    const begun: number[] = [];
    const ends: (() => void)[] = [];
    for (let number = 0; number < 5; number += 1)
      void questions.enter('inspector').then((leave) => (begun.push(number), ends.push(leave)));
    await nextTurn();
    expect(begun).toEqual([0, 1]);
    (await questions.enter('health'))();
    for (let number = 2; number < 5; number += 1) {
      ends.shift()?.();
      await nextTurn();
      await nextTurn();
      expect(begun.at(-1)).toBe(number);
    }
    for (const leave of ends) leave();
    expect(questions.asking).toBe(0);
  });

  it('are refused for a while where more wait than anybody would wait for', async () => {
    const questions = new QuestionQueue({ atOnce: 1, waiting: 1 });
    await questions.enter('inspector');
    void questions.enter('inspector');
    await expect(questions.enter('inspector')).rejects.toMatchObject({ refusal: { refused: 'busy' }, seconds: 5 });
  });
});

describe('the next question of somebody who asks many', () => {
  it('waits until everybody who knocks has been let in, and no longer than for so many', async () => {
    let left = 30;
    let taken = 0;
    const quiet = afterPendingConnections(() => (left > 0 ? ((left -= 1), (taken += 1)) : taken));
    await quiet();
    expect([left, taken]).toEqual([0, 30]);
    await afterPendingConnections(() => (taken += 1))();
    expect(taken).toBeGreaterThan(500);
  });
});
