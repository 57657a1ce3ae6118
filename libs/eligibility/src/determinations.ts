import type { RulesInForce, RunningCounty } from '@fenming/county';
import { parseFenText, type Fen } from '@fenming/money';
import type { ConditionOutcome, ProgrammeDefinition, RateLayer, Sources } from '@fenming/programmes';
import { readAs, streams, type DeterminationCause, type EnrolmentId, type EntitlementDetermined } from '@fenming/subsidy';

type Determined = EntitlementDetermined['data'];
/** A text of the rules, and the months (1 to 12, both included) of the year that it governs. */
export type TextTold = {
  readonly content_hash: string;
  readonly document_no: string | null;
  readonly first: number;
  readonly last: number;
};
/** What a condition came to in some months, and where it stands; without a sentence where its text is not there any more. */
export type ConditionTold = Pick<ConditionOutcome, 'condition' | 'outcome' | 'first' | 'last'> & {
  readonly sentence: string | null;
  readonly clause: string | null;
  /** The codes of the documents in which it was read, as the text cites them; `sources`: those that the text itself brings. */
  readonly cited: string | null;
  readonly sources: Sources;
};
/** A part of the amount with its own legal basis. `from`, `to`: months, both included. */
export type PartTold = {
  readonly layer: RateLayer;
  readonly from: string;
  readonly to: string;
  readonly units: number;
  readonly unit: string;
  readonly rate_fen: Fen;
  readonly amount_fen: Fen;
  readonly clause: string;
};
/** One determination of a year, as it was recorded. `statements`: the accepted ones in the facts used, and their documents. */
export type DeterminationTold = {
  readonly year: number;
  readonly number: number;
  readonly cause: DeterminationCause;
  readonly amount_fen: Fen;
  readonly parts: readonly PartTold[];
  readonly conditions: readonly ConditionTold[];
  readonly texts: readonly TextTold[];
  readonly statements: readonly { readonly statement: string; readonly document_no: string }[];
  readonly input_hash: string;
  readonly determined_at: string;
  readonly determined_by: string;
};

/** A condition stands in the text that governs the month: where two texts say it with other words, it is told of the months of each. */
const conditionsTold = (rules: RulesInForce, { texts }: Determined, one: ConditionOutcome): readonly ConditionTold[] => {
  const told: ConditionTold[] = [];
  for (const { contentHash, first, last } of texts) {
    const months = { first: Math.max(first, one.first), last: Math.min(last, one.last) };
    if (months.first > months.last) continue;
    const next = { ...conditionTold(rules.byHash(contentHash)?.definition, one), ...months };
    const open = told.at(-1);
    if (open !== undefined && open.sentence === next.sentence && open.clause === next.clause && open.cited === next.cited)
      told[told.length - 1] = { ...next, first: open.first };
    else told.push(next);
  }
  return told;
};

const conditionTold = (definition: ProgrammeDefinition | undefined, one: ConditionOutcome): ConditionTold => {
  const found = definition?.conditions.find(({ id }) => id === one.condition);
  return {
    ...one,
    sentence: found?.sentence ?? null,
    clause: found?.clause ?? null,
    cited: found?.source ?? null,
    sources: definition?.sources ?? {},
  };
};

const partTold = ({ layer, from, to, units, unit, rateFen, amountFen, clause }: Determined['lines'][number]): PartTold => ({
  layer: layer as RateLayer,
  from,
  to,
  units,
  unit,
  rate_fen: parseFenText(rateFen),
  amount_fen: parseFenText(amountFen),
  clause,
});

/** Every determination of a case, the oldest first: what it came to, by which texts, conditions and statements. */
export const determinationsTold = async (
  { log, rules }: RunningCounty,
  id: EnrolmentId,
): Promise<readonly DeterminationTold[]> => {
  const stream = streams.enrolment(id);
  const documents = new Map<string, string>();
  return ((await log.readStreams([stream])).get(stream) ?? []).flatMap((event): readonly DeterminationTold[] => {
    const corrected = readAs(event, 'FactsCorrected');
    if (corrected !== undefined) documents.set(corrected.statement, corrected.documentNo);
    const determined = readAs(event, 'EntitlementDetermined');
    if (determined === undefined) return [];
    const { year, number, cause, amountFen, lines, outcomes, texts, statements = [], inputHash } = determined;
    return [
      {
        year,
        number,
        cause,
        amount_fen: parseFenText(amountFen),
        parts: lines.map(partTold),
        conditions: outcomes.flatMap((one) => conditionsTold(rules, determined, one)),
        texts: texts.map(({ contentHash: content_hash, first, last }) => ({
          content_hash,
          document_no: rules.byHash(content_hash)?.documentNo ?? null,
          first,
          last,
        })),
        statements: statements.flatMap((statement) => {
          const document_no = documents.get(statement);
          return document_no === undefined ? [] : [{ statement, document_no }];
        }),
        input_hash: inputHash,
        determined_at: event.meta.at,
        determined_by: event.meta.actor,
      },
    ];
  });
};
