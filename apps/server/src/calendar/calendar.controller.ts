import { say, toEverybody } from '@fenming/language';
import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import { ChangeHolidays } from '@fenming/rulebook';
import { RunningCounty } from '@fenming/county';
import { noticesUntil } from '@fenming/eligibility';
import { type Caller } from '@fenming/commands';
import type { Page } from '@fenming/views';
import { lawfulWorkingDays, workingDaysOf, type HolidayTable } from '@fenming/calendar';
import { CurrentCaller } from '../access/caller';
import { Answers } from '../answers/answers';
import { pageOf } from '../answers/page.answers';
import { Paged, paged } from '../page';
import { RefusedAt } from '../problem';
import { FileText, Hash, Year } from '../validators';
import {
  HolidayProposalAnswer,
  HolidaysAnswer,
  HolidaysConfirmedAnswer,
  HolidaysProposedAnswer,
  HolidayYearsAnswer,
  type HolidayYearAnswer,
} from './calendar.answers';

const MAX_TEXT = 20_000;

class TableBody {
  @FileText(MAX_TEXT) text!: string;
}
class ConfirmationBody {
  @Year() year!: number;
  @Hash() content_hash!: string;
}

@ApiTags(toEverybody('节假日 calendar', 'calendar'))
@Controller('api/v1/calendar')
export class CalendarController {
  constructor(
    private readonly bus: CommandBus,
    private readonly county: RunningCounty,
  ) {}

  /** The years in which working days can be counted, the notice each follows, and the last day on which every notice can be posted. */
  @Get()
  @Answers(HolidayYearsAnswer)
  years(@Query() query: Paged): HolidayYearsAnswer {
    const years = this.county.holidays.years().map(({ table, own }): HolidayYearAnswer => ({
      ...summaryOf(table),
      ...(own === undefined
        ? { origin: 'release' }
        : { origin: 'county', content_hash: own.contentHash, proposed_by: own.by, confirmed_by: own.confirmedBy }),
    }));
    const until = noticesUntil(this.county);
    const page = paged(years, query, { name: 'calendar', key: ({ year }) => year });
    return { ...page, ...(until === undefined ? {} : { notices_until: until }) };
  }

  /** What waits for a second person. */
  @Get('proposals')
  @Answers(pageOf(HolidayProposalAnswer))
  proposals(@Query() query: Paged): Page<HolidayProposalAnswer> {
    const proposals = this.county.holidays.proposed().map(({ table, proposal }) => ({
      ...summaryOf(table),
      content_hash: proposal.contentHash,
      proposed_by: proposal.by,
    }));
    return paged(proposals, query, { name: 'calendar/proposals', key: ({ year, content_hash }) => [year, content_hash] });
  }

  /** The days of a year that differ from the week. */
  @Get(':year')
  @Answers(HolidaysAnswer, 'not_found')
  one(@Param('year') year: string): HolidaysAnswer {
    const tables = this.county.holidays.years().map(({ table }) => table);
    const found = tables.find((table) => String(table.year) === year);
    if (found !== undefined) return summaryOf(found);
    const message = say(
      `有节假日安排的年度：${tables.map((table) => table.year).join('、')}。`,
      `Years with a holiday table: ${tables.map((table) => table.year).join(', ')}.`,
    );
    throw new RefusedAt({ refused: 'not_found', detail: year }, { pointer: '/year', code: 'not_found', message });
  }

  @Post('proposals')
  @HttpCode(200)
  @Answers(HolidaysProposedAnswer, 'holiday_table_malformed', 'definition_conflict', 'version_changes_past')
  async propose(@Body() { text }: TableBody, @CurrentCaller() caller: Caller): Promise<HolidaysProposedAnswer> {
    const { year, contentHash, isNew } = await this.bus.execute(new ChangeHolidays({ do: 'propose', text }, caller));
    return { year, content_hash: contentHash, outcome: isNew ? 'proposed' : 'already' };
  }

  @Post('confirmations')
  @HttpCode(200)
  @Answers(HolidaysConfirmedAnswer, 'not_found', 'proposal_own')
  async confirm(
    @Body() { year, content_hash }: ConfirmationBody,
    @CurrentCaller() caller: Caller,
  ): Promise<HolidaysConfirmedAnswer> {
    await this.bus.execute(new ChangeHolidays({ do: 'confirm', year, contentHash: content_hash }, caller));
    return { year, content_hash };
  }
}

const summaryOf = (table: HolidayTable) => ({
  year: table.year,
  title: table.title,
  document_no: table.documentNo,
  holidays: table.holidays,
  workdays: table.workdays,
  working_days: workingDaysOf(table),
  lawful_working_days: lawfulWorkingDays(table.year),
});
