import { say, toEverybody } from '@fenming/language';
import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import { AdoptProgramme, DryRuns, ProposeProgrammes, WithdrawProgramme } from '@fenming/rulebook';
import { Redeterminations } from '@fenming/eligibility';
import { RunningCounty, type Version } from '@fenming/county';
import { Refused, type Caller } from '@fenming/commands';
import { CalendarError, plainDate, type PlainDate } from '@fenming/calendar';
import { PAID_FATES, type PaidFate } from '@fenming/subsidy';
import type { Page, ProgrammeVersion } from '@fenming/views';
import { CurrentCaller } from '../access/caller';
import { Answers } from '../answers/answers';
import { pageOf } from '../answers/page.answers';
import { Paged, paged, shownPaged, YearPage } from '../page';
import { Malformed } from '../problem';
import { Day, FileText, Hash, Maybe, OneOf, ProgrammeCode, Text, Year } from '../validators';
import {
  AdoptionAnswer,
  DryRunAnswer,
  ProgrammeAnswer,
  ProposalsAnswer,
  ShippedAnswer,
  VersionAnswer,
  VersionTextAnswer,
  WithdrawalAnswer,
} from './programmes.answers';

const MAX_TEXT = 100_000;

/** Without `text`: what is shipped with this release, one programme or the whole catalogue. */
class ProposalBody {
  @Maybe() @ProgrammeCode() programme?: string;
  @Maybe() @FileText(MAX_TEXT) text?: string;
  @Text(80, '示例卫健〔2023〕1号') document_no!: string;
  @Day() document_date!: string;
  @Day() effective_from!: string;
  /** The last day in force; without it for as long as no later document says otherwise. */
  @Maybe() @Day() effective_to?: string;
}
/** `paid`: whether what was paid by the text stays, or goes back. */
class WithdrawalBody {
  @Hash() content_hash!: string;
  @Text(80, '示例卫健〔2023〕9号') document_no!: string;
  @Day() document_date!: string;
  @OneOf(PAID_FATES) paid!: PaidFate;
}
/** What is confirmed is named: the withdrawing document, and what becomes of what was paid. */
class WithdrawalConfirmationBody {
  @Hash() content_hash!: string;
  @Text(80, '示例卫健〔2023〕9号') document_no!: string;
  @OneOf(PAID_FATES) paid!: PaidFate;
}
class AdoptionBody {
  @Hash() content_hash!: string;
}
class DryRunBody {
  @FileText(MAX_TEXT) text!: string;
  @Year() year!: number;
}

@ApiTags(toEverybody('项目 programmes', 'programmes'))
@Controller('api/v1/programmes')
export class ProgrammesController {
  constructor(
    private readonly bus: CommandBus,
    private readonly county: RunningCounty,
    private readonly dryRuns: DryRuns,
    private readonly redeterminations: Redeterminations,
  ) {}

  /** Of each adopted programme the version of a year, or the latest one. */
  @Get()
  @Answers(pageOf(ProgrammeAnswer))
  list(@Query() { year, ...page }: YearPage): Page<ProgrammeAnswer> {
    const { rules } = this.county;
    const versions = rules.adopted().flatMap((id) => (year === undefined ? rules.latest(id) : rules.ofYear(id, year)) ?? []);
    return shownPaged(versions, page, { name: 'programmes', by: { year }, key: ({ compiled }) => compiled.id, shown });
  }

  /** What is shipped with this release and holds in this county, adopted or not. */
  @Get('catalogue')
  @Answers(pageOf(ShippedAnswer))
  catalogue(@Query() query: Paged): Page<ShippedAnswer> {
    const { shipped, rules } = this.county;
    const offered = shipped.filter(({ definition }) => rules.holdsHere(definition));
    return shownPaged(offered, query, {
      name: 'catalogue',
      key: ({ definition }) => definition.id,
      shown: ({ definition: { id, name, contentHash, inForce } }) => ({
        id,
        name,
        content_hash: contentHash,
        in_force: inForce,
        adopted: rules.versions(id).some((version) => version.contentHash === contentHash),
      }),
    });
  }

  /** What waits for a second person. */
  @Get('proposals')
  @Answers(pageOf(VersionAnswer))
  proposals(@Query() query: Paged): Page<VersionAnswer> {
    const waiting = this.county.views.programmeVersions({ state: 'proposed' });
    return paged(waiting, query, { name: 'programmes/proposals', key: versionKey });
  }

  @Post('proposals')
  @HttpCode(200)
  @Answers(
    ProposalsAnswer,
    'not_found',
    'definition_malformed',
    'examples_failed',
    'definition_conflict',
    'programme_not_offered',
    'version_overlaps',
    'version_superseded',
    'version_withdrawn',
    'document_in_future',
    'period_empty',
  )
  async propose(
    @Body() { programme, text, document_no, document_date, effective_from, effective_to }: ProposalBody,
    @CurrentCaller() caller: Caller,
  ): Promise<ProposalsAnswer> {
    const proposal = {
      documentNo: document_no,
      documentDate: dayAt('/document_date', document_date),
      effectiveFrom: dayAt('/effective_from', effective_from),
      ...(effective_to === undefined ? {} : { effectiveTo: dayAt('/effective_to', effective_to) }),
      ...(programme === undefined ? {} : { programme }),
      ...(text === undefined ? {} : { text }),
    };
    const proposed = await this.bus.execute(new ProposeProgrammes(proposal, caller));
    return { data: proposed.map(({ contentHash, ...rest }) => ({ ...rest, content_hash: contentHash })), has_more: false };
  }

