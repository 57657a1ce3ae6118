import type { RunningCounty } from '@fenming/county';
import type { AuthedRequest } from '../access/guard';
import { formTokenOf } from '../access/own-forms';
import type { Frame } from './layout';

/** What stands around a page: the county, its clock, and who is reading. */
export const frameOf = (folder: RunningCounty, title: string, request: AuthedRequest): Frame => {
  const { asked, asOf } = request;
  const { opened } = folder.state();
  const { clock } = folder;
  return {
    title,
    county: opened?.name ?? '',
    demo: opened?.demo ?? false,
    simulated: clock.simulated(),
    now: clock.now(),
    formToken: formTokenOf(request),
    ...(asked === undefined ? {} : { asked, alarms: folder.alarms().map(({ sentence }) => sentence) }),
    ...(asOf === undefined ? {} : { asOf }),
  };
};
