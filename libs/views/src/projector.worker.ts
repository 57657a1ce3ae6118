import { projectInThread } from './engine/projector-service';
import { LENS } from './view-list';

projectInThread(LENS);
