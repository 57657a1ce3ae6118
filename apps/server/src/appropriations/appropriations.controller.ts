import { toEverybody } from '@fenming/language';
import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import { BookDocument, type BudgetDocument } from '@fenming/payout';
import { RunningCounty } from '@fenming/county';
import { documentNumber } from '@fenming/citizen';
import { fen } from '@fenming/money';
import type { Page } from '@fenming/views';
import { Answers } from '../answers/answers';
import { DOCUMENT } from '../answers/reasons';
import { pageOf } from '../answers/page.answers';
import { mustExist } from '../filters';
import { Money, MovesMoney, type MoneyRequest } from '../money';
import { BudgetPage, paged } from '../page';
import {
  AdjustmentAnswer,
  AppropriationAnswer,
  CarryOverAnswer,
  ClosureAnswer,
  LapseAnswer,
  ReceiptAnswer,
} from './appropriations.answers';
import { AdjustmentBody, CarryOverBody, ClosureBody, fundingOf, LapseBody, ReceiptBody } from './appropriations.bodies';

type DocumentBody = { readonly programme: string; readonly year: number; readonly document_no: string };

@ApiTags(toEverybody('指标 appropriations', 'appropriations'))
@Controller('api/v1/appropriations')
export class AppropriationsController {
  constructor(
    private readonly bus: CommandBus,
    private readonly county: RunningCounty,
  ) {}

  @Get()
  @Answers(pageOf(AppropriationAnswer))
  list(@Query() { year, programme, ...page }: BudgetPage): Page<AppropriationAnswer> {
    mustExist(this.county, { programme, year });
    const documents = this.county.views.appropriations(year, programme);
    return paged(documents, page, {
      name: 'appropriations',
      by: { programme, year },
      key: (one) => [one.programme, one.year, one.area, one.layer, one.document_no],
    });
  }

  /** 登记指标 */
  @Post()
  @MovesMoney()
  @Answers(ReceiptAnswer, ...DOCUMENT, 'amount_not_positive', 'amount_too_large')
  receive(@Body() body: ReceiptBody, @Money() money: MoneyRequest): Promise<ReceiptAnswer> {
    const { layer, amount_fen, document_no: documentNo, arrived_on: arrivedOn } = body;
    const document = { do: 'receive' as const, layer, amountFen: fen(amount_fen), documentNo, arrivedOn };
    return this.book(money, body, document);
  }

  /** 调整指标（调减为负） */
  @Post('adjustments')
  @MovesMoney()
  @Answers(AdjustmentAnswer, ...DOCUMENT, 'amount_zero', 'amount_too_large', 'available_exceeded')
  adjust(@Body() body: AdjustmentBody, @Money() money: MoneyRequest): Promise<AdjustmentAnswer> {
    const { layer, amount_fen, document_no: documentNo, reason, adjusted_on: adjustedOn } = body;
    const document = { do: 'adjust' as const, layer, amountFen: fen(amount_fen), documentNo, reason, adjustedOn };
    return this.book(money, body, document);
  }

  /** 结转下年 */
  @Post('carry-overs')
  @MovesMoney()
  @Answers(CarryOverAnswer, ...DOCUMENT, 'amount_not_positive', 'available_exceeded', 'carried_too_long')
  carryOver(@Body() body: CarryOverBody, @Money() money: MoneyRequest): Promise<CarryOverAnswer> {
    const { document_no: documentNo, carried_on: carriedOn } = body;
    const document = { do: 'carry-out' as const, funding: fundingOf(body.funding), documentNo, carriedOn };
    return this.book(money, body, document);
  }

  /** 结余缴回财政 */
  @Post('lapses')
  @MovesMoney()
  @Answers(LapseAnswer, ...DOCUMENT, 'amount_not_positive', 'available_exceeded')
  lapse(@Body() body: LapseBody, @Money() money: MoneyRequest): Promise<LapseAnswer> {
    const { document_no: documentNo, lapsed_on: lapsedOn } = body;
    const document = { do: 'lapse' as const, funding: fundingOf(body.funding), documentNo, lapsedOn };
    return this.book(money, body, document);
  }

  /** 年度结账 */
  @Post('closures')
  @MovesMoney()
  @Answers(ClosureAnswer, ...DOCUMENT, 'money_left', 'money_under_way')
  close(@Body() body: ClosureBody, @Money() money: MoneyRequest): Promise<ClosureAnswer> {
    const { document_no: documentNo, closed_on: closedOn } = body;
    return this.book(money, body, { do: 'close', documentNo, closedOn });
  }

  /** The answer repeats what was booked, under the number that the document was booked under. */
  private book<Body extends DocumentBody>(money: MoneyRequest, body: Body, document: BudgetDocument): Promise<Body> {
    const { programme, year } = body;
    const asked = JSON.parse(JSON.stringify(body)) as Body;
    const booked = { ...asked, document_no: documentNumber(body.document_no) };
    return money.once(asked, async (caller) => {
      await this.bus.execute(new BookDocument({ programme, year }, document, caller));
      return booked;
    });
  }
}
