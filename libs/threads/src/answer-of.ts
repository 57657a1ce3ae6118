import type { Worker } from 'node:worker_threads';

/** The next message of a thread. One that fails or ends without a word, for want of memory as an example, is an error and not waited for. */
export const answerOf = <Answer>(worker: Worker): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const ended = (code: number): void => settle(() => reject(new Error(`a thread has ended with ${code} before it answered`)));
    const failed = (error: Error): void => settle(() => reject(error));
    const answered = (answer: Answer): void => settle(() => resolve(answer));
    const settle = (how: () => void): void => {
      worker.off('message', answered).off('error', failed).off('exit', ended);
      how();
    };
    worker.on('message', answered).on('error', failed).on('exit', ended);
  });
