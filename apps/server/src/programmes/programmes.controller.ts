import { Controller, Get, Param } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Folder, Refused } from '@fenming/application';
import type { Programme } from '@fenming/programmes';

const shown = ({
  id,
  name,
  shortName,
  unit,
  sensitive,
  contentHash,
  incompatibleWith,
  noticePeriods,
  facts,
}: Programme): object => ({
  id,
  name,
  short_name: shortName,
  unit,
  sensitive,
  content_hash: contentHash,
  incompatible_with: incompatibleWith,
  notice_periods: noticePeriods,
  facts: facts.map(({ name: fact, title, type, column }) => ({
    name: fact,
    title,
    type,
    ...(column === undefined ? {} : { column }),
  })),
});

@ApiTags('项目 programmes')
@Controller('api/v1/programmes')
export class ProgrammesController {
  constructor(private readonly folder: Folder) {}

  @Get()
  list(): object {
    return { data: this.folder.allProgrammes().map(shown), has_more: false };
  }

  @Get(':id')
  one(@Param('id') id: string): object {
    const programme = this.folder.programme(id);
    if (programme === undefined) throw new Refused({ refused: 'not_found', detail: id });
    return shown(programme);
  }
}
