import type { AreaCode, AreaLevel } from '@fenming/citizen';
import { inside, where } from '../engine/filter';
import type { Reader } from '../engine/reader';

/** `clock`: the simulated instant of a demo county, null elsewhere. */
export type County = {
  readonly code: AreaCode;
  readonly name: string;
  readonly demo: boolean;
  readonly regions: readonly string[];
  readonly clock: string | null;
};
export type Area = { readonly code: AreaCode; readonly name: string; readonly level: AreaLevel };

type CountyRow = Omit<County, 'demo' | 'regions'> & { readonly demo: number; readonly regions: string };

/** The county of this folder; undefined before it is opened. */
export function county(reader: Reader): County | undefined {
  const row = reader.first<CountyRow>('SELECT code, name, demo, regions, clock FROM county');
  return row === undefined ? undefined : { ...row, demo: row.demo === 1, regions: JSON.parse(row.regions) as string[] };
}

/** Registered townships and villages in code order: all, or those inside an area. */
export function areas(reader: Reader, area?: string): readonly Area[] {
  const { where: condition, values } = where({ area: inside('code') }, { area });
  return reader.all<Area>(`SELECT code, name, level FROM area ${condition} ORDER BY code`, values);
}
