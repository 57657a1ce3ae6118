import { say } from '@fenming/language';
import type { ConditionOutcome, Facts, Outcome, Question } from '@fenming/programmes';
import type { EntitlementDetermined } from '@fenming/subsidy';
import { CONDITION_OUTCOMES } from '@fenming/words';
import { inMap } from '../register/columns';
import type { LeftOn } from '../register/exits';
import type { TextOf } from '../register/adopted-texts';

type Recorded = ConditionOutcome['outcome'];
/** What the ladder of the rules calls it; a condition that is not asked is not recorded. */
const RECORDED_AS: Readonly<Record<Outcome, Recorded | undefined>> = {
  true: 'met',
  false: 'not_met',
  unknown: 'unclear',
  not_asked: undefined,
};
type Determined = Pick<EntitlementDetermined['data'], 'year' | 'texts'>;
type OpenedFacts = Pick<Question, 'facts' | 'earlier'>;
/** The outcome of each month, January first; nothing where the condition is not asked. */
type ByMonth = readonly (Recorded | undefined)[];

const EMPTY: ByMonth = Array.from({ length: 12 });

/** What each condition comes to in each month, asked of its text one month after the other. */
function monthsByFacts(
  { year, texts }: Determined,
  known: OpenedFacts,
  textOf: TextOf,
  { diedOn }: LeftOn,
): Map<string, ByMonth> {
  const found = new Map<string, ByMonth>();
  for (const { contentHash, first, last } of texts) {
    const text = textOf(contentHash);
    if (text === undefined) continue;
    const asked = new Map<Facts, ReadonlyMap<string, Outcome>>();
    const ladderFor = (facts: Facts): ReadonlyMap<string, Outcome> =>
      inMap(asked, facts, () => {
        const { ladder } = text.programme.assess({ facts, year, ...(diedOn === undefined ? {} : { diedOn }) });
        return new Map(ladder.map(({ id, outcome }) => [id, outcome]));
      });
    for (const { id, tested } of text.definition.conditions)
      for (let month = first; month <= last; month += 1) {
        const held = tested === 'monthly' ? known.earlier?.find(({ until }) => month <= until)?.facts : undefined;
        const outcome = RECORDED_AS[ladderFor(held ?? known.facts).get(id) ?? 'not_asked'];
        if (outcome !== undefined) found.set(id, (found.get(id) ?? EMPTY).with(month - 1, outcome));
      }
  }
  return found;
}

const spansOf = (condition: string, months: ByMonth): readonly ConditionOutcome[] =>
  months.flatMap((outcome, at) => {
    if (outcome === undefined || months[at - 1] === outcome) return [];
    const ends = months.findIndex((other, later) => later > at && other !== outcome);
    return [{ condition, outcome, first: at + 1, last: ends < 0 ? 12 : ends }];
  });

const written = (outcomes: readonly ConditionOutcome[]): readonly string[] =>
  outcomes.map(({ condition, outcome, first, last }) => `${condition} ${outcome} ${first} ${last}`);

/** What the conditions of the texts come to by the facts, in the form in which a determination records it. */
export const outcomesByFacts = (
  determined: Determined,
  known: OpenedFacts,
  textOf: TextOf,
  since: LeftOn,
): readonly ConditionOutcome[] =>
  [...monthsByFacts(determined, known, textOf, since)].flatMap(([condition, months]) => spansOf(condition, months));

const inWords = ({ outcome, first, last }: ConditionOutcome): string => {
  const span = first === last ? String(first) : say(`${first} 至 ${last}`, `${first} to ${last}`);
  return say(`${span} 月${CONDITION_OUTCOMES[outcome]}`, `${CONDITION_OUTCOMES[outcome]} in months ${span}`);
};

/** A sentence on the first condition of which something else is recorded than the facts give; undefined where nothing differs. */
export function outcomesDiffer(
  determined: Pick<EntitlementDetermined['data'], 'year' | 'texts' | 'outcomes'>,
  known: OpenedFacts,
  textOf: TextOf,
  since: LeftOn,
): string | undefined {
  const { outcomes, texts } = determined;
  const due = outcomesByFacts(determined, known, textOf, since);
  const [stated, expected] = [written(outcomes), written(due)];
  const at = Array.from({ length: Math.max(stated.length, expected.length) }).findIndex((_, i) => stated[i] !== expected[i]);
  const condition = (due[at] ?? outcomes[at])?.condition;
  if (condition === undefined) return undefined;
  if (stated.toSorted().join() === expected.toSorted().join())
    return say('条件没有按规则的次序记', 'the conditions are not noted in the order of the rules');
  const of = (all: readonly ConditionOutcome[]): string =>
    all
      .filter((one) => one.condition === condition)
      .map(inWords)
      .join(say('、', ', ')) || say('没有', 'nothing');
  const named = texts.flatMap(({ contentHash }) => textOf(contentHash)?.definition.conditions ?? []);
  const sentence = named.findLast(({ id }) => id === condition)?.sentence ?? condition;
  return say(
    `条件“${sentence}”按事实应为${of(due)}，记为${of(outcomes)}`,
    `the condition “${sentence}” should by the facts be ${of(due)} and is noted as ${of(outcomes)}`,
  );
}
