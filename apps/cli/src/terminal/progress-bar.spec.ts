import { progressBar } from './progress-bar';
import type { Terminal } from './terminal';

const unwatched = (said: string[]): Terminal => ({
  json: false,
  watched: false,
  out: () => undefined,
  outJson: () => undefined,
  dateBy: () => undefined,
  say: (line) => said.push(line),
  complain: () => undefined,
  overwrite: () => undefined,
  good: (text) => text,
  bad: (text) => text,
});

describe('progress where nobody watches', () => {
  it('is one line for every tenth, however often it moves', () => {
    const said: string[] = [];
    const bar = progressBar(unwatched(said), '发放');
    for (let done = 0; done <= 6743; done += 1) bar.show(done, 6743, `暂缓 ${done % 7}`);
    bar.end();
    expect(said).toHaveLength(11);
    expect(said[0]).toBe('发放 0%  0/6743  暂缓 0');
    expect(said.at(-1)).toBe('发放 100%  6743/6743  暂缓 2');
  });
});
