import { spawn } from 'node:child_process';
import { cpSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(__dirname, '../..');
const LIBS = join(ROOT, 'dist/libs');
const COMPILED = join(LIBS, 'event-log/src');
const PLACE = join(ROOT, '.fenming/planted');
const AT_ONCE = 2;
jest.setTimeout(300_000);

/** One wrong line in the compiled event log, and the part of the contract suite that must notice it. */
type Planted = {
  readonly name: string;
  readonly file: string;
  readonly right: string;
  readonly wrong: string;
  readonly spec: 'event-log' | 'eventstore-faults' | 'sqlite-log';
  /** Only to save time: a regular expression for the titles of the tests. */
  readonly tests: string;
};

const BEGIN = `        try {
            this.statements.begin.run();
        } catch (error) {
            if (codeOf(error).startsWith('SQLITE_BUSY')) return false;
            throw error;
        }
`;

const PLANTED: readonly Planted[] = [
  {
    name: 'the expected revision is ignored',
    file: 'verdict.js',
    right: "if (expected !== 'exists' && stream.last === from - 1) return {\n        appendFrom: from",
    wrong: "if (expected !== 'exists') return {\n        appendFrom: stream.last + 1",
    spec: 'event-log',
    tests: 'expected revisions',
  },
  {
    name: 'a retry is recognised without comparing ids',
    file: 'verdict.js',
    right: 'return ids.every((id, index)=>stored[index] === id);',
    wrong: 'return ids.length === stored.length;',
    spec: 'event-log',
    tests: 'expected revisions|a retry',
  },
  {
    name: 'the lock of the head is not taken',
    file: 'sqlite/writer.js',
    right: "begin: database.prepare('BEGIN IMMEDIATE')",
    wrong: "begin: database.prepare('BEGIN DEFERRED')",
    spec: 'sqlite-log',
    tests: 'a second writer',
  },
  {
    name: 'the head is read before its lock is taken',
    file: 'sqlite/writer.js',
    right: `${BEGIN}        const head = this.statements.head.get();`,
    wrong: `        const head = this.statements.head.get();\n${BEGIN}`,
    spec: 'sqlite-log',
    tests: 'a second writer',
  },
  {
    name: 'the head is kept from the commit before',
    file: 'sqlite/writer.js',
    right: 'const head = this.statements.head.get();',
    wrong: 'const head = this.number < 0 ? this.statements.head.get() : this.number;',
    spec: 'sqlite-log',
    tests: 'a second writer',
  },
  {
    name: 'a subscription counts events as handled before they are',
    file: 'subscription.js',
    right: 'await this.handler(events);\n        const last = events.at(-1);',
    wrong:
      'const last = events.at(-1);\n        if (last !== undefined) this.handled = (0, _position.numberOf)(last.position);\n        await this.handler(events);',
    spec: 'event-log',
    tests: 'a subscription whose handler',
  },
  {
    name: 'EventStoreDB is sent no expectation',
    file: 'eventstore/append-calls.js',
    right: 'if (expected < 0) options.setNoStream(',
    wrong: 'if (true) options.setAny(',
    spec: 'event-log',
    tests: 'EventStoreDB expected revisions',
  },
  {
    name: 'an append without an answer is not read back and not sent again',
    file: 'eventstore/appender.js',
    right: 'if (!passing || attempt === TRIES || this.connection.isTooLate(accepted, error)) throw',
    wrong: 'throw',
    spec: 'eventstore-faults',
    tests: 'a lost acknowledgement',
  },
  {
    name: 'what is read back is not compared with the append',
    file: 'eventstore/appender.js',
    right: "if ('conflict' in verdict) return {",
    wrong: "if (!('appendFrom' in verdict)) return {",
    spec: 'eventstore-faults',
    tests: 'a lost acknowledgement|does not hide.*cleanEnd',
  },
  {
    name: 'appends to one stream do not wait for each other',
    file: 'eventstore/appender.js',
    right: 'before === undefined ? this.settle(item, accepted) : before.then(()=>this.settle(item, accepted))',
    wrong: 'this.settle(item, accepted)',
    spec: 'eventstore-faults',
    tests: 'lets the others wait for it',
  },
  {
    name: 'an event that is delivered twice is handled twice',
    file: 'eventstore/catch-up.js',
    right: 'if (number <= this.received) return;',
    wrong: '',
    spec: 'eventstore-faults',
    tests: 'duplicateDelivery after',
  },
  {
    name: 'a renewed subscription begins at the head',
    file: 'eventstore/catch-up.js',
    right: "fromPosition: this.resumeAfter === 0 ? 'start' : (0, _records.serverPosition)(this.resumeAfter)",
    wrong:
      "fromPosition: this.attempts > 0 ? 'end' : this.resumeAfter === 0 ? 'start' : (0, _records.serverPosition)(this.resumeAfter)",
    spec: 'eventstore-faults',
    tests: 'whose subscription meets cleanEnd after 5',
  },
  {
    name: 'a page begins with the event it is to come after',
    file: 'eventstore/reader.js',
    right: 'if (event.number > from && events.length < limit)',
    wrong: 'if (event.number >= from && events.length < limit)',
    spec: 'event-log',
    tests: 'EventStoreDB what is read comes in log order',
  },
  {
    name: 'an answer that ended early is taken for the whole stream',
    file: 'eventstore/reader.js',
    right: 'while(events.length < whole && (events[0]?.revision ?? from) === from)',
    wrong: 'while(false)',
    spec: 'eventstore-faults',
    tests: 'is read on: cleanEnd',
  },
  {
    name: 'a page of all that brings nothing new is taken for the end',
    file: 'eventstore/reader.js',
    right: 'if (page.last <= place && !await this.endsAt(place)) throw new _faults.CutShort();',
    wrong: '',
    spec: 'eventstore-faults',
    tests: 'of all is read on also',
  },
];

/** A copy of the compiled event log, inside the repository so that it finds its packages; with one line changed, once. */
function plant(name: string, change?: Pick<Planted, 'file' | 'right' | 'wrong'>): string {
  const place = join(PLACE, name.replaceAll(' ', '-'));
  const folder = join(place, 'event-log/src');
  rmSync(place, { recursive: true, force: true });
  cpSync(COMPILED, folder, { recursive: true });
  // The rooms that the event log asks for lie where they do in dist.
  for (const room of ['sqlite', 'threads', 'language']) cpSync(join(LIBS, room), join(place, room), { recursive: true });
  if (change !== undefined) {
    const file = join(folder, change.file);
    const parts = readFileSync(file, 'utf8').split(change.right);
    if (parts.length !== 2) throw new Error(`${change.file} has the line ${parts.length - 1} times: ${change.right}`);
    writeFileSync(file, parts.join(change.wrong));
  }
  return folder;
}

/** Runs a part of the contract suite against a copy; how many tests passed and failed. */
async function examine(folder: string, spec: Planted['spec'], tests: string) {
  const report = join(folder, 'report.json');
  const jest = join(ROOT, 'node_modules/jest/bin/jest.js');
  const told = ['--bail', '--silent', '--runInBand', '--forceExit', '--json', `--outputFile=${report}`];
  const child = spawn(process.execPath, [jest, `test/contract/${spec}.spec.ts`, '-t', tests, ...told], {
    cwd: ROOT,
    env: { ...process.env, FENMING_TEST_EVENT_LOG: join(folder, 'index.js'), FENMING_TEST_TIMEOUT_MS: '8000' },
    stdio: 'ignore',
  });
  await new Promise((resolve) => child.on('exit', resolve));
  if (!existsSync(report)) throw new Error(`the contract suite did not run: ${spec}`);
  const { numPassedTests: passed, numFailedTests: failed } = JSON.parse(readFileSync(report, 'utf8')) as {
    readonly numPassedTests: number;
    readonly numFailedTests: number;
  };
  return { passed, failed };
}

type Run = { readonly spec: Planted['spec']; readonly tests: string; readonly change?: Planted };

/** The same tests over a faithful copy: what fails on a planted fault fails because of it. */
const controls = [...new Set(PLANTED.map(({ spec }) => spec))].map((spec): [string, Run] => {
  const tests = PLANTED.filter((planted) => planted.spec === spec).map((planted) => planted.tests);
  return [`faithful ${spec}`, { spec, tests: [...new Set(tests)].join('|') }];
});

const runs = new Map<string, Run>([
  ...controls,
  ...PLANTED.map((change): [string, Run] => [change.name, { spec: change.spec, tests: change.tests, change }]),
]);
const found = new Map<string, Awaited<ReturnType<typeof examine>>>();

beforeAll(async () => {
  if (!existsSync(COMPILED)) throw new Error(`${COMPILED} is missing: run \`npm run build\` first.`);
  const waiting = [...runs];
  const lane = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const [name, { spec, tests, change }] = next;
      found.set(name, await examine(plant(name, change), spec, tests));
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, lane));
});

afterAll(() => rmSync(PLACE, { recursive: true, force: true }));

describe('the contract suite', () => {
  it.each(controls.map(([name]) => name))('passes over a %s', (name) => {
    expect(found.get(name)).toMatchObject({ failed: 0 });
    expect(found.get(name)?.passed).toBeGreaterThan(0);
  });

  it.each(PLANTED.map(({ name }) => name))('fails where %s', (name) => {
    expect(found.get(name)?.failed).toBeGreaterThan(0);
  });
});
