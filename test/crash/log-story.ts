import { join } from 'node:path';
import { openSqliteLogReader, type JsonObject, type RecordedEvent } from '@fenming/event-log';

/** The whole log of a folder, as of the last commit; its server may run. */
export const readLog = (folder: string): readonly RecordedEvent[] => {
  const reader = openSqliteLogReader(join(folder, 'log.sqlite'));
  const events: RecordedEvent[] = [];
  for (let more = reader.readSome('start', 500); more.length > 0; more = reader.readSome(events.at(-1)?.position ?? 'start', 500))
    events.push(...more);
  reader.close();
  return events;
};

/** A text field of an event's payload. */
export const textOf = ({ type, payload }: RecordedEvent, field: string): string => {
  const text = payload[field];
  if (typeof text !== 'string') throw new Error(`${type} has no text ${field}`);
  return text;
};

/** Each event by its place in the log and its own identity: what must never change once it was recorded. */
export const placesOf = (events: readonly RecordedEvent[]): readonly string[] =>
  events.map(({ position, stream, revision, id, type }) => `${position} ${stream}@${revision} ${id} ${type}`);

/** A step of an appropriation, a batch or a money request. */
export const isPayoutStep = ({ stream }: RecordedEvent): boolean => /^(?:appropriation|payoutBatch|request)-/.test(stream);

/**
 * What is drawn anew each time: the nonce of a seal, and the name under which a password or a token is kept. The number of a redetermination
 * counts the runs that were cut off.
 */
const isDrawn = (type: string, name: string): boolean =>
  name.startsWith('sealed') ||
  (type === 'CredentialSet' && name === 'change') ||
  (name === 'run' && /^(?:ChangedCases|Redetermination)/.test(type));
const withoutDrawn = ({ type, payload }: RecordedEvent): JsonObject =>
  Object.fromEntries(Object.entries(payload).filter(([name]) => !isDrawn(type, name)));

/**
 * What happened in each stream, whatever happened beside it in others: everything that does not depend on who came first.
 * Ids derive from their causes, so that even they are the same in every run over the same files.
 */
export const storiesOf = (events: readonly RecordedEvent[]): Readonly<Record<string, readonly string[]>> => {
  const stories: Record<string, string[]> = {};
  for (const event of events) (stories[event.stream] ??= []).push(`${event.type} ${JSON.stringify(withoutDrawn(event))}`);
  return stories;
};

const runOf = ({ stream, payload }: RecordedEvent): string => `${stream} ${Number(payload['run'])}`;
/**
 * Without what a stop leaves behind: the answer that the next start gives to a money request which was cut off, and the lists of a
 * redetermination that came to no end and was begun anew.
 */
export const uncut = (events: readonly RecordedEvent[]): readonly RecordedEvent[] => {
  const ended = new Set(events.filter(({ type }) => type === 'RedeterminationComputed').map(runOf));
  const isCutOff = (event: RecordedEvent): boolean =>
    (event.type === 'RequestAnswered' && event.payload['status'] === 503) ||
    (event.type === 'ChangedCasesListed' && !ended.has(runOf(event)));
  return events.filter((event) => !isCutOff(event));
};

/** An instruction stands until the bank has sent it back; a settlement changes nothing about it. */
const CHANGE_OF_ATTEMPTS: Readonly<Record<string, number>> = { PaymentInstructed: 1, PaymentReturned: -1 };

/** Entitlements with more than one attempt that is open or settled at any moment: money that would go out twice. */
export const doubledPayments = (events: readonly RecordedEvent[]): readonly string[] => {
  const attempts = new Map<string, number>();
  return events.flatMap((event) => {
    const change = CHANGE_OF_ATTEMPTS[event.type];
    if (change === undefined) return [];
    const entitlement = `${textOf(event, 'enrolmentId')} ${textOf(event, 'entitlement')}`;
    const count = (attempts.get(entitlement) ?? 0) + change;
    attempts.set(entitlement, count);
    return count > 1 ? [`${entitlement} at ${event.position}`] : [];
  });
};
