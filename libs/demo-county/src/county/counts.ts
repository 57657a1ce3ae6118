/** How many of everything a demo county has. At scale 1 these are the figures that the seed county published for 2023. */
export type Counts = {
  readonly townships: number;
  readonly villages: number;
  readonly rural: number;
  readonly urban: number;
  readonly special: { readonly death: number; readonly disability: number; readonly complication: number };
  readonly fee: { readonly couples: number; readonly singles: number };
  /** Payments of 960.00 that the bank sends back the first time; one disability, one grade 3 and one fee household come on top. */
  readonly returned: { readonly rural: number; readonly urban: number };
  /** People who reach 60 in 2024 and stand on that year's rural roster for the first time. */
  readonly newcomers: number;
};

const FULL_SIZE: Counts = {
  townships: 16,
  villages: 502,
  rural: 6743,
  urban: 3858,
  special: { death: 43, disability: 266, complication: 43 },
  fee: { couples: 525, singles: 100 },
  returned: { rural: 22, urban: 13 },
  newcomers: 290,
};

export const SMALLEST_SCALE = 0.001;
export const LARGEST_SCALE = 2;

/**
 * Every count times the scale, rounded down, and never below what the planted stories need. One person paid for a single month is planted
 * on top of the special counts.
 */
export const countsAt = (scale: number): Counts => {
  if (!(scale >= SMALLEST_SCALE && scale <= LARGEST_SCALE))
    throw new RangeError(`scale must be from ${SMALLEST_SCALE} to ${LARGEST_SCALE}`);
  // Thousandths keep the product in whole numbers: 0.29 * 100 would lose one person to binary fractions.
  const scaled = (count: number, least: number): number => Math.max(least, Math.floor((count * Math.round(scale * 1000)) / 1000));
  const townships = Math.min(FULL_SIZE.townships, scaled(FULL_SIZE.townships, 3));
  return {
    townships,
    villages: scaled(FULL_SIZE.villages, townships * 4),
    rural: scaled(FULL_SIZE.rural, 12),
    urban: scaled(FULL_SIZE.urban, 8),
    special: {
      death: scaled(FULL_SIZE.special.death, 1),
      disability: scaled(FULL_SIZE.special.disability, 2),
      complication: scaled(FULL_SIZE.special.complication, 2),
    },
    fee: { couples: scaled(FULL_SIZE.fee.couples, 2), singles: scaled(FULL_SIZE.fee.singles, 1) },
    returned: { rural: scaled(FULL_SIZE.returned.rural, 1), urban: scaled(FULL_SIZE.returned.urban, 1) },
    newcomers: scaled(FULL_SIZE.newcomers, 2),
  };
};

export const specialCount = ({ special }: Counts): number => special.death + special.disability + special.complication + 1;
