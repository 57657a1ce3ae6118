import { say } from '@fenming/language';
import type { Environment } from '@marcbachmann/cel-js';
import type { BackPayRow, FactDefinition } from './definition';
import { BUILT_INS, checkExpression, type Choices, choicesOf, type ExpressionType, FUNCTIONS, environmentOf } from './language';

/** A fault before its file and line are known. */
export type Fault = { readonly pointer: string; readonly reason: string };
export type Placed = { readonly pointer: string; readonly text: string; readonly wanted: readonly ExpressionType[] };

/** The places of a programme that hold expressions; satisfied by the raw file and by the finished definition alike. */
export type Expressed = {
  readonly facts: readonly Pick<FactDefinition, 'name' | 'type' | 'choices'>[];
  readonly terms?: Readonly<Record<string, string>>;
  readonly conditions: readonly {
    readonly appliesTo?: string;
    readonly when: string;
    readonly change?: { readonly on?: string };
  }[];
  readonly categories?: readonly { readonly when: string; readonly from?: string; readonly until?: string }[];
  readonly counts?: readonly { readonly count: string }[];
  readonly proration: readonly { readonly from: string; readonly until?: string }[];
  readonly backPay?: readonly BackPayRow[];
};

const MOMENT: readonly ExpressionType[] = ['date', 'month'];
const ANY: readonly ExpressionType[] = ['bool', 'int', 'string', 'date', 'month'];

/** Declares the terms one after another, so that a term may use the facts and the terms above it. */
export function declareTerms(
  environment: Environment,
  terms: Readonly<Record<string, string>>,
  choices: Choices,
): readonly Fault[] {
  const faults: Fault[] = [];
  for (const [name, text] of Object.entries(terms)) {
    const checked = checkExpression(environment, text, ANY, choices);
    if (!checked.ok) faults.push({ pointer: `/terms/${name}`, reason: checked.reason });
    else if (environment.hasVariable(name))
      faults.push({ pointer: `/terms/${name}`, reason: say(`名称 "${name}" 已被占用`, `the name "${name}" is taken`) });
    else environment.registerVariable(name, checked.type);
  }
  return faults;
}

const optional = (pointer: string, text: string | undefined, wanted: readonly ExpressionType[]): readonly Placed[] =>
  text === undefined ? [] : [{ pointer, text, wanted }];

/** Every expression of a programme but its terms. */
export function placesOf(programme: Expressed): readonly Placed[] {
  return [
    ...programme.conditions.flatMap(({ appliesTo, when, change }, at) => [
      ...optional(`/conditions/${at}/appliesTo`, appliesTo, ['bool']),
      { pointer: `/conditions/${at}/when`, text: when, wanted: ['bool' as const] },
      ...optional(`/conditions/${at}/change/on`, change?.on, MOMENT),
    ]),
    ...(programme.categories ?? []).flatMap(({ when, from, until }, at) => [
      { pointer: `/categories/${at}/when`, text: when, wanted: ['bool' as const] },
      ...optional(`/categories/${at}/from`, from, MOMENT),
      ...optional(`/categories/${at}/until`, until, MOMENT),
    ]),
    ...(programme.counts ?? []).map(({ count }, at) => ({
      pointer: `/counts/${at}/count`,
      text: count,
      wanted: ['int' as const],
    })),
    ...programme.proration.flatMap(({ from, until }, at) => [
      { pointer: `/proration/${at}/from`, text: from, wanted: MOMENT },
      ...optional(`/proration/${at}/until`, until, MOMENT),
    ]),
    ...(programme.backPay ?? []).flatMap((row, at) =>
      row.limit === 'before_application' ? [{ pointer: `/backPay/${at}/applied`, text: row.applied, wanted: MOMENT }] : [],
    ),
  ];
}

/** Every expression parsed and typed against the facts of this programme; an empty list means the file may be compiled. */
export function checkExpressions(programme: Expressed): readonly Fault[] {
  const reserved = programme.facts.flatMap(({ name }, at) =>
    name in BUILT_INS || name in FUNCTIONS || name === 'known'
      ? [
          {
            pointer: `/facts/${at}/name`,
            reason: say(`"${name}" 是规则语言自己的名称`, `"${name}" is a name of the rule language itself`),
          },
        ]
      : [],
  );
  if (reserved.length > 0) return reserved;
  const environment = environmentOf(programme.facts);
  const choices = choicesOf(programme.facts);
  const faults = [...declareTerms(environment, programme.terms ?? {}, choices)];
  for (const { pointer, text, wanted } of placesOf(programme)) {
    const checked = checkExpression(environment, text, wanted, choices);
    if (!checked.ok) faults.push({ pointer, reason: checked.reason });
  }
  return faults;
}
