import { DEMO_BANK } from './demo-bank';
import { ISO_20022_BANK } from './iso-bank';
import { POSTAL_FIXED } from './postal-fixed';
import type { BankProfile } from './profile';
import { RURAL_COMMERCIAL } from './rural-commercial';

/** Every bank that a county can choose, by its id. */
export const BANK_PROFILES: ReadonlyMap<string, BankProfile> = new Map(
  [DEMO_BANK, RURAL_COMMERCIAL, POSTAL_FIXED, ISO_20022_BANK].map((profile) => [profile.id, profile]),
);
