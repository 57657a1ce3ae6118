import { view } from '../engine/view';
import { timeline as projection } from './timeline.projection';
import { timeline } from './timeline.questions';
import { TIMELINE } from './timeline.table';

export const timelineView = view({
  tables: [TIMELINE],
  projection,
  questions: { timeline },
});
