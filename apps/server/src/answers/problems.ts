import type { RefusalCode } from '@fenming/subsidy';
import { asks, records } from '../access/operation-access';
import { REFUSAL_STATUS } from '../refusal-status';
import type { Operation } from './operations';

/** What is wrong with a request as such is refused by no rule: its code, and the status that it comes with. */
const OF_THE_REQUEST = {
  validation_failed: 400,
  malformed_request: 400,
  malformed_cursor: 400,
  outdated_cursor: 400,
  too_large: 413,
  too_slow: 408,
  fault: 500,
} as const satisfies Record<string, number>;
type ProblemCode = RefusalCode | keyof typeof OF_THE_REQUEST;

/** Whatever is asked, by whomever: the content, the address, the machine. */
const ALWAYS: readonly ProblemCode[] = [
  'malformed_request',
  'validation_failed',
  'personal_number',
  'too_large',
  'fault',
  'disk_full',
  'data_damaged',
];
const OF_THE_NAMED: readonly ProblemCode[] = ['unauthenticated', 'forbidden_area'];
const OF_ROLES: readonly ProblemCode[] = ['forbidden_role'];
const OF_CONTENT: readonly ProblemCode[] = ['foreign_form'];
const OF_FILES: readonly ProblemCode[] = ['uploads_waiting', 'busy', 'too_slow'];
const OF_QUESTIONS: readonly ProblemCode[] = ['busy', 'stale_read', 'read_unavailable', 'history_incomplete'];
const OF_LISTS: readonly ProblemCode[] = ['malformed_cursor', 'outdated_cursor'];
/** Whatever is decided: by whom, on which state of which log. */
const OF_DECISIONS: readonly ProblemCode[] = [
  'forbidden_role',
  'account_unconfirmed',
  'own_password_first',
  'authority_ended',
  'history_incomplete',
  'version_conflict',
  'log_unavailable',
  'without_personal_data',
];
const OF_MONEY: readonly ProblemCode[] = [
  'idempotency_key_missing',
  'idempotency_conflict',
  'request_running',
  'request_interrupted',
  'restored_unreconciled',
];
/** What is asked for by something that the county has to have. */
const OF_PARAMETERS: Readonly<Record<string, readonly ProblemCode[]>> = {
  cursor: OF_LISTS,
  programme: ['not_found', 'programme_not_adopted'],
  year: ['year_unknown'],
  area: ['area_unknown'],
  'Idempotency-Key': OF_MONEY,
};

type Described = Operation & { readonly parameters: readonly string[] };

const codesOf = ({ method, access, answer, parameters }: Described): readonly ProblemCode[] => [
  ...ALWAYS,
  ...(access.admits === 'anybody' ? [] : OF_THE_NAMED),
  ...(typeof access.admits === 'string' ? [] : OF_ROLES),
  ...(method === 'POST' ? OF_CONTENT : []),
  ...(access.takes === 'file' ? OF_FILES : []),
  ...(asks(method, access) ? OF_QUESTIONS : []),
  ...(records(method, access) ? OF_DECISIONS : []),
  ...parameters.flatMap((name) => OF_PARAMETERS[name] ?? []),
  ...answer.refuses,
];

const isOfRequest = (code: ProblemCode): code is keyof typeof OF_THE_REQUEST => code in OF_THE_REQUEST;
/** Headers that are too large, content of another type than the door takes, and an address whose parts are too long have statuses of their own (RFC 9110, 6585). */
const malformedStatuses = ({ method, route }: Operation): readonly number[] => [
  OF_THE_REQUEST.malformed_request,
  431,
  ...(method === 'POST' ? [415] : []),
  ...(route.includes(':') ? [414] : []),
];
const statusesOf = (code: ProblemCode, operation: Operation): readonly number[] => {
  if (code === 'malformed_request') return malformedStatuses(operation);
  return [isOfRequest(code) ? OF_THE_REQUEST[code] : REFUSAL_STATUS[code]];
};

/** The codes of the problems that an operation may answer, by HTTP status. `parameters`: the names that it takes, headers included. */
export const problemsOf = (operation: Described): ReadonlyMap<number, readonly ProblemCode[]> => {
  const byStatus = new Map<number, ProblemCode[]>();
  for (const code of [...new Set(codesOf(operation))].toSorted())
    for (const status of statusesOf(code, operation)) byStatus.set(status, [...(byStatus.get(status) ?? []), code]);
  return byStatus;
};
