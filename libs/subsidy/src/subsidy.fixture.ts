import { atHour, plainDate } from '@fenming/calendar';
import { areaCode, type AreaCode } from '@fenming/citizen';
import { fold, isRefusal, type ActorId, type Asked, type Decider, type Decision, type Fact, type Role } from './decider';

/** Invented places: area 9910 belongs to nobody. */
export const COUNTY = areaCode('991001');
export const TOWNSHIP = areaCode('991001001');
export const OTHER_TOWNSHIP = areaCode('991001002');
export const VILLAGE = areaCode('991001001001');
export const OTHER_VILLAGE = areaCode('991001001002');
export const OTHER_COUNTY = areaCode('991002');

/** Somebody who asks, at nine in the morning of a day in Shanghai. */
export const official = (by: string, role: Role, area: AreaCode, on = '2023-06-01'): Asked => ({
  by: by as ActorId,
  role,
  area,
  at: atHour(plainDate(on), 9),
});

/** The story of one stream: what has happened, what somebody asks for, and what is then recorded. */
export type Story<State, Command, Event> = {
  readonly state: State;
  /** What would be recorded, or the refusal. */
  readonly when: (command: Command, asked: Asked) => Decision<Event>;
  /** The story once the command has been carried out; a refusal here is a mistake of the spec and throws. */
  readonly after: (command: Command, asked: Asked) => Story<State, Command, Event>;
  readonly and: (...facts: readonly Fact<Event>[]) => Story<State, Command, Event>;
};

export const given = <State, Command, Event>(
  decider: Decider<State, Command, Event>,
  ...facts: readonly Fact<Event>[]
): Story<State, Command, Event> => {
  const state = fold(decider, facts);
  const when = (command: Command, asked: Asked) => decider.decide(state, command, asked);
  return {
    state,
    when,
    after: (command, asked) => {
      const decision = when(command, asked);
      if (isRefusal(decision)) throw new Error(`refused: ${decision.refused} ${decision.detail ?? ''}`);
      return given(decider, ...facts, ...decision.map((event) => ({ event, by: asked.by })));
    },
    and: (...more) => given(decider, ...facts, ...more),
  };
};

/** The types of what was decided, or the code of the refusal: enough where the content is not the point. */
export const outcome = (decision: Decision<{ readonly type: string }>): readonly string[] | string =>
  isRefusal(decision) ? decision.refused : decision.map(({ type }) => type);
