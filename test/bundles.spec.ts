import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const ROOT = join(__dirname, '..');
const folder = mkdtempSync(join(tmpdir(), 'fenming-bundles-'));
afterAll(() => rmSync(folder, { recursive: true }));

const BUNDLE = join(folder, 'programs.js');
const START = join(folder, 'start.js');
copyFileSync(join(ROOT, 'tools/run.cjs'), join(folder, 'run.js'));
writeFileSync(START, "require('./run.js')('programs.js', process.argv[2] ?? 'say');\n");

/** A bundle whose program says this, and was made at this second. */
const bundleOf = (said: string, second: number): void => {
  const programs = `{ say: () => console.log('${said}'), thread: () => require('node:worker_threads').parentPort.postMessage('${said}'), fail: () => process.exit(7) }`;
  writeFileSync(BUNDLE, `module.exports = ${programs};`);
  utimesSync(BUNDLE, second, second);
};
const started = (...words: readonly string[]): string => execFileSync(process.execPath, [...words], { encoding: 'utf8' }).trim();
const codeLeft = (): readonly string[] => readdirSync(folder).filter((name) => name.startsWith('programs.js.'));

describe('a program of a bundle', () => {
  it('leaves its compiled code when it has ended well, and runs from that', () => {
    bundleOf('paid', 1);
    expect([started(START), codeLeft().length]).toEqual(['paid', 1]);
    const before = readFileSync(join(folder, codeLeft()[0] ?? ''));
    expect([started(START), codeLeft().length]).toEqual(['paid', 1]);
    expect(readFileSync(join(folder, codeLeft()[0] ?? ''))).toEqual(before);
  });

  it('never runs what was compiled of another bundle, even one of the same length', () => {
    bundleOf('held', 2);
    expect(started(START)).toBe('held');
  });

  it('runs all the same where the code is damaged or of another V8', () => {
    for (const name of codeLeft()) writeFileSync(join(folder, name), 'no code');
    expect(started(START)).toBe('held');
    expect(started('--stack-size=900', START)).toBe('held');
  });

  it('leaves nothing when it has failed', () => {
    bundleOf('kept', 3);
    const before = codeLeft();
    expect(() => started(START, 'fail')).toThrow('');
    expect(codeLeft()).toEqual(before);
  });

  it('leaves it as a thread when it has loaded, for others end that', () => {
    const before = codeLeft();
    const thread = `new (require('node:worker_threads').Worker)(${JSON.stringify(START)}, { argv: ['thread'] }).once('message', (said) => console.log(said))`;
    expect(started('-e', thread)).toBe('kept');
    expect(codeLeft().filter((name) => !before.includes(name))).toEqual([
      expect.stringMatching(/^programs\.js\.thread\.[\w-]+$/),
    ]);
  });
});

/** The modules of others in a bundle that ask where they lie, as the bundle names them. */
const askingWhere = (bundle: string): readonly string[] => {
  const asking = new Set<string>();
  let module = '';
  for (const line of readFileSync(join(ROOT, 'dist/bundles', bundle), 'utf8').split('\n')) {
    module =
      /^ {0,4}\/\/ (node_modules\/\S+)$|^ {0,4}\/\/ (dist\/\S+)$/.exec(line)?.[1] ??
      (/^ {0,4}\/\/ dist\//.test(line) ? '' : module);
    if (module !== '' && /^(?!\s*(\*|\/\/)).*\b__(dirname|filename)\b/.test(line)) asking.add(module);
  }
  return [...asking].sort();
};

it('a bundle holds no module of others that reads files beside itself, but for the log of Fastify, which writes to a console here', () => {
  expect(askingWhere('threads.js')).toEqual([]);
  expect(askingWhere('programs.js')).toEqual(['node_modules/pino/lib/transport.js', 'node_modules/thread-stream/index.js']);
});
