import { hash } from 'node:crypto';
import type { AreaCode } from '@fenming/citizen';
import type { ProgrammeId } from '@fenming/programmes';
import type { EnrolmentId, PersonId } from './decider';
import type { Level } from './eligibility/enrolment/enrolment.events';

/** A UUID-shaped id that depends on its parts alone, so that a retry, a second worker or a re-run names the same thing. */
export const derivedId = (...parts: readonly (string | number)[]): string => {
  const hex = hash('sha256', parts.join('\u0000'));
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
};

/** One person has at most one enrolment in a programme: its id follows from both, and its stream can exist only once. */
export const enrolmentIdOf = (personId: PersonId, programme: ProgrammeId): EnrolmentId =>
  derivedId('enrolment', personId, programme) as EnrolmentId;

/** The batch of a programme × year × county × round; rounds are numbered from 1, and each lists what is due when it is locked. */
export const batchIdOf = (programme: ProgrammeId, year: number, county: AreaCode, round: number): string =>
  `${programme}-${year}-${county}-${round}`;

/** A list that is posted: whose, at which level, for what. */
type PostedList = { readonly level: Level; readonly area: AreaCode; readonly programme: ProgrammeId; readonly year: number };

/** Notices of one list are numbered from 1. */
export const noticeIdOf = ({ level, area, programme, year }: PostedList, number: number): string =>
  `${programme}-${year}-${level}-${area}-${number}`;

/** Stream names. EventStoreDB cuts the category at the first dash, so a category never holds one. */
export const streams = {
  county: 'county-self',
  calendar: 'calendar-self',
  actor: (id: string) => `actor-${id}`,
  programme: (id: ProgrammeId) => `programme-${id}`,
  person: (id: PersonId) => `person-${id}`,
  enrolment: (id: EnrolmentId) => `enrolment-${id}`,
  redetermination: (id: ProgrammeId) => `redetermination-${id}`,
  notice: (id: string) => `notice-${id}`,
  rosterImports: (programme: ProgrammeId, year: number) => `rosterImport-${programme}.${year}`,
  comparison: (source: string) => `comparison-${source}`,
  appropriation: (programme: ProgrammeId, year: number, county: AreaCode) => `appropriation-${programme}.${year}.${county}`,
  payoutBatch: (id: string) => `payoutBatch-${id}`,
  request: (id: string) => `request-${id}`,
} as const;

const UUID = '[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}';
const PROGRAMME = '[A-Z][A-Z0-9_]*';
const NAMES = new RegExp(
  `^((county|calendar)-self|actor-.+|(person|enrolment|request)-${UUID}|(programme|redetermination)-${PROGRAMME}` +
    `|comparison-[a-z][a-z0-9_]*|(rosterImport|appropriation)-${PROGRAMME}\\..+|(notice|payoutBatch)-${PROGRAMME}-.+)$`,
);

/** Whether a stream of this name can be one of ours: what another program keeps in the same database is none of our business. */
export const isOurStream = (name: string): boolean => NAMES.test(name);

/** The event id of an instruction: it follows from case, entitlement and attempt alone, so that two batches or workers can never make two. */
export const instructionEventId = (enrolmentId: string, entitlement: string, attempt: number): string =>
  derivedId('PaymentInstructed', enrolmentId, entitlement, attempt);
