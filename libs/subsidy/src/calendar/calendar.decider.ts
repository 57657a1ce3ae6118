import { documentNumber } from '@fenming/citizen';
import { refuse, unreachable, type ActorId, type Asked, type Decider, type Decision, type Role } from '../decider';
import type { CalendarCode } from './calendar.refusals';
import { confirmedOnly, forbiddenRole } from '../permission';
import type { CalendarEvent, HolidayTableProposed } from './calendar.events';

export type ProposedTable = HolidayTableProposed['data'] & { readonly by: ActorId };
export type ConfirmedTable = ProposedTable & { readonly confirmedBy: ActorId };
export type CalendarState = {
  /** By content hash, what waits for a second person. */
  readonly proposed: Readonly<Record<string, ProposedTable>>;
  /** By year, the table that counts. A notice that was posted by an earlier one keeps its last day. */
  readonly confirmed: Readonly<Record<number, ConfirmedTable>>;
};
/** The file has been read and checked by the caller: a table that cannot be never gets here. */
export type CalendarCommand =
  | { readonly do: 'propose'; readonly table: HolidayTableProposed['data'] }
  | { readonly do: 'confirm'; readonly year: number; readonly contentHash: string };

const PROPOSERS: readonly Role[] = ['health', 'system'];
const CALENDAR_CONFIRMERS: readonly Role[] = ['health', 'finance-approver'];

const propose = (
  state: CalendarState,
  said: HolidayTableProposed['data'],
  asked: Asked,
): Decision<CalendarEvent, CalendarCode> => {
  const forbidden = PROPOSERS.includes(asked.role) ? confirmedOnly(asked) : forbiddenRole(PROPOSERS);
  if (forbidden !== undefined) return forbidden;
  const table = { ...said, documentNo: documentNumber(said.documentNo) };
  const known = [state.confirmed[table.year], state.proposed[table.contentHash]];
  const same = (one: ProposedTable | undefined): boolean =>
    one?.contentHash === table.contentHash && one.documentNo === table.documentNo && one.title === table.title;
  return known.some(same) ? [] : [{ type: 'HolidayTableProposed', data: table }];
};

const confirm = (
  state: CalendarState,
  year: number,
  contentHash: string,
  asked: Asked,
): Decision<CalendarEvent, CalendarCode> => {
  const forbidden = CALENDAR_CONFIRMERS.includes(asked.role) ? confirmedOnly(asked) : forbiddenRole(CALENDAR_CONFIRMERS);
  if (forbidden !== undefined) return forbidden;
  const proposal = state.proposed[contentHash];
  if (proposal === undefined || proposal.year !== year)
    return state.confirmed[year]?.contentHash === contentHash ? [] : refuse('not_found', contentHash);
  if (proposal.by === asked.by) return refuse('proposal_own');
  return [{ type: 'HolidayTableConfirmed', data: { year, contentHash } }];
};

const confirmed = (state: CalendarState, { year, contentHash }: { year: number; contentHash: string }, by: ActorId) => {
  const { [contentHash]: table, ...proposed } = state.proposed;
  return table === undefined ? state : { proposed, confirmed: { ...state.confirmed, [year]: { ...table, confirmedBy: by } } };
};

/** The county's own holiday tables: one person brings a year's notice, another one confirms it. They count before those of this release. */
export const calendarDecider: Decider<CalendarState, CalendarCommand, CalendarEvent, CalendarCode> = {
  initial: { proposed: {}, confirmed: {} },
  evolve: (state, event, by) => {
    switch (event.type) {
      case 'HolidayTableProposed':
        return { ...state, proposed: { ...state.proposed, [event.data.contentHash]: { ...event.data, by } } };
      case 'HolidayTableConfirmed':
        return confirmed(state, event.data, by);
      default:
        return unreachable(event);
    }
  },
  decide: (state, command, asked) => {
    switch (command.do) {
      case 'propose':
        return propose(state, command.table, asked);
      case 'confirm':
        return confirm(state, command.year, command.contentHash, asked);
      default:
        return unreachable(command);
    }
  },
};
