import { setImmediate as nextTurn } from 'node:timers/promises';
import { addDays, plainDate, yearStart, type PlainDate } from '@fenming/calendar';
import { readCitizenId, type AreaCode } from '@fenming/citizen';
import { leftOn, unlessDestroyed, unsealDay, unsealFacts, unsealIdentity, type RunningCounty } from '@fenming/county';
import type { FactDefinition, ProgrammeId, Question } from '@fenming/programmes';
import {
  claimantsOf,
  paidElsewhereIn,
  determinationOf,
  enrolmentDecider,
  isClaimed,
  leftBefore,
  monthsPaid,
  personDecider,
  streams,
  villageIn,
  type Enrolment,
  type PersonId,
  type PersonState,
} from '@fenming/subsidy';
import { known, type Born, type Recorded } from './known-facts';
import { answerOf, type Draft } from './register-answer';
import { NOT_KNOWN, type Outcome } from './tally';

/** Somebody in the county's record, with the cases in which they stand; in those that are their own, with the facts. */
type Registered = { readonly personId: PersonId; readonly person: PersonState; readonly cases: readonly Enrolment[] };
type Where = { readonly area: AreaCode; readonly slice: number; readonly piece: number };

/**
 * Whoever stands in the county's record and not on the draft's own list of the year, and what the draft makes of what is on record of them.
 * They are asked as if the county had confirmed them before the year began: what the year costs in full.
 */
export async function* besides(county: RunningCounty, draft: Draft, { area, slice, piece }: Where): AsyncGenerator<Outcome> {
  const givesWay = displacing(county, draft);
  const asked = { programme: draft.definition.id, year: draft.year, area, limit: slice };
  for (let after: PersonId | undefined; ;) {
    const page = county.views.personsBesides({ ...asked, ...(after === undefined ? {} : { after }) });
    const people = await registered(county, page, area);
    for (let from = 0; from < people.length; from += piece) {
      await nextTurn();
      yield* people.slice(from, from + piece).flatMap((one) => outcomeOf(county, { ...draft, givesWay }, one));
    }
    if (page.length < slice) return;
    after = page.at(-1);
  }
}

const registered = async (
  { views, executor }: RunningCounty,
  page: readonly PersonId[],
  area: AreaCode,
): Promise<readonly Registered[]> => {
  const listed = views.casesOfPersons({ persons: page, area });
  const persons = await executor.peek(personDecider, page.map(streams.person));
  const names = [...new Set(listed.map(({ enrolment_id: id }) => streams.enrolment(id)))];
  const states = await executor.peek(enrolmentDecider, names);
  return page.map((personId) => ({
    personId,
    person: persons.get(streams.person(personId)) ?? personDecider.initial,
    cases: listed.flatMap(({ person_id: of, enrolment_id: id }) => {
      const state = states.get(streams.enrolment(id));
      return of !== personId || state?.key === undefined ? [] : [state];
    }),
  }));
};

type Asking = Draft & { readonly givesWay: GivesWay };

const outcomeOf = (county: RunningCounty, draft: Asking, one: Registered): readonly Outcome[] => {
  const village = villageOf(one, draft.year);
  // Written between the page of the list and the reading of the log.
  if (village === undefined) return [];
  const after = unlessDestroyed(() => answerAbout(county, draft, one)) ?? NOT_KNOWN;
  return [{ from: 'besides', village, before: undefined, after }];
};

/** Where the latest case of theirs lies. */
const villageOf = ({ cases }: Registered, year: number): AreaCode | undefined => {
  const latest = cases.map((one) => ({ village: villageIn(one, year), year: Math.max(...yearsUntil(one, year)) }));
  const newest = Math.max(...latest.map((one) => one.year));
  return latest.find((one) => one.year === newest)?.village;
};

const yearsUntil = ({ years }: Enrolment, year: number): readonly number[] =>
  Object.keys(years)
    .map(Number)
    .filter((one) => one <= year);

