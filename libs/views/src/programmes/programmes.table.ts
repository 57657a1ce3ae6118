import { business, key, table, volatile } from '../engine/table';

/**
 * The texts a county has proposed, adopted and withdrawn, by content. `document_date`, `effective_from`, `effective_to`: PlainDate. `paid_then`:
 * whether what was paid by a withdrawn text stays or goes back.
 */
export const PROGRAMME_VERSION = table(
  'programme_version',
  {
    programme: key.text,
    content_hash: key.text,
    state: business.text,
    document_no: business.text,
    document_date: business.text,
    effective_from: business.text,
    effective_to: business.textOrNull,
    proposed_by: business.text,
    adopted_by: business.textOrNull,
    withdrawal_by: business.textOrNull,
    withdrawal_document_no: business.textOrNull,
    withdrawn_by: business.textOrNull,
    paid_then: business.textOrNull,
    proposed_at: volatile('recorded time').text,
    adopted_at: volatile('recorded time').textOrNull,
  },
  [{ on: ['content_hash'] }],
);
