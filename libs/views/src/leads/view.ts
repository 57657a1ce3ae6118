import { view } from '../engine/view';
import { leads as projection } from './leads.projection';
import { leadKnown, leads } from './leads.questions';
import { LEAD } from './leads.table';

export const leadsView = view({ tables: [LEAD], projection, questions: { leads, leadKnown } });
