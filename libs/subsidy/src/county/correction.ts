import { areaContains } from '@fenming/citizen';
import { readRegions, regionsOffered } from '@fenming/programmes';
import { isRefusal, refuse, type Asked, type Decision, type Refusal, type Role } from '../decider';
import type { CountyDeciderCode } from './county.refusals';
import { confirmedOnly, firstRefusal, forbiddenRole } from '../permission';
import type { OpenedCounty } from './county.state';
import type { CountyEvent } from './county.events';

/** `adopted`: whether the county has adopted a programme. From then on amounts were decided by its regions. */
export type ProposeCorrection = {
  readonly do: 'propose-correction';
  readonly correction: string;
  readonly name?: string;
  readonly regions?: readonly string[];
  readonly adopted: boolean;
};
export type ConfirmCorrection = { readonly do: 'confirm-correction'; readonly correction: string; readonly adopted: boolean };

/** The regions of a county in words of the catalogue, or why these are none. */
export const regionsOrRefusal = (named: readonly string[], demo: boolean): readonly string[] | Refusal<CountyDeciderCode> => {
  if (named.length === 0) return refuse('region_missing', regionsOffered(demo).join('\n'));
  const reading = readRegions(named, demo);
  if (reading.ok) return reading.regions;
  if ('apart' in reading) return refuse('regions_apart', reading.apart.join('\n'));
  return refuse('region_unknown', [reading.unknown, ...regionsOffered(demo)].join('\n'));
};

const PROPOSERS: readonly Role[] = ['health', 'system'];
const CORRECTION_CONFIRMERS: readonly Role[] = ['health', 'finance-approver'];

const permitted = (
  roles: readonly Role[],
  { opened: { code } }: OpenedCounty,
  asked: Asked,
): Refusal<CountyDeciderCode> | undefined => {
  if (!roles.includes(asked.role)) return forbiddenRole(roles);
  return asked.role === 'system' || areaContains(asked.area, code) ? confirmedOnly(asked) : refuse('forbidden_area');
};

const untilAdopted = ({ adopted }: { readonly adopted: boolean }): Refusal<CountyDeciderCode> | undefined =>
  adopted ? refuse('programmes_adopted') : undefined;

/** One person says what is wrong in the county's name or regions; a later proposal takes the place of an earlier one. */
export const proposeCorrection = (
  county: OpenedCounty,
  command: ProposeCorrection,
  asked: Asked,
): Decision<CountyEvent, CountyDeciderCode> => {
  const { opened } = county;
  const { correction, name = opened.name } = command;
  const regions = regionsOrRefusal(command.regions ?? opened.regions, opened.demo);
  const refusal = firstRefusal(
    permitted(PROPOSERS, county, asked),
    untilAdopted(command),
    isRefusal(regions) ? regions : undefined,
    !isRefusal(regions) && name === opened.name && regions.join() === opened.regions.join()
      ? refuse('correction_empty')
      : undefined,
  );
  if (refusal !== undefined || isRefusal(regions)) return refusal ?? [];
  return [{ type: 'CountyCorrectionProposed', data: { correction, name, regions } }];
};

/** Another person confirms the very correction that was read. */
export const confirmCorrection = (
  county: OpenedCounty,
  command: ConfirmCorrection,
  asked: Asked,
): Decision<CountyEvent, CountyDeciderCode> => {
  const { correction: pending } = county;
  const refusal = firstRefusal(
    permitted(CORRECTION_CONFIRMERS, county, asked),
    untilAdopted(command),
    pending?.correction === command.correction ? undefined : refuse('correction_unknown', command.correction),
    pending?.by === asked.by ? refuse('correction_own') : undefined,
  );
  if (refusal !== undefined || pending === undefined) return refusal ?? [];
  const { correction, name, regions } = pending;
  return [{ type: 'CountyCorrected', data: { correction, name, regions } }];
};
