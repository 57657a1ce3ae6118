import { areaLevel, comparisonKey, type AreaCode } from '@fenming/citizen';
import type { VillageLookup } from '@fenming/rosters';

/** The villages of a county by the names of township and village, as a roster writes them. `areas`: names by code. */
export const villagesOf = (areas: Readonly<Record<string, string>>): VillageLookup => {
  const codes = new Map<string, AreaCode>();
  for (const [code, name] of Object.entries(areas) as [AreaCode, string][]) {
    if (areaLevel(code) === 'village') codes.set(placeKey(areas[code.slice(0, 9)] ?? '', name), code);
  }
  return (township, village) => codes.get(placeKey(township, village));
};

const placeKey = (township: string, village: string): string => `${comparisonKey(township)}/${comparisonKey(village)}`;
