import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readBankFile, readBankReturn, readProfile, writeBankFile, writeBankReturn } from '@fenming/bank-files';
import { instant } from '@fenming/calendar';
import { readBankAccount } from '@fenming/citizen';
import { shippedSources } from '@fenming/county';
import { fen } from '@fenming/money';
import { failingExamples, readCatalogue } from '@fenming/programmes';

const ROOT = join(__dirname, '..');
const TSC = join(ROOT, 'node_modules/typescript-native/bin/tsc');
const TERMS = 'libs/subsidy/src/terms.ts';
const DECIDER = 'libs/subsidy/src/decider.ts';
const BATCH = 'libs/subsidy/src/payout/batch/batch.state.ts';
const REFUSALS = 'libs/subsidy/src/refusals.ts';
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

/** What the compiler says. */
const saidByTheCompiler = (): string => {
  try {
    execFileSync(process.execPath, [TSC, '--noEmit', '-p', copy], { cwd: copy, encoding: 'utf8', stdio: 'pipe' });
    return '';
  } catch (error) {
    return String((error as { readonly stdout?: unknown }).stdout);
  }
};
/** The files that it names, each once. */
const namedIn = (said: string): readonly string[] =>
  [...new Set([...said.matchAll(/^([\w/.-]+\.ts)\(/gm)].map(([, file = '']) => file))].sort();

type Change = readonly [file: string, before: string, after: string];

/** Changes in the copy, what the compiler says of them, and the copy as before. */
const changing = (changes: readonly Change[]): string => {
  const texts = new Map(changes.map(([file]) => [join(copy, file), readFileSync(join(copy, file), 'utf8')]));
  for (const [file, before, after] of changes) {
    const path = join(copy, file);
    const text = readFileSync(path, 'utf8');
    if (text.split(before).length !== 2) throw new Error(`${file} does not have once: ${before}`);
    writeFileSync(path, text.replace(before, after));
  }
  try {
    return saidByTheCompiler();
  } finally {
    for (const [path, text] of texts) writeFileSync(path, text);
  }
};
const namedAfter = (...change: Change): readonly string[] => namedIn(changing([change]));

/** A term more in one of the closed lists, and the table that then lacks its word. */
const TERMS_MORE: readonly (readonly [what: string, term: string, words: string, ...Change])[] = [
  ['a role', 'archivist', 'batch-words', DECIDER, "  'bank',\n", "  'bank',\n  'archivist',\n"],
  ['a state', 'archived', 'batch-words', BATCH, "  'reconciled',\n", "  'reconciled',\n  'archived',\n"],
  ['a cause', 'own_case', 'batch-words', REFUSALS, "  'nothing_due',\n]", "  'nothing_due',\n  'own_case',\n]"],
  ['a state of a payment', 'recalled', 'batch-words', TERMS, "'exception'] as const", "'exception', 'recalled'] as const"],
  ['a stage of a case', 'moved', 'case-words', TERMS, "  'rejected',\n", "  'rejected',\n  'moved',\n"],
  ['a state of an objection', 'forwarded', 'case-words', TERMS, "['open', 'upheld', ", "['open', 'forwarded', 'upheld', "],
  ['a state of a lead', 'doubtful', 'case-words', TERMS, "['open', 'stated', ", "['open', 'doubtful', 'stated', "],
  ['a kind of lead', 'moved', 'case-words', TERMS, "'paid'] as const", "'paid', 'moved'] as const"],
  ['a state of a statement', 'doubted', 'case-words', TERMS, "['waiting', ", "['waiting', 'doubted', "],
  ['a state of a programme', 'checked', 'rules-words', TERMS, "['proposed', ", "['proposed', 'checked', "],
  ['a fate of paid money', 'waits', 'rules-words', TERMS, "['stays', ", "['stays', 'waits', "],
  ['a state of a redetermination', 'halted', 'rules-words', TERMS, "['computed', ", "['computed', 'halted', "],
  ['a decision of a changed case', 'left', 'rules-words', TERMS, "'kept'] as const", "'kept', 'left'] as const"],
  [
    'a posting of the ledger',
    'adjusted_over',
    'ledger-words',
    TERMS,
    "  'adjusted_up',\n",
    "  'adjusted_up',\n  'adjusted_over',\n",
  ],
  ['an account of the ledger', 'escrow', 'ledger-words', TERMS, "'treasury';", "'treasury' | 'escrow';"],
  ['a kind of account', 'office', 'account-words', TERMS, "['person', ", "['person', 'office', "],
  ['a kind of credential', 'card', 'account-words', TERMS, "['password', ", "['password', 'card', "],
];

describe('adding', () => {
  it('nothing leaves nothing to do', () => expect(saidByTheCompiler()).toBe(''));

  it('an event lists its decider, the views, the golden samples, and of the control formulas those that read, ask and book it: none stays deaf to it', () => {
    const events = 'libs/subsidy/src/eligibility/notice/notice.events.ts';
    const withdrawn = "{ readonly type: 'NoticeWithdrawn'; readonly data: { readonly noticeId: string } }";
    const named = namedAfter(events, 'export type NoticeEvent =', `export type NoticeEvent = ${withdrawn} |`);
    expect(named).toEqual([
      'libs/findings/src/controls/formulas/step-roles.ts',
      'libs/findings/src/controls/ledger/bookkeeper.ts',
      'libs/findings/src/shapes/unreadable.ts',
      'libs/subsidy/src/eligibility/notice/notice.decider.ts',
      'libs/views/src/view-list.ts',
      'test/golden/golden.readings.ts',
    ]);
  });

  it('a refusal asks for its word in both languages and for its status at the door', () => {
    const named = namedAfter(REFUSALS, 'export type PayoutCode =\n', "export type PayoutCode =\n  | 'bank_asleep'\n");
    expect(named).toEqual(['apps/server/src/refusal-status.ts', 'libs/words/src/refusals/payout.ts']);
  });

  it('a term asks for its word in both languages, whatever list it is in', () => {
    const said = changing(TERMS_MORE.map(([, , , ...change]) => change)).split(/^(?=\S)/m);
    const silent = TERMS_MORE.filter(
      ([, term, words]) =>
        !said.some((one) => one.startsWith(`libs/words/src/${words}.ts`) && one.includes(`'${term}' is missing`)),
    );
    expect(silent.map(([what]) => what)).toEqual([]);
  });

  it('a field of a row that is answered asks for its description', () => {
    const field = '  readonly recovery_id: string;\n';
    const named = namedAfter(
      'libs/views/src/recoveries/recoveries.questions.ts',
      field,
      `${field}  readonly noted_on: string;\n`,
    );
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
    const asked = 'export const asked = (views: Views): readonly { readonly role: string }[] => views.offices();\n';
    writeFileSync(join(copy, 'test/asked.ts'), `import type { Views } from '@fenming/views';\n\n${asked}`);
    const list = 'libs/views/src/view-list.ts';
    const said = changing([
      [list, "import { yearsView } from './years/view';", listed],
      [list, '  yearsView,\n', '  yearsView,\n  officesView,\n'],
    ]);
    for (const added of ['libs/views/src/offices', 'test/asked.ts']) rmSync(join(copy, added), { recursive: true });
    expect(said).toBe('');
  });

  it('a programme is one file: its rules, its words and its examples, and nothing else names it', () => {
    const folder = join(copy, 'libs/programmes/catalogue');
    const stipend = readFileSync(join(folder, 'GROUP_HEAD.yaml'), 'utf8');
    const text = stipend
      .replace('id: GROUP_HEAD', 'id: VILLAGE_DOCTOR')
      .replace('name: 中心户长工作补助', 'name: 村医工作补助')
      .replace('shortName: 户长补助', 'shortName: 村医补助');
    writeFileSync(join(folder, 'VILLAGE_DOCTOR.yaml'), text);
    const files = readdirSync(folder).map((file) => ({ file, text: readFileSync(join(folder, file), 'utf8') }));
    const reading = readCatalogue(files, shippedSources());
    expect(reading.ok ? [] : reading.errors).toEqual([]);
    const added = reading.ok ? reading.definitions.find(({ id }) => String(id) === 'VILLAGE_DOCTOR') : undefined;
    expect(added).toMatchObject({ name: '村医工作补助', shortName: '村医补助' });
    expect(added === undefined ? undefined : failingExamples(added)).toEqual([]);
    expect(saidByTheCompiler()).toBe('');
  });

  it('a bank is one file: it is written to and read from as it says', () => {
    const guide = readFileSync(join(ROOT, 'docs/bank-profiles.md'), 'utf8');
    const text = (/```yaml\n([^]*?)```/.exec(guide)?.[1] ?? '').replace('id: XX_BANK', 'id: HILL_BANK');
    const folder = join(copy, 'county/bank-profiles');
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'hill.yaml'), text);
    const banks = readdirSync(folder).map((file) => readProfile(readFileSync(join(folder, file), 'utf8')));
    const [bank] = banks.flatMap((reading) => (reading.ok ? [reading.profile] : []));
    if (bank === undefined) throw new Error(JSON.stringify(banks));
    const account = readBankAccount('6222020200112233445');
    if (!account.ok) throw new Error(account.reason);
    const line = { lineNo: 1, account: account.account, payeeName: '王某', amountFen: fen(96_000), remark: '奖扶' };
    const head = { batchNo: 'VILLAGE_DOCTOR-2023-991001-1', paidFor: '2023年', releasedAt: instant('2023-12-20T01:30:00.000Z') };
    const { bytes } = writeBankFile(bank, head, [line]);
    expect(bank.id).toBe('HILL_BANK');
    expect(readBankFile(bank, bytes).payments).toEqual([line]);
    const answered = { batchNo: head.batchNo, answeredAt: instant('2023-12-21T08:00:00.000Z') };
    const returned = writeBankReturn(bank, answered, [{ ...line, outcome: 'settled' }]);
    expect(readBankReturn(bank, returned)).toMatchObject({ ok: true, lines: [{ lineNo: 1, outcome: 'settled' }] });
    expect(saidByTheCompiler()).toBe('');
  });
});
