import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const ROOT = join(__dirname, '..');
const TSC = join(ROOT, 'node_modules/typescript-native/bin/tsc');
const TERMS = 'libs/subsidy/src/terms.ts';
const copy = mkdtempSync(join(tmpdir(), 'fenming-adding-'));

beforeAll(() => {
  for (const room of ['apps', 'libs', 'test']) cpSync(join(ROOT, room), join(copy, room), { recursive: true });
  // What only a spec says asks nobody for anything.
  const { compilerOptions } = JSON.parse(readFileSync(join(ROOT, 'tsconfig.json'), 'utf8')) as { compilerOptions: object };
  const include = ['apps/**/*.ts', 'libs/**/*.ts', 'test/golden/*.ts', 'test/asked.ts'];
  writeFileSync(join(copy, 'tsconfig.json'), JSON.stringify({ compilerOptions, include, exclude: ['**/*.spec.ts'] }));
  symlinkSync(join(ROOT, 'node_modules'), join(copy, 'node_modules'), 'junction');
});
afterAll(() => rmSync(copy, { recursive: true }));

/** The files that the compiler names, each once. */
const namedByTheCompiler = (): readonly string[] => {
  try {
    execFileSync(process.execPath, [TSC, '--noEmit', '-p', copy], { cwd: copy, encoding: 'utf8', stdio: 'pipe' });
    return [];
  } catch (error) {
    const said = String((error as { readonly stdout?: unknown }).stdout);
    return [...new Set([...said.matchAll(/^([\w/.-]+\.ts)\(/gm)].map(([, file = '']) => file))].sort();
  }
};

/** One change in the copy, what the compiler says of it, and the copy as before. */
const changing = (file: string, before: string, after: string): readonly string[] => {
  const path = join(copy, file);
  const text = readFileSync(path, 'utf8');
  if (text.split(before).length !== 2) throw new Error(`${file} does not have once: ${before}`);
  writeFileSync(path, text.replace(before, after));
  try {
    return namedByTheCompiler();
  } finally {
    writeFileSync(path, text);
  }
};

describe('adding', () => {
  it('nothing leaves nothing to do', () => expect(namedByTheCompiler()).toEqual([]));

  it('an event lists its decider, the views, the control formulas and the golden samples: none of them stays deaf to it', () => {
    const events = 'libs/subsidy/src/eligibility/notice/notice.events.ts';
    const withdrawn = "{ readonly type: 'NoticeWithdrawn'; readonly data: { readonly noticeId: string } }";
    const named = changing(events, 'export type NoticeEvent =', `export type NoticeEvent = ${withdrawn} |`);
    expect(named).toEqual([
      'libs/findings/src/shapes/unreadable.ts',
      'libs/subsidy/src/eligibility/notice/notice.decider.ts',
      'libs/views/src/view-list.ts',
      'test/golden/golden.readings.ts',
    ]);
  });

  it('a refusal asks for its word in both languages and for its status at the door', () => {
    const named = changing(
      'libs/subsidy/src/refusals.ts',
      'export type PayoutCode =\n',
      "export type PayoutCode =\n  | 'bank_asleep'\n",
    );
    expect(named).toEqual(['apps/server/src/refusal-status.ts', 'libs/words/src/refusals/payout.ts']);
  });

  it.each([
    ['a role', 'libs/subsidy/src/decider.ts', "  'bank',\n", "  'bank',\n  'archivist',\n"],
    ['a state', 'libs/subsidy/src/payout/batch/batch.state.ts', "  'reconciled',\n", "  'reconciled',\n  'archived',\n"],
    ['a cause', 'libs/subsidy/src/refusals.ts', "  'payee_awaited',\n]", "  'payee_awaited',\n  'own_case',\n]"],
    ['a state of a payment', TERMS, "'unknown', 'exception'] as const", "'unknown', 'exception', 'recalled'] as const"],
  ])('%s asks for its word in both languages', (_, file, before, after) => {
    expect(changing(file, before, after)).toContain('libs/words/src/batch-words.ts');
  });

  it('a stage of a case asks for its word in both languages', () => {
    expect(changing(TERMS, "  'rejected',\n", "  'rejected',\n  'moved',\n")).toContain('libs/words/src/case-words.ts');
  });

  it('a field of a row that is answered asks for its description', () => {
    const field = '  readonly recovery_id: string;\n';
    const named = changing('libs/views/src/recoveries/recoveries.questions.ts', field, `${field}  readonly noted_on: string;\n`);
    expect(named).toContain('apps/server/src/enrolments/enrolments.answers.ts');
  });

  it('a question is one folder and one line', () => {
    mkdirSync(join(copy, 'libs/views/src/offices'));
    const ask = "reader.all<{ readonly role: string }>('SELECT DISTINCT role FROM actor ORDER BY role')";
    const question = `(reader: Reader): readonly { readonly role: string }[] => ${ask}`;
    const imports = "import type { Reader } from '../engine/reader';\nimport { view } from '../engine/view';\n\n";
    const text = `${imports}export const officesView = view({ questions: { offices: ${question} } });\n`;
    writeFileSync(join(copy, 'libs/views/src/offices/view.ts'), text);
    const listed = "import { officesView } from './offices/view';\nimport { yearsView } from './years/view';";
    const list = join(copy, 'libs/views/src/view-list.ts');
    writeFileSync(list, readFileSync(list, 'utf8').replace('  yearsView,\n', '  yearsView,\n  officesView,\n'));
    const asked = 'export const asked = (views: Views): readonly { readonly role: string }[] => views.offices();\n';
    writeFileSync(join(copy, 'test/asked.ts'), `import type { Views } from '@fenming/views';\n\n${asked}`);
    expect(changing('libs/views/src/view-list.ts', "import { yearsView } from './years/view';", listed)).toEqual([]);
  });
});
