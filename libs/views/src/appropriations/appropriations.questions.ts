import type { AreaCode } from '@fenming/citizen';
import type { Fen } from '@fenming/money';
import type { FundingLayer, ProgrammeId } from '@fenming/programmes';
import { where } from '../engine/filter';
import type { Reader } from '../engine/reader';

export type Appropriation = {
  readonly programme: ProgrammeId;
  readonly year: number;
  readonly area: AreaCode;
  readonly layer: FundingLayer;
  readonly document_no: string;
  readonly amount_fen: Fen;
  readonly arrived_on: string;
  readonly actor: string;
};

/** Money received, by programme, year, layer and document. */
export function appropriations(reader: Reader, year?: number, programme?: ProgrammeId): readonly Appropriation[] {
  const { where: condition, values } = where({ year: 'year = @year', programme: 'programme = @programme' }, { year, programme });
  return reader.all<Appropriation>(
    `SELECT * FROM appropriation ${condition} ORDER BY programme, year, area, layer, document_no`,
    values,
  );
}
