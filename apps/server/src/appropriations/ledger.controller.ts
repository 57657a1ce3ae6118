import { toEverybody } from '@fenming/language';
import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { RunningCounty } from '@fenming/county';
import type { Page } from '@fenming/views';
import { Answers } from '../answers/answers';
import { pageOf } from '../answers/page.answers';
import { mustExist } from '../filters';
import { BudgetPage, paged } from '../page';
import { LedgerAnswer, PostingAnswer } from './ledger.answers';

/** Where the money is, by layer, and every entry that moved it (双录账). */
@ApiTags(toEverybody('资金账 ledger', 'ledger'))
@Controller('api/v1/ledger')
export class LedgerController {
  constructor(private readonly county: RunningCounty) {}

  @Get()
  @Answers(LedgerAnswer)
  ledger(@Query() { programme, year, ...page }: BudgetPage): LedgerAnswer {
    mustExist(this.county, { programme, year });
    const books = this.county.views.ledger({ programme, year });
    const shown = paged(books, page, {
      name: 'ledger',
      by: { programme, year },
      key: (one) => [one.programme, one.year, one.area],
    });
    return { ...shown, balanced: books.every(({ balanced }) => balanced) };
  }

  @Get('postings')
  @Answers(pageOf(PostingAnswer))
  postings(@Query() { programme, year, limit, cursor }: BudgetPage): Page<PostingAnswer> {
    mustExist(this.county, { programme, year });
    return this.county.views.postings({ programme, year, limit, cursor });
  }
}
