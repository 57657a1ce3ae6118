import { type DefinitionError, parseDefinition } from './index';

/** A whole programme as small as one can be; every test below breaks it in one place. */
const WHOLE = `id: HOME_CARE
name: 居家护理补助
shortName: 护理
unit: person
legalBasis: [示例县文件]
inForce: { from: 2023-01-01 }
facts:
  - { name: birthDate, type: date, title: 出生日期, from: applicant.birthDate }
  - { name: bedridden, type: boolean, title: 卧床, column: 卧床, choices: { 是: true, 否: false } }
  - { name: hukou, type: choice, title: 户口, column: 户口, choices: { 农业: rural, 非农业: urban } }
terms:
  eighty: anniversary(birthDate, 80)
conditions:
  - id: age
    when: eighty <= testDay
    sentence: 年满80周岁
    clause: 示例县文件 第一条
    source: demo
    change: { on: eighty, text: 年满 80 周岁 }
categories:
  - { id: bedridden, title: 卧床, when: bedridden }
proration:
  - policy: MONTH_OF_REACHING
    from: eighty
    clause: 示例县文件 第二条
    source: demo
onDeath:
  - { policy: MONTH_OF_DEATH, clause: 示例县文件 第三条, source: demo }
amounts:
  - regions: [demo]
    layer: county
    category: all
    from: 2023-01-01
    to: 2023-06-30
    rate: "100.00"
    unit: person-month
    clause: 示例县文件 第四条
    source: demo
    funding: { province: 60, county: 40 }
  - regions: [demo]
    layer: county
    category: all
    from: 2023-07-01
    rate: "110.50"
    unit: person-month
    clause: 示例县文件 第四条
    source: demo
    funding: { county: 100 }
notices:
  - village: { length: 7, unit: working-day }
    township: { length: 5, unit: working-day }
    county: { length: 5, unit: working-day }
    clause: 示例县文件 第五条
    source: demo
examples:
  - title: 全年
    regions: [demo]
    year: 2023
    facts: { birthDate: 1940-01-01, bedridden: false, hukou: rural }
    expect: { verdict: eligible, amount: "1263.00" }
`;

function faults(text: string): readonly DefinitionError[] {
  const reading = parseDefinition(text, 'HOME_CARE.yaml');
  return reading.ok ? [] : reading.errors;
}
/** The faults after one change, each as "line pointer". */
const broken = (from: string, to: string): readonly DefinitionError[] => faults(WHOLE.replace(from, to));
const lineOf = (fragment: string): number => WHOLE.slice(0, WHOLE.indexOf(fragment)).split('\n').length;