const answerAbout = (county: RunningCounty, draft: Asking, one: Registered): Outcome['after'] => {
  const { definition, compiled, year, givesWay } = draft;
  const own = one.cases.filter(({ personId }) => personId === one.personId);
  const born = bornOf(county, one);
  const { notOnRecord, ...facts } = known(definition, { records: recordsOf(county, own, year), born, year });
  const diedOn = deathOf(county, one);
  const hadBefore = compiled.onceInALifetime && one.person.claims.some(({ programme }) => programme === definition.id);
  const drawn = one.cases.filter((each) => claimantsOf(each).includes(one.personId));
  const givenWay = hadBefore ? ALL_MONTHS : monthsGivenWay(drawn, givesWay, year);
  const paidElsewhere = paidElsewhereIn(own.find(({ key }) => key.programme === definition.id)?.years[year]);
  const question: Question = {
    ...facts,
    year,
    ...lostOn(county, own, draft),
    ...(diedOn === undefined ? {} : { diedOn }),
    ...(givenWay.length === 0 ? {} : { givenWay }),
    ...(paidElsewhere === undefined ? {} : { paidElsewhere }),
    ...(compiled.countsFromConfirmation ? { confirmedOn: addDays(yearStart(year), -1) } : {}),
  };
  return answerOf(draft, question, notOnRecord);
};

/** By the citizen id. Throws VaultError. */
const bornOf = ({ vault }: RunningCounty, { personId, person: { sealedIdentity } }: Registered): Born | undefined => {
  if (sealedIdentity === undefined) return undefined;
  const reading = readCitizenId(unsealIdentity(vault, personId, sealedIdentity).citizenId);
  return reading.ok ? reading : undefined;
};

const deathOf = ({ vault }: RunningCounty, { personId, person: { death } }: Registered): PlainDate | undefined => {
  if (death === undefined) return undefined;
  return 'diedOn' in death ? plainDate(death.diedOn) : unsealDay(vault, personId, 'death', death.sealedDay);
};

const recordsOf = (county: RunningCounty, own: readonly Enrolment[], year: number): readonly Recorded[] =>
  own.flatMap((one) =>
    yearsUntil(one, year).flatMap((of) => {
      const sealed = one.years[of]?.sealedFacts;
      const asks = asksOf(county, one.key.programme, of);
      return sealed === undefined ? [] : [{ ...unsealFacts(county.vault, one.personId, sealed), year: of, asks }];
    }),
  );

/** What a programme asks for by the text of a year. */
const asksOf = ({ rules }: RunningCounty, programme: ProgrammeId, year: number): readonly FactDefinition[] =>
  (rules.ofYear(programme, year) ?? rules.latest(programme))?.definition.facts ?? [];

/** Whoever has moved out of the county, or has left this very programme, has no right to it from that day on. */
const lostOn = ({ vault }: RunningCounty, own: readonly Enrolment[], { definition, year }: Draft): Pick<Question, 'lostOn'> => {
  const left = own.filter(({ key, exit }) => exit?.reason === 'moved_out' || key.programme === definition.id);
  const day = left.map((one) => leftOn(vault, one, year).lostOn).find((one) => one !== undefined);
  return day === undefined ? {} : { lostOn: day };
};

/** The programmes that a draft gives way to, by the month or by the year, whichever of the two files says it. */
type GivesWay = ReadonlyMap<ProgrammeId, 'month' | 'year'>;
const displacing = ({ rules }: RunningCounty, { compiled, year }: Draft): GivesWay => {
  return new Map(
    rules
      .programmesOf(year)
      .filter(({ id }) => id !== compiled.id)
      .flatMap(({ id: other, incompatibilities }) =>
        [
          ...compiled.incompatibilities.filter((row) => row.with === other),
          ...incompatibilities.filter((row) => row.with === compiled.id),
        ].flatMap(({ keeps, per = 'month' }) => (keeps === other ? [[other, per] as const] : [])),
      ),
  );
};

const ALL_MONTHS: readonly number[] = Array.from({ length: 12 }, (_, at) => at + 1);

/** What they draw of other programmes that the draft gives way to: the months that the latest determinations pay. */
const monthsGivenWay = (cases: readonly Enrolment[], givesWay: GivesWay, year: number): readonly number[] => {
  const months = cases.flatMap((one) => {
    const per = givesWay.get(one.key.programme);
    const determination = determinationOf(one, year);
    if (per === undefined || determination === undefined || !isClaimed(one, year) || leftBefore(one, year)) return [];
    const paid = monthsPaid(determination);
    return per === 'year' && paid.length > 0 ? ALL_MONTHS : paid;
  });
  return [...new Set(months)].toSorted((a, b) => a - b);
};
