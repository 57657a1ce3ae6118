import { heard, say, speakIn } from '@fenming/language';
import { FAULTS_NAMED, Later, Refused, type ControlFault, type FileFault } from '@fenming/commands';
import { isDiskFull, type RunningCounty } from '@fenming/county';
import { withoutPersonalNumbers } from '@fenming/citizen';
import { Conflict, Definite, HistoryIncomplete, OutcomeUnknown } from '@fenming/event-log';
import type { DefinitionError } from '@fenming/programmes';
import { type Refusal, type RefusalCode } from '@fenming/subsidy';
import { VaultError } from '@fenming/vault';
import { ForeignCursor, isDamage, OutdatedCursor } from '@fenming/views';
import { detailText, type Names, refusalText } from '@fenming/words';
import type { FastifyRequest } from 'fastify';
import { intakeOf, recordsNothing } from './access/operation-access';
import { languageOfRequest } from './access/languages';
import { TooSlow } from './intake/pace';
import { bodyTooLarge, TooLarge } from './intake/too-large';
import { LONGEST_TOLD } from './limits';
import { REFUSAL_STATUS } from './refusal-status';
import { isBodyTooLarge, transportShape } from './transport-fault';

/** One fault of a request: where (JSON pointer, line and pointer of a definition, or row and column of a roster), a stable code, and what to do. */
export type ProblemFault = {
  readonly code: string;
  readonly message: string;
  readonly hint?: string;
  readonly pointer?: string;
  readonly file?: string;
  readonly line?: number;
  readonly row?: number;
  readonly column?: string;
  readonly value?: string;
};

/** RFC 9457 problem details; `title` is the sentence for people in the language they asked for, `code` the stable name for machines. */
export type Problem = {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly code: string;
  readonly detail?: string;
  readonly instance?: string;
  readonly request_id: string;
  /** The first of them; `errors_total` where there are more. */
  readonly errors?: readonly ProblemFault[];
  readonly errors_total?: number;
  /** Seconds after which to ask again, also in the header Retry-After. */
  readonly retry_after?: number;
};

/** Malformed input, with a pointer to each field. */
export class Malformed extends Error {
  /** @param faults the first of `total` */
  constructor(
    readonly faults: readonly ProblemFault[],
    readonly total = faults.length,
  ) {
    super('validation_failed');
    this.name = 'Malformed';
  }
}

/** A refusal of one value of the request: where it stands, and what could stand there. */
export class RefusedAt extends Refused {
  constructor(
    refusal: Refusal,
    readonly fault: ProblemFault,
  ) {
    super(refusal);
  }
}

/** The pointer to a field or parameter (RFC 6901); a number of a person in place of a name is starred. */
export const pointerTo = (name: string): string => `/${withoutPersonalNumbers(name).replaceAll('~', '~0').replaceAll('/', '~1')}`;

/** A field or parameter that the door does not know, at the pointer to it. */
export const unknownField = (pointer: string): ProblemFault => ({
  pointer,
  code: 'unknown_field',
  message: say(
    '这里没有这一项，请删去，或改用接口说明中的名称。',
    'There is no such field here: remove it, or use a name of the API reference.',
  ),
});

type Shape = Pick<Problem, 'status' | 'code' | 'title' | 'detail' | 'errors' | 'errors_total' | 'retry_after'>;

/** A fault as an answer names it: `message` says what is wrong, `hint` what to do. */
export const faultOf = (fault: FileFault | DefinitionError | ControlFault): ProblemFault => {
  if ('formula' in fault) return { code: fault.formula, message: fault.sentence, hint: fault.title };
  if ('pointer' in fault) {
    const { file, line, pointer, reason } = fault;
    return { code: 'definition', message: reason, file, line, pointer };
  }
  const { row, column, value, code, reason, hint } = fault;
  return { row, column, value, code, message: reason, hint };
};

