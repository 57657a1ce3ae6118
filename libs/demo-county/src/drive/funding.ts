import { fen, sumFen, ZERO_FEN, type Fen } from '@fenming/money';
import type { FundingLayer, Programme, ProgrammeId } from '@fenming/programmes';
import type { Desk } from './desk';
import type { DemoCounty } from '../county/demo-county';

export type Document = {
  readonly programme: ProgrammeId;
  readonly year: number;
  readonly layer: FundingLayer;
  readonly amountFen: Fen;
};

export const LAYERS = ['central', 'province', 'city', 'county'] as const satisfies readonly FundingLayer[];

/** Finance asks for whole thousands of yuan: what everybody on the roster would get, rounded up. */
const THOUSAND_YUAN = 100_000;
const roundedUp = (amount: Fen): Fen => fen(Math.ceil(amount / THOUSAND_YUAN) * THOUSAND_YUAN);

const need = (county: DemoCounty, programme: Programme, year: number): readonly Document[] => {
  const applicants = county.rosters
    .filter((roster) => roster.programme === programme.id && roster.year === year)
    .flatMap((roster) => roster.applicants);
  const fundings = applicants.map(({ facts }) => programme.assess({ facts, year }).funding);
  return LAYERS.map((layer) => ({
    programme: programme.id,
    year,
    layer,
    amountFen: roundedUp(sumFen(fundings.map((funding) => funding[layer]))),
  }));
};

/** The documents that cover a year: one per programme and layer that pays for it. */
export const documentsFor = (
  county: DemoCounty,
  programmes: ReadonlyMap<ProgrammeId, Programme>,
  year: number,
): readonly Document[] =>
  [...programmes.values()].flatMap((programme) => need(county, programme, year)).filter(({ amountFen }) => amountFen > ZERO_FEN);

const ISSUER: Record<FundingLayer, string> = { central: '财社', province: '省财社', city: '市财社', county: '县财预' };

/** The money of one layer arrives: one document per programme. */
export const receiveAppropriations = async (desk: Desk, year: number, layer: FundingLayer, arrivedOn: string): Promise<void> => {
  const documents = documentsFor(desk.county, desk.programmes, year).filter((document) => document.layer === layer);
  for (const [index, { programme, amountFen }] of documents.entries()) {
    const document_no = `演示${ISSUER[layer]}〔${year}〕${10 * (1 + LAYERS.indexOf(layer)) + index}号`;
    await desk.staff.maker.post(
      '/appropriations',
      { programme, year, layer, amount_fen: amountFen, document_no, arrived_on: arrivedOn },
      { key: ['demo', desk.county.seed, year, programme, 'appropriation', layer].join('-') },
    );
  }
};
