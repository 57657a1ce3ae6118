import { areaContains, areaLevel, comparisonKey, townshipOf, type AreaCode } from '@fenming/citizen';
import { refuse, type Decision } from '../decider';
import type { CountyDeciderCode } from './county.refusals';
import type { OpenedCounty } from './county.state';
import type { CountyEvent } from './county.events';

type Area = { readonly code: AreaCode; readonly name: string };
export type RegisterAreas = { readonly do: 'register-areas'; readonly areas: readonly Area[] };

/**
 * Townships and villages of the county, whole or not at all. Within the list too a code has one name, and a village lies in a township
 * that is known: nobody above it could ever confirm its people.
 */
export const registerAreas = (state: OpenedCounty, { areas }: RegisterAreas): Decision<CountyEvent, CountyDeciderCode> => {
  const outside = areas.find(({ code }) => !areaContains(state.opened.code, code));
  if (outside !== undefined) return refuse('forbidden_area', outside.code);
  const names = new Map<string, string>(Object.entries(state.areas));
  for (const { code, name } of areas) {
    if (comparisonKey(names.get(code) ?? name) !== comparisonKey(name)) return refuse('area_conflict', code);
    names.set(code, name);
  }
  const orphan = areas.find(({ code }) => areaLevel(code) === 'village' && !names.has(townshipOf(code)));
  if (orphan !== undefined) return refuse('township_missing', orphan.code);
  const twice = sameNameTwice(names);
  if (twice !== undefined) return refuse('area_name_taken', twice);
  const fresh = [...new Map(areas.map((area) => [area.code, area])).values()].filter(
    ({ code }) => state.areas[code] === undefined,
  );
  return fresh.length === 0 ? [] : [{ type: 'AreasRegistered', data: { areas: fresh } }];
};

/** Rosters name villages and no codes: of two with one name in a township, people would be put into either. */
const sameNameTwice = (names: ReadonlyMap<string, string>): string | undefined => {
  const seen = new Set<string>();
  for (const [code, name] of names) {
    const key = `${code.slice(0, -3)}/${comparisonKey(name)}`;
    if (seen.has(key)) return code;
    seen.add(key);
  }
  return undefined;
};
