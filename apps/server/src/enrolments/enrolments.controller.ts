import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiProperty, ApiTags } from '@nestjs/swagger';
import { ArrayMaxSize, ArrayMinSize, IsArray, Matches } from 'class-validator';
import { ConfirmEligibility, Folder, Refused, RejectEligibility, type Caller } from '@fenming/application';
import { areaContains } from '@fenming/citizen';
import { LEVELS, REFUSALS, type EnrolmentId, type Level } from '@fenming/subsidy';
import { Actor, visibleArea } from '../access/guard';
import { Page } from '../page';
import { OneOf, Text, Uuid, Year } from '../validators';

class ConfirmationsBody {
  @OneOf(LEVELS) level!: Level;
  @Year() year!: number;
  @ApiProperty({ type: [String] })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(500)
  @Matches(/^[0-9a-f-]{36}$/, { each: true, message: '应为对象编号' })
  enrolments!: EnrolmentId[];
}
class RejectionBody {
  @OneOf(LEVELS) level!: Level;
  @Year() year!: number;
  @Uuid() enrolment_id!: EnrolmentId;
  @Text(200) reason!: string;
}

@ApiTags('对象 enrolments')
@Controller('api/v1')
export class EnrolmentsController {
  constructor(
    private readonly bus: CommandBus,
    private readonly folder: Folder,
  ) {}

  @Get('enrolments')
  list(@Query() page: Page, @Actor() caller: Caller): object {
    const { programme, year, stage, limit, cursor } = page;
    return this.folder.views.enrolments({
      area: visibleArea(caller, page.area),
      programme,
      year,
      stage,
      limit: limit ?? 100,
      cursor,
    });
  }

  @Get('enrolments/:id')
  one(@Param('id') id: string, @Actor() caller: Caller): object {
    const found = this.visible(id, caller);
    const { views } = this.folder;
    return { ...found, objections: views.objections(found.case_number), recoveries: views.recoveries(found.case_number) };
  }

  @Get('enrolments/:id/timeline')
  timeline(@Param('id') id: string, @Actor() caller: Caller): object {
    const { case_number } = this.visible(id, caller);
    return { data: this.folder.views.timeline(case_number), has_more: false };
  }

  @Post('confirmations')
  @HttpCode(200)
  async confirm(@Body() { level, year, enrolments }: ConfirmationsBody, @Actor() caller: Caller): Promise<object> {
    const outcomes = await this.bus.execute(new ConfirmEligibility({ level, year, enrolments }, caller));
    const data = outcomes.map(({ enrolmentId, outcome, code, detail }) => ({
      enrolment_id: enrolmentId,
      outcome: outcome === 'done' ? 'confirmed' : outcome,
      ...(code === undefined ? {} : { code, message: REFUSALS[code].text }),
      ...(detail === undefined ? {} : { detail }),
    }));
    return { data, log_position: await this.folder.log.head() };
  }

  @Post('rejections')
  @HttpCode(200)
  async reject(@Body() { level, year, enrolment_id, reason }: RejectionBody, @Actor() caller: Caller): Promise<object> {
    await this.bus.execute(new RejectEligibility({ enrolment: enrolment_id, level, year, reason }, caller));
    return { log_position: await this.folder.log.head() };
  }

  private visible(id: string, { asked }: Caller) {
    const found = this.folder.views.enrolment(id);
    if (found === undefined || !areaContains(asked.area, found.village)) throw new Refused({ refused: 'not_found' });
    return found;
  }
}
