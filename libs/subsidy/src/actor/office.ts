import { areaContains, areaLevel, type AreaCode, type AreaLevel } from '@fenming/citizen';
import { refuse, type Refusal, type Role } from '../decider';
import type { ActorCode } from './actor.refusals';

/** An office, and the townships and villages of the county by code: none before they are registered. */
type Office = { readonly role: Role; readonly area: AreaCode };
export type KnownAreas = { readonly county?: AreaCode; readonly areas: Readonly<Record<string, string>> };

const levelOf = (role: Role): AreaLevel => (role === 'village' || role === 'township' ? role : 'county');

/** An office stands over one area of its own level: a village clerk over a whole county would confirm for every village. */
export const officeRefusal = (office: Office, { county, areas }: KnownAreas): Refusal<ActorCode> | undefined => {
  const { role, area } = office;
  if (county === undefined) return refuse('county_not_open');
  if (areaLevel(area) !== levelOf(role)) return refuse('office_area_level', area);
  const registered = areaLevel(area) !== 'county' && Object.keys(areas).length > 0;
  return standsIn(county, office) && (!registered || areas[area] !== undefined) ? undefined : refuse('office_area_unknown', area);
};

/** An office of the county stands over all of it, a township's or a village's over a part of it. */
export const standsIn = (county: AreaCode, { role, area }: Office): boolean =>
  levelOf(role) === 'county' ? areaContains(area, county) : areaContains(county, area);
