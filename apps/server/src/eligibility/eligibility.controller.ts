import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { EligibilityAnswers, Folder, Refused, type Caller, type Why } from '@fenming/application';
import { areaContains, readCitizenId } from '@fenming/citizen';
import { formatYuan } from '@fenming/money';
import type { Assessment } from '@fenming/programmes';
import type { EnrolmentId } from '@fenming/subsidy';
import { Actor } from '../access/guard';
import { Malformed } from '../problem';
import { Maybe, ProgrammeCode, Typed, Year } from '../validators';

/** The person is named in the body, never in the URL: by case number or by citizen id. */
class EligibilityBody {
  @ProgrammeCode() programme!: string;
  @Year() year!: number;
  @Maybe() @Typed(60) case_number?: string;
  @Maybe() @Typed(40) citizen_id?: string;
}

@ApiTags('资格查询 eligibility')
@Controller('api/v1/eligibility')
export class EligibilityController {
  constructor(
    private readonly answers: EligibilityAnswers,
    private readonly folder: Folder,
  ) {}

  @Post('queries')
  @HttpCode(200)
  async query(@Body() { programme, year, case_number, citizen_id }: EligibilityBody, @Actor() caller: Caller): Promise<object> {
    if (case_number !== undefined)
      return bodyOf(await this.answers.why({ programme, year, enrolment: this.enrolmentOf(case_number, caller) }));
    const reading = readCitizenId(citizen_id);
    if (!reading.ok)
      throw new Malformed([{ pointer: '/citizen_id', code: reading.code, message: reading.reason, hint: reading.hint }]);
    const why = await this.answers.why({ programme, year, citizenId: reading.id });
    if (why.caseNumber !== undefined) this.enrolmentOf(why.caseNumber, caller);
    return bodyOf(why);
  }

  /** A case outside the caller's area is as unknown as one that does not exist. */
  private enrolmentOf(caseNumber: string, { asked }: Caller): EnrolmentId {
    const found = this.folder.views.enrolmentByCase(caseNumber);
    if (found === undefined || !areaContains(asked.area, found.village)) throw new Refused({ refused: 'not_found' });
    return found.enrolment_id;
  }
}

const LAYERS = { national: '国家', province: '省', city: '市', county: '县' } as const;

/** One line of the amount as people read it: months, units, rate, clause and where the clause was read. */
const lineSentence = ({ layer, from, to, units, rateFen, amountFen, clause, source }: Assessment['lines'][number]): string =>
  `${LAYERS[layer]}标准 ${from} 至 ${to}：${units} × ${formatYuan(rateFen)} 元，计 ${formatYuan(amountFen)} 元（${clause}；来源 ${source}）`;

/** Each fact with the recorded event it was read from; a fact nobody stated has none. */
const ladderOf = ({ assessment, origin }: Why): readonly object[] =>
  (assessment?.ladder ?? []).map((rung) => ({
    ...rung,
    facts: rung.facts.map((fact) => (fact.value === null || origin === undefined ? fact : { ...fact, source: origin })),
  }));

const bodyOf = (why: Why): object => ({
  answer: why.answer,
  sentence: why.sentence,
  ...(why.caseNumber === undefined ? {} : { case_number: why.caseNumber }),
  ...(why.excludedBy === undefined ? {} : { excluded_by: why.excludedBy }),
  ...(why.version === undefined
    ? {}
    : {
        version: {
          content_hash: why.version.contentHash,
          document_no: why.version.documentNo,
          effective_from: why.version.effectiveFrom,
        },
      }),
  ladder: ladderOf(why),
  ...moneyOf(why),
});

const moneyOf = ({ assessment, payments }: Why): object => ({
  amount_fen: assessment?.amountFen ?? 0,
  lines: (assessment?.lines ?? []).map((line) => ({
    layer: line.layer,
    category: line.category,
    from: line.from,
    to: line.to,
    units: line.units,
    unit: line.unit,
    rate_fen: line.rateFen,
    amount_fen: line.amountFen,
    clause: line.clause,
    source: line.source,
    funding: line.funding,
    sentence: lineSentence(line),
  })),
  funding: assessment?.funding ?? {},
  payments: payments.map(({ entitlement, attempt, batch, lineNo, amountFen, state }) => ({
    entitlement,
    attempt,
    batch,
    line_no: lineNo,
    amount_fen: amountFen,
    state,
  })),
});
