import type { SubsidyEvent } from '@fenming/subsidy';

/** What a finding needs of a recorded event: any event log's record fits. */
export type LogEvent = {
  readonly type: string;
  readonly schemaVersion?: number;
  readonly payload: object;
  /** What whoever read the record found wrong with it (without a full stop): then it is a finding, and no formula looks at it. */
  readonly wrong?: string;
  /** The same, but it can be read all the same. */
  readonly doubt?: string;
  /** Where it stands in its log, as the log says it. */
  readonly position?: string;
  readonly meta: {
    readonly actor: string;
    readonly role?: string;
    readonly area?: string;
    /** Instant of recording. */
    readonly at?: string;
  };
};

/** A log in memory, or one that is read batch by batch. */
export type LogEvents = Iterable<LogEvent> | AsyncIterable<readonly LogEvent[]>;

/** Something that watches every event in log order and answers at the end. */
export type Watch<Answer> = { readonly see: (event: LogEvent) => void; readonly answer: () => Answer };

export function watch<Answer>(events: Iterable<LogEvent>, watching: Watch<Answer>): Answer;
export function watch<Answer>(events: AsyncIterable<readonly LogEvent[]>, watching: Watch<Answer>): Promise<Answer>;
export function watch<Answer>(events: LogEvents, watching: Watch<Answer>): Answer | Promise<Answer> {
  if (Symbol.asyncIterator in events) return watchBatches(events, watching);
  for (const event of events) watching.see(event);
  return watching.answer();
}

async function watchBatches<Answer>(
  batches: AsyncIterable<readonly LogEvent[]>,
  { see, answer }: Watch<Answer>,
): Promise<Answer> {
  for await (const batch of batches) for (const event of batch) see(event);
  return answer();
}

type FundingText = { readonly central: string; readonly province: string; readonly city: string; readonly county: string };
type Books = { readonly programme: string; readonly year: number; readonly area: string; readonly documentNo: string };

/** What happens to an appropriation after its money arrived. Amounts: fen as decimal text, signed where money is taken off. */
type YearEndPayloads = {
  readonly AppropriationAdjusted: Books & {
    readonly layer: string;
    readonly amountFen: string;
    readonly reason: string;
    readonly adjustedOn: string;
  };
  readonly AppropriationCarriedOut: Books & {
    readonly toYear: number;
    readonly funding: FundingText;
    readonly carriedOn: string;
  };
  readonly AppropriationCarriedIn: Books & {
    readonly fromYear: number;
    readonly funding: FundingText;
    readonly carriedOn: string;
    /** The first year of the money. */
    readonly since: number;
  };
  readonly AppropriationLapsed: Books & { readonly funding: FundingText; readonly lapsedOn: string };
  readonly AppropriationClosed: Books & { readonly closedOn: string };
};

type Recorded = { readonly [Event in SubsidyEvent as Event['type']]: Event['data'] };
/** The payload of every event that a formula may ask for, by type. */
export type Payloads = Omit<Recorded, keyof YearEndPayloads> & YearEndPayloads;

/** What to do with the events of some types; `event` is the whole record. */
export type Handlers = {
  readonly [Type in keyof Payloads]?: (said: Payloads[Type], event: LogEvent) => void;
};
