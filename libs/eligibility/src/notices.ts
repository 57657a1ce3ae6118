import { createHash } from 'node:crypto';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { AreaCode } from '@fenming/citizen';
import type { ProgrammeId } from '@fenming/programmes';
import {
  derivedId,
  enrolmentDecider,
  isRefusal,
  leftBefore,
  noticeDecider,
  noticeIdOf,
  permit,
  ROLE_OF_LEVEL,
  streams,
  type EnrolmentId,
  type EnrolmentState,
  type Level,
  type NoticePosted,
} from '@fenming/subsidy';
import { allOrRefused, orRefused, Refused, slices, type Caller } from '@fenming/commands';
import { RunningCounty } from '@fenming/county';
import { noticePeriod } from './notice-period';

export type NoticeList = {
  readonly level: Level;
  readonly area: AreaCode;
  readonly programme: ProgrammeId;
  readonly year: number;
};

/** Posts the public notice of one level: everybody confirmed there and not yet noticed. Posting again answers the notice that stands. */
export class PostNotice extends Command<NoticePosted['data']> {
  constructor(
    readonly list: NoticeList,
    readonly caller: Caller,
  ) {
    super();
  }
}

type Listed = { readonly id: EnrolmentId; readonly caseNumber: string };

@CommandHandler(PostNotice)
export class PostNoticeHandler implements ICommandHandler<PostNotice> {
  constructor(private readonly county: RunningCounty) {}

  async execute({ list, caller }: PostNotice): Promise<NoticePosted['data']> {
    const { level, area, programme, year } = list;
    const barred = permit(this.county.executor.asked(caller), ROLE_OF_LEVEL[level], area);
    if (barred !== undefined) throw new Refused(barred);
    await this.county.caughtUp();
    const posted = this.county.views.notices(list);
    const noticeId = noticeIdOf({ level, area, programme, year }, posted.length + 1);
    const listed = await this.listed(list, noticeId);
    const latest = posted.at(-1);
    if (listed.length === 0 && latest !== undefined) return latest;
    const notice = this.notice(list, noticeId, listed);
    const decision = noticeDecider.decide(noticeDecider.initial, { do: 'post', notice }, this.county.executor.asked(caller));
    if ('refused' in decision) throw new Refused(decision);
    // A notice that was cut off and goes on another day is another command: it gives everybody on it the same, whole period.
    await this.putOnNotice(listed, notice, { ...caller, commandId: derivedId('notice', noticeId, notice.closesOn) });
    const document = { ...caller, commandId: derivedId('notice', noticeId, 'posted') };
    orRefused(await this.county.executor.one(noticeDecider, streams.notice(noticeId), { do: 'post', notice }, document));
    return notice;
  }

  /** Everybody confirmed at this level who stands on no notice of it yet, or on this very one, cut off half-way. */
  private async listed(list: NoticeList, noticeId: string): Promise<readonly Listed[]> {
    const candidates = this.county.views.enrolmentsInStages({
      ...list,
      stages: [`${list.level}_confirmed`, `${list.level}_noticed`],
    });
    const listed: Listed[] = [];
    for (const slice of slices(candidates, 1000)) {
      const states = await this.county.executor.states(
        enrolmentDecider,
        slice.map(({ enrolmentId }) => streams.enrolment(enrolmentId)),
        'now',
      );
      for (const { enrolmentId: id, caseNumber } of slice) {
        const state = states.get(streams.enrolment(id))?.state;
        if (state !== undefined && belongs(state, list, noticeId)) listed.push({ id, caseNumber });
      }
    }
    return listed.sort((a, b) => (a.caseNumber < b.caseNumber ? -1 : 1));
  }

  private notice(list: NoticeList, noticeId: string, listed: readonly Listed[]): NoticePosted['data'] {
    const { compiled: programme } = this.county.rules.inForce(list.programme, list.year);
    const period = noticePeriod(this.county, programme, list.level);
    if (isRefusal(period)) throw new Refused(period);
    const listHash = createHash('sha256')
      .update(listed.map(({ caseNumber }) => caseNumber).join('\n'))
      .digest('hex');
    return { noticeId, ...list, count: listed.length, listHash, ...period };
  }

  private async putOnNotice(listed: readonly Listed[], notice: NoticePosted['data'], caller: Caller): Promise<void> {
    const { level, year, noticeId, postedOn, closesOn } = notice;
    const command = { do: 'put-on-notice' as const, level, year, noticeId, postedOn, closesOn };
    for (const slice of slices(listed, 1000)) {
      const tasks = slice.map(({ id }) => ({ stream: streams.enrolment(id), command: () => command }));
      allOrRefused(await this.county.executor.many(enrolmentDecider, tasks, caller));
    }
  }
}

const belongs = (state: EnrolmentState, { level, year }: NoticeList, noticeId: string): boolean => {
  const present = state.years[year];
  if (present?.confirmedBy[level] === undefined || present.rejection !== undefined || leftBefore(state, year)) return false;
  const notice = present.notices[level];
  return notice === undefined || notice.noticeId === noticeId;
};
