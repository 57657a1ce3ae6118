import { view } from '../engine/view';
import { personsBesides } from './register.questions';

export const registerView = view({
  questions: { personsBesides },
});
