import type { Level } from '@fenming/subsidy';

/** The three levels at which a case is confirmed and posted. */
export const LEVEL_NAMES: Readonly<Record<Level, string>> = { village: '村级', township: '乡级', county: '县级' };
