import { refuse, unreachable, type Decider } from '../../decider';
import type { NoticeCode } from './notice.refusals';
import { permit } from '../../permission';
import { ROLE_OF_LEVEL } from '../enrolment/confirmation';
import type { NoticeEvent, NoticePosted } from './notice.events';

export type NoticeState = { readonly posted?: NoticePosted['data'] };
export type NoticeCommand = { readonly do: 'post'; readonly notice: NoticePosted['data'] };

/** The notice as a document; that each person stood on it is recorded in the person's own enrolment. */
export const noticeDecider: Decider<NoticeState, NoticeCommand, NoticeEvent, NoticeCode> = {
  initial: {},
  evolve: (_state, event) => {
    switch (event.type) {
      case 'NoticePosted':
        return { posted: event.data };
      default:
        return unreachable(event.type);
    }
  },
  decide: (state, { notice }, asked) => {
    const refusal = permit(asked, ROLE_OF_LEVEL[notice.level], notice.area);
    if (refusal !== undefined) return refusal;
    if (notice.count === 0) return refuse('notice_empty');
    if (state.posted !== undefined) return state.posted.listHash === notice.listHash ? [] : refuse('already_noticed');
    return [{ type: 'NoticePosted', data: notice }];
  },
};
