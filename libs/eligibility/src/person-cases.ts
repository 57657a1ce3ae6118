import { plainDate, type PlainDate } from '@fenming/calendar';
import { readCitizenId } from '@fenming/citizen';
import { unsealIdentity, type RunningCounty } from '@fenming/county';
import {
  derivedId,
  enrolmentDecider,
  enrolmentIdOf,
  streams,
  type Enrolment,
  type EnrolmentId,
  type PersonId,
  type PersonState,
} from '@fenming/subsidy';

/** Every case of a person, in whatever programme, as it stands now: another node may have enrolled the person since. */
export const casesOfPerson = async (
  { executor, rules }: RunningCounty,
  person: PersonId,
): Promise<ReadonlyMap<EnrolmentId, Enrolment>> => {
  const ids = rules.adopted().map((programme) => enrolmentIdOf(person, programme));
  const states = await executor.states(enrolmentDecider, ids.map(streams.enrolment), 'now');
  return new Map(
    ids.flatMap((id) => {
      const state = states.get(streams.enrolment(id))?.state;
      return state?.key === undefined ? [] : [[id, state] as const];
    }),
  );
};

/** Every case in which somebody has a part, also as the spouse, or as whoever applied for a child. */
export const casesWith = async (county: RunningCounty, person: PersonId): Promise<ReadonlyMap<EnrolmentId, Enrolment>> => {
  const { executor, views } = county;
  await county.caughtUp();
  const found = views.casesOfPersons({ persons: [person], area: county.code() });
  const ids = [...new Set(found.map(({ enrolment_id }) => enrolment_id))];
  const states = await executor.states(enrolmentDecider, ids.map(streams.enrolment), 'now');
  return new Map(
    ids.flatMap((id) => {
      const state = states.get(streams.enrolment(id))?.state;
      return state?.key === undefined ? [] : [[id, state] as const];
    }),
  );
};

/** The cases of children that a person applied for, and is paid by. */
export const casesOfPayee = async (county: RunningCounty, person: PersonId): Promise<ReadonlyMap<EnrolmentId, Enrolment>> =>
  new Map([...(await casesWith(county, person))].filter(([, { payeeId }]) => payeeId === person));
/** What holds them once that person has died. */
export const guardianHold = (person: PersonId): string => derivedId('guardian', person);

/** The birth by the citizen id, whose own check says that there is such a day. Throws VaultError. */
export const birthOf = (
  { vault }: RunningCounty,
  person: PersonId,
  { sealedIdentity }: Pick<PersonState, 'sealedIdentity'>,
): PlainDate | undefined => {
  if (sealedIdentity === undefined) return undefined;
  const reading = readCitizenId(unsealIdentity(vault, person, sealedIdentity).citizenId);
  return reading.ok ? plainDate(reading.birthDate) : undefined;
};
