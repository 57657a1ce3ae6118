import { parseFenText } from '@fenming/money';
import { insert, type Projection } from '../engine/change';
import { APPROPRIATION } from './appropriations.table';

export const appropriations = {
  AppropriationReceived: ({ programme, year, area, layer, amountFen, documentNo, arrivedOn }, { meta }) => [
    insert(APPROPRIATION, {
      programme,
      year,
      area,
      layer,
      document_no: documentNo,
      amount_fen: parseFenText(amountFen),
      arrived_on: arrivedOn,
      actor: meta.actor,
    }),
  ],
} satisfies Projection;
