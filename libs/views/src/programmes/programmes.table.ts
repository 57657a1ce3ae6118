import { business, key, table, volatile } from '../engine/table';

/** The texts a county has proposed and adopted, by content. `state`: proposed or adopted. `effective_from`: PlainDate. */
export const PROGRAMME_VERSION = table(
  'programme_version',
  {
    programme: key.text,
    content_hash: key.text,
    state: business.text,
    document_no: business.text,
    effective_from: business.text,
    proposed_by: business.text,
    adopted_by: business.textOrNull,
    proposed_at: volatile('recorded time').text,
    adopted_at: volatile('recorded time').textOrNull,
  },
  [{ on: ['content_hash'] }],
);
