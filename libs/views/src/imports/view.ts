import { view } from '../engine/view';
import { imports as projection } from './imports.projection';
import { imports } from './imports.questions';
import { ROSTER_IMPORT } from './imports.table';

export const importsView = view({
  tables: [ROSTER_IMPORT],
  projection,
  questions: { imports },
});
