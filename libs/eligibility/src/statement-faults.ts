import { say } from '@fenming/language';
import { dateOf, plainDate, type PlainDate } from '@fenming/calendar';
import type { RunningCounty } from '@fenming/county';
import type { FactDefinition } from '@fenming/programmes';
import { choicesOf, readFact } from '@fenming/rosters';
import { refuse, type Refusal } from '@fenming/subsidy';
import { birthOf } from './person-cases';
import { statable } from './stated-facts';
import type { Applicant, StatementOf } from './statement-effects';

/** The fact that is stated; refused what cannot be: another fact, a value that it cannot have, a day that has not come or lies before the birth. */
export const soundFact = (
  county: RunningCounty,
  { fact, written, since }: Pick<StatementOf, 'fact' | 'written' | 'since'>,
  { state, person }: Applicant,
): FactDefinition | Refusal => {
  const known = statable(county, state.key.programme);
  const definition = known.find(({ name }) => name === fact);
  if (definition === undefined) return refuse('fact_unknown', known.map(titled).join(say('、', ', ')));
  const fault = unreadable(definition, written);
  if (fault !== undefined) return refuse('fact_unreadable', fault);
  const days = [since, dayStated(definition, written)].filter((day) => day !== undefined);
  const today = dateOf(county.clock.now());
  const future = days.find((day) => day > today);
  if (future !== undefined) return refuse('day_not_reached', future);
  const bornOn = birthOf(county, state.personId, person);
  return bornOn !== undefined && days.some((day) => day < bornOn) ? refuse('day_before_birth') : definition;
};

const titled = ({ name, title }: FactDefinition): string => say(`${title}（${name}）`, `${name} (${title})`);

/** Nothing stands for "there is none", where the programme can do without. */
const unreadable = (definition: FactDefinition, written: string): string | undefined => {
  if (written === '') {
    const choices = Object.keys(choicesOf(definition)).join(say('、', ', '));
    return definition.required ? say(`这项事实不能为空。${choices}`, `This fact cannot be empty. ${choices}`.trim()) : undefined;
  }
  const reading = readFact(definition, written);
  return reading.ok
    ? undefined
    : say(`${reading.wrong.reason}；${reading.wrong.hint}`, `${reading.wrong.reason}; ${reading.wrong.hint}`);
};

const dayStated = (definition: FactDefinition, written: string): PlainDate | undefined => {
  const reading = definition.type === 'date' && written !== '' ? readFact(definition, written) : undefined;
  return reading?.ok === true && typeof reading.value === 'string' ? plainDate(reading.value) : undefined;
};
