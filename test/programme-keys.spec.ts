import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  catalogueConflicts,
  compileProgramme,
  failingExamples,
  parseDefinition,
  PROGRAMME_SCHEMA,
  type Programme,
} from '@fenming/programmes';

type Shape = {
  readonly description?: string;
  readonly properties?: Readonly<Record<string, Shape>>;
  readonly items?: Shape;
  readonly additionalProperties?: Shape | boolean;
};
type Key = { readonly path: string; readonly description: string };

/** The keys of a programme file that hold a value, written with * for each row of a list and each name of a map. */
const keysOf = (shape: Shape, path = ''): readonly Key[] => {
  const { properties, items, additionalProperties, description = '' } = shape;
  if (properties !== undefined)
    return Object.entries(properties).flatMap(([key, inner]) => keysOf(inner, path === '' ? key : `${path}/${key}`));
  if (items?.properties !== undefined) return keysOf(items, `${path}/*`);
  if (typeof additionalProperties === 'object') return [{ path: `${path}/*`, description }];
  return [{ path, description }];
};
const KEYS = keysOf(PROGRAMME_SCHEMA as Shape);
/** The schema itself says of a key that no program acts on it. */
const actedOn = KEYS.filter(({ description }) => !description.startsWith('For readers: ')).map(({ path }) => path);

const footing = { clause: '示例 一', source: 'S1' };
const period = { length: 7, unit: 'working-day' };
/** One programme that uses every key of the schema. */
const EVERYTHING = {
  id: 'EVERY_KEY',
  name: '示例补助',
  shortName: '示例',
  unit: 'household',
  hasSpouse: false,
  onceInALifetime: false,
  sensitive: false,
  legalBasis: ['示例文件'],
  inForce: { from: '2020-01-01', to: '2030-12-31' },
  facts: [
    { name: 'born', type: 'date', title: '出生日期', from: 'applicant.birthDate', required: true },
    { name: 'kind', type: 'choice', title: '类别', column: '类别', choices: { 甲: 'a', 乙: 'b' }, required: true },
    { name: 'parents', type: 'integer', title: '人数', column: '人数', required: false },
    { name: 'certified', type: 'date', title: '发证日期', column: '发证日期' },
  ],
  terms: { start: 'anniversary(born, 1)' },
  conditions: [
    { id: 'first', when: 'start <= testDay', sentence: '已满一岁', ...footing, change: { on: 'start', text: '满一岁' } },
    {
      id: 'second',
      appliesTo: 'parents <= 2',
      when: "kind != 'b'",
      tested: 'monthly',
      regions: ['demo'],
      sentence: '不是乙类',
      ...footing,
    },
  ],
  categories: [
    { id: 'main', title: '主类', when: "kind == 'a'", tested: 'monthly', from: 'certified', until: 'date("2024-11-30")' },
  ],
  counts: [{ of: 'parent', count: 'parents', tested: 'monthly', max: 3 }],
  proration: [
    { policy: 'CHILDCARE_MONTHS', from: 'start', until: 'date("2025-06-30")', schemeFrom: '2024-02-01', ...footing },
    { policy: 'HALF_YEAR', from: 'start', regions: ['elsewhere'], ...footing },
  ],
  onDeath: [
    { policy: 'MONTH_OF_DEATH', ...footing },
    { policy: 'WHOLE_YEAR', regions: ['elsewhere'], ...footing },
  ],
  backPay: [
    { limit: 'before_application', months: 2, applied: 'certified', ...footing },
    { limit: 'none', regions: ['elsewhere'], ...footing },
  ],
  amounts: [
    {
      regions: ['demo'],
      layer: 'county',
      category: 'main',
      from: '2024-01-01',
      to: '2024-10-31',
      rate: '100.01',
      unit: 'parent-month',
      funding: { central: 25, province: 25, city: 25, county: 25 },
      remainderTo: 'city',
      confidence: 'found',
      ...footing,
    },
  ],
  caps: [
    { perYear: '2000.00', ...footing },
    { perYear: '900.00', regions: ['elsewhere'], ...footing },
  ],
  tolerance: [
    { perYear: '100.00', ...footing },
    { perYear: '50.00', regions: ['elsewhere'], ...footing },
  ],
  incompatible: [
    { with: 'OTHER', keeps: 'OTHER', per: 'month', ...footing },
    { with: 'OTHER', keeps: 'EVERY_KEY', regions: ['elsewhere'], ...footing },
  ],
  clawback: [
    { cause: 'fraud', recover: true, regions: ['elsewhere'], ...footing },
    { cause: 'death', recover: true, ...footing },
  ],
  notices: [
    { village: period, township: period, county: period, ...footing },
    { village: { length: 3, unit: 'working-day' }, township: period, county: period, regions: ['elsewhere'], ...footing },
  ],
  examples: [
    {
      title: '失败的例子',
      regions: ['demo'],
      year: 2024,
      facts: { born: '2022-03-05', kind: 'a', parents: 2, certified: '2024-04-01' },
      earlier: [{ until: 6, facts: { parents: 1 } }],
      diedOn: '2024-09-05',
      confirmedOn: '2024-01-01',
      lostOn: '2024-08-10',
      expect: { verdict: 'ineligible', amount: '1.00', outcomes: { first: 'false' } },
    },
  ],
} as const;