/** An answer names so many faults, and how many there are in all: nobody reads a thousand, and each costs its sender nothing. */
const namedFaults = (faults: readonly ProblemFault[], total: number): Pick<Shape, 'errors' | 'errors_total'> => {
  if (faults.length === 0) return {};
  const errors = faults.slice(0, FAULTS_NAMED);
  return total > errors.length ? { errors, errors_total: total } : { errors };
};

/** Where the request says what it asks for: the parameter or field that has this value. */
const pointerIn = ({ params, query, body }: FastifyRequest, value: string): string | undefined => {
  const given = [params, query, body].flatMap((part) => (typeof part === 'object' && part !== null ? Object.entries(part) : []));
  const found = given.find(([, each]) => String(each) === value);
  return found === undefined ? undefined : pointerTo(found[0]);
};

/** What a decider says of a batch or an account that there is not, it says without its id: the address has it. */
const NAMED_BY_ADDRESS: readonly string[] = ['batch_not_found', 'not_found'];
const namedBy = ({ refused, detail }: Refusal, { params }: FastifyRequest): string | undefined =>
  detail ?? (NAMED_BY_ADDRESS.includes(refused) ? (params as { readonly id?: string } | undefined)?.id : undefined);

/** The faults of a refusal; of a thing that is not there, where the request names it. */
const faultsIn = (refused: Refused, request: FastifyRequest): readonly ProblemFault[] => {
  if (refused instanceof RefusedAt) return [refused.fault];
  const { refusal, faults } = refused;
  const named = REFUSAL_STATUS[refusal.refused] === 404 ? namedBy(refusal, request) : undefined;
  const [asked] = named?.split('\n') ?? [];
  const pointer = asked === undefined ? undefined : pointerIn(request, asked);
  return pointer === undefined
    ? faults.slice(0, FAULTS_NAMED).map(faultOf)
    : [{ pointer, code: refusal.refused, message: refusalText(refusal.refused) }];
};

const refusalShape = (refused: Refused, request: FastifyRequest, names: Names): Shape => {
  const { refusal } = refused;
  const named = namedBy(refusal, request);
  const detail = detailText(named === undefined ? refusal : { ...refusal, detail: named }, names);
  const errors = faultsIn(refused, request);
  return {
    status: REFUSAL_STATUS[refusal.refused],
    code: refusal.refused,
    title: refusalText(refusal.refused),
    ...(detail === undefined ? {} : { detail: withoutPersonalNumbers(detail) }),
    ...namedFaults(errors, Math.max(errors.length, refused.total)),
    ...(refused instanceof Later ? { retry_after: refused.seconds } : {}),
  };
};

/** A page of a file that is not what SQLite wrote, or a person's key or content that does not open any more. */
const isDamaged = (error: unknown): boolean =>
  isDamage(error) || (error instanceof VaultError && ['tampered', 'person_unknown', 'store_damaged'].includes(error.code));

const malformed = (): Shape => ({
  status: 400,
  code: 'validation_failed',
  title: say('请求内容不符合要求。', 'The request is not what it should be.'),
});
/** A cursor that the list cannot go on from. */
const cursorShape = (code: string, title: string, message: string): Shape => ({
  status: 400,
  code,
  title,
  errors: [{ pointer: '/cursor', code, message }],
});
const foreign = (): Shape =>
  cursorShape(
    'malformed_cursor',
    say(
      '这个游标不是本列表给出的，或给出之后换了查询条件：请条件不变地用上一页给出的游标，或不带游标从头读。',
      'This cursor was not given by this list, or the conditions have changed since: use the cursor of the page before with the same conditions, or none to read from the start.',
    ),
    say('应为本列表上一页给出的游标，原样填写。', 'It should be the cursor that the page before of this list gave, as it is.'),
  );