  @Post('dry-runs')
  @HttpCode(200)
  @Answers(DryRunAnswer, 'not_found', 'definition_malformed', 'programme_not_offered', 'busy')
  async dryRun(@Body() { text, year }: DryRunBody, @CurrentCaller() { asked }: Caller): Promise<DryRunAnswer> {
    return this.dryRuns.run(text, year, asked.area);
  }

  /** The text that a payment of whatever year was computed by, as it was adopted. */
  @Get('versions/:hash')
  @Answers(VersionTextAnswer, 'not_found')
  version(@Param('hash') hash: string): VersionTextAnswer {
    const [known] = this.county.views.programmeVersions({ contentHash: hash });
    const version = this.county.rules.text(hash);
    if (known === undefined || version === undefined) throw new Refused({ refused: 'not_found', detail: hash });
    return { ...known, text: version };
  }

  @Get(':id')
  @Answers(ProgrammeAnswer, 'not_found')
  one(@Param('id') id: string): ProgrammeAnswer {
    return shown(this.existing(id));
  }

  private existing(id: string): Version {
    const { rules } = this.county;
    const version = rules.latest(id);
    if (version === undefined) throw new Refused({ refused: 'not_found', detail: [id, ...rules.adopted()].join('\n') });
    return version;
  }

  @Get(':id/versions')
  @Answers(pageOf(VersionAnswer), 'not_found')
  versions(@Param('id') id: string, @Query() query: Paged): Page<VersionAnswer> {
    this.existing(id);
    const adopted = this.county.views.programmeVersions({ programme: id }).filter(({ state }) => state !== 'proposed');
    return paged(adopted, query, { name: 'versions', by: { programme: id }, key: versionKey });
  }

  @Post(':id/adoptions')
  @HttpCode(200)
  @Answers(
    AdoptionAnswer,
    'not_found',
    'proposal_own',
    'version_overlaps',
    'version_superseded',
    'version_withdrawn',
    'document_in_future',
    'period_empty',
    'confirmer_missing',
  )
  async adopt(
    @Param('id') id: string,
    @Body() { content_hash }: AdoptionBody,
    @CurrentCaller() caller: Caller,
  ): Promise<AdoptionAnswer> {
    await this.bus.execute(new AdoptProgramme(id, content_hash, caller));
    await this.redeterminations.follow(id);
    const adopted = this.county.rules.byHash(content_hash);
    return {
      programme: id,
      content_hash,
      effective_from: adopted?.effectiveFrom,
      document_no: adopted?.documentNo,
      document_date: adopted?.documentDate,
      ...(adopted?.effectiveTo === undefined ? {} : { effective_to: adopted.effectiveTo }),
    };
  }

  /** A later document takes a text out of force. Another person confirms it. */
  @Post(':id/withdrawals')
  @HttpCode(200)
  @Answers(WithdrawalAnswer, 'version_unknown', 'version_withdrawn', 'document_in_future', 'withdrawal_too_early')
  async proposeWithdrawal(
    @Param('id') id: string,
    @Body() { content_hash, document_no, document_date, paid }: WithdrawalBody,
    @CurrentCaller() caller: Caller,
  ): Promise<WithdrawalAnswer> {
    const documentDate = dayAt('/document_date', document_date);
    const withdrawal = { contentHash: content_hash, documentNo: document_no, documentDate, paid };
    await this.bus.execute(new WithdrawProgramme(id, { do: 'propose-withdrawal', withdrawal }, caller));
    return { programme: id, content_hash, outcome: 'proposed' };
  }

  @Post(':id/withdrawals/confirmation')
  @HttpCode(200)
  @Answers(WithdrawalAnswer, 'version_unknown', 'withdrawal_unknown', 'withdrawal_differs', 'proposal_own')
  async withdraw(
    @Param('id') id: string,
    @Body() { content_hash, document_no, paid }: WithdrawalConfirmationBody,
    @CurrentCaller() caller: Caller,
  ): Promise<WithdrawalAnswer> {
    await this.bus.execute(
      new WithdrawProgramme(id, { do: 'withdraw', terms: { contentHash: content_hash, documentNo: document_no, paid } }, caller),
    );
    await this.redeterminations.follow(id);
    return { programme: id, content_hash, outcome: 'withdrawn' };
  }
}

const versionKey = (version: ProgrammeVersion): readonly string[] => [
  version.programme,
  version.effective_from,
  version.content_hash,
];

const dayAt = (pointer: string, text: string): PlainDate => {
  try {
    return plainDate(text);
  } catch (error) {
    if (error instanceof CalendarError)
      throw new Malformed([{ pointer, code: 'date', message: say('没有这一天。', 'There is no such day.') }]);
    throw error;
  }
};

const shown = ({ compiled: programme, documentNo }: Version): ProgrammeAnswer => ({
  id: programme.id,
  document_no: documentNo,
  name: programme.name,
  short_name: programme.shortName,
  unit: programme.unit,
  content_hash: programme.contentHash,
  in_force: programme.inForce,
  incompatible_with: programme.incompatibleWith,
  once_in_a_lifetime: programme.onceInALifetime,
  sensitive: programme.sensitive,
  notice_periods: programme.noticePeriods,
  facts: programme.facts.map(({ name, title, type, column, choices }) => ({
    name,
    title,
    type,
    ...(column === undefined ? {} : { column }),
    ...(choices === undefined ? {} : { choices }),
  })),
});
