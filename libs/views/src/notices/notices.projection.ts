import { insert, type Projection } from '../engine/change';
import { NOTICE } from './notices.table';

export const notices = {
  NoticePosted: ({ noticeId, level, area, programme, year, count, listHash, postedOn, closesOn }, { meta }) => [
    insert(NOTICE, {
      notice: noticeId,
      level,
      area,
      programme,
      year,
      count,
      list_hash: listHash,
      posted_on: postedOn,
      closes_on: closesOn,
      actor: meta.actor,
      at: meta.at,
    }),
  ],
} satisfies Projection;