const outdated = (): Shape =>
  cursorShape(
    'outdated_cursor',
    say(
      '这个游标所指的一行已不在本列表中，列表在此期间变了：请不带游标从头读。',
      'The row that this cursor points to is no longer in the list, which has changed meanwhile: read from the start without a cursor.',
    ),
    say('请去掉这一项。', 'Remove it.'),
  );

/** Whoever only asked wanted to record nothing. */
const readOfGaps = (): string =>
  say(
    '事件日志中有记录缺失或被删改，这里读不全。请先核对日志（fenming audit controls），由管理员查明。',
    'Records of the event log are missing or were changed, so this cannot be read whole. Have the log checked first (fenming audit controls), and the administrator find out why.',
  );

const coded = (code: RefusalCode): Shape => ({ status: REFUSAL_STATUS[code], code, title: refusalText(code) });

const shapeOf = (error: unknown, request: FastifyRequest, names: Names): Shape => {
  if (error instanceof Refused) return refusalShape(error, request, names);
  if (error instanceof Malformed) return { ...malformed(), ...namedFaults(error.faults, error.total) };
  const { method, routeOptions } = request;
  const large = isBodyTooLarge(error) ? bodyTooLarge(intakeOf(method, routeOptions.url).bytes) : error;
  if (large instanceof TooLarge) return { status: 413, code: 'too_large', title: large.title };
  if (error instanceof TooSlow) return { status: 408, code: 'too_slow', title: error.title };
  if (error instanceof ForeignCursor) return foreign();
  if (error instanceof OutdatedCursor) return outdated();
  if (error instanceof HistoryIncomplete) {
    const shape = refusalShape(new Refused({ refused: 'history_incomplete', detail: error.stream }), request, names);
    return recordsNothing(request) ? { ...shape, title: readOfGaps() } : shape;
  }
  if (isDiskFull(error)) return coded('disk_full');
  if (error instanceof Definite || error instanceof OutcomeUnknown)
    return coded(recordsNothing(request) ? 'read_unavailable' : 'log_unavailable');
  if (isDamaged(error)) return coded('data_damaged');
  if (error instanceof Conflict) return coded('version_conflict');
  return transportShape(error);
};

/** The path alone: what is asked for may stand in the query. */
export const pathOf = ({ url }: FastifyRequest): string => url.split('?')[0] ?? '';

/** What programmes are called in the county of a folder; a code that it does not know stays a code. */
export const namesIn = ({ rules, shipped }: RunningCounty): Names => ({
  programme: (code) =>
    rules.latest(code)?.compiled.name ?? shipped.find(({ definition }) => definition.id === code)?.definition.name ?? code,
});

/** Why one of a list was refused: its code, the sentence, and what a person needs to mend it. */
export const rowRefusal = (refusal: Refusal, names: Names): { code: RefusalCode; message: string; detail?: string } => {
  const detail = detailText(refusal, names);
  return { code: refusal.refused, message: refusalText(refusal.refused), ...(detail === undefined ? {} : { detail }) };
};

/** What its caller has chosen the length of. */
const told = (text: string): string => (text.length > LONGEST_TOLD ? `${text.slice(0, LONGEST_TOLD)}…` : text);

const toldBriefly = ({ detail, errors, ...shape }: Shape): Shape => ({
  ...shape,
  ...(detail === undefined ? {} : { detail: told(detail) }),
  ...(errors === undefined
    ? {}
    : { errors: errors.map((fault) => (fault.pointer === undefined ? fault : { ...fault, pointer: told(fault.pointer) })) }),
});

export const problemOf = (error: unknown, request: FastifyRequest, county: RunningCounty): Problem => {
  const language = languageOfRequest(request);
  // Money work is refused to everybody who may ask again; this one hears it in one language.
  const shape = speakIn(language, () => toldBriefly(heard(language, shapeOf(error, request, namesIn(county)))));
  return {
    type: `/problems/${shape.code}`,
    ...shape,
    instance: told(withoutPersonalNumbers(pathOf(request))),
    request_id: request.id,
  };
};
