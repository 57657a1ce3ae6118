import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';

const ROOT = join(__dirname, '..');
const BASICS = ['language', 'money', 'calendar', 'citizen'];
const PURE = ['language', 'money', 'calendar', 'citizen', 'programmes', 'subsidy', 'words', 'bank-files', 'forms', 'findings'];

const PAGE = readFileSync(join(ROOT, 'docs/architecture.md'), 'utf8');
/** Left may import right, nothing else, and each of them does: the list that people read is the list that is enforced. */
const ARROWS: Readonly<Record<string, readonly string[]>> = Object.fromEntries(
  [...PAGE.matchAll(/^(\S+) +→(.*)$/gm)].map(([, room = '', to = '']) => [
    room,
    to.split(' ').flatMap((name) => (name === 'basics' ? BASICS : name === '' ? [] : [name])),
  ]),
);
const arrowsOf = (room: string): readonly string[] => ARROWS[room] ?? [];

const BANNED_WORD =
  /(^|[-._/]|(?<=[a-z]))(manager|helper|util|utils|common|base|impl|data|info|process|shared|core)s?($|[-._/]|(?=[A-Z]))/i;
/** Names that puzzled fresh readers: bare, they said too little; as a word in any name, they are not the field's. */
const PUZZLING_NAMES: readonly string[] = ['Folder', 'Known', 'Piece', 'Rules', 'Verdict'];
const PUZZLING_WORD = /(^|_)(deeds?|acts?|run_on|held_up|standing|case_parts?)(_|$)/;
const LITERAL = String.raw`('[^'\n]*'|"[^"\n]*"|\`[^\`]*\`|-?\d[\d_]*n?\b|true\b|false\b|fen\(0\)|ZERO_FEN\b|NO_[A-Z]+\b)(?!\.\w| in\b)`;
/** A literal, or a named nothing, in the place of what is not there. */
const SUBSTITUTE = new RegExp(String.raw`(?:\?\?=?|\|\|)\s*${LITERAL}`, 'g');
/** The same as the default of a parameter or of a field that is taken out; a place of a list, such as a match, is none that anybody leaves out. */
const DEFAULT = new RegExp(String.raw`[{(,]\s*(?:\w+: )?\w+(?:: [\w<>| ]+)? = ${LITERAL}`, 'g');
const isInList = (before: string): boolean =>
  before.lastIndexOf('[') > Math.max(before.lastIndexOf('{'), before.lastIndexOf('('), before.lastIndexOf(']'));
const substitutesIn = (text: string): readonly string[] => [
  ...[...text.matchAll(SUBSTITUTE)].map(([, literal = '']) => literal),
  ...[...text.matchAll(DEFAULT)]
    .filter(({ index }) => !isInList(text.slice(Math.max(0, index - 200), index + 1)))
    .map(([, literal = '']) => `= ${literal}`),
];
const MONEY_ROOMS =
  /^(libs\/(commands|payout|payout-queue|money|bank-files|eligibility|programmes|subsidy\/src\/(payout|eligibility|programme))|apps\/server\/src\/batches)\//;
/** What reads a definition and says what is wrong with it: a definition leaves out what is usual, and that is what is read then. */
const READS_DEFINITIONS =
  /^libs\/programmes\/src\/(catalogue-conflicts|check-\w+|expression-fault|known-regions|ladder|parse-definition|schema|whole-year-mix|yaml-file)\.ts$/;
const movesMoney = (file: string): boolean =>
  file === 'libs/county/src/gate.ts' || (MONEY_ROOMS.test(file) && !READS_DEFINITIONS.test(file));
/** A text of a bank's file that is not there is an empty cell, and read as one; a figure is not. */
const isCell = (file: string, literal: string): boolean => file.startsWith('libs/bank-files/') && /^(= )?''$/.test(literal);
/**
 * Where such a literal is no stand-in for a figure, a name or a signature: an order before the first, a day after the last, an answer of its own, a
 * byte behind the last, a row that a file does not have, a batch that has reserved nothing, a sum before its first term, one unit where a text counts
 * none, a budget that pays no part of a line, a tolerance that no text grants.
 */
