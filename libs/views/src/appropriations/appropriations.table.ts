import { business, key, table } from '../engine/table';

/** Money in (指标): one row per document and funding layer. */
export const APPROPRIATION = table('appropriation', {
  programme: key.text,
  year: key.integer,
  area: key.text,
  layer: key.text,
  document_no: key.text,
  amount_fen: business.fen,
  arrived_on: business.text,
  actor: business.text,
});
