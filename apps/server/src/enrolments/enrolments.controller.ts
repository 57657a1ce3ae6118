import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import { ConfirmEligibility, TakeCaseStep } from '@fenming/eligibility';
import { RunningCounty } from '@fenming/county';
import { Refused, type Caller } from '@fenming/commands';
import { plainDate } from '@fenming/calendar';
import { areaContains, type AreaCode } from '@fenming/citizen';
import { say, toEverybody } from '@fenming/language';
import { CASE_STAGES, LEVELS, refuse, type Decided, type EnrolmentId, type Level } from '@fenming/subsidy';
import { type EnrolmentFile, type Page } from '@fenming/views';
import { CurrentCaller } from '../access/caller';
import { caseIn, caseSeen, listedSeen, objectionSeen, ofYearsSeen, seesMoneyOf, timelineSeen } from '../access/sight';
import { Answers } from '../answers/answers';
import { CASE } from '../answers/reasons';
import { pageOf } from '../answers/page.answers';
import { mustBeCase, mustExist, visibleArea } from '../filters';
import { Paged, paged, PlacePage } from '../page';
import { Malformed, namesIn, rowRefusal } from '../problem';
import { Day, InAddress, Maybe, OneOf, Text, Typed, Uuid, Uuids, Year } from '../validators';
import {
  ConfirmationsAnswer,
  EnrolmentAnswer,
  EnrolmentListedAnswer,
  TakenOffAnswer,
  TimelineAnswer,
} from './enrolments.answers';

class EnrolmentsQuery extends PlacePage {
  @Maybe() @OneOf(CASE_STAGES) stage?: string;
  /** The years of one case (档案号). */
  @Maybe() @InAddress() @Typed(80) case_number?: string;
}
class ConfirmationsBody {
  @OneOf(LEVELS) level!: Level;
  @Year() year!: number;
  @Uuids(1, 500) enrolments!: EnrolmentId[];
  /** Of the county's decision: its day counts, not when it is typed. Both or neither. */
  @Maybe() @Day() decided_on?: string;
  @Maybe() @Text(80, '示例卫健〔2024〕9号') document_no?: string;
}
type Decision = Pick<ConfirmationsBody, 'decided_on' | 'document_no'>;
/** A decision has a day and a document, and only the county decides. */
const decidedBy = (level: Level, { decided_on, document_no }: Decision): { readonly decided?: Decided } => {
  if (decided_on === undefined && document_no === undefined) return {};
  if (decided_on !== undefined && document_no !== undefined && level === 'county')
    return { decided: { on: plainDate(decided_on), documentNo: document_no } };
  const message = say(
    '决定日期和文号须同时填写，且只有县级确认才填。',
    'The day of the decision and the number of its document go together, and only the county has them.',
  );
  const missing = decided_on === undefined ? '/decided_on' : '/document_no';
  const isWhole = decided_on !== undefined && document_no !== undefined;
  throw new Malformed([{ pointer: isWhole ? '/level' : missing, code: 'decision', message }]);
};
class RejectionBody {
  @OneOf(LEVELS) level!: Level;
  @Year() year!: number;
  @Uuid() enrolment_id!: EnrolmentId;
  @Text(200) reason!: string;
}

@ApiTags(toEverybody('对象 enrolments', 'enrolments'))
@Controller('api/v1')
export class EnrolmentsController {
  constructor(
    private readonly bus: CommandBus,
    private readonly county: RunningCounty,
  ) {}

  @Get('enrolments')
  @Answers(pageOf(EnrolmentListedAnswer))
  list(
    @Query() { area, programme, year, stage, case_number: caseNumber, limit, cursor }: EnrolmentsQuery,
    @CurrentCaller() caller: Caller,
  ): Page<EnrolmentListedAnswer> {
    mustExist(this.county, { programme, year });
    const { county } = this;
    if (caseNumber !== undefined) mustBeCase(county, caller, caseNumber);
    const asked = { area: this.areaOf(caller, { area, caseNumber }), programme, year, stage, caseNumber, limit, cursor };
    const page = county.views.enrolments(asked);
    return { ...page, data: page.data.map((one) => listedSeen(county, caller, one)) };
  }

  @Get('enrolments/:id')
  @Answers(EnrolmentAnswer, 'not_found')
  one(@Param('id') id: string, @CurrentCaller() caller: Caller): EnrolmentAnswer {
    const found = caseSeen(this.county, caller, this.visible(id, caller));
    const { views } = this.county;
    const recoveries = seesMoneyOf(this.county, caller.asked, found.programme)
      ? ofYearsSeen(found, views.recoveries(found.case_number))
      : [];
    const objections = ofYearsSeen(found, views.objections(found.case_number)).map((one) => objectionSeen(caller, one));
    return { ...found, objections, recoveries };
  }

  @Get('enrolments/:id/timeline')
  @Answers(pageOf(TimelineAnswer), 'not_found')
  timeline(@Param('id') id: string, @Query() query: Paged, @CurrentCaller() caller: Caller): Page<TimelineAnswer> {
    const entries = timelineSeen(this.county, caller, this.visible(id, caller));
    return paged(entries, query, { name: 'timeline', by: { enrolment: id }, key: ({ seq }) => seq });
  }

  @Post('confirmations')
  @HttpCode(200)
  @Answers(ConfirmationsAnswer)
  async confirm(
    @Body() { level, year, enrolments, ...decision }: ConfirmationsBody,
    @CurrentCaller() caller: Caller,
  ): Promise<ConfirmationsAnswer> {
    const outcomes = await this.bus.execute(
      new ConfirmEligibility({ level, year, enrolments, ...decidedBy(level, decision) }, caller),
    );
    const data = outcomes.map(({ enrolmentId, outcome, code, detail }) => ({
      enrolment_id: enrolmentId,
      outcome: outcome === 'done' ? ('confirmed' as const) : outcome,
      ...(code === undefined ? {} : rowRefusal(refuse(code, detail), namesIn(this.county))),
    }));
    return { data, log_position: await this.county.log.head() };
  }

  @Post('rejections')
  @HttpCode(200)
  @Answers(TakenOffAnswer, ...CASE, 'rejected', 'decided_above', 'already_instructed')
  async reject(
    @Body() { level, year, enrolment_id, reason }: RejectionBody,
    @CurrentCaller() caller: Caller,
  ): Promise<TakenOffAnswer> {
    const step = { do: 'reject' as const, level, year, reason };
    const taken_off = await this.bus.execute(new TakeCaseStep(enrolment_id, step, caller));
    return { taken_off, log_position: await this.county.log.head() };
  }

  /** Whoever has a case sees all its years, also those of the village from which it moved. */
  private areaOf(
    caller: Caller,
    { area, caseNumber }: { readonly area?: string | undefined; readonly caseNumber?: string | undefined },
  ): AreaCode {
    const { county } = this;
    const found = area === undefined && caseNumber !== undefined ? county.views.enrolmentByCase(caseNumber) : undefined;
    const isTheirs = found !== undefined && areaContains(caller.asked.area, found.village);
    return isTheirs ? county.code() : visibleArea(county, caller, area);
  }

  private visible(id: string, { asked }: Caller): EnrolmentFile {
    const found = caseIn(asked.area, this.county.views.enrolment(id));
    if (found === undefined) throw new Refused({ refused: 'not_found', detail: id });
    return found;
  }
}
