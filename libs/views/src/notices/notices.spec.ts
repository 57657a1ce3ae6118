import { streams, type NoticePosted } from '@fenming/subsidy';
import type { AreaCode } from '@fenming/citizen';
import { given } from '../histories/given.fixture';
import { Recorder } from '../histories/recorder.fixture';

const village = '991001101201' as AreaCode;
const list = { level: 'village' as const, area: village, programme: 'FIRST_AID', year: 2023 };
const posted = (noticeId: string, more: Partial<NoticePosted['data']> = {}): NoticePosted['data'] => ({
  noticeId,
  ...list,
  count: 3,
  listHash: 'list',
  postedOn: '2023-05-04',
  closesOn: '2023-05-15',
  ...more,
});
const withNotices = (...notices: readonly NoticePosted['data'][]) => {
  const to = new Recorder();
  for (const notice of notices) to.record(streams.notice(notice.noticeId), { type: 'NoticePosted', data: notice });
  return given(to);
};

describe('notices', () => {
  it('of one list come oldest first, as they were posted', () => {
    const [first, second] = [posted('n2'), posted('n1', { postedOn: '2023-06-01', closesOn: '2023-06-12' })];
    expect(withNotices(second, first).notices(list)).toEqual([first, second]);
  });

  it('of another level, area, programme or year do not belong to the list', () => {
    const others = [
      posted('n1', { level: 'township' }),
      posted('n2', { area: '991001101' as AreaCode }),
      posted('n3', { programme: 'SECOND_AID' }),
      posted('n4', { year: 2024 }),
    ];
    expect(withNotices(...others).notices(list)).toEqual([]);
  });

  it('of an area include those of every area inside it', () => {
    const township = posted('n1', { level: 'township', area: '991001101' as AreaCode });
    const views = withNotices(posted('n0'), township, posted('n2', { area: '991001102201' as AreaCode }));
    expect(views.noticesIn({ year: 2023, area: '991001101' }).map(({ noticeId }) => noticeId)).toEqual(['n0', 'n1']);
    expect(views.noticesIn({ programme: 'SECOND_AID' })).toEqual([]);
  });
});