/** For each key, another value that its author could mean. */
const OTHER: Readonly<Record<string, unknown>> = {
  id: 'EVERY_KEY_TOO',
  name: '另一补助',
  shortName: '另一',
  unit: 'person',
  hasSpouse: true,
  onceInALifetime: true,
  sensitive: true,
  'inForce/from': '2025-01-01',
  'inForce/to': '2023-12-31',
  'facts/3/name': 'certifiedOn',
  'facts/3/type': 'month',
  'facts/1/title': '哪一类',
  'facts/1/column': '哪一类',
  'facts/0/from': 'spouse.birthDate',
  'facts/1/choices/甲': 'c',
  'facts/1/required': false,
  'facts/2/cause': 'fraud',
  'terms/start': 'anniversary(born, 5)',
  'conditions/0/id': 'earliest',
  'conditions/1/regions': ['elsewhere'],
  'conditions/1/appliesTo': 'parents > 2',
  'conditions/0/when': 'start > testDay',
  'conditions/1/tested': undefined,
  'conditions/0/sentence': '满了一岁',
  'conditions/0/change/on': 'born',
  'conditions/0/change/text': '长到一岁',
  'categories/0/id': 'principal',
  'categories/0/when': "kind == 'b'",
  'categories/0/tested': undefined,
  'categories/0/from': 'born',
  'categories/0/until': 'date("2024-05-31")',
  'counts/0/of': 'child',
  'counts/0/count': '1',
  'counts/0/tested': undefined,
  'counts/0/max': 1,
  'proration/1/regions': ['demo'],
  'proration/0/policy': 'MONTH_OF_REACHING',
  'proration/0/from': 'certified',
  'proration/0/until': 'date("2024-06-30")',
  'proration/0/schemeFrom': '2024-07-01',
  'onDeath/1/regions': ['demo'],
  'onDeath/0/policy': 'WHOLE_YEAR',
  'backPay/1/regions': ['demo'],
  'backPay/0/limit': 'none',
  'backPay/0/months': 1,
  'backPay/0/applied': 'born',
  'amounts/0/regions': ['elsewhere'],
  'amounts/0/layer': 'city',
  'amounts/0/category': 'all',
  'amounts/0/from': '2024-06-01',
  'amounts/0/to': '2024-05-31',
  'amounts/0/rate': '7.00',
  'amounts/0/unit': 'parent-year',
  'amounts/0/funding/central': 0,
  'amounts/0/funding/province': 0,
  'amounts/0/funding/city': 0,
  'amounts/0/funding/county': 0,
  'amounts/0/remainderTo': 'central',
  'caps/1/regions': ['demo'],
  'caps/0/perYear': '300.00',
  'tolerance/1/regions': ['demo'],
  'tolerance/0/perYear': '300.00',
  'incompatible/1/regions': ['demo'],
  'incompatible/0/with': 'THIRD',
  'incompatible/0/keeps': 'EVERY_KEY',
  'incompatible/0/per': 'year',
  'clawback/0/regions': ['demo'],
  'clawback/1/cause': 'other',
  'clawback/1/recover': false,
  'notices/1/regions': ['demo'],
  'notices/0/village/length': 9,
  'notices/0/village/unit': 'calendar-day',
  'notices/0/township/length': 9,
  'notices/0/township/unit': 'calendar-day',
  'notices/0/county/length': 9,
  'notices/0/county/unit': 'calendar-day',
  'examples/0/title': '还是失败的例子',
  'examples/0/regions': ['elsewhere'],
  'examples/0/year': 2023,
  'examples/0/facts/kind': 'b',
  'examples/0/earlier/0/until': 5,
  'examples/0/earlier/0/facts/parents': 3,
  'examples/0/diedOn': '2024-05-05',
  'examples/0/confirmedOn': '2024-07-01',
  'examples/0/lostOn': '2024-04-10',
  'examples/0/expect/verdict': 'unknown',
  'examples/0/expect/amount': '2.00',
  'examples/0/expect/outcomes/first': 'unknown',
};
/** Keys that only matter beside another value of the whole file. */
const ALONGSIDE: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  'examples/0/confirmedOn': { 'proration/0': { policy: 'MONTH_AFTER_CONFIRMATION', from: 'start', ...footing } },
};

type Tree = Record<string, unknown>;
const put = (tree: Tree, path: string, value: unknown): void => {
  const segments = path.split('/');
  const last = segments.pop() ?? '';
  const place = segments.reduce<Tree>((node, segment) => node[segment] as Tree, tree);
  place[last] = value;
};
const changed = (changes: Readonly<Record<string, unknown>>): string => {
  const copy = JSON.parse(JSON.stringify(EVERYTHING)) as Tree;
  for (const [path, value] of Object.entries(changes)) put(copy, path, value);
  return JSON.stringify(copy);
};

