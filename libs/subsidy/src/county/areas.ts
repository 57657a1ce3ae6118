import { areaContains, areaLevel, townshipOf, type AreaCode } from '@fenming/citizen';
import { refuse, type Decision } from '../decider';
import type { CountyState } from './county.decider';
import type { CountyEvent } from './county.events';

type Area = { readonly code: AreaCode; readonly name: string };
export type RegisterAreas = { readonly do: 'register-areas'; readonly areas: readonly Area[] };

/**
 * Townships and villages of the county, whole or not at all. Within the list too a code has one name, and a village lies in a township
 * that is known: nobody above it could ever confirm its people.
 */
export const registerAreas = (state: CountyState, county: AreaCode, { areas }: RegisterAreas): Decision<CountyEvent> => {
  const outside = areas.find(({ code }) => !areaContains(county, code));
  if (outside !== undefined) return refuse('forbidden_area', outside.code);
  const names = new Map<string, string>(Object.entries(state.areas));
  for (const { code, name } of areas) {
    if ((names.get(code) ?? name) !== name) return refuse('area_conflict', code);
    names.set(code, name);
  }
  const orphan = areas.find(({ code }) => areaLevel(code) === 'village' && !names.has(townshipOf(code)));
  if (orphan !== undefined) return refuse('township_missing', orphan.code);
  const fresh = [...new Map(areas.map((area) => [area.code, area])).values()].filter(
    ({ code }) => state.areas[code] === undefined,
  );
  return fresh.length === 0 ? [] : [{ type: 'AreasRegistered', data: { areas: fresh } }];
};
