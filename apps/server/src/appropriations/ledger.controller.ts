import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Folder } from '@fenming/application';
import { Page } from '../page';

/** Where the money is, by layer, and every entry that moved it (双录账). */
@ApiTags('资金账 ledger')
@Controller('api/v1/ledger')
export class LedgerController {
  constructor(private readonly folder: Folder) {}

  @Get()
  ledger(@Query() { programme, year }: Page): object {
    const data = this.folder.views.ledger({ programme, year });
    return { data, balanced: data.every(({ balanced }) => balanced) };
  }

  @Get('postings')
  postings(@Query() { programme, year, limit, cursor }: Page): object {
    return this.folder.views.postings({ programme, year, limit: limit ?? 100, cursor });
  }
}
