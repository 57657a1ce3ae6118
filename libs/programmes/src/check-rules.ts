import { say } from '@fenming/language';
import { isMonth, isPlainDate } from '@fenming/calendar';
import type { Fault } from './check-expressions';
import { yuanIn } from './check-rows';
import type { FactType, Regional } from './definition';
import { OWN_RUNGS } from './ladder';
import type { RawDefinition, RawExample } from './raw-definition';

function doubles(names: readonly string[], pointerOf: (at: number) => string): readonly Fault[] {
  return names.flatMap((name, at) =>
    names.indexOf(name) < at ? [{ pointer: pointerOf(at), reason: say(`"${name}" 重复`, `"${name}" is there twice`) }] : [],
  );
}

function factFaults({ facts, unit }: RawDefinition): readonly Fault[] {
  return facts.flatMap((fact, at) => {
    const pointer = `/facts/${at}`;
    if (fact.from === 'child.birthDate' && unit !== 'child')
      return [
        {
          pointer: `${pointer}/from`,
          reason: say(
            `只有按孩子发放（unit: child）的项目才有子女的身份证号，"${fact.name}" 不能取自那里`,
            `only a programme that pays for a child (unit: child) knows its citizen id, which "${fact.name}" is to come from`,
          ),
        },
      ];
    // A fact without a column comes from a later event (a child's death, a further birth), so nobody can be asked for it at once.
    const nowhere = fact.column === undefined && fact.from === undefined && (fact.required ?? true);
    if (nowhere)
      return [
        {
          pointer,
          reason: say(
            `必填事实 "${fact.name}" 须写明名单列（column）或来源（from）`,
            `the required fact "${fact.name}" needs a column of the list (column) or a source (from)`,
          ),
        },
      ];
    const needsChoices = fact.type === 'choice' && fact.choices === undefined;
    if (needsChoices)
      return [{ pointer, reason: say(`选项事实 "${fact.name}" 须写明 choices`, `the choice "${fact.name}" needs its choices`) }];
    const wanted = fact.type === 'boolean' ? 'boolean' : 'string';
    const wrong = Object.entries(fact.choices ?? {}).find(([, value]) => typeof value !== wanted);
    return wrong === undefined
      ? []
      : [
          {
            pointer: `${pointer}/choices/${wrong[0]}`,
            reason: say(`"${wrong[0]}" 的取值类型与事实类型不符`, `the value type of "${wrong[0]}" does not fit the fact`),
          },
        ];
  });
}

const dates = (entries: readonly (readonly [string, string | undefined])[]): readonly Fault[] =>
  entries.flatMap(([pointer, date]) =>
    date === undefined || isPlainDate(date)
      ? []
      : [{ pointer, reason: say(`没有 "${date}" 这一天`, `there is no day "${date}"`) }],
  );

function periodFaults({ inForce, proration }: RawDefinition): readonly Fault[] {
  const scheme = proration.flatMap(({ policy, schemeFrom }, at) =>
    (policy === 'CHILDCARE_MONTHS') === (schemeFrom !== undefined)
      ? []
      : [
          {
            pointer: `/proration/${at}`,
            reason: say(
              'schemeFrom 与计发办法 CHILDCARE_MONTHS 须同时出现',
              'schemeFrom and the method CHILDCARE_MONTHS go together',
            ),
          },
        ],
  );
  const reversed =
    inForce.to !== undefined && inForce.to < inForce.from
      ? [{ pointer: '/inForce/to', reason: say('失效日期早于生效日期', 'it ends before it is in force') }]
      : [];
  const schemeDates = proration.map(({ schemeFrom }, at) => [`/proration/${at}/schemeFrom`, schemeFrom] as const);
  return [...dates([['/inForce/from', inForce.from], ['/inForce/to', inForce.to], ...schemeDates]), ...reversed, ...scheme];
}

/** `months` and `applied` say how far before an application, and of nothing else. */
function backPayFaults({ backPay = [] }: RawDefinition): readonly Fault[] {
  return backPay.flatMap((row, at) => {
    const said = ['months', 'applied'].filter((key) => key in row).length;
    return said === (row.limit === 'before_application' ? 2 : 0)
      ? []
      : [
          {
            pointer: `/backPay/${at}/limit`,
            reason: say(
              'before_application 须写明 months 和 applied，其他补发办法不写',
              'before_application needs months and applied, and only it has them',
            ),
          },
        ];
  });
}

function exclusionFaults({ id, incompatible = [] }: RawDefinition): readonly Fault[] {
  return incompatible.flatMap((row, at) => {
    if (row.with === id)
      return [{ pointer: `/incompatible/${at}/with`, reason: say('项目不能与自己互斥', 'a programme cannot exclude itself') }];
    return row.keeps === id || row.keeps === row.with
      ? []
      : [
          {
            pointer: `/incompatible/${at}/keeps`,
            reason: say(`保留的项目须为 ${id} 或 ${row.with}`, `the programme that is kept has to be ${id} or ${row.with}`),
          },
        ];
  });
}

const FITS: Readonly<Record<FactType, (value: unknown) => boolean>> = {
  date: (value) => typeof value === 'string' && isPlainDate(value),
  month: (value) => typeof value === 'string' && isMonth(value),
  integer: (value) => Number.isSafeInteger(value),
  boolean: (value) => typeof value === 'boolean',
  choice: (value) => typeof value === 'string',
};

