import { Controller, Get, Header, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { say } from '@fenming/language';
import { RunningCounty } from '@fenming/county';
import { type Caller } from '@fenming/commands';
import { CurrentCaller, type AuthedRequest } from '../access/caller';
import { listedSeen, seesWholeCounty } from '../access/sight';
import { WhyForCaller } from '../eligibility/why-for-caller';
import { mustExist, visibleArea } from '../filters';
import { Malformed, problemOf } from '../problem';
import { Area, InAddress, Maybe, ProgrammeCode, Typed, Year } from '../validators';
import { yearShown } from '../years/year-shown';
import { casesPage } from './cases.page';
import { frameOf } from '../pages/frame';
import { page } from '../pages/layout';
import { EVERY_PROGRAMME, whyPage, type WhyContent } from '../eligibility/why.page';

const HTML = 'text/html; charset=utf-8';
const ROWS_AT_ONCE = 200;

/** A field of a form that was left empty is sent all the same: then nothing was asked. */
class WhyQuery {
  @Maybe() @Typed(60) case_number?: string;
  @Maybe() @Typed(50) programme?: string;
  @Maybe() @Typed(4) year?: string;
}
class CasesQuery {
  @Maybe() @InAddress() @Year() year?: number;
  @Maybe() @ProgrammeCode() programme?: string;
  @Maybe() @Area() area?: string;
  @Maybe() @Typed(300) cursor?: string;
}

/** The people of a list, and why each is paid what; over the same questions and rights as the API. */
@ApiExcludeController()
@Controller()
export class CasePagesController {
  constructor(
    private readonly county: RunningCounty,
    private readonly forCaller: WhyForCaller,
  ) {}

  @Get('cases')
  @Header('content-type', HTML)
  cases(@Query() query: CasesQuery, @CurrentCaller() caller: Caller, @Req() request: AuthedRequest): string {
    const year = yearShown(this.county, query.year);
    const area = visibleArea(this.county, caller, query.area);
    const { programme } = query;
    mustExist(this.county, programme === undefined ? {} : { programme });
    const found = this.county.views.enrolments({
      area,
      year,
      limit: ROWS_AT_ONCE,
      ...(programme === undefined ? {} : { programme }),
      ...(query.cursor === undefined ? {} : { cursor: query.cursor }),
    });
    const { areas } = this.county.state();
    const programmes = this.county.rules.programmesOf(year);
    const seen = { ...found, data: found.data.map((one) => listedSeen(this.county, caller, one)) };
    const body = casesPage({ year, area, programme, page: seen, areas, programmes });
    return page(frameOf(this.county, say(`${year} 年度对象`, `Cases of ${year}`), request), body);
  }

  @Get('why')
  async why(
    @Query() query: WhyQuery,
    @CurrentCaller() caller: Caller,
    @Req() request: AuthedRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    try {
      this.send(await this.answered(query, caller), request, reply);
    } catch (error) {
      const problem = problemOf(error, request, this.county);
      if (problem.status >= 500) throw error;
      this.send({ asked: query, programmes: this.programmes(), problem }, request, reply);
    }
  }

  private async answered(query: WhyQuery, caller: Caller): Promise<WhyContent> {
    const caseNumber = chosen(query.case_number);
    const content = { asked: query, programmes: this.programmes() };
    if (caseNumber === undefined) return content;
    const file = this.forCaller.visibleCase(caseNumber, caller);
    const year = yearIn(query) ?? file.years.at(-1)?.year ?? Number(caseNumber.split('-')[1]);
    const programme = chosen(query.programme) ?? file.programme;
    const question = programme === EVERY_PROGRAMME ? { year } : { year, programme };
    const answers = await this.forCaller.ask({ enrolment: file.enrolment_id }, question, caller);
    const { areas } = this.county.state();
    const place = `${areas[file.township] ?? ''}${areas[file.village] ?? ''}`;
    const isWhole = seesWholeCounty(this.county, caller.asked);
    return { ...content, answer: { answers, year, caseNumber, place, isWhole, years: file.years.map((one) => one.year) } };
  }

  /** Everything that the county has adopted, by its newest text. */
  private programmes(): WhyContent['programmes'] {
    return this.county.rules.adopted().flatMap((id) => this.county.rules.latest(id)?.compiled ?? []);
  }

  private send(content: WhyContent, request: AuthedRequest, reply: FastifyReply): void {
    const status = content.problem?.status ?? 200;
    void reply
      .status(status)
      .type(HTML)
      .send(page(frameOf(this.county, say('资格查询', 'Why this amount?'), request), whyPage(content)));
  }
}

const chosen = (typed: string | undefined): string | undefined => {
  const text = typed?.normalize('NFKC').trim() ?? '';
  return text === '' ? undefined : text;
};

/** Throws Malformed where what was typed is no year. */
const yearIn = ({ year }: WhyQuery): number | undefined => {
  const text = chosen(year);
  if (text === undefined) return undefined;
  if (!/^20\d\d$/.test(text))
    throw new Malformed([
      {
        pointer: '/year',
        code: 'year',
        message: say('应为四位数字的年度，如 2023。', 'It should be a year of four digits, such as 2023.'),
      },
    ]);
  return Number(text);
};
