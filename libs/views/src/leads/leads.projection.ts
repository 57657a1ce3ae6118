import type { LeadState } from '@fenming/subsidy';
import { insert, one, some, type Projection } from '../engine/change';
import { LEAD } from './leads.table';

const STATE = "UPDATE lead SET state = 'stated', statement_id = @statement WHERE lead_id = @lead";
const REOPEN = "UPDATE lead SET state = 'open', statement_id = NULL WHERE statement_id = @statement AND state = 'stated'";
const END = 'UPDATE lead SET state = @state, reason = @reason, ended_by = @by WHERE lead_id = @lead';

type End = { readonly lead: string; readonly state: LeadState; readonly reason: string | null; readonly by: string };
const ended = (end: End) => [one(END, end)];

export const leads = {
  LeadOpened: ({ lead, number, source, caseNumber: case_number, programme, about, fact, title }, { meta }) => [
    insert(LEAD, {
      case_number,
      number,
      programme,
      source,
      about,
      fact,
      title,
      state: 'open' satisfies LeadState,
      lead_id: lead,
      opened_at: meta.at,
    }),
  ],
  LeadStated: ({ lead, statement }) => [one(STATE, { lead, statement })],
  LeadSettled: ({ lead }, { meta }) => ended({ lead, state: 'settled', reason: null, by: meta.actor }),
  LeadClosed: ({ lead, reason }, { meta }) => ended({ lead, state: 'closed', reason, by: meta.actor }),
  StatementDropped: ({ statement }) => [some(REOPEN, { statement })],
  // The case was held for the death that was proposed from it.
  DeathProposalDropped: ({ hold }) => (hold === undefined ? [] : [some(REOPEN, { statement: hold })]),
} satisfies Projection;
