import type { RulesInForce, Version } from '@fenming/county';
import { firstOf, lastOf, spanOf, type GoverningText, type GoverningTexts, type ProgrammeId } from '@fenming/programmes';
import { determinationOf, type EnrolmentState } from '@fenming/subsidy';

/** A text of the rules and the months of the year (1–12, both included) that it governs. */
export type RuleOfMonths = { readonly version: Version; readonly first: number; readonly last: number };
/** What a year is explained by, in the order of its months. `latest`: the version of the last of them. */
export type Governing = { readonly texts: GoverningTexts; readonly rules: readonly RuleOfMonths[]; readonly latest: Version };

const governingBy = (rules: readonly RuleOfMonths[]): Governing | undefined => {
  const [first, ...others] = rules.map(({ version, first: from, last }): GoverningText => ({
    programme: version.compiled,
    months: spanOf(from, last),
  }));
  const latest = rules.at(-1)?.version;
  return first === undefined || latest === undefined ? undefined : { texts: [first, ...others], rules, latest };
};

/** The texts by which a year was determined, also those that were withdrawn since; none where it was not, or comes to nothing by none. */
const determinedBy = (rules: RulesInForce, state: EnrolmentState, year: number): readonly RuleOfMonths[] =>
  (determinationOf(state, year)?.texts ?? []).flatMap(({ contentHash, first, last }) => {
    const version = rules.byHash(contentHash);
    return version === undefined ? [] : [{ version, first, last }];
  });

const inForce = (rules: RulesInForce, programme: ProgrammeId, year: number): readonly RuleOfMonths[] =>
  (rules.textsOf(programme, year) ?? []).flatMap(({ programme: { contentHash }, months }) => {
    const version = rules.byHash(contentHash);
    return version === undefined ? [] : [{ version, first: firstOf(months), last: lastOf(months) }];
  });

/** What a year is explained by: the texts of its determination, else those in force; undefined where there are neither. */
export const governingOf = (
  rules: RulesInForce,
  state: EnrolmentState,
  { programme, year }: { readonly programme: ProgrammeId; readonly year: number },
): Governing | undefined => governingBy(determinedBy(rules, state, year)) ?? governingBy(inForce(rules, programme, year));
