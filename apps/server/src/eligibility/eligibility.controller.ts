import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { EligibilityAnswers, Folder, Refused, type Caller, type Why } from '@fenming/application';
import { areaContains, readCitizenId } from '@fenming/citizen';
import { formatYuan } from '@fenming/money';
import type { Assessment, Programme } from '@fenming/programmes';
import type { EnrolmentId } from '@fenming/subsidy';
import { unitsText } from '@fenming/words';
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
    if (case_number !== undefined) {
      const enrolment = this.enrolmentOf(case_number, caller);
      return this.shown(await this.answers.why({ programme, year, enrolment }), caller);
    }
    const reading = readCitizenId(citizen_id);
    if (!reading.ok)
      throw new Malformed([{ pointer: '/citizen_id', code: reading.code, message: reading.reason, hint: reading.hint }]);
    return this.shown(await this.answers.why({ programme, year, citizenId: reading.id }), caller);
  }

  private shown(why: Why, caller: Caller): object {
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
const lineSentence = ({
  layer,
  from,
  to,
  units,
  unit,
  rateFen,
  amountFen,
  clause,
  source,
}: Assessment['lines'][number]): string =>
  `${LAYERS[layer]}标准 ${from} 至 ${to}：${unitsText(units, unit)} × ${formatYuan(rateFen)} 元，计 ${formatYuan(amountFen)} 元（${clause}；来源 ${source}）`;

type Rung = Assessment['ladder'][number];
type Fact = Rung['facts'][number];

/** A value as the roster's choices call it (农业), not as the rules do (rural). What nobody stated is not known, whatever the rung says. */
const factText = ({ name, value }: Fact, programme: Programme | undefined): string => {
  const choices = Object.entries(programme?.facts.find((fact) => fact.name === name)?.choices ?? {});
  const [called] = choices.find(([, means]) => means === value) ?? [];
  if (value === null) return '不详';
  if (called !== undefined) return called;
  return typeof value === 'boolean' ? (value ? '是' : '否') : String(value);
};

/** Each condition once, each fact with its text and the recorded event it was read from; a fact nobody stated has none. */
const ladderOf = ({ assessment, origin, programme }: Why): readonly object[] => {
  const all = assessment?.ladder ?? [];
  const same = (a: Rung, b: Rung): boolean => a.sentence === b.sentence && a.clause === b.clause && a.outcome === b.outcome;
  return all
    .filter((rung, at) => all.findIndex((other) => same(rung, other)) === at)
    .map((rung) => ({
      ...rung,
      facts: rung.facts.map((fact) => ({
        ...fact,
        known: fact.value !== null,
        text: factText(fact, programme),
        ...(fact.value === null || origin === undefined ? {} : { source: origin }),
      })),
    }));
};

const bodyOf = (why: Why): object => ({
  status: why.status,
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

/** Whoever was turned down, or draws another programme, is owed nothing by this one, whatever the rules would have given. */
const OWED_NOTHING: readonly Why['answer'][] = ['rejected', 'excluded'];

const moneyOf = ({ answer, assessment: assessed, payments }: Why): object =>
  moneyIn(OWED_NOTHING.includes(answer) ? undefined : assessed, payments);

const moneyIn = (assessment: Assessment | undefined, payments: Why['payments']): object => ({
  amount_fen: assessment?.amountFen ?? 0,
  lines: (assessment?.lines ?? []).map((line) => ({
    layer: line.layer,
    category: line.category,
    from: line.from,
    to: line.to,
    units: line.units,
    unit: line.unit,
    units_text: unitsText(line.units, line.unit),
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
