import { toEverybody } from '@fenming/language';
import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import { Refused, type Caller } from '@fenming/commands';
import { RunningCounty } from '@fenming/county';
import { CloseLead, leadsTold, StateLead, type LeadOfCase } from '@fenming/eligibility';
import { LEAD_STATES, refuse, type LeadState } from '@fenming/subsidy';
import type { Page } from '@fenming/views';
import { CurrentCaller } from '../access/caller';
import { seesMoneyOf } from '../access/sight';
import { Answers } from '../answers/answers';
import { CASE } from '../answers/reasons';
import { pageOf } from '../answers/page.answers';
import { mustBeCase, mustBeSource, mustExist, visibleArea } from '../filters';
import { RecordedAnswer } from '../notices/notices.answers';
import { Paged } from '../page';
import { Area, InAddress, Maybe, NoDay, OneOf, ProgrammeCode, Text, Typed } from '../validators';
import { LeadAnswer, LeadStatedAnswer } from './leads.answers';

class LeadsQuery extends Paged {
  @Maybe() @ProgrammeCode() programme?: string;
  @Maybe() @Area() area?: string;
  @Maybe() @InAddress() @Typed(30) source?: string;
  /** The leads of one case (档案号). */
  @Maybe() @InAddress() @Typed(80) case_number?: string;
  /** Those that wait for somebody to look at them, unless told. */
  @Maybe() @OneOf(LEAD_STATES) state?: LeadState;
}
class LeadStatementBody {
  @Text(80, '示例民〔2024〕21号') document_no!: string;
  @NoDay() @Text(200) reason!: string;
}
class ClosingBody {
  @NoDay() @Text(200) reason!: string;
}

@ApiTags(toEverybody('线索 leads', 'leads'))
@Controller('api/v1/leads')
export class LeadsController {
  constructor(
    private readonly bus: CommandBus,
    private readonly county: RunningCounty,
  ) {}

  /** What other bodies say otherwise and nobody has looked at yet, or what became of it. */
  @Get()
  @Answers(pageOf(LeadAnswer), 'source_unknown')
  async list(
    @Query() { programme, area, source, case_number: caseNumber, state = 'open', limit, cursor }: LeadsQuery,
    @CurrentCaller() caller: Caller,
  ): Promise<Page<LeadAnswer>> {
    const { county } = this;
    mustExist(county, { programme });
    if (source !== undefined) mustBeSource(county, source);
    if (caseNumber !== undefined) mustBeCase(county, caller, caseNumber);
    const hidden = county.rules.adopted().filter((id) => !seesMoneyOf(county, caller.asked, id));
    const place = visibleArea(county, caller, area);
    const page = county.views.leads({ area: place, hidden, state, programme, source, caseNumber, limit, cursor });
    return { ...page, data: await leadsTold(county, page.data) };
  }

  /** States what a lead says, under a document: a fact by a statement, which another person accepts; a death by proposing it. */
  @Post(':id/statement')
  @HttpCode(200)
  @Answers(
    LeadStatedAnswer,
    ...CASE,
    'lead_unknown',
    'lead_ended',
    'lead_not_stated',
    'fact_unknown',
    'fact_unreadable',
    'day_not_reached',
    'day_before_birth',
    'statement_waiting',
    'statement_changes_nothing',
    'death_waiting',
    'death_recorded',
  )
  async state(
    @Param('id') id: string,
    @Body() { document_no: documentNo, reason }: LeadStatementBody,
    @CurrentCaller() caller: Caller,
  ): Promise<LeadStatedAnswer> {
    const statement = await this.bus.execute(new StateLead(this.leadOf(id), { documentNo, reason }, caller));
    return { statement: statement ?? null, log_position: await this.county.log.head() };
  }

  /** Somebody has looked at it, and the record stands. */
  @Post(':id/closing')
  @HttpCode(200)
  @Answers(RecordedAnswer, ...CASE, 'lead_unknown', 'lead_ended')
  async close(
    @Param('id') id: string,
    @Body() { reason }: ClosingBody,
    @CurrentCaller() caller: Caller,
  ): Promise<RecordedAnswer> {
    await this.bus.execute(new CloseLead(this.leadOf(id), reason, caller));
    return { log_position: await this.county.log.head() };
  }

  /** @throws Refused */
  private leadOf(id: string): LeadOfCase {
    const found = this.county.views.leadKnown(id);
    if (found === undefined) throw new Refused(refuse('lead_unknown'));
    return { enrolment: found.enrolment_id, lead: id };
  }
}
