import { toEverybody } from '@fenming/language';
import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import { RunningCounty } from '@fenming/county';
import { PostNotice, RemedyObjection, TakeCaseStep } from '@fenming/eligibility';
import { type Caller } from '@fenming/commands';
import { areaCode } from '@fenming/citizen';
import type { Page } from '@fenming/views';
import { derivedId, LEVELS, OBJECTION_KINDS, type EnrolmentId, type Level, type NoticePosted } from '@fenming/subsidy';
import { CurrentCaller } from '../access/caller';
import { mustExist, visibleArea } from '../filters';
import { Answers } from '../answers/answers';
import { CASE, IN_FORCE } from '../answers/reasons';
import { pageOf } from '../answers/page.answers';
import { PlacePage, shownPaged } from '../page';
import { Area, Maybe, OneOf, ProgrammeCode, Text, Uuid, Year } from '../validators';
import { NoticeAnswer, PostedNoticeAnswer, RaisedObjectionAnswer, RecordedAnswer } from './notices.answers';

class NoticeBody {
  @OneOf(LEVELS) level!: Level;
  @Area() area!: string;
  @ProgrammeCode() programme!: string;
  @Year() year!: number;
}
class ObjectionBody {
  @Uuid() enrolment_id!: EnrolmentId;
  @Year() year!: number;
  @OneOf(LEVELS) level!: Level;
  @OneOf(OBJECTION_KINDS) kind!: string;
  @OneOf(['desk', 'phone', 'letter', 'web']) channel!: string;
}
class ResolutionBody {
  @Uuid() enrolment_id!: EnrolmentId;
  /** `remedied`: what was disputed has been put right by an accepted `statement`. */
  @OneOf(['upheld', 'dismissed', 'remedied']) outcome!: 'upheld' | 'dismissed' | 'remedied';
  @Maybe() @Uuid() statement?: string;
  @Text(200) reason!: string;
}

@ApiTags(toEverybody('公示与异议 notices', 'notices'))
@Controller('api/v1')
export class NoticesController {
  constructor(
    private readonly bus: CommandBus,
    private readonly county: RunningCounty,
  ) {}

  @Get('notices')
  @Answers(pageOf(NoticeAnswer))
  list(@Query() { year, programme, area, ...page }: PlacePage, @CurrentCaller() caller: Caller): Page<NoticeAnswer> {
    mustExist(this.county, { programme, year });
    const by = { year, programme, area: visibleArea(this.county, caller, area) };
    const notices = this.county.views.noticesIn(by);
    return shownPaged(notices, page, { name: 'notices', by, key: ({ noticeId }) => noticeId, shown: noticeBody });
  }

  @Post('notices')
  @HttpCode(200)
  @Answers(PostedNoticeAnswer, ...IN_FORCE, 'notice_empty', 'already_noticed', 'holiday_table_missing', 'area_unknown')
  async post(@Body() { level, area, programme, year }: NoticeBody, @CurrentCaller() caller: Caller): Promise<PostedNoticeAnswer> {
    const notice = await this.bus.execute(new PostNotice({ level, area: areaCode(area), programme, year }, caller));
    return { ...noticeBody(notice), log_position: await this.county.log.head() };
  }

  @Post('objections')
  @HttpCode(200)
  @Answers(RaisedObjectionAnswer, ...CASE, 'rejected', 'level_order')
  async raise(
    @Body() { enrolment_id, year, level, kind, channel }: ObjectionBody,
    @CurrentCaller() caller: Caller,
  ): Promise<RaisedObjectionAnswer> {
    const objectionId = derivedId(caller.commandId, 'objection');
    const step = { do: 'raise-objection' as const, objectionId, year, level, kind, channel };
    await this.bus.execute(new TakeCaseStep(enrolment_id, step, caller));
    return { objection_id: objectionId, log_position: await this.county.log.head() };
  }

  @Post('objections/:id/resolution')
  @HttpCode(200)
  @Answers(RecordedAnswer, ...CASE, 'objection_unknown', 'objection_handler', 'objection_needs_remedy', 'statement_unknown')
  async resolve(
    @Param('id') id: string,
    @Body() { enrolment_id, outcome, statement, reason }: ResolutionBody,
    @CurrentCaller() caller: Caller,
  ): Promise<RecordedAnswer> {
    if (outcome === 'remedied') {
      const remedy = { objectionId: id, statement: statement ?? '', reason };
      await this.bus.execute(new RemedyObjection(enrolment_id, remedy, caller));
    } else {
      const step = { do: 'resolve-objection' as const, objectionId: id, outcome, reason };
      await this.bus.execute(new TakeCaseStep(enrolment_id, step, caller));
    }
    return { log_position: await this.county.log.head() };
  }
}

type Notice = NoticePosted['data'];
const noticeBody = ({ noticeId, level, area, programme, year, count, listHash, postedOn, closesOn }: Notice) => ({
  notice_id: noticeId,
  level,
  area,
  programme,
  year,
  count,
  list_hash: listHash,
  posted_on: postedOn,
  closes_on: closesOn,
});
