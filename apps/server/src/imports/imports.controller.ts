import { toEverybody } from '@fenming/language';
import { Controller, Get, Header, Post, Query, Req } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiBody, ApiConsumes, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { RunningCounty } from '@fenming/county';
import { ImportRoster } from '@fenming/eligibility';
import { type Caller } from '@fenming/commands';
import { writeTemplate } from '@fenming/rosters';
import type { Page } from '@fenming/views';
import { CurrentCaller } from '../access/caller';
import { importsSeen } from '../access/sight';
import { Answers, AnswersFile } from '../answers/answers';
import { IN_FORCE } from '../answers/reasons';
import { pageOf } from '../answers/page.answers';
import { mustExist } from '../filters';
import { BudgetPage, paged, Reading } from '../page';
import { faultOf } from '../problem';
import { fieldOf, flagOfField, readUpload, yearOfField } from '../upload';
import { InAddress, ProgrammeCode, Year } from '../validators';
import { ImportAnswer, ImportedAnswer } from './imports.answers';

class TemplateQuery extends Reading {
  @ProgrammeCode() programme!: string;
  @InAddress() @Year() year!: number;
}
const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

@ApiTags(toEverybody('名单导入 imports', 'imports'))
@Controller('api/v1/imports')
export class ImportsController {
  constructor(
    private readonly bus: CommandBus,
    private readonly county: RunningCounty,
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
  @Answers(
    ImportedAnswer,
    ...IN_FORCE,
    'year_out_of_reach',
    'duplicate_file',
    'import_refused',
    'file_damaged_ids',
    'file_beyond_reading',
    'file_unreadable',
    'county_not_open',
  )
  async import(@Req() request: FastifyRequest, @CurrentCaller() caller: Caller): Promise<ImportedAnswer> {
    const upload = await readUpload(request, ['programme', 'year', 'accept_good_rows', 'same_people']);
    const programme = fieldOf(upload, 'programme');
    const year = yearOfField(upload);
    const file = {
      programme,
      year,
      bytes: upload.bytes,
      acceptGoodRows: flagOfField(upload, 'accept_good_rows'),
      samePeople: flagOfField(upload, 'same_people'),
    };
    const imported = await this.bus.execute(new ImportRoster(file, caller));
    const position = await this.county.log.head();
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
      warnings_total: imported.warningsInAll,
      log_position: position,
    };
  }

  /** The empty roster of a programme, with the columns that the rules of that year ask for and a sheet that explains them. */
  @Get('template.xlsx')
  @Header('content-disposition', 'attachment; filename="roster-template.xlsx"')
  @AnswersFile(XLSX, ...IN_FORCE)
  template(@Query() { programme, year }: TemplateQuery): Promise<Buffer> {
    return writeTemplate(this.county.rules.inForce(programme, year).compiled);
  }

  @Get()
  @Answers(pageOf(ImportAnswer))
  list(@Query() { year, programme, ...page }: BudgetPage, @CurrentCaller() caller: Caller): Page<ImportAnswer> {
    mustExist(this.county, { programme, year });
    const imports = importsSeen(this.county, caller, this.county.views.imports(year, programme));
    return paged(imports, page, { name: 'imports', by: { year, programme }, key: ({ import_id }) => import_id });
  }
}
