import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { speakIn, toEverybody } from '@fenming/language';
import { RunningCounty } from '@fenming/county';
import type { BankProfile } from '@fenming/bank-files';
import type { Page } from '@fenming/views';
import { Answers, AnswersFile } from '../answers/answers';
import { pageOf } from '../answers/page.answers';
import { Paged, shownPaged } from '../page';
import { BankProfileAnswer } from './bank-profiles.answers';
import { FileQuery } from './batches.bodies';
import { approvalFormOf, coverOf } from './batch-forms';
import { Printing } from './printing';

const PDF = 'application/pdf';

/** What people sign and hand over on paper, which is Chinese whoever asks for it, and the banks that files can be made for. */
@ApiTags(toEverybody('批次 batches', 'batches'))
@Controller('api/v1')
export class BatchFormsController {
  constructor(
    private readonly county: RunningCounty,
    private readonly printing: Printing,
  ) {}

  @Get('batches/:id/approval-form.pdf')
  @AnswersFile(PDF, 'batch_not_found', 'batch_state')
  async approvalForm(@Param('id') batch: string): Promise<Buffer> {
    return this.printing.print({
      paper: 'approval-form',
      content: await speakIn('zh', () => approvalFormOf(this.county, batch)),
    });
  }

  @Get('bank-files/:id/cover.pdf')
  @AnswersFile(PDF, 'batch_not_found', 'batch_state', 'not_found')
  async cover(@Param('id') batch: string, @Query() { file }: FileQuery): Promise<Buffer> {
    return this.printing.print({ paper: 'cover-sheet', content: await speakIn('zh', () => coverOf(this.county, batch, file)) });
  }

  @Get('bank-profiles')
  @Answers(pageOf(BankProfileAnswer))
  profiles(@Query() query: Paged): Page<BankProfileAnswer> {
    const { byId, standard } = this.county.banks;
    const shown = ({ id, name, layout, maxLines, maxAmountFen }: BankProfile): BankProfileAnswer => ({
      id,
      name,
      layout,
      max_lines: maxLines,
      max_amount_fen: maxAmountFen,
      standard: id === standard?.id,
    });
    return shownPaged([...byId.values()], query, { name: 'bank-profiles', key: ({ id }) => id, shown });
  }
}
