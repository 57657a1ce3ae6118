import { toEverybody } from '@fenming/language';
import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import { ChangeCounty } from '@fenming/offices';
import { RunningCounty } from '@fenming/county';
import { type Caller } from '@fenming/commands';
import type { Page } from '@fenming/views';
import { PayoutRunner } from '@fenming/payout';
import { instant } from '@fenming/calendar';
import { areaCode } from '@fenming/citizen';
import { regionName } from '@fenming/programmes';
import { CurrentCaller } from '../access/caller';
import { Answers } from '../answers/answers';
import { pageOf } from '../answers/page.answers';
import { Paged, shownPaged } from '../page';
import { Area, Flag, ListOf, Maybe, Moment, Text, Texts } from '../validators';
import { AreaAnswer, AreasAnswer, CountyAnswer } from './county.answers';

class CountyBody {
  @Area() code!: string;
  @Text(40, '示例县') name!: string;
  @Flag() demo!: boolean;
  @Texts(8, 40) regions!: string[];
  @Maybe() @Moment() clock?: string;
}
class CorrectionBody {
  @Maybe() @Text(40, '示例县') name?: string;
  @Maybe() @Texts(8, 40) regions?: string[];
}
class AreaBody {
  @Area() code!: string;
  @Text(40) name!: string;
}
class AreasBody {
  @ListOf(AreaBody, 5000) areas!: AreaBody[];
}
class ClockBody {
  @Moment() to!: string;
}

@ApiTags(toEverybody('县 county', 'county'))
@Controller('api/v1')
export class CountyController {
  constructor(
    private readonly bus: CommandBus,
    private readonly county: RunningCounty,
    private readonly runner: PayoutRunner,
  ) {}

  @Get('county')
  @Answers(CountyAnswer)
  async show(): Promise<CountyAnswer> {
    const { opened, restored, correction } = this.county.state();
    return {
      ...opened,
      ...(opened === undefined ? {} : { region_names: opened.regions.map(regionName) }),
      ...(correction === undefined ? {} : { correction: { ...correction, region_names: correction.regions.map(regionName) } }),
      open: opened !== undefined,
      now: this.county.clock.now(),
      simulated: this.county.clock.simulated(),
      ...(restored === undefined ? {} : { restored: restored.reconciled ? 'reconciled' : 'unreconciled' }),
      alarms: [...this.county.alarms(), ...(await this.runner.alarms())],
    };
  }

  @Post('county')
  @HttpCode(200)
  @Answers(CountyAnswer, 'county_already_open', 'not_demo', 'region_missing', 'region_unknown', 'regions_apart')
  async open(@Body() { code, name, demo, regions, clock }: CountyBody, @CurrentCaller() caller: Caller): Promise<CountyAnswer> {
    const county = { code: areaCode(code), name, demo, regions, ...(clock === undefined ? {} : { clock: instant(clock) }) };
    await this.bus.execute(new ChangeCounty({ do: 'open', ...county }, caller));
    return this.show();
  }

  /** What is wrong in the county's name or regions; it stands when another person confirms it, until a programme is adopted. */
  @Post('county/corrections')
  @HttpCode(200)
  @Answers(
    CountyAnswer,
    'county_not_open',
    'programmes_adopted',
    'correction_empty',
    'region_missing',
    'region_unknown',
    'regions_apart',
  )
  async proposeCorrection(@Body() { name, regions }: CorrectionBody, @CurrentCaller() caller: Caller): Promise<CountyAnswer> {
    const correction = { ...(name === undefined ? {} : { name }), ...(regions === undefined ? {} : { regions }) };
    await this.bus.execute(new ChangeCounty({ do: 'propose-correction', ...correction }, caller));
    return this.show();
  }

  @Post('county/corrections/:id/confirmation')
  @HttpCode(200)
  @Answers(CountyAnswer, 'county_not_open', 'programmes_adopted', 'correction_unknown', 'correction_own')
  async confirmCorrection(@Param('id') id: string, @CurrentCaller() caller: Caller): Promise<CountyAnswer> {
    await this.bus.execute(new ChangeCounty({ do: 'confirm-correction', correction: id }, caller));
    return this.show();
  }

  @Get('county/areas')
  @Answers(pageOf(AreaAnswer))
  areas(@Query() query: Paged): Page<AreaAnswer> {
    const { areas } = this.county.state();
    const codes = Object.keys(areas).toSorted();
    const shown = (code: string): AreaAnswer => ({ code, name: areas[code] ?? code });
    return shownPaged(codes, query, { name: 'areas', key: (code) => code, shown });
  }

  @Post('county/areas')
  @HttpCode(200)
  @Answers(AreasAnswer, 'county_not_open', 'area_conflict', 'township_missing', 'area_name_taken')
  async registerAreas(@Body() { areas }: AreasBody, @CurrentCaller() caller: Caller): Promise<AreasAnswer> {
    const named = areas.map(({ code, name }) => ({ code: areaCode(code), name }));
    await this.bus.execute(new ChangeCounty({ do: 'register-areas', areas: named }, caller));
    return { count: Object.keys(this.county.state().areas).length };
  }

  @Post('county/clock')
  @HttpCode(200)
  @Answers(CountyAnswer, 'county_not_open', 'not_demo', 'clock_backwards')
  async advanceClock(@Body() { to }: ClockBody, @CurrentCaller() caller: Caller): Promise<CountyAnswer> {
    await this.bus.execute(new ChangeCounty({ do: 'advance-clock', to: instant(to) }, caller));
    return this.show();
  }
}
