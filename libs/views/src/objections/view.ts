import { view } from '../engine/view';
import { objections as projection } from './objections.projection';
import { objections, objection } from './objections.questions';
import { OBJECTION } from './objections.table';

export const objectionsView = view({
  tables: [OBJECTION],
  projection,
  questions: { objections, objection },
});
