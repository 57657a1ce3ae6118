import { areaLevel } from '@fenming/citizen';
import { insert, one, type Projection } from '../engine/change';
import { AREA, COUNTY } from './county.table';

const CORRECT = 'UPDATE county SET name = @name, regions = @regions';
const SET_CLOCK = 'UPDATE county SET clock = @to';

export const county = {
  CountyOpened: ({ code, name, demo, regions }) => [
    insert(COUNTY, { code, name, demo: demo ? 1 : 0, regions: JSON.stringify(regions) }),
  ],
  CountyCorrected: ({ name, regions }) => [one(CORRECT, { name, regions: JSON.stringify(regions) })],
  AreasRegistered: ({ areas }) => areas.map(({ code, name }) => insert(AREA, { code, name, level: areaLevel(code) })),
  ClockAdvanced: ({ to }) => [one(SET_CLOCK, { to })],
} satisfies Projection;