function factsFaults(raw: RawDefinition, facts: RawExample['facts'], pointer: string): readonly Fault[] {
  return Object.entries(facts).flatMap(([name, value]) => {
    const fact = raw.facts.find((candidate) => candidate.name === name);
    if (fact === undefined)
      return [{ pointer: `${pointer}/${name}`, reason: say(`没有名为 "${name}" 的事实`, `there is no fact "${name}"`) }];
    const chosen = fact.type !== 'choice' || Object.values(fact.choices ?? {}).includes(String(value));
    return FITS[fact.type](value) && chosen
      ? []
      : [
          {
            pointer: `${pointer}/${name}`,
            reason: say(`"${String(value)}" 不是该事实的有效取值`, `"${String(value)}" is no value of this fact`),
          },
        ];
  });
}

function exampleFaults(raw: RawDefinition, example: RawExample, pointer: string): readonly Fault[] {
  const earlier = example.earlier ?? [];
  const facts = [
    ...factsFaults(raw, example.facts, `${pointer}/facts`),
    ...earlier.flatMap((part, at) => factsFaults(raw, part.facts, `${pointer}/earlier/${at}/facts`)),
    ...earlier.flatMap(({ until }, at) =>
      until > (earlier[at - 1]?.until ?? 0)
        ? []
        : [{ pointer: `${pointer}/earlier/${at}/until`, reason: say('须按月份先后排列', 'they come in the order of months') }],
    ),
  ];
  const ids = new Set([...OWN_RUNGS, ...raw.conditions.map(({ id }) => id)]);
  const rungs = Object.keys(example.expect.outcomes ?? {}).filter((id) => !ids.has(id));
  const days = dates((['diedOn', 'confirmedOn', 'lostOn'] as const).map((key) => [`${pointer}/${key}`, example[key]] as const));
  const amount =
    yuanIn(example.expect.amount) === undefined
      ? [
          {
            pointer: `${pointer}/expect/amount`,
            reason: say('不是最多两位小数的元', 'no amount of yuan with at most two decimals'),
          },
        ]
      : [];
  return [
    ...facts,
    ...rungs.map((id) => ({
      pointer: `${pointer}/expect/outcomes/${id}`,
      reason: say(`没有名为 "${id}" 的条件`, `there is no condition "${id}"`),
    })),
    ...days,
    ...amount,
  ];
}

const theNowhere = (): string => say('（不限地区）', ' (any region)');

/** Of the rows that state one rule, each region has at most one, and one without regions says what holds everywhere else. */
function regionFaults(rows: readonly Regional[], pointer: string, needsDefault: boolean): readonly Fault[] {
  const seen = new Set<string>();
  const doubled = rows.flatMap(({ regions = [theNowhere()] }, at) => {
    const again = regions.filter((region) => seen.has(region));
    regions.forEach((region) => seen.add(region));
    return again.map((region) => ({
      pointer: `${pointer}/${at}`,
      reason: say(`地区 ${region} 有两行规定`, `the region ${region} has two rows`),
    }));
  });
  const missing =
    needsDefault && !seen.has(theNowhere())
      ? [
          {
            pointer,
            reason: say('须有一行不写 regions，作为其他地区的规定', 'one row has to be without regions, for all other regions'),
          },
        ]
      : [];
  return [...doubled, ...missing];
}

function ruleRowFaults({
  proration,
  onDeath,
  backPay = [],
  notices,
  caps = [],
  tolerance = [],
  incompatible = [],
  clawback = [],
}: RawDefinition): readonly Fault[] {
  const bySubject = <Row extends Regional>(
    rows: readonly Row[],
    subjectOf: (row: Row) => string,
    pointer: string,
  ): readonly Fault[] =>
    [...new Set(rows.map(subjectOf))].flatMap((subject) =>
      regionFaults(
        rows.filter((row) => subjectOf(row) === subject),
        pointer,
        false,
      ),
    );
  return [
    ...regionFaults(proration, '/proration', true),
    ...regionFaults(onDeath, '/onDeath', true),
    ...regionFaults(backPay, '/backPay', false),
    ...regionFaults(notices, '/notices', true),
    ...regionFaults(caps, '/caps', false),
    ...regionFaults(tolerance, '/tolerance', false),
    ...bySubject(incompatible, (row) => row.with, '/incompatible'),
    ...bySubject(clawback, (row) => row.cause, '/clawback'),
  ];
}

/** Everything about facts, periods, exclusions and examples that a schema cannot say. */
export function checkRules(raw: RawDefinition): readonly Fault[] {
  const amounts = (['caps', 'tolerance'] as const).flatMap((key) =>
    (raw[key] ?? []).flatMap(({ perYear }, at) =>
      (yuanIn(perYear) ?? -1) < 0
        ? [
            {
              pointer: `/${key}/${at}/perYear`,
              reason: say('不是最多两位小数的元，或为负数', 'no amount of yuan with at most two decimals, or below zero'),
            },
          ]
        : [],
    ),
  );
  return [
    ...doubles(
      raw.facts.map(({ name }) => name),
      (at) => `/facts/${at}/name`,
    ),
    ...doubles(
      raw.conditions.map(({ id }) => id),
      (at) => `/conditions/${at}/id`,
    ),
    ...raw.conditions.flatMap(({ id }, at) =>
      OWN_RUNGS.includes(id)
        ? [{ pointer: `/conditions/${at}/id`, reason: say(`"${id}" 是系统自用的名称`, `"${id}" is a name of the engine’s own`) }]
        : [],
    ),
    ...doubles(
      (raw.categories ?? []).map(({ id }) => id),
      (at) => `/categories/${at}/id`,
    ),
    ...factFaults(raw),
    ...periodFaults(raw),
    ...exclusionFaults(raw),
    ...backPayFaults(raw),
    ...ruleRowFaults(raw),
    ...amounts,
    ...raw.examples.flatMap((example, at) => exampleFaults(raw, example, `/examples/${at}`)),
  ];
}
