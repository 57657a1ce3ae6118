import type { RunningCounty } from '@fenming/county';
import type { AuthedRequest } from '../access/caller';
import { formTokenOf } from '../access/own-forms';
import type { Frame } from './layout';
import { addressOf } from './way-back';

/** What stands around a page: the county, its clock, and who is reading. */
export const frameOf = (county: RunningCounty, title: string, request: AuthedRequest): Frame => {
  const { asked, asOf } = request;
  const { opened } = county.state();
  const { clock } = county;
  return {
    title,
    county: opened?.name ?? '',
    demo: opened?.demo ?? false,
    simulated: clock.simulated(),
    now: clock.now(),
    formToken: formTokenOf(request),
    address: addressOf(request),
    ...(asked === undefined ? {} : { asked, alarms: county.alarms().map(({ sentence }) => sentence) }),
    ...(asOf === undefined ? {} : { asOf }),
  };
};
