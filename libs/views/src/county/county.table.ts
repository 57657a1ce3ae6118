import { business, key, table, volatile } from '../engine/table';

/** The one county of the folder. `regions`: JSON list. `clock`: the simulated instant of a demo county. */
export const COUNTY = table('county', {
  code: key.text,
  name: business.text,
  demo: business.integer,
  regions: business.text,
  clock: volatile('recorded time').textOrNull,
});

/** Townships and villages by code; the code tells which area lies in which. */
export const AREA = table('area', { code: key.text, name: business.text, level: business.text });
