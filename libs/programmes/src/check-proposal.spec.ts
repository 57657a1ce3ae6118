import { parseDefinition, parseProposal, sourcesOf } from './index';
import { SHIPPED_SOURCES } from './sources.fixture';

const PROGRAMME = `id: HOME_CARE
name: 居家护理补助
shortName: 护理
unit: person
legalBasis: [示例县文件]
inForce: { from: 2023-01-01 }
facts:
  - { name: bedridden, type: boolean, title: 卧床, column: 卧床, choices: { 是: true, 否: false } }
  - { name: sex, type: choice, title: 性别, from: applicant.sex, choices: { 男: male, 女: female } }
conditions:
  - { id: needs, when: bedridden, sentence: 长期卧床, clause: 第一条, source: DEMO }
proration:
  - { policy: MONTH_OF_REACHING, from: yearStart, clause: 第二条, source: DEMO }
onDeath:
  - { policy: MONTH_OF_DEATH, clause: 第三条, source: DEMO }
amounts:
  - { regions: [demo], layer: county, category: all, from: 2023-01-01, rate: "100.00", unit: person-month, clause: 第四条, source: DEMO, funding: { county: 100 } }
notices:
  - village: { length: 7, unit: working-day }
    township: { length: 5, unit: working-day }
    county: { length: 5, unit: working-day }
    clause: 第五条
    source: DEMO
examples:
  - { title: 全年, regions: [demo], year: 2023, facts: { bedridden: true }, expect: { verdict: eligible, amount: "1200.00" } }
`;
const faultsOf = (text: string) => {
  const reading = parseProposal(text, 'HOME_CARE.yaml', SHIPPED_SOURCES);
  return reading.ok ? [] : reading.errors.map(({ pointer, reason }) => [pointer, reason]);
};

describe('a programme that is proposed', () => {
  it('may have facts that are read from a citizen id and decide nothing', () => {
    expect(faultsOf(PROGRAMME)).toEqual([]);
  });

  it('speaks for no region that nobody knows, neither in its rows nor in its examples', () => {
    expect(faultsOf(PROGRAMME.replaceAll('regions: [demo]', 'regions: [dmeo]'))).toEqual([
      ['/amounts/0/regions', expect.stringMatching(/没有名为 "dmeo" 的地区.*henan 河南省/)],
      ['/examples/0/regions', expect.stringContaining('dmeo')],
    ]);
  });

  it('asks people for nothing that decides nothing', () => {
    const asked = `  - { name: income, type: integer, title: 收入, column: 年收入 }\n`;
    const curious = PROGRAMME.replace('conditions:\n', `${asked}conditions:\n`);
    expect(faultsOf(curious)).toEqual([['/facts/2/name', expect.stringContaining('不应收集“年收入”')]]);
  });

  it('is held to more than one that was adopted before, which is still read', () => {
    expect(parseDefinition(PROGRAMME.replaceAll('[demo]', '[dmeo]'), 'HOME_CARE.yaml')).toMatchObject({ ok: true });
  });
});

describe('the sources of a programme that is proposed', () => {
  it('are those that are listed: a code that nobody can look up is refused with its place', () => {
    expect(faultsOf(PROGRAMME.replace('clause: 第一条, source: DEMO', 'clause: 第一条, source: "N01, N999"'))).toEqual([
      ['/conditions/0/source', expect.stringMatching(/"N999".*sources/)],
    ]);
  });

  it('may be documents of a county of its own, stated in the file', () => {
    const own = 'sources: { X1: { title: 县卫健委关于居家护理的通知, number: 县卫健〔2023〕1号, reliability: official } }\n';
    const text = PROGRAMME.replace('inForce:', `${own}inForce:`).replaceAll('source: DEMO', 'source: X1');
    expect(faultsOf(text)).toEqual([]);
    const reading = parseDefinition(text, 'HOME_CARE.yaml');
    const { sources } = reading.ok ? reading.definition : { sources: {} };
    expect(sourcesOf('X1, N01', { ...SHIPPED_SOURCES, ...sources }).map(({ title }) => title)).toEqual([
      '县卫健委关于居家护理的通知',
      '关于提高计划生育家庭特别扶助制度扶助标准的通知',
    ]);
  });

  it('resolve throughout the shipped catalogue, and each listed one has a title that is not its code', () => {
    expect(Object.keys(SHIPPED_SOURCES).length).toBeGreaterThan(40);
    expect(Object.entries(SHIPPED_SOURCES).filter(([code, { title }]) => title.includes(code))).toEqual([]);
  });
});
