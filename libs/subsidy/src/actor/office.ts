import { areaLevel, type AreaCode, type AreaLevel } from '@fenming/citizen';
import { refuse, type Refusal, type Role } from '../decider';

/** An office, and the townships and villages of the county by code: none before they are registered. */
type Office = { readonly role: Role; readonly area: AreaCode };
export type KnownAreas = { readonly county?: AreaCode; readonly areas: Readonly<Record<string, string>> };

const levelOf = (role: Role): AreaLevel => (role === 'village' || role === 'township' ? role : 'county');

/** An office stands over one area of its own level: a village clerk over a whole county would confirm for every village. */
export const officeRefusal = ({ role, area }: Office, { county, areas }: KnownAreas): Refusal | undefined => {
  if (areaLevel(area) !== levelOf(role)) return refuse('office_area_level', area);
  if (areaLevel(area) === 'county')
    return county === undefined || county === area ? undefined : refuse('office_area_unknown', area);
  const registered = Object.keys(areas).length > 0;
  return registered && areas[area] === undefined ? refuse('office_area_unknown', area) : undefined;
};
