import { toEverybody } from '@fenming/language';
import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import { DecideChangedCases, ProposeDecisions, Redeterminations, SignRedetermination } from '@fenming/eligibility';
import { RunningCounty } from '@fenming/county';
import { Refused, type Caller, type PersonOutcome } from '@fenming/commands';
import { parseFenText } from '@fenming/money';
import {
  computedIn,
  CASE_DECISIONS,
  redeterminationDecider,
  refuse,
  streams,
  type CaseDecision,
  type EnrolmentId,
} from '@fenming/subsidy';
import type { Page } from '@fenming/views';
import { CurrentCaller } from '../access/caller';
import { Answers } from '../answers/answers';
import { pageOf } from '../answers/page.answers';
import { Paged } from '../page';
import { namesIn, rowRefusal } from '../problem';
import { Hash, InAddress, ListOf, Maybe, OneOf, Text, Uuid, Year } from '../validators';
import { ChangedCaseAnswer, DecisionsAnswer, RedeterminationAnswer } from './redeterminations.answers';

class ChangedQuery extends Paged {
  /** `waiting`: only those that a person has not decided yet. */
  @Maybe() @InAddress() @OneOf(['waiting']) state?: 'waiting';
}
class SignatureBody {
  @Hash() hash!: string;
}
class CaseYearBody {
  @Uuid() enrolment_id!: EnrolmentId;
  @Year() year!: number;
}
/** `determined`: as the rules say now; `kept`: as it is. */
class DecisionsBody {
  @ListOf(CaseYearBody, 500, 1) cases!: CaseYearBody[];
  @OneOf(CASE_DECISIONS) decision!: CaseDecision;
  @Text(80, '示例卫健〔2024〕12号') document_no!: string;
  @Text(200) reason!: string;
}
/** The decision is named again by whoever confirms it. */
class DecisionsConfirmationBody {
  @ListOf(CaseYearBody, 500) cases!: CaseYearBody[];
  @OneOf(CASE_DECISIONS) decision!: CaseDecision;
}

@ApiTags(toEverybody('重新核定 redeterminations', 'redeterminations'))
@Controller('api/v1/redeterminations')
export class RedeterminationsController {
  constructor(
    private readonly bus: CommandBus,
    private readonly county: RunningCounty,
    private readonly redeterminations: Redeterminations,
  ) {}

  /** What changed rules make of the determined cases of a programme: the run that is going on, and the last one that ended. */
  @Get(':programme')
  @Answers(RedeterminationAnswer, 'not_found')
  async one(@Param('programme') programme: string): Promise<RedeterminationAnswer> {
    this.existing(programme);
    const last = this.county.views.redetermination(programme);
    const running = this.redeterminations.progress(programme);
    const { state } = await this.county.executor.load(redeterminationDecider, streams.redetermination(programme));
    const totals = (computedIn(state)?.totals ?? []).map(({ year, township, raised, raisedFen, forPerson }) => ({
      year,
      township,
      raised,
      raised_fen: parseFenText(raisedFen),
      for_person: forPerson,
    }));
    return {
      programme,
      ...(running === undefined ? {} : { running }),
      ...(last === undefined ? {} : { last }),
      totals,
    };
  }

  /** The cases that the last run would change, with what they come to. */
  @Get(':programme/cases')
  @Answers(pageOf(ChangedCaseAnswer), 'not_found')
  cases(@Param('programme') programme: string, @Query() { state, limit, cursor }: ChangedQuery): Page<ChangedCaseAnswer> {
    this.existing(programme);
    const asked = { programme, limit, ...(state === undefined ? {} : { waiting: true }) };
    return this.county.views.changedCases({ ...asked, ...(cursor === undefined ? {} : { cursor }) });
  }

  /** Determines every determined case on trial by the rules in force. Answers at its end, or after a while that it goes on. */
  @Post(':programme/runs')
  @HttpCode(200)
  @Answers(RedeterminationAnswer, 'not_found')
  async run(@Param('programme') programme: string): Promise<RedeterminationAnswer> {
    this.existing(programme);
    await this.redeterminations.begin(programme);
    await this.county.caughtUp();
    return this.one(programme);
  }

  /** Signs the totals: proposed by one person, approved by another. What rises is then written into the cases. */
  @Post(':programme/signatures')
  @HttpCode(200)
  @Answers(
    RedeterminationAnswer,
    'not_found',
    'redetermination_unknown',
    'redetermination_settled',
    'redetermination_changed',
    'separation_of_duty',
  )
  async sign(
    @Param('programme') programme: string,
    @Body() { hash }: SignatureBody,
    @CurrentCaller() caller: Caller,
  ): Promise<RedeterminationAnswer> {
    this.existing(programme);
    await this.bus.execute(new SignRedetermination(programme, hash, caller));
    await this.redeterminations.carryOut(programme);
    await this.county.caughtUp();
    return this.one(programme);
  }

  /** Proposes what becomes of cases that the machine may not decide; another person confirms it. */
  @Post(':programme/decisions')
  @HttpCode(200)
  @Answers(DecisionsAnswer, 'not_found')
  async propose(
    @Param('programme') programme: string,
    @Body() { cases, decision, document_no: documentNo, reason }: DecisionsBody,
    @CurrentCaller() caller: Caller,
  ): Promise<DecisionsAnswer> {
    this.existing(programme);
    const decisions = { cases: namedIn(cases), decision, documentNo, reason };
    return this.told(await this.bus.execute(new ProposeDecisions(programme, decisions, caller)), 'proposed');
  }

  /** The second signature: the cases are decided as they were proposed. */
  @Post(':programme/decisions/confirmation')
  @HttpCode(200)
  @Answers(DecisionsAnswer, 'not_found')
  async decide(
    @Param('programme') programme: string,
    @Body() { cases, decision }: DecisionsConfirmationBody,
    @CurrentCaller() caller: Caller,
  ): Promise<DecisionsAnswer> {
    this.existing(programme);
    const decisions = { cases: namedIn(cases), decision };
    return this.told(await this.bus.execute(new DecideChangedCases(programme, decisions, caller)), 'decided');
  }

  private async told(outcomes: readonly PersonOutcome[], done: 'proposed' | 'decided'): Promise<DecisionsAnswer> {
    const data = outcomes.map(({ enrolmentId, outcome, code, detail }) => ({
      enrolment_id: enrolmentId,
      outcome: outcome === 'done' ? done : outcome,
      ...(code === undefined ? {} : rowRefusal(refuse(code, detail), namesIn(this.county))),
    }));
    return { data, log_position: await this.county.log.head() };
  }

  private existing(programme: string): void {
    if (this.county.rules.versions(programme).length === 0) throw new Refused({ refused: 'not_found', detail: programme });
  }
}

const namedIn = (cases: readonly CaseYearBody[]) => cases.map(({ enrolment_id: enrolment, year }) => ({ enrolment, year }));
