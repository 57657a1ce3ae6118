import { writerFile } from './writer-file';

describe("the program of the writer's thread", () => {
  it('lies beside its compiled caller', () => {
    expect(writerFile('/srv/dist/libs/event-log/src/sqlite', '/srv/dist/libs/event-log/src/sqlite/writer-thread.js')).toBe(
      '/srv/dist/libs/event-log/src/sqlite/writer.worker.js',
    );
  });

  it('is asked for in one sentence when the sources run before a build', () => {
    expect(() => writerFile('/nowhere/libs/event-log/src/sqlite', '/nowhere/libs/event-log/src/sqlite/writer-thread.ts')).toThrow(
      'run `npm run build` first',
    );
  });
});
