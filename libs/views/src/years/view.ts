import { view } from '../engine/view';
import { yearsKnown } from './years.questions';

export const yearsView = view({
  questions: { yearsKnown },
});