const QUESTIONS = [
  { facts: { born: '2022-03-05', kind: 'a', parents: 2, certified: '2024-04-01' }, year: 2024 },
  { facts: { born: '2021-03-05', kind: 'a', parents: 9, certified: '2024-04-01' }, year: 2024 },
  { facts: { born: '2022-03-05', kind: 'b', parents: 2, certified: '2024-04-01' }, year: 2024 },
  { facts: { born: '2022-03-05', kind: 'a', parents: 2, certified: '2024-04-01' }, year: 2024, diedOn: '2024-06-05' },
  { facts: { born: '2024-03-05', kind: 'a', parents: 2, certified: '2024-04-01' }, year: 2024 },
  ...[
    { kind: 'b', parents: 2 },
    { kind: 'b', parents: 3 },
    { kind: 'a', parents: 1 },
  ].map((held) => ({
    facts: { born: '2022-03-05', kind: 'a', parents: 2, certified: '2024-04-01' },
    earlier: [{ until: 6, facts: { born: '2022-03-05', certified: '2024-04-01', ...held } }],
    year: 2024,
  })),
] as unknown as readonly Parameters<Programme['assess']>[0][];

/** All that a county gets out of a file: what it is asked for, who is paid, how long it is shown, and what its examples say. A fault is an answer. */
const answers = (text: string): string => {
  const reading = parseDefinition(text, 'every.yaml');
  if (!reading.ok) return JSON.stringify(reading.errors);
  const {
    contentHash: _text,
    regions: _regions,
    entitle: _same,
    assess,
    ...programme
  } = compileProgramme(reading.definition, ['national', 'demo']);
  const told = [
    programme,
    QUESTIONS.map((question) => assess(question)),
    failingExamples(reading.definition),
    catalogueConflicts([{ ...reading.definition, inForceLine: 1 }, reading.definition]),
  ];
  // Another text has another hash, whatever it says.
  return JSON.stringify(told, (name, value: unknown) => (name === 'contentHash' ? undefined : value));
};

describe('every key of a programme file', () => {
  it('is one that this page tries, or one of which the schema says that no program acts on it', () => {
    const tried = Object.keys(OTHER).map((path) => path.replaceAll(/\/\d+(?=\/|$)/g, '/*'));
    const maps = actedOn.filter((path) => path.endsWith('/*')).map((path) => path.slice(0, -2));
    const asKey = (path: string): string => {
      const map = maps.find((name) => path.startsWith(`${name}/`));
      return map === undefined ? path : `${map}/*`;
    };
    const known = new Set(tried.map(asKey));
    expect(actedOn.filter((path) => !known.has(path))).toEqual([]);
  });

  it('stands in a whole file that can be read', () => {
    expect(parseDefinition(changed({}), 'every.yaml')).toMatchObject({ ok: true });
  });

  it.each(Object.keys(OTHER))('%s changes what comes out when it is changed', (path) => {
    const beside = ALONGSIDE[path] ?? {};
    const before = answers(changed(beside));
    expect(answers(changed({ ...beside, [path]: OTHER[path] }))).not.toBe(before);
  });

  it.each(['secret', 'wageLike', 'rates', 'notes'])('that nobody reads is refused by name (%s)', (key) => {
    const reading = parseDefinition(changed({ [key]: true }), 'every.yaml');
    expect(reading).toMatchObject({ ok: false, errors: [{ pointer: `/${key}`, reason: `不认识的键 "${key}"` }] });
  });

  it.each(['conditions/0', 'amounts/0', 'notices/0', 'examples/0', 'examples/0/expect', 'facts/0', 'clawback/0'])(
    'that nobody reads is refused in %s too',
    (place) => {
      expect(parseDefinition(changed({ [`${place}/secret`]: true }), 'every.yaml')).toMatchObject({ ok: false });
    },
  );
});

describe('what a file says of a programme', () => {
  const root = join(__dirname, '..');
  const sources = [
    'libs/county/src',
    'libs/rulebook/src',
    'libs/eligibility/src',
    'libs/payout/src',
    'libs/rosters/src',
    'libs/findings/src',
    'apps/server/src',
  ].flatMap((folder) =>
    (readdirSync(join(root, folder), { recursive: true }) as string[])
      .filter((file) => file.endsWith('.ts') && !file.endsWith('.spec.ts') && !file.endsWith('.fixture.ts'))
      .map((file) => readFileSync(join(root, folder, file), 'utf8')),
  );
  const reading = parseDefinition(changed({}), 'every.yaml');
  const members = reading.ok ? Object.keys(compileProgramme(reading.definition, ['demo'])) : [];
  /** What a text says of one year is asked through the texts of the year's months. */
  const BY_YEAR = ['assess', 'entitle', 'cap'];
  /** What becomes of an excess is asked in the room of the county. */
  const BY_COUNTY = ['clawback'];

  it.each(members.filter((member) => ![...BY_YEAR, ...BY_COUNTY].includes(member)))(
    '%s is used outside the room of the rules',
    (member) => {
      expect(sources.some((source) => new RegExp(`\\b${member}\\b`).test(source))).toBe(true);
    },
  );
});
