import { Controller, Get, Header, Param, Query } from '@nestjs/common';
import { ApiProduces, ApiTags } from '@nestjs/swagger';
import { speakIn } from '@fenming/language';
import { RunningCounty } from '@fenming/county';
import type { BankProfile } from '@fenming/bank-files';
import { Paged, paged } from '../page';
import { FileQuery } from './batches.bodies';
import { approvalFormOf, coverOf } from './batch-forms';
import { Printing } from './printing';

const PDF = 'application/pdf';

/** What people sign and hand over on paper, which is Chinese whoever asks for it, and the banks that files can be made for. */
@ApiTags('批次 batches')
@Controller('api/v1')
export class BatchFormsController {
  constructor(
    private readonly folder: RunningCounty,
    private readonly printing: Printing,
  ) {}

  @Get('batches/:id/approval-form.pdf')
  @Header('content-type', PDF)
  @ApiProduces(PDF)
  async approvalForm(@Param('id') batch: string): Promise<Buffer> {
    return this.printing.print({
      paper: 'approval-form',
      content: await speakIn('zh', () => approvalFormOf(this.folder, batch)),
    });
  }

  @Get('bank-files/:id/cover.pdf')
  @Header('content-type', PDF)
  @ApiProduces(PDF)
  async cover(@Param('id') batch: string, @Query() { file }: FileQuery): Promise<Buffer> {
    return this.printing.print({ paper: 'cover-sheet', content: await speakIn('zh', () => coverOf(this.folder, batch, file)) });
  }

  @Get('bank-profiles')
  profiles(@Query() query: Paged): object {
    const { byId, standard } = this.folder.banks;
    const shown = ({ id, name, layout, maxLines, maxAmountFen }: BankProfile): object => ({
      id,
      name,
      layout,
      max_lines: maxLines,
      max_amount_fen: maxAmountFen,
      standard: id === standard?.id,
    });
    return paged([...byId.values()], query, { name: 'bank-profiles', key: ({ id }) => id, shown });
  }
}
