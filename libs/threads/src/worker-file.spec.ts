import { workerFile } from './worker-file';

describe('the program of a thread', () => {
  it('lies beside its compiled caller', () => {
    expect(workerFile('/srv/dist/libs/event-log/src/sqlite/writer-thread.js', 'writer.worker.js')).toBe(
      '/srv/dist/libs/event-log/src/sqlite/writer.worker.js',
    );
  });

  it('is asked for in one sentence when the sources run before a build', () => {
    expect(() => workerFile('/nowhere/libs/event-log/src/sqlite/writer-thread.ts', 'writer.worker.js')).toThrow(
      'run `npm run build` first',
    );
  });
});
