import { dateOf } from '@fenming/calendar';
import type { AreaCode } from '@fenming/citizen';
import type { RunningCounty } from '@fenming/county';
import type { Fen } from '@fenming/money';
import type { ProgrammeId } from '@fenming/programmes';
import {
  enrolmentDecider,
  isRefusal,
  payable,
  readyFen,
  streams,
  type ActorId,
  type Asked,
  type EnrolmentId,
  type EnrolmentState,
  type HoldCause,
} from '@fenming/subsidy';
import { enrolmentsPage, type EnrolmentListed, type Page } from '@fenming/views';

/** Why money that is due cannot go out: the case, or the books of its year. */
export type UnpaidCause = HoldCause | 'appropriation_closed';
/** Who holds a case or has said what waits, and by when it is to be clear (PlainDate); nothing of what nobody in particular holds. */
export type Holder = { readonly by: ActorId | null; readonly due_on: string | null; readonly overdue: boolean };
/** Money of a year that is due and cannot go out as things stand. `code`: why. */
export type UnpaidCase = Holder & {
  readonly enrolment_id: EnrolmentId;
  readonly case_number: string;
  readonly programme: ProgrammeId;
  readonly year: number;
  readonly village: AreaCode;
  readonly due_fen: Fen;
  readonly code: UnpaidCause;
};
export type UnpaidFilter = Parameters<RunningCounty['views']['enrolments']>[0];

/** Cases of which something may be due that are looked at together, and how many such lots one page looks at. */
const LOT = 500;
const LOTS = 20;

/**
 * Whoever has money due and no way to be paid now (待付清单), so that nobody is left out in silence. A page that has looked at ten thousand
 * cases ends there and may hold fewer rows than asked. Throws ForeignCursor.
 */
export const unpaid = async (
  county: RunningCounty,
  { limit, cursor: first, ...asOf }: UnpaidFilter,
  asked: Asked,
): Promise<Page<UnpaidCase>> => {
  const filter = { ...asOf, mayBeDue: 'yes' } as const;
  const found: UnpaidCase[] = [];
  let cursor = first;
  for (let lot = 0; lot < LOTS; lot += 1) {
    const looked = county.views.enrolments({ ...filter, limit: LOT, cursor });
    found.push(...(await unpaidAmong(county, looked.data, asked)));
    if (found.length > limit || looked.next_cursor === null) return enrolmentsPage(filter, found, limit);
    cursor = looked.next_cursor;
  }
  return { data: found, has_more: true, next_cursor: cursor ?? null };
};

/** Why what is due of a year cannot go out as things stand; undefined where it can. */
export const causeUnpaid = (state: EnrolmentState, year: number, asked: Asked, isClosed: boolean): UnpaidCause | undefined => {
  const now = payable(state, year, asked);
  if (isRefusal(now)) return now.refused;
  return isClosed ? 'appropriation_closed' : undefined;
};

const NOBODY: Holder = { by: null, due_on: null, overdue: false };
/** Behind a cause. */
export const holderOf = ({ holds, exitProposal }: EnrolmentState, code: UnpaidCause, today: string): Holder => {
  if (code === 'exit_awaited') return { ...NOBODY, by: exitProposal === undefined ? null : exitProposal.by };
  const held = holds.find(({ cause }) => cause === code);
  if (held === undefined) return NOBODY;
  const { by, dueOn } = held;
  return dueOn === undefined ? { ...NOBODY, by } : { by, due_on: dueOn, overdue: dueOn < today };
};

const unpaidAmong = async (
  { executor, views, clock }: RunningCounty,
  cases: readonly EnrolmentListed[],
  asked: Asked,
): Promise<readonly UnpaidCase[]> => {
  const closed = new Map<string, boolean>();
  const isClosed = (of: { readonly programme: ProgrammeId; readonly year: number }): boolean => {
    const key = `${of.programme} ${of.year}`;
    const known = closed.get(key) ?? views.isYearClosed(of);
    closed.set(key, known);
    return known;
  };
  const today = dateOf(clock.now());
  const names = [...new Set(cases.map(({ enrolment_id }) => streams.enrolment(enrolment_id)))];
  const states = await executor.peek(enrolmentDecider, names);
  return cases.flatMap(({ enrolment_id, case_number, programme, year, village }): readonly UnpaidCase[] => {
    const state = states.get(streams.enrolment(enrolment_id)) ?? enrolmentDecider.initial;
    const due_fen = readyFen(state, year);
    const code = due_fen === 0 ? undefined : causeUnpaid(state, year, asked, isClosed({ programme, year }));
    if (code === undefined) return [];
    return [{ enrolment_id, case_number, programme, year, village, due_fen, code, ...holderOf(state, code, today) }];
  });
};
