import { Body, Controller, Get, HttpCode, Post, Query, Req, Res } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiHeader, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Folder, ReceiveAppropriation } from '@fenming/application';
import { fen } from '@fenming/money';
import { FUNDING_LAYERS } from '@fenming/subsidy';
import { MoneyDoor } from '../money';
import { Page } from '../page';
import { AmountFen, Day, OneOf, ProgrammeCode, Text, Year } from '../validators';

class AppropriationBody {
  @ProgrammeCode() programme!: string;
  @Year() year!: number;
  @OneOf(FUNDING_LAYERS) layer!: (typeof FUNDING_LAYERS)[number];
  @AmountFen() amount_fen!: number;
  @Text(60, '示财社〔2023〕12号') document_no!: string;
  @Day() arrived_on!: string;
}

@ApiTags('指标 appropriations')
@Controller('api/v1/appropriations')
export class AppropriationsController {
  constructor(
    private readonly bus: CommandBus,
    private readonly folder: Folder,
    private readonly money: MoneyDoor,
  ) {}

  @Get()
  list(@Query() { year, programme }: Page): object {
    return { data: this.folder.views.appropriations(year, programme), has_more: false };
  }

  @Post()
  @HttpCode(200)
  @ApiHeader({ name: 'Idempotency-Key', required: true })
  receive(
    @Body() body: AppropriationBody,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<object> {
    const { programme, year, layer, amount_fen, document_no, arrived_on } = body;
    return this.money.run({ request, reply }, body, async (caller) => {
      const document = { programme, year, layer, amountFen: fen(amount_fen), documentNo: document_no, arrivedOn: arrived_on };
      await this.bus.execute(new ReceiveAppropriation(document, caller));
      return { programme, year, layer, amount_fen, document_no };
    });
  }
}
