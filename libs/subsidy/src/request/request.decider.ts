import { refuse, unreachable, type Decider } from '../decider';
import type { RequestAccepted, RequestAnswered, RequestEvent } from './request.events';

/** Only what was accepted is answered. */
export type RequestState =
  | { readonly accepted?: undefined; readonly answered?: undefined }
  | { readonly accepted: RequestAccepted['data']; readonly answered?: RequestAnswered['data'] };
export type RequestCommand =
  | { readonly do: 'accept'; readonly request: RequestAccepted['data'] }
  | { readonly do: 'answer'; readonly answer: RequestAnswered['data'] };

/**
 * A success or a refusal is the answer for ever. A request that somebody else's write, a fault or a restart cut off (412, 5xx) was answered
 * too, so that none stays open in the log, but is carried out when it is sent again: its command id keeps it from doing anything twice.
 */
export const isFinal = ({ status }: RequestAnswered['data']): boolean => status < 500 && status !== 412;

const acceptedOf = ({ accepted }: RequestState, { requestId }: RequestAnswered['data']): RequestAccepted['data'] => {
  if (accepted === undefined) throw new Error(`request ${requestId} is answered before it was accepted`);
  return accepted;
};

/** A money request under its Idempotency-Key: same key and body, same answer; another body is refused. */
export const requestDecider: Decider<RequestState, RequestCommand, RequestEvent, 'idempotency_conflict'> = {
  initial: {},
  evolve: (state, event) => {
    switch (event.type) {
      case 'RequestAccepted':
        return { ...state, accepted: event.data };
      case 'RequestAnswered':
        return { accepted: acceptedOf(state, event.data), answered: event.data };
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
        acceptedOf(state, command.answer);
        return state.answered === undefined || !isFinal(state.answered)
          ? [{ type: 'RequestAnswered', data: command.answer }]
          : [];
      default:
        return unreachable(command);
    }
  },
};
