import type { RulesInForce, Version } from '@fenming/county';
import { spanOf, WHOLE_YEAR, type GoverningTexts } from '@fenming/programmes';
import { determinationOf, type EnrolmentState } from '@fenming/subsidy';

/** The texts of a year's months, and the version of the last one. */
export type Governing = { readonly texts: GoverningTexts; readonly governing: Version };

/** The texts by which a year was determined; undefined where it was not, or comes to nothing by none. */
const determinedBy = (rules: RulesInForce, state: EnrolmentState, year: number): Governing | undefined => {
  const used = (determinationOf(state, year)?.texts ?? []).flatMap(({ contentHash, first, last }) => {
    const version = rules.byHash(contentHash);
    return version === undefined ? [] : [{ version, text: { programme: version.compiled, months: spanOf(first, last) } }];
  });
  const [first, ...others] = used.map(({ text }) => text);
  const governing = used.at(-1)?.version;
  return first === undefined || governing === undefined ? undefined : { texts: [first, ...others], governing };
};

/** What a year is explained by: the texts of its determination, else those in force; `version`: the one of its last month. */
export const governingOf = (
  rules: RulesInForce,
  state: EnrolmentState,
  { version, year }: { readonly version: Version; readonly year: number },
): Governing =>
  determinedBy(rules, state, year) ?? {
    texts: rules.textsOf(version.programme, year) ?? [{ programme: version.compiled, months: WHOLE_YEAR }],
    governing: version,
  };
