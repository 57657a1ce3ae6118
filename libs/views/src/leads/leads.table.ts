import { business, key, table, volatile } from '../engine/table';

/**
 * What other bodies say of the people of a case that our record does not. `number` counts the leads of the person who applied from 1. What they
 * say is sealed, and read from the person's own record. `reason`: why it was closed.
 */
export const LEAD = table(
  'lead',
  {
    case_number: key.text,
    number: key.integer,
    programme: business.text,
    source: business.text,
    about: business.text,
    fact: business.text,
    title: business.text,
    state: business.text,
    reason: business.textOrNull,
    ended_by: business.textOrNull,
    lead_id: volatile('random id').text,
    statement_id: volatile('random id').textOrNull,
    opened_at: volatile('recorded time').text,
  },
  [{ on: ['lead_id'], unique: true }, { on: ['statement_id'] }, { on: ['state', 'case_number', 'number'] }],
);
