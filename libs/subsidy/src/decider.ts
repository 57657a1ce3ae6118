import type { AreaCode } from '@fenming/citizen';
import type { Instant } from '@fenming/calendar';
import type { RefusalCode } from './refusals';

/** The offices that take part; `system` is the operator of the county's machine and the engine's own reactions. */
export const ROLES = [
  'village',
  'township',
  'health',
  'finance-maker',
  'finance-checker',
  'finance-approver',
  'finance-releaser',
  'bank',
  'inspector',
  'system',
] as const;
export type Role = (typeof ROLES)[number];

export type ActorId = string & { readonly kind: 'ActorId' };
export type PersonId = string & { readonly kind: 'PersonId' };
export type EnrolmentId = string & { readonly kind: 'EnrolmentId' };

/** Who asked, in which role and area, and when: all a decision may know about the outside. */
export type Asked = {
  readonly by: ActorId;
  readonly role: Role;
  readonly area: AreaCode;
  readonly at: Instant;
  /** The official as a citizen, where he or she stands in the register too: nobody decides one’s own case. */
  readonly person?: PersonId;
  /** The account was given anew and no second person has confirmed it: it takes no step. */
  readonly unconfirmed?: true;
  /** The password is the one that somebody else gave, who knows it too: it takes no step either. */
  readonly passwordGiven?: true;
};

/** A refusal is a value: a stable code, and what a person needs to mend it. It never carries personal data. */
export type Refusal<Code extends RefusalCode = RefusalCode> = { readonly refused: Code; readonly detail?: string };

export const refuse = <Code extends RefusalCode>(refused: Code, detail?: string): Refusal<Code> =>
  detail === undefined ? { refused } : { refused, detail };

export const isRefusal = (value: unknown): value is Refusal => typeof value === 'object' && value !== null && 'refused' in value;

export type Decision<Event, Code extends RefusalCode = RefusalCode> = readonly Event[] | Refusal<Code>;

/** `Code`: the reasons it may give for not doing something; no other one compiles. */
export type Decider<State, Command, Event, Code extends RefusalCode = RefusalCode> = {
  readonly initial: State;
  /** `by` is the actor of the recorded event: who confirmed matters to who may confirm next. */
  readonly evolve: (state: State, event: Event, by: ActorId) => State;
  /** No events means: this has already happened and nothing is left to do. */
  readonly decide: (state: State, command: Command, asked: Asked) => Decision<Event, Code>;
};

/** A recorded event with the actor of its envelope. */
export type Fact<Event> = { readonly event: Event; readonly by: ActorId };

export const fold = <State, Command, Event>(decider: Decider<State, Command, Event>, facts: Iterable<Fact<Event>>): State => {
  let state = decider.initial;
  for (const { event, by } of facts) state = decider.evolve(state, event, by);
  return state;
};

/**
 * Ends every switch over a union, so that the compiler lists the places that must decide about a new member. What it met is told by its kind
 * alone: a command or an order may carry a whole list of persons.
 */
export const unreachable = (value: never): never => {
  throw new Error(`not handled: ${kindOf(value)}`);
};

const KINDS: readonly string[] = ['type', 'do', 'read', 'state', 'stage'];
const kindOf = (value: unknown): string => {
  if (typeof value !== 'object' || value === null) return String(value).slice(0, 40);
  const named = Object.entries(value).find(([key]) => KINDS.includes(key));
  return named === undefined ? Object.keys(value).join(', ') : `${named[0]} ${String(named[1]).slice(0, 40)}`;
};
