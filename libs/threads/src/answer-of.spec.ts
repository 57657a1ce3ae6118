import { Worker } from 'node:worker_threads';
import { answerOf } from './answer-of';

const threadOf = (program: string): Worker => new Worker(program, { eval: true });

describe('the answer of a thread', () => {
  it('is its next message, and the one after belongs to who asks next', async () => {
    const worker = threadOf(
      `const { parentPort } = require('node:worker_threads'); parentPort.on('message', (n) => parentPort.postMessage(n + 1));`,
    );
    worker.postMessage(1);
    expect(await answerOf(worker)).toBe(2);
    worker.postMessage(5);
    expect(await answerOf(worker)).toBe(6);
    expect(['message', 'error', 'exit'].map((name) => worker.listenerCount(name))).toEqual([0, 0, 0]);
    await worker.terminate();
  });

  it('is the error of one that failed', () =>
    expect(answerOf(threadOf(`throw new Error('no such page')`))).rejects.toThrow('no such page'));

  it('is not waited for where the thread has ended without a word', () =>
    expect(answerOf(threadOf('process.exit(3)'))).rejects.toThrow('ended with 3 before it answered'));
});
