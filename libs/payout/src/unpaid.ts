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
  type Asked,
  type EnrolmentId,
  type HoldCause,
} from '@fenming/subsidy';
import type { Page } from '@fenming/views';

/** Money of a year that is due and cannot go out as things stand. `code`: why. */
export type UnpaidCase = {
  readonly enrolment_id: EnrolmentId;
  readonly case_number: string;
  readonly programme: ProgrammeId;
  readonly year: number;
  readonly village: AreaCode;
  readonly due_fen: Fen;
  readonly code: HoldCause;
};
export type UnpaidFilter = Parameters<RunningCounty['views']['enrolments']>[0];

/**
 * Whoever has money due and no way to be paid now (待付清单), so that nobody is left out in silence. A page looks at `limit` cases of which
 * something may be due, so that it may hold fewer. Throws ForeignCursor.
 */
export const unpaid = async (
  { executor, views }: RunningCounty,
  filter: UnpaidFilter,
  asked: Asked,
): Promise<Page<UnpaidCase>> => {
  const page = views.enrolments({ ...filter, mayBeDue: 'yes' });
  const names = [...new Set(page.data.map(({ enrolment_id }) => streams.enrolment(enrolment_id)))];
  const states = await executor.peek(enrolmentDecider, names);
  const data = page.data.flatMap(({ enrolment_id, case_number, programme, year, village }): readonly UnpaidCase[] => {
    const state = states.get(streams.enrolment(enrolment_id)) ?? enrolmentDecider.initial;
    const due_fen = readyFen(state, year);
    const now = payable(state, year, asked);
    return due_fen > 0 && isRefusal(now)
      ? [{ enrolment_id, case_number, programme, year, village, due_fen, code: now.refused }]
      : [];
  });
  return { ...page, data };
};
