import { addFen, fen, fenText, parseFenText, type Fen } from '@fenming/money';
import type { FundingLayer } from '@fenming/programmes';
import type { FenText, FundingText } from '../eligibility/enrolment/enrolment.events';

export const FUNDING_LAYERS = ['central', 'province', 'city', 'county'] as const satisfies readonly FundingLayer[];

/** Fen per funding layer. */
export type Funding = Readonly<Record<FundingLayer, Fen>>;
export const NO_FUNDING: Funding = { central: fen(0), province: fen(0), city: fen(0), county: fen(0) };

const perLayer = (amount: (layer: FundingLayer) => Fen): Funding => ({
  central: amount('central'),
  province: amount('province'),
  city: amount('city'),
  county: amount('county'),
});

export const parseFunding = (text: FundingText): Funding => perLayer((layer) => parseFenText(text[layer]));
export const fundingText = (funding: Funding): FundingText => ({
  central: fenText(funding.central),
  province: fenText(funding.province),
  city: fenText(funding.city),
  county: fenText(funding.county),
});
/** An amount of one layer, and nothing of the others. */
export const fundingOf = (layer: FundingLayer, amountFen: FenText): Funding => ({
  ...NO_FUNDING,
  [layer]: parseFenText(amountFen),
});
export const sameFunding = (a: Funding, b: Funding): boolean => FUNDING_LAYERS.every((layer) => a[layer] === b[layer]);
export const addFunding = (a: Funding, b: Funding): Funding => perLayer((layer) => addFen(a[layer], b[layer]));
export const subtractFunding = (a: Funding, b: Funding): Funding => perLayer((layer) => fen(a[layer] - b[layer]));
export const sumFunding = (all: Iterable<Funding>): Funding => {
  let sum = NO_FUNDING;
  for (const funding of all) sum = addFunding(sum, funding);
  return sum;
};
export const fundingTotal = (funding: Funding): Fen => addFen(...FUNDING_LAYERS.map((layer) => funding[layer]));
