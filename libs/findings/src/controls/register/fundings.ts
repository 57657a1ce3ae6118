import { say } from '@fenming/language';
import type { FundingText } from '@fenming/subsidy';
import { LAYER_NAMES } from '@fenming/words';

export const LAYERS = ['central', 'province', 'city', 'county'] as const;
/** What the layers are called, by their place in LAYERS; behind the last, what is in none of them. */
export const LAYER_TITLES: Readonly<Record<number, string>> = {
  get 0() {
    return LAYER_NAMES.central;
  },
  get 1() {
    return LAYER_NAMES.province;
  },
  get 2() {
    return LAYER_NAMES.city;
  },
  get 3() {
    return LAYER_NAMES.county;
  },
  get 4() {
    return say('未分层', 'no layer');
  },
};
/** Fen by budget, in the order of LAYERS. */
export type Layers = readonly [bigint, bigint, bigint, bigint];

/** One amount as a line states it, with its split. `whole`: every figure is a whole number that is not negative. */
export type Split = { readonly amount: bigint; readonly layers: Layers; readonly sum: bigint; readonly whole: boolean };

const WHOLE = /^(?:0|[1-9]\d*)$/;
export const isWhole = (text: string): boolean => WHOLE.test(text);
/** Reads fen; a text that is no whole number counts as nothing and is found by I-01. */
export const fenOf = (text: string | undefined): bigint =>
  text !== undefined && /^-?(?:0|[1-9]\d*)$/.test(text) ? BigInt(text) : 0n;

export const layersOf = (funding: FundingText | undefined): Layers =>
  LAYERS.map((layer) => fenOf(funding?.[layer])) as unknown as Layers;
export const sumOf = (layers: Layers): bigint => layers[0] + layers[1] + layers[2] + layers[3];

/** Few different amounts stand on a million lines, so a line keeps the number of its split; 0 is none. */
export class Splits {
  private readonly numbers = new Map<string, number>();
  private readonly splits: Split[] = [{ amount: 0n, layers: [0n, 0n, 0n, 0n], sum: 0n, whole: true }];

  numberOf(amountFen: string, funding: FundingText | undefined): number {
    const texts = LAYERS.map((layer) => funding?.[layer] ?? '0');
    const key = `${amountFen} ${texts.join(' ')}`;
    const known = this.numbers.get(key);
    if (known !== undefined) return known;
    const layers = layersOf(funding);
    const whole = isWhole(amountFen) && texts.every(isWhole);
    this.numbers.set(key, this.splits.length);
    return this.splits.push({ amount: fenOf(amountFen), layers, sum: sumOf(layers), whole }) - 1;
  }

  at(number: number): Split {
    return this.splits[number] ?? { amount: 0n, layers: [0n, 0n, 0n, 0n], sum: 0n, whole: true };
  }
}
