import type { ActorEvent } from './actor/actor.events';
import type { CalendarEvent } from './calendar/calendar.events';
import type { CountyEvent } from './county/county.events';
import type { ComparisonEvent } from './eligibility/comparison/comparison.events';
import type { EnrolmentEvent } from './eligibility/enrolment/enrolment.events';
import type { NoticeEvent } from './eligibility/notice/notice.events';
import type { PersonEvent } from './eligibility/person/person.events';
import type { RedeterminationEvent } from './eligibility/redetermination/redetermination.events';
import type { RosterImportEvent } from './eligibility/roster-import/roster-import.events';
import type { AppropriationEvent } from './payout/appropriation/appropriation.events';
import type { BatchEvent } from './payout/batch/batch.events';
import type { ProgrammeEvent } from './programme/programme.events';
import type { RequestEvent } from './request/request.events';

export type * from './actor/actor.events';
export type * from './calendar/calendar.events';
export type * from './county/county.events';
export type * from './eligibility/comparison/comparison.events';
export * from './eligibility/enrolment/enrolment.events';
export type * from './eligibility/notice/notice.events';
export type * from './eligibility/person/person.events';
export * from './eligibility/redetermination/redetermination.events';
export type * from './eligibility/roster-import/roster-import.events';
export type * from './payout/appropriation/appropriation.events';
export type * from './payout/batch/batch.events';
export type * from './programme/programme.events';
export type * from './request/request.events';

/** Everything that can have happened. Published events are never edited: a new shape is a new version plus an upcaster. */
export type SubsidyEvent =
  | CountyEvent
  | CalendarEvent
  | ActorEvent
  | ProgrammeEvent
  | PersonEvent
  | EnrolmentEvent
  | NoticeEvent
  | RedeterminationEvent
  | RosterImportEvent
  | ComparisonEvent
  | AppropriationEvent
  | BatchEvent
  | RequestEvent;
