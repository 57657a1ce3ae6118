import { Controller, Get, Post, Query, Req } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiBody, ApiConsumes, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { Folder, ImportRoster, type Caller } from '@fenming/application';
import { Actor } from '../access/guard';
import { Page } from '../page';
import { faultOf } from '../problem';
import { fieldOf, readUpload, yearOfField } from '../upload';

@ApiTags('名单导入 imports')
@Controller('api/v1/imports')
export class ImportsController {
  constructor(
    private readonly bus: CommandBus,
    private readonly folder: Folder,
  ) {}

  @Post()
  @ApiConsumes('multipart/form-data')
  @ApiBody({
    schema: {
      type: 'object',
      required: ['programme', 'year', 'file'],
      properties: {
        programme: { type: 'string' },
        year: { type: 'string' },
        accept_good_rows: { type: 'string', enum: ['true', 'false'] },
        same_people: { type: 'string', enum: ['true', 'false'] },
        file: { type: 'string', format: 'binary' },
      },
    },
  })
  async import(@Req() request: FastifyRequest, @Actor() caller: Caller): Promise<object> {
    const upload = await readUpload(request);
    const programme = fieldOf(upload, 'programme');
    const year = yearOfField(upload);
    const file = {
      programme,
      year,
      bytes: upload.bytes,
      acceptGoodRows: upload.fields['accept_good_rows'] === 'true',
      samePeople: upload.fields['same_people'] === 'true',
    };
    const imported = await this.bus.execute(new ImportRoster(file, caller));
    const position = await this.folder.log.head();
    return {
      import_id: imported.importId,
      programme,
      year,
      number: imported.number,
      rows: imported.rows,
      accepted: imported.accepted,
      left_out: imported.leftOut,
      refused: imported.refused,
      sheet_rows: imported.counts,
      villages: imported.villages,
      warnings: imported.warnings.map(faultOf),
      log_position: position,
    };
  }

  @Get()
  list(@Query() { year }: Page): object {
    return { data: this.folder.views.imports(year), has_more: false };
  }
}
