type Nothing = Readonly<Record<number | string, never>>;
/** Nobody has applied, so that nothing has happened either: asking for the key, the exit or the account tells the two apart. */
export type NoEnrolment = {
  readonly events: 0;
  readonly key?: undefined;
  readonly years: Nothing;
  readonly openObjections: Nothing;
  readonly holds: readonly [];
  readonly exitProposal?: undefined;
  readonly transferProposal?: undefined;
  readonly elsewhereProposal?: undefined;
  readonly transfers?: undefined;
  readonly held?: undefined;
  readonly confirmedOn?: undefined;
  readonly exit?: undefined;
  readonly earlierExits?: undefined;
  readonly death?: undefined;
  readonly account?: undefined;
  readonly accounts: Nothing;
  readonly determinations: Nothing;
  readonly payments: readonly [];
  readonly recoveries: Nothing;
  readonly repaid: Nothing;
  readonly unclaimed: Nothing;
};
export const NO_ENROLMENT: NoEnrolment = {
  events: 0,
  years: {},
  openObjections: {},
  holds: [],
  accounts: {},
  determinations: {},
  payments: [],
  recoveries: {},
  repaid: {},
  unclaimed: {},
};
