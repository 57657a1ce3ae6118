import type { RatesOf, Programme } from './people';

export type Layer = 'national' | 'province';
export type Kind = 'death' | 'disability' | 'complication1' | 'complication2' | 'complication3';
type ByKind = Readonly<Record<Kind, number>>;

/** Rates of one document in fen: the rural reward by the year, all others by the month; the fee for each parent. */
export type Rates = {
  readonly rural: number;
  readonly urban: number;
  readonly fee: number;
  readonly national: ByKind;
  readonly province: Readonly<Record<RatesOf, ByKind>>;
};

const byKind = (
  death: number,
  disability: number,
  complication1: number,
  complication2: number,
  complication3: number,
): ByKind => ({ death, disability, complication1, complication2, complication3 });

/** Special assistance before July 2022 (N01); Henan adds as much once more (L02 art. 33). */
export const BEFORE_JULY_2022 = byKind(450_00, 350_00, 400_00, 300_00, 200_00);
/** 财社〔2022〕49号 (N01), from July 2022. */
const SINCE_JULY_2022 = byKind(590_00, 460_00, 520_00, 390_00, 260_00);

/** What is shipped: 960 a year since 2012 (N63), 80 a month since 2015 (N11), 20 a month and parent (L02 art. 31). */
export const SHIPPED: Rates = {
  rural: 960_00,
  urban: 80_00,
  fee: 20_00,
  national: SINCE_JULY_2022,
  province: { demo: BEFORE_JULY_2022, henan: SINCE_JULY_2022 },
};

/** A later document, made up: every rate is higher, and no two rise alike. */
export const RAISED: Rates = {
  rural: 1_080_00,
  urban: 90_00,
  fee: 25_00,
  national: byKind(650_00, 505_00, 571_00, 428_00, 287_00),
  province: { demo: byKind(495_00, 385_00, 441_00, 333_00, 221_00), henan: byKind(655_00, 507_00, 574_00, 432_00, 291_00) },
};

/** Made up too: rates that no share and no twelfth divides, most of them lower than what is shipped. */
export const UNEVEN: Rates = {
  rural: 955_03,
  urban: 79_89,
  fee: 19_97,
  national: byKind(589_99, 459_91, 519_83, 389_77, 260_01),
  province: { demo: byKind(449_98, 349_96, 400_01, 299_93, 199_89), henan: byKind(587_79, 458_87, 518_89, 388_91, 258_93) },
};

/** Uneven as well, and higher. */
export const UNEVEN_RAISED: Rates = {
  rural: 1_000_07,
  urban: 83_33,
  fee: 21_01,
  national: byKind(601_03, 470_09, 530_11, 401_27, 270_31),
  province: { demo: byKind(460_37, 360_41, 410_43, 311_47, 210_53), henan: byKind(602_59, 471_61, 533_67, 403_71, 271_73) },
};

/** What one layer of a programme pays by a document; undefined where the programme has no such layer. */
export const rateIn = (rates: Rates, programme: Programme, layer: Layer, county: RatesOf, kind: Kind): number | undefined => {
  if (programme === 'SPECIAL_ASSISTANCE') return layer === 'national' ? rates.national[kind] : rates.province[county][kind];
  if (programme === 'RURAL_REWARD') return layer === 'national' ? rates.rural : undefined;
  if (layer === 'national') return undefined;
  return programme === 'URBAN_ONLY_CHILD' ? rates.urban : rates.fee;
};
