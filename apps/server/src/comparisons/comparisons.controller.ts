import { toEverybody } from '@fenming/language';
import { Controller, Get, Post, Query, Req } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiBody, ApiConsumes, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import type { Caller } from '@fenming/commands';
import { RunningCounty } from '@fenming/county';
import { CompareFile } from '@fenming/eligibility';
import { sourceColumns, sourceWord, type ComparisonSource } from '@fenming/rosters';
import type { Comparison, Page } from '@fenming/views';
import { CurrentCaller } from '../access/caller';
import { Answers } from '../answers/answers';
import { pageOf } from '../answers/page.answers';
import { Paged, shownPaged } from '../page';
import { faultOf } from '../problem';
import { fieldOf, readUpload } from '../upload';
import { ComparedAnswer, ComparisonAnswer, OverallAccuracyAnswer, SourceAnswer } from './comparisons.answers';
import { figuresOf, overallAccuracy } from './figures';

@ApiTags(toEverybody('外部比对 comparisons', 'comparisons'))
@Controller('api/v1/comparisons')
export class ComparisonsController {
  constructor(
    private readonly bus: CommandBus,
    private readonly county: RunningCounty,
  ) {}

  /** Compares a list of another body with our record, whole or not at all. It moves nothing and holds nobody. */
  @Post()
  @ApiConsumes('multipart/form-data')
  @ApiBody({
    schema: {
      type: 'object',
      required: ['source', 'file'],
      properties: { source: { type: 'string' }, file: { type: 'string', format: 'binary' } },
    },
  })
  @Answers(ComparedAnswer, 'source_unknown', 'comparison_refused', 'file_compared', 'file_beyond_reading', 'county_not_open')
  async compare(@Req() request: FastifyRequest, @CurrentCaller() caller: Caller): Promise<ComparedAnswer> {
    const upload = await readUpload(request, ['source']);
    const file = { source: fieldOf(upload, 'source'), bytes: upload.bytes };
    const { warnings, warningsInAll, fileHash: _kept, ...counts } = await this.bus.execute(new CompareFile(file, caller));
    const position = await this.county.log.head();
    return { ...counts, warnings: warnings.map(faultOf), warnings_total: warningsInAll, log_position: position };
  }

  /** The last list of each source, and the figures that come of it. */
  @Get()
  @Answers(pageOf(ComparisonAnswer))
  list(@Query() query: Paged): Page<ComparisonAnswer> {
    const sources = this.sourcesByName();
    const shown = ({ outcomes, ...one }: Comparison): ComparisonAnswer => {
      const source = sources.get(one.source);
      const { title = one.source, keeper = '' } = source ?? {};
      const words = { title: sourceWord(title), keeper: sourceWord(keeper) };
      return { ...one, hash: outcomes, ...words, ...figuresOf(one, source) };
    };
    const last = this.county.views.lastComparisons();
    return shownPaged(last, query, { name: 'comparisons', key: ({ source }) => source, shown });
  }

  /** The accuracy over the last lists of all sources. */
  @Get('accuracy')
  @Answers(OverallAccuracyAnswer)
  accuracy(): OverallAccuracyAnswer {
    const sources = this.sourcesByName();
    return overallAccuracy(this.county.views.lastComparisons().map((of) => ({ of, source: sources.get(of.source) })));
  }

  /** The bodies whose lists are compared, and how their columns are called. */
  @Get('sources')
  @Answers(pageOf(SourceAnswer))
  sources(@Query() query: Paged): Page<SourceAnswer> {
    const shown = (one: ComparisonSource): SourceAnswer => {
      const { source, title, keeper } = one;
      const columns = sourceColumns(one).all.map(({ header, also = [], required }) => ({
        names: [header, ...also].join('/'),
        required,
      }));
      return {
        source,
        title: sourceWord(title),
        keeper: sourceWord(keeper),
        required: columns.flatMap(({ names, required }) => (required ? [names] : [])),
        columns: columns.map(({ names }) => names),
      };
    };
    return shownPaged(this.county.sources.all(), query, { name: 'sources', key: ({ source }) => source, shown });
  }

  private sourcesByName(): ReadonlyMap<string, ComparisonSource> {
    return new Map(this.county.sources.all().map((one) => [one.source, one]));
  }
}