const STANDS_FOR_NOTHING_MISSING: readonly string[] = [
  "libs/payout/src/bank-return.ts 'control_total_mismatch'",
  "libs/payout/src/signatures.ts 'no amount'",
  'libs/eligibility/src/redeterminations.ts -1',
  "libs/eligibility/src/case-status.ts = ''",
  "libs/eligibility/src/exclusions.ts = 'month'",
  'libs/commands/src/executor.ts = true',
  'libs/programmes/src/entitlement.ts 0',
  'libs/programmes/src/entitlement.ts 1',
  'libs/programmes/src/entitlement.ts ZERO_FEN',
  'libs/programmes/src/compile-programme.ts ZERO_FEN',
  'libs/bank-files/src/check-profile.ts 0',
  'libs/bank-files/src/gb18030.ts 0',
  'libs/bank-files/src/match-return.ts 2',
  'libs/bank-files/src/return-records.ts 0',
  'libs/bank-files/src/write-bank-return.ts 0',
  "libs/subsidy/src/eligibility/redetermination/changed-cases.ts = ''",
  'libs/subsidy/src/payout/appropriation/appropriation.state.ts NO_FUNDING',
  "libs/subsidy/src/programme/governing.ts = '9999-12-31'",
  "apps/server/src/batches/page/form-commands.ts = ''",
  "libs/subsidy/src/payout/batch/answer-sheet.ts 'none'",
  "libs/subsidy/src/eligibility/redetermination/redetermination.decider.ts 'proposer'",
  "libs/subsidy/src/eligibility/redetermination/redetermination.decider.ts 'approver'",
  'libs/subsidy/src/eligibility/enrolment/payment.ts -1',
  "libs/subsidy/src/programme/programme.decider.ts '9999-12-31'",
  "apps/server/src/batches/progress.ts ''",
  "apps/server/src/batches/page/rows.page.ts ''",
  'apps/server/src/batches/batch-pages.controller.ts 200',
];
const BANNED_CALLS = /new Date\(|Date\.now|Math\.random|randomUUID/;
const BANNED_IMPORTS = /^(@nestjs\/|node:fs|fs$|bullmq|ioredis|@eventstore\/|better-sqlite3|@fenming\/sqlite|fastify)/;

const filesUnder = (folder: string): string[] =>
  existsSync(join(ROOT, folder))
    ? readdirSync(join(ROOT, folder), { withFileTypes: true }).flatMap((entry) => {
        if (entry.name === 'node_modules' || entry.name.startsWith('dist')) return [];
        const path = `${folder}/${entry.name}`;
        return entry.isDirectory() ? filesUnder(path) : [path];
      })
    : [];

const sources = [...filesUnder('libs'), ...filesUnder('apps')].filter((file) => file.endsWith('.ts'));
const textOf = (file: string): string => readFileSync(join(ROOT, file), 'utf8');
const withoutComments = (text: string): string => text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|\s)\/\/.*$/gm, '');
const importsOf = (file: string): string[] =>
  [...textOf(file).matchAll(/(?:from|import)\s*\(?\s*'([^']+)'/g)].map(([, name]) => name ?? '');
const libOf = (file: string): string => file.split('/')[1] ?? '';
const roomOf = (file: string): string => (file.startsWith('apps/') ? file.split('/').slice(0, 2).join('/') : libOf(file));
const roomsAskedBy = (file: string): string[] => importsOf(file).flatMap((name) => /^@fenming\/([^/]+)/.exec(name)?.[1] ?? []);
const isSpec = (file: string): boolean => file.endsWith('.spec.ts');
const isFixture = (file: string): boolean => file.endsWith('.fixture.ts');

describe('the house keeps its rules', () => {
  it('has an arrow list for every room, and nothing else in it', () => {
    const apps = readdirSync(join(ROOT, 'apps')).map((app) => `apps/${app}`);
    expect(Object.keys(ARROWS).sort()).toEqual([...apps, ...readdirSync(join(ROOT, 'libs'))].sort());
  });

  it('imports only along the arrows', () => {
    const wrong = sources.flatMap((file) =>
      roomsAskedBy(file)
        .filter((to) => to !== roomOf(file) && !arrowsOf(roomOf(file)).includes(to))
        .map((to) => `${file} → ${to}`),
    );
    expect(wrong).toEqual([]);
  });

  it('has no arrow along which nothing is imported', () => {
    const used = new Set(sources.flatMap((file) => roomsAskedBy(file).map((to) => `${roomOf(file)} → ${to}`)));
    const unused = Object.keys(ARROWS).flatMap((room) =>
      arrowsOf(room)
        .filter((to) => !BASICS.includes(to) && !used.has(`${room} → ${to}`))
        .map((to) => `${room} → ${to}`),
    );
    expect(unused).toEqual([]);
  });

  it('says on its page of architecture where things are, and they are there', () => {
    const named = [...PAGE.matchAll(/(?:^|[\s`])((?:apps|libs|test|docs)\/[\w./-]*[\w-])/gm)].map(([, path = '']) => path);
    expect(named.length).toBeGreaterThan(30);
    expect(named.filter((path) => !existsSync(join(ROOT, path)))).toEqual([]);
  });

  it('lets words know the codes of what decides and the rules by their types alone', () => {
    const asked = sources.filter((file) => file.startsWith('libs/words/') && !isSpec(file));
    const values = /import (?!type )[^;]*? from '@fenming\/(?:subsidy|programmes)'/;
    expect(asked.filter((file) => values.test(textOf(file)))).toEqual([]);
  });

  it('has no arrows in a circle', () => {
    const below = (room: string, path: readonly string[]): readonly string[] =>
      path.includes(room) ? [[...path, room].join(' → ')] : arrowsOf(room).flatMap((to) => below(to, [...path, room]));
    expect(Object.keys(ARROWS).flatMap((room) => below(room, []))).toEqual([]);
  });

  it('has no files that import each other in a circle, for a value or a type, at once or later', () => {
    const files = [...sources, ...filesUnder('test').filter((file) => file.endsWith('.ts'))];
    const isFile = new Set(files);
    const importedBy = (file: string): readonly string[] =>
      importsOf(file)
        .filter((name) => name.startsWith('.'))
        .map((name) => join(file, '..', name.replace(/\.js$/, '')))
        .flatMap((path) => [`${path}.ts`, `${path}/index.ts`].filter((one) => isFile.has(one)));
    const done = new Set<string>();
    const circlesFrom = (file: string, path: readonly string[]): readonly string[] => {
      if (path.includes(file)) return [[...path.slice(path.indexOf(file)), file].join(' → ')];
      if (done.has(file)) return [];
      const found = importedBy(file).flatMap((to) => circlesFrom(to, [...path, file]));
      done.add(file);
      return found;
    };
    expect(files.flatMap((file) => circlesFrom(file, []))).toEqual([]);
  });

  it('enters a lib by its one door and never by a path into it', () => {
    const wrong = sources.flatMap((file) =>
      importsOf(file)
        .filter((name) => /^@fenming\/[^/]+\//.test(name) || (name.startsWith('.') && leavesItsRoom(file, name)))
        .map((name) => `${file} → ${name}`),
    );
    expect(wrong).toEqual([]);
  });

  it('keeps the engine of the views free of any view: a question is one folder and one line in the list', () => {
    const engine = sources.filter((file) => file.startsWith('libs/views/src/engine/') && !isSpec(file));
    expect(engine.filter((file) => importsOf(file).some((name) => name.startsWith('../')))).toEqual([]);
    const nouns = filesUnder('libs/views/src').filter((file) => file.endsWith('/view.ts') && !file.includes('/engine/'));
    const listed = importsOf('libs/views/src/view-list.ts').filter((name) => name.endsWith('/view'));
    expect(listed.sort()).toEqual(nouns.map((file) => `./${relative('libs/views/src', file).replace('.ts', '')}`).sort());
  });

  it('asks the environment in one place, which refuses what it does not know', () => {
    const asked = sources.filter((file) => !isSpec(file) && textOf(file).includes('process.env'));
    // Former names are replaced before anything is read; colours and the trace of a client are not ours; threads inherit the language.
    const mains = ['server', 'worker', 'cli'].map((app) => `apps/${app}/src/main.ts`);
    const others = [
      'apps/cli/src/terminal/terminal.ts',
      'libs/event-log/src/eventstore/connection.ts',
      'libs/language/src/language.ts',
    ];
    expect(asked.sort()).toEqual([...mains, ...others, 'libs/settings/src/settings.ts'].sort());
  });

  it('asks for SQLite in one place, which knows the edition for this Node', () => {
    const everywhere = [...sources, ...filesUnder('test').filter((file) => file.endsWith('.ts'))];
    const wrong = everywhere.filter((file) => !file.startsWith('libs/sqlite/') && importsOf(file).includes('better-sqlite3'));
    expect(wrong).toEqual([]);
  });

  it('lets no app import another app, and no lib import an app', () => {
    const wrong = sources.flatMap((file) =>
      importsOf(file)
        .filter((name) => name.includes('apps/'))
        .map((name) => `${file} → ${name}`),
    );
    expect(wrong).toEqual([]);
  });

  it('keeps pure libs free of frameworks, files, clocks and chance', () => {
    const pure = sources.filter(
      (file) => file.startsWith('libs/') && PURE.includes(libOf(file)) && !isSpec(file) && !isFixture(file),
    );
    const wrong = pure.filter(
      (file) => importsOf(file).some((name) => BANNED_IMPORTS.test(name)) || BANNED_CALLS.test(withoutComments(textOf(file))),
    );
    expect(wrong).toEqual([]);
  });

  it('gives files and folders names of the field', () => {
    const wrong = sources.filter((file) =>
      BANNED_WORD.test(
        file.replace(/\.(spec|events|decider|commands|state|controller|table|projection|worker|contract)?\.?ts$/, ''),
      ),
    );
    expect(wrong).toEqual([]);
  });

  it('gives types names of the field', () => {
    const wrong = sources.flatMap((file) =>
      [...textOf(file).matchAll(/^export (?:abstract )?(?:class|type|interface) (\w+)/gm)]
        .map(([, name]) => name ?? '')
        .filter((name) => /(Manager|Helper|Util|Common|Base|Impl|Data|Info|Process)$/.test(name) || /^I[A-Z][a-z]/.test(name))
        .map((name) => `${file}: ${name}`),
    );
    expect(wrong).toEqual([]);
  });

  it('says nothing where things are decided, recorded and tabled: what is recorded has no language', () => {
    const silent = sources.filter((file) => /^libs\/(subsidy|commands|event-log)\//.test(file) && !isSpec(file));
    expect(silent.length).toBeGreaterThan(50);
    expect(silent.filter((file) => importsOf(file).includes('@fenming/language'))).toEqual([]);
  });

  it('has one reader of recorded events: what was recorded is looked at by nobody else', () => {
    const known = [
      // The reader, and what writes for it.
      'libs/subsidy/src/versions.ts',
      'libs/commands/src/new-event.ts',
      // Whoever looks for what is wrong with a record, or shows it as it stands in the log.
      'libs/audit/src/audit.ts',
      'libs/county/src/fault-words.ts',
      'libs/findings/src/log-event.ts',
      'libs/findings/src/shapes/unreadable.ts',
      'apps/server/src/audit/audit.answers.ts',
    ];
    const readers = sources.filter(
      (file) =>
        !file.startsWith('libs/event-log/') &&
        !isSpec(file) &&
        !isFixture(file) &&
        /\bpayload\b/.test(withoutComments(textOf(file))),
    );
    expect(readers.sort()).toEqual(known.sort());
  });

  it('names nothing by a word that puzzled fresh readers', () => {
    const puzzling = (name: string): boolean =>
      PUZZLING_NAMES.includes(name) || PUZZLING_WORD.test(name.replaceAll(/([a-z])([A-Z])/g, '$1_$2').toLowerCase());
    const named = sources
      .filter((file) => !file.endsWith('.spec.ts'))
      .flatMap((file) => namesIn(textOf(file)).map((name) => `${file} ${name}`));
    expect(named.filter((each) => puzzling(each.split(' ').at(-1) ?? ''))).toEqual([]);
  });

  it('puts nothing in the place of what is missing where money moves', () => {
    const money = sources.filter((file) => movesMoney(file) && !isSpec(file) && !isFixture(file));
    expect(money.length).toBeGreaterThan(30);
    const put = money.flatMap((file) =>
      substitutesIn(withoutComments(textOf(file)))
        .filter((literal) => !isCell(file, literal))
        .map((literal) => `${file} ${literal}`),
    );
    expect(put.filter((one) => !STANDS_FOR_NOTHING_MISSING.includes(one))).toEqual([]);
  });

  it('extends no class of its own that does anything: kinds of errors, and lists of fields that a request may have', () => {
    const own = new Map(sources.flatMap((file) => classesIn(textOf(file))).map((one) => [one.name, one]));
    const isError = (name = ''): boolean => name === 'Error' || (own.has(name) && isError(own.get(name)?.extended));
    const wrong = [...own.values()].filter(({ extended = '' }) => {
      const above = own.get(extended);
      return above !== undefined && !isError(extended) && METHOD.test(above.body);
    });
    const names = wrong.map(({ name, extended }) => `${name} extends ${extended}`);
    expect(names).toEqual([]);
  });

  it('sees every name and every class of a file, whatever line it stands on', () => {
    const text = `class A {}
export class B extends A {}
class C extends B {
  run(): void {
    const deed = { held: 1 };
    const { told: act } = deed;
  }
}
interface Verdict { readonly actsOn: string }
export enum Known { One }`;
    expect(classesIn(text).map(({ name, extended, body }) => [name, extended, METHOD.test(body)])).toEqual([
      ['A', undefined, false],
      ['B', 'A', false],
      ['C', 'B', true],
    ]);
    expect(namesIn(text)).toEqual(expect.arrayContaining(['A', 'run', 'deed', 'act', 'Verdict', 'actsOn', 'Known']));
  });

  it('sees a nothing in the place of a figure in each way in which it can be written', () => {
    const text = "a ?? fen(0); b ||= 1; c ?? ZERO_FEN; d ??= 0; (e = 0) => 1; ({ f: g = '' }: H) => 1; const [, h = ''] = found;";
    expect(substitutesIn(text)).toEqual(['fen(0)', 'ZERO_FEN', '0', '= 0', "= ''"]);
  });

  it('keeps a file readable in one sitting', () => {
    const long = sources.filter((file) => textOf(file).split('\n').length > (isSpec(file) ? 500 : 300));
    expect(long).toEqual([]);
  });

  it('has a golden sample for every event type', () => {
    const types = sources.filter((file) => file.endsWith('.events.ts')).flatMap((file) => eventTypesOf(textOf(file)));
    const golden = filesUnder('test/golden').map((file) => relative('test/golden', file));
    expect(types.length).toBeGreaterThan(30);
    expect(types.filter((type) => !golden.includes(`${type}.v1.json`))).toEqual([]);
  });

  it('says of every command why it is a class of its own', () => {
    const [record = ''] = filesUnder('docs/decisions').filter((file) => file.startsWith('docs/decisions/0029'));
    const named = [...textOf(record).matchAll(/`([A-Z]\w+)`/g)].map(([, name]) => name);
    const commands = sources.flatMap((file) =>
      [...textOf(file).matchAll(/class (\w+) extends Command</g)].map(([, name]) => name),
    );
    expect(named.filter((name) => !['CommandBus', ...commands].includes(name))).toEqual([]);
    expect(commands.filter((name) => !named.includes(name))).toEqual([]);
  });

  it('has examples in every programme file', () => {
    const programmes = filesUnder('libs/programmes/catalogue').filter((file) => file.endsWith('.yaml'));
    expect(programmes.length).toBeGreaterThanOrEqual(4);
    expect(programmes.filter((file) => !/^examples:/m.test(textOf(file)))).toEqual([]);
  });

  it('decides nothing by the name of a programme', () => {
    const ids = filesUnder('libs/programmes/catalogue').map((file) => /([A-Z_]+)\.yaml$/.exec(file)?.[1] ?? '?');
    const code = sources.filter((file) => !isSpec(file) && !isFixture(file) && !file.startsWith('libs/demo-county/'));
    const wrong = code.filter((file) =>
      ids.some((id) => new RegExp(`['"\`]${id}['"\`]`).test(withoutComments(textOf(file)).replace(/example: '[^']*'/g, ''))),
    );
    expect(wrong).toEqual([]);
  });
});

const leavesItsRoom = (file: string, name: string): boolean => {
  if (isSpec(file) && name.endsWith('test/counts.json')) return false;
  const target = join(file, '..', name).split('/').slice(0, 2).join('/');
  return target !== file.split('/').slice(0, 2).join('/');
};

/** Whatever is given a name: at the top of a file or inside a function, a method and a field of a class or a type. */
const namesIn = (text: string): readonly string[] => {
  const code = withoutComments(text);
  const declared = code.matchAll(/\b(?:const|let|type|class|interface|enum|function\*?) (\w+)/g);
  const methods = code.matchAll(
    /^ +(?:(?:private|protected|public|static|async|override|get|set) )*\*?(\w+)(?:<[^>\n]*>)?\([^;]*?\{$/gm,
  );
  const fields = code.matchAll(/\breadonly (\w+)/g);
  const takenOut = code.matchAll(/\b(?:const|let) (?:\{([^}=]*)\}|\[([^\]=]*)\])/g);
  const taken = [...takenOut].flatMap(([, fieldsOf = '', places = '']) =>
    [...`${fieldsOf},${places}`.matchAll(/(?:^|[,:{[])\s*(\w+)\s*(?=,|\}|\]|$)/g)].map(([, name = '']) => name),
  );
  return [...[...declared, ...methods, ...fields].map(([, name = '']) => name), ...taken];
};

type OwnClass = { readonly name: string; readonly extended: string | undefined; readonly body: string };
const classesIn = (text: string): OwnClass[] =>
  [...text.matchAll(/^(?:export )?(?:default )?(?:abstract )?class (\w+)(?:<[^>]*>)?(?: extends (\w+))?/gm)].map((found) => {
    const [head, name = '', extended] = found;
    // A class without a body stands on one line, and ends there.
    const [, body = ''] = /^[^{]*\{(?:\}|$([^]*?)^\})/m.exec(text.slice(found.index + head.length)) ?? [];
    return { name, extended, body };
  });
const METHOD = /^  (?!constructor)(?:(?:private|protected|public|async|static|get|set|override) )*\*?\w+(?:<[^>]*>)?\(/m;

/** Event types are written `type: 'X'` or `Of<'X', …>`. */
const eventTypesOf = (text: string): string[] =>
  [...text.matchAll(/readonly type: '(\w+)'|Of<\s*'(\w+)'/g)].map(([, plain, generic]) => plain ?? generic ?? '');
