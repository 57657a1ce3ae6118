import { refuse, unreachable, type Decider } from '../decider';
import type { RequestAccepted, RequestAnswered, RequestEvent } from './request.events';

export type RequestState = { readonly accepted?: RequestAccepted['data']; readonly answered?: RequestAnswered['data'] };
export type RequestCommand =
  | { readonly do: 'accept'; readonly request: RequestAccepted['data'] }
  | { readonly do: 'answer'; readonly answer: RequestAnswered['data'] };

/** A money request under its Idempotency-Key: same key and body, same answer; another body is refused. */
export const requestDecider: Decider<RequestState, RequestCommand, RequestEvent> = {
  initial: {},
  evolve: (state, event) => {
    switch (event.type) {
      case 'RequestAccepted':
        return { ...state, accepted: event.data };
      case 'RequestAnswered':
        return { ...state, answered: event.data };
      default:
        return unreachable(event);
    }
  },
  decide: (state, command) => {
    switch (command.do) {
      case 'accept':
        if (state.accepted === undefined) return [{ type: 'RequestAccepted', data: command.request }];
        return state.accepted.bodyHash === command.request.bodyHash ? [] : refuse('idempotency_conflict');
      case 'answer':
        return state.answered === undefined ? [{ type: 'RequestAnswered', data: command.answer }] : [];
      default:
        return unreachable(command);
    }
  },
};
