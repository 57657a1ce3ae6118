import { view } from '../engine/view';
import { county as projection } from './county.projection';
import { county, areas } from './county.questions';
import { COUNTY, AREA } from './county.table';

export const countyView = view({
  tables: [COUNTY, AREA],
  projection,
  questions: { county, areas },
});
