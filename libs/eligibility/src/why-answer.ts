import { say } from '@fenming/language';
import { dateOf, instant, type PlainDate } from '@fenming/calendar';
import type { AreaCode } from '@fenming/citizen';
import type { RecordedEvent } from '@fenming/event-log';
import { ZERO_FEN, type Fen } from '@fenming/money';
import type { Assessment, Programme, ProgrammeId } from '@fenming/programmes';
import { exitOf, isRefused, read, readAs, type EnrolmentState } from '@fenming/subsidy';
import type { Payment } from '@fenming/views';
import type { RuleOfMonths } from './governing-texts';
import type { CaseStatus } from './payment-status';
import type { Answer } from './why-sentence';

/** The recorded event that sealed the facts of a year: where a reader of the log finds them. */
export type FactOrigin = {
  readonly type: string;
  readonly revision: number;
  readonly position: string;
  readonly date: PlainDate;
};
/** What can be said of one programme and year: about one case, or that there is none. */
export type Why = {
  readonly programme: NamedProgramme;
  readonly year: number;
  /** Where the case stands: what was decided and paid comes before what the rules would say. */
  readonly status: CaseStatus;
  readonly answer: Answer;
  /** The status, and the answer of the rules, as sentences a citizen can read. */
  readonly sentence: string;
  /** The text of the rules that explains the year, of its last month; absent where none does. */
  readonly text?: Programme;
  readonly caseNumber?: string;
  readonly assessment?: Assessment;
  /** What is owed as determined by the county, or else what the rules would give; nothing to whoever was turned down. Absent where it is not the asker's to know. */
  readonly amountFen?: Fen;
  readonly determined: boolean;
  /** The texts that explain the year, in the order of its months: those by which it was determined, also when they were withdrawn since; else those in force. */
  readonly rules: readonly RuleOfMonths[];
  readonly origin?: FactOrigin;
  /** The programme this person draws instead, where the asker may know of it. */
  readonly excludedBy?: string;
  /** The lines of batches on which the case stood for the year, the newest last; none where the money is not the asker's to know. */
  readonly payments: readonly Payment[];
};
export type NamedProgramme = { readonly id: ProgrammeId; readonly name: string };

/** What whoever asks may be told. */
export type Sight = {
  /** Somebody from elsewhere is answered for like somebody unknown. */
  readonly area: AreaCode;
  /** Whether they may know facts: the day of a death is one. */
  readonly seesFacts: boolean;
  /** Whether they may know what is owed and paid by a programme that they ask about. */
  readonly seesMoney: (programme: ProgrammeId) => boolean;
  /** Whether they may know that somebody of their area draws another programme. */
  readonly seesOther: (programme: ProgrammeId) => boolean;
};

/** An answer about a year of which nothing else is known than where it stands. */
export const without = (
  { programme, year }: Pick<Why, 'programme' | 'year'>,
  answer: Answer,
  status: CaseStatus,
  sentence = status.sentence,
): Why => ({
  programme,
  year,
  status,
  answer,
  sentence,
  amountFen: ZERO_FEN,
  determined: false,
  rules: [],
  payments: [],
});

export const outOfForce = ({ programme, year }: Pick<Why, 'programme' | 'year'>): CaseStatus => ({
  code: 'out_of_force',
  sentence: say(
    `${year} 年度“${programme.name}”在本县没有生效的规则。`,
    `“${programme.name}” has no rules in force in this county in ${year}.`,
  ),
});

export const answerOf = (
  state: EnrolmentState,
  year: number,
  excludedBy: Programme | undefined,
  { verdict }: Assessment,
): Answer => {
  if (excludedBy !== undefined) return 'excluded';
  if (isRefused(state, year)) return 'rejected';
  return exitOf(state, year) === undefined ? verdict : 'exited';
};

/** What waits for a second signature is told in every year that it is about, whatever year it names. */
const PROPOSED: readonly string[] = ['ExitProposed', 'TransferProposed'];
/** What is told of a year: the events that name it, and those that name none. */
export const eventsOf = (events: readonly RecordedEvent[], year: number): readonly RecordedEvent[] =>
  events.filter((event) => {
    const { year: named } = read(event);
    return named === year || named === undefined || PROPOSED.includes(event.type);
  });

export const originOf = (events: readonly RecordedEvent[], year: number): FactOrigin | undefined => {
  const sealed = events.findLast(
    (event) => readAs(event, 'EnrolmentApplied', 'EnrolmentRenewed', 'FactsCorrected')?.year === year,
  );
  if (sealed === undefined) return undefined;
  const { type, revision, position, meta } = sealed;
  return { type, revision, position, date: dateOf(instant(meta.at)) };
};
