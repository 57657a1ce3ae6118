import type { Programme, ProgrammeId } from '@fenming/programmes';
import type { Api } from '@fenming/api-client';
import type { DemoCounty } from '../county/demo-county';
import type { Staff } from './staff';

/** Everything on the desk of the people who run the demo county: the engine's doors, the staff, the county's own papers. */
export type Desk = {
  /** The operator of the folder. */
  readonly operator: Api;
  readonly staff: Staff;
  readonly county: DemoCounty;
  readonly programmes: ReadonlyMap<ProgrammeId, Programme>;
  readonly inbox: string;
};

/** The key of one step: the same in every run over a folder, so that a run that was cut off repeats nothing. */
export const stepKey = ({ county }: Pick<Desk, 'county'>, ...parts: readonly (string | number)[]): string =>
  ['demo', county.seed, ...parts].join('-');