describe('a programme file', () => {
  it.each([
    ['what is no list of fields', 'a,b\n', '类型不对，应为“字段: 值”的列表；冒号用半角，后面空一格'],
    [
      'a list where a word should be',
      WHOLE.replace('name: 居家护理补助', 'name: [x]'),
      '类型不对，应为文字（日期、金额请加引号）',
    ],
    ['a code in small letters', WHOLE.replace('id: HOME_CARE', 'id: home'), '写法不对，应以大写英文字母开头'],
    ['a date that is none', WHOLE.replace('from: 2023-07-01', 'from: 七月'), '写法不对，应为日期，如 2023-01-01'],
  ])('with %s is told so in words, without the schema’s', (_, text, said) => {
    const reasons = faults(text)
      .map(({ reason }) => reason)
      .join('\n');
    expect(reasons).toContain(said);
    expect(reasons).not.toMatch(/\^|object|string|array/);
  });

  it('is read when nothing is wrong with it, and hashed by its text', () => {
    expect(faults(WHOLE)).toEqual([]);
    const hash = (text: string): string | undefined => {
      const reading = parseDefinition(text, 'x.yaml');
      return reading.ok ? reading.definition.contentHash : undefined;
    };
    expect(hash(WHOLE)).toMatch(/^[0-9a-f]{64}$/);
    expect(hash(`${WHOLE}# 修订\n`)).not.toBe(hash(WHOLE));
  });

  it.each([
    ['a condition with a name of the engine’s own', '  - id: age', '  - id: months', '/conditions/0/id', '系统自用的名称'],
    [
      'shares of 90 %',
      'funding: { province: 60, county: 40 }',
      'funding: { province: 50, county: 40 }',
      '/amounts/0/funding',
      '正好为 100%',
    ],
    ['overlapping dates', 'from: 2023-07-01', 'from: 2023-06-01', '/amounts/1/from', '日期重叠'],
    ['a misspelt fact', 'when: eighty <= testDay', 'when: ageAt(birthDay, testDay) >= 80', '/conditions/0/when', 'birthDay'],
    [
      'a condition that is not boolean',
      'when: eighty <= testDay',
      'when: ageAt(birthDate, testDay)',
      '/conditions/0/when',
      '是/否',
    ],
    ['a rate with three decimals', 'rate: "110.50"', 'rate: "110.505"', '/amounts/1/rate', '两位小数'],
    ['a rate with three decimals, unquoted', 'rate: "110.50"', 'rate: 110.505', '/amounts/1/rate', '两位小数'],
    ['a negative rate', 'rate: "110.50"', 'rate: "-1.00"', '/amounts/1/rate', '不能为负'],
    [
      'a negative cap',
      'unit: person',
      'unit: person\ncaps: [{ perYear: "-1.00", clause: c, source: s }]',
      '/caps/0/perYear',
      '负数',
    ],
    [
      'a negative tolerance',
      'unit: person',
      'unit: person\ntolerance: [{ perYear: "-0.01", clause: c, source: s }]',
      '/tolerance/0/perYear',
      '负数',
    ],
    ['a row that begins inside a month', 'from: 2023-07-01', 'from: 2023-07-02', '/amounts/1/from', '某月 1 日'],
    ['a row that ends inside a month', 'to: 2023-06-30', 'to: 2023-06-29', '/amounts/0/to', '最后一日'],
    [
      'an unknown category',
      'category: all\n    from: 2023-07-01',
      'category: deaf\n    from: 2023-07-01',
      '/amounts/1/category',
      'deaf',
    ],
    ['a policy nobody knows', 'policy: MONTH_OF_REACHING', 'policy: WHENEVER', '/proration/0/policy', '取值'],
    ['a text that a choice cannot hold', 'when: eighty <= testDay', 'when: hukou == "ruarl"', '/conditions/0/when', 'ruarl'],
    [
      'a date that does not exist',
      'when: eighty <= testDay',
      'when: birthDate >= date("1933-02-30")',
      '/conditions/0/when',
      '1933-02-30',
    ],
    ['a fraction in an expression', 'when: eighty <= testDay', 'when: 1.5 > 1.0', '/conditions/0/when', '小数'],
    [
      'comparing a date with a number',
      'when: eighty <= testDay',
      'when: birthDate <= 1933',
      '/conditions/0/when',
      '两边的类型不能这样比较',
    ],
    ['a sign of other languages', 'when: eighty <= testDay', 'when: hukou = "rural"', '/conditions/0/when', '不用的符号 ='],
    ['a term over itself', 'eighty: anniversary(birthDate, 80)', 'eighty: eighty', '/terms/eighty', 'eighty'],
    ['an expression that does not parse', 'when: eighty <= testDay', 'when: eighty <=', '/conditions/0/when', '没有写完'],
    ['a function nobody knows', 'when: eighty <= testDay', 'when: size(hukou) == 2', '/conditions/0/when', 'size'],
    ['a macro', 'when: eighty <= testDay', 'when: "[1].exists(i, i == 1)"', '/conditions/0/when', '不支持'],
    ['an unknown key', 'unit: person', 'unit: person\nrates: []', '/rates', 'rates'],
    [
      'an example about an unknown fact',
      'bedridden: false, hukou',
      'bedriden: false, hukou',
      '/examples/0/facts/bedriden',
      'bedriden',
    ],
    [
      'an example of the wrong type',
      'bedridden: false, hukou',
      'bedridden: 否, hukou',
      '/examples/0/facts/bedridden',
      '有效取值',
    ],
    ['a fact with a name of the language', 'name: bedridden', 'name: testDay', '/facts/1/name', 'testDay'],
    ['a short name of five characters', 'shortName: 护理', 'shortName: 居家护理费', '/shortName', '4 个字'],
  ])('with %s is refused with file, line, pointer and reason', (_, from, to, pointer, reason) => {
    const [first, ...more] = broken(from, to).filter((fault) => fault.pointer === pointer);
    expect(first).toMatchObject({ file: 'HOME_CARE.yaml', reason: expect.stringContaining(reason) });
    expect(more).toEqual([]);
    const changed = WHOLE.replace(from, to).split('\n');
    const key = pointer.split('/').at(-1) ?? '';
    expect(changed[(first?.line ?? 0) - 1]).toContain(key);
  });

  it('is told in Chinese what is wrong with it', () => {
    const slips = [
      'birthday <= testDay',
      'eighty = testDay',
      'eighty <=',
      'eighty <= 80',
      'sum(eighty)',
      'known(eighty) && 1',
      '"x',
    ];
    const shares = ['{ province: 60, county: 30 }', '{ province: 60, county: x }'].map((funding) =>
      broken('funding: { province: 60, county: 40 }', `funding: ${funding}`),
    );
    const reasons = [...slips.map((slip) => broken('when: eighty <= testDay', `when: '${slip}'`)), ...shares].flat();
    expect(reasons.length).toBeGreaterThanOrEqual(9);
    // Names of facts and functions, types and pairs of quotes are the rule language's own; sentences are not.
    for (const { reason } of reasons) expect(reason).not.toMatch(/[a-z]+ [a-z]+ [a-z]+/i);
  });

  it('without a source is refused at the block that lacks it', () => {
    const text = WHOLE.replace('    clause: 示例县文件 第二条\n    source: demo\n', '    clause: 示例县文件 第二条\n');
    expect(faults(text)).toEqual([
      {
        file: 'HOME_CARE.yaml',
        line: lineOf('policy: MONTH_OF_REACHING'),
        pointer: '/proration/0',
        reason: '缺少必填项 "source"',
      },
    ]);
  });

  it('without examples is refused', () => {
    const text = `${WHOLE.slice(0, WHOLE.indexOf('examples:'))}examples: []\n`;
    expect(faults(text)).toMatchObject([{ pointer: '/examples', reason: '至少要有 1 项' }]);
  });

  it('that is not YAML, or names a key twice, is refused at its line', () => {
    expect(broken('unit: person\n', 'unit: [person\n')).toMatchObject([{ line: expect.any(Number), pointer: '' }]);
    expect(broken('unit: person\n', 'unit: person\nname: 二\n')).toMatchObject([
      { line: 5, reason: '不是有效的 YAML：同一个键写了两次' },
    ]);
  });

  it.each([
    'unit: [person',
    'unit: { a: 1',
    'unit: "person',
    'unit: @person',
    '\tunit: person',
    'unit: person: x',
    '- a\nb: 1',
    '%YAML 9',
  ])('that is no YAML (%j) is told in words alone', (text) => {
    const reasons = faults(text).map(({ reason }) => reason);
    expect(reasons.length).toBeGreaterThan(0);
    for (const reason of reasons) expect(reason.replaceAll(/YAML|"[^"]*"/g, '')).not.toMatch(/[A-Za-z]{2}/);
  });

  it('with an alias is refused, because a rule must stand where it is used', () => {
    expect(broken('clause: 示例县文件 第一条', 'clause: &c 示例县文件 第一条').length).toBe(0);
    const text = WHOLE.replace('clause: 示例县文件 第一条', 'clause: &c 示例县文件 第一条').replace(
      'clause: 示例县文件 第二条',
      'clause: *c',
    );
    expect(faults(text)).toMatchObject([
      { line: lineOf('clause: 示例县文件 第二条'), pointer: '', reason: expect.stringContaining('*c') },
    ]);
  });

  it.each(['', '[]', 'null', '42', '"text"'])('that is only %j is refused and never thrown over', (text) => {
    expect(faults(text).length).toBeGreaterThan(0);
  });

  it('states one rule at most once for a region, and one for everywhere else', () => {
    const row = '  - { policy: MONTH_OF_DEATH, clause: 示例县文件 第三条, source: demo }\n';
    expect(broken(row, row + row)).toMatchObject([{ pointer: '/onDeath/1', reason: expect.stringContaining('两行') }]);
    expect(broken(row, row.replace('{', '{ regions: [demo],'))).toMatchObject([
      { pointer: '/onDeath', reason: expect.stringContaining('不写 regions') },
    ]);
  });
});

describe('a programme file that is wrong in every line', () => {
  it('has each fault at its own line', () => {
    const unknown = Array.from({ length: 3_000 }, (_, i) => `k${i}: ${i}`);
    const reading = parseDefinition([...unknown, ''].join('\n'), 'x.yaml');
    const lines = reading.ok ? [] : reading.errors.filter(({ pointer }) => /^\/k\d/.test(pointer)).map(({ line }) => line);
    expect(lines.toSorted((one, other) => one - other)).toEqual(unknown.map((_, i) => i + 1));
  });

  it('is not read where it has more keys than any programme', () => {
    const reading = parseDefinition('k: 1\n'.repeat(4_001), 'x.yaml');
    expect(reading.ok ? [] : reading.errors.map(({ line, reason }) => [line, reason])).toEqual([
      [1, '文件太大：冒号（每个键一个）超过 4000 个，请核对是不是项目文件'],
    ]);
  });
});
