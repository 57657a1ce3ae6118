import { COUNTY, given, official, OTHER_VILLAGE, outcome, TOWNSHIP, VILLAGE } from '../../subsidy.fixture';
import type { Level } from '../enrolment/enrolment.events';
import { noticeDecider, type NoticeCommand } from './notice.decider';

const clerk = official('clerk-wu', 'village', VILLAGE);
const posting = (rest: Partial<NoticeCommand['notice']> = {}): NoticeCommand => ({
  do: 'post',
  notice: {
    noticeId: 'notice-1',
    level: 'village',
    area: VILLAGE,
    programme: 'REWARD',
    year: 2023,
    count: 23,
    listHash: 'hash-of-the-list',
    postedOn: '2023-03-01',
    closesOn: '2023-03-10',
    ...rest,
  },
});

describe('posting a public notice', () => {
  it('records how many stand on it and the hash of the list, so that the list can be proved later', () => {
    expect(given(noticeDecider).when(posting(), clerk)).toEqual([{ type: 'NoticePosted', data: posting().notice }]);
  });

  it('does not post an empty list', () => {
    expect(outcome(given(noticeDecider).when(posting({ count: 0 }), clerk))).toBe('notice_empty');
  });

  it('is the same notice when the same list is posted again, and no place for another list', () => {
    const posted = given(noticeDecider).after(posting(), clerk);
    expect(posted.when(posting(), clerk)).toEqual([]);
    expect(outcome(posted.when(posting({ listHash: 'another list' }), clerk))).toBe('already_noticed');
  });

  it.each([
    ['village', official('clerk-wu', 'village', VILLAGE), VILLAGE],
    ['township', official('clerk-li', 'township', TOWNSHIP), TOWNSHIP],
    ['county', official('officer-gao', 'health', COUNTY), COUNTY],
  ] as const)('belongs at the %s to the office of that level', (level: Level, by, area) => {
    expect(outcome(given(noticeDecider).when(posting({ level, area }), by))).toEqual(['NoticePosted']);
    const inspector = { ...by, role: 'inspector' } as const;
    expect(outcome(given(noticeDecider).when(posting({ level, area }), inspector))).toBe('forbidden_role');
  });

  it('stays in the area of the office', () => {
    expect(outcome(given(noticeDecider).when(posting({ area: OTHER_VILLAGE }), clerk))).toBe('forbidden_area');
    expect(outcome(given(noticeDecider).when(posting({ area: TOWNSHIP }), clerk))).toBe('forbidden_area');
  });
});
