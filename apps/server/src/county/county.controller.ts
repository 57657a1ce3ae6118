import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import {
  AdvanceClock,
  AppointActors,
  ConfirmCountyCorrection,
  Folder,
  OpenCounty,
  ProposeCountyCorrection,
  RegisterAreas,
  type AppointedActor,
  type Caller,
} from '@fenming/application';
import { instant } from '@fenming/calendar';
import { areaCode, readCitizenId } from '@fenming/citizen';
import { regionName } from '@fenming/programmes';
import { ROLES, type ActorId, type Role } from '@fenming/subsidy';
import { Actor } from '../access/guard';
import { paged, Paged } from '../page';
import { Malformed } from '../problem';
import { ActorName, Area, Flag, ListOf, Maybe, Moment, OneOf, Text, Texts, Typed } from '../validators';

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
class ActorBody {
  @ActorName() id!: string;
  @Text(60) title!: string;
  @OneOf(ROLES.filter((role) => role !== 'system')) role!: Role;
  @Area() area!: string;
  @OneOf(['person', 'service']) kind!: 'person' | 'service';
  @Maybe() @Typed(18) citizen_id?: string;
  @Maybe() @Typed(200) password?: string;
}
class ActorsBody {
  @ListOf(ActorBody, 1000) actors!: ActorBody[];
}

@ApiTags('县 county')
@Controller('api/v1')
export class CountyController {
  constructor(
    private readonly bus: CommandBus,
    private readonly folder: Folder,
  ) {}

  @Get('county')
  async county(): Promise<object> {
    const { opened, restored, correction } = this.folder.countyState();
    return {
      ...opened,
      ...(opened === undefined ? {} : { region_names: opened.regions.map(regionName) }),
      ...(correction === undefined ? {} : { correction: { ...correction, region_names: correction.regions.map(regionName) } }),
      open: opened !== undefined,
      now: this.folder.clock.now(),
      simulated: this.folder.clock.simulated(),
      ...(restored === undefined ? {} : { restored: restored.reconciled ? 'reconciled' : 'unreconciled' }),
      alarms: await this.folder.alarms(),
    };
  }

  @Post('county')
  @HttpCode(200)
  async open(@Body() { code, name, demo, regions, clock }: CountyBody, @Actor() caller: Caller): Promise<object> {
    await this.bus.execute(
      new OpenCounty(
        { code: areaCode(code), name, demo, regions, ...(clock === undefined ? {} : { clock: instant(clock) }) },
        caller,
      ),
    );
    return this.county();
  }

  /** What is wrong in the county's name or regions; it stands when another person confirms it, until a programme is adopted. */
  @Post('county/corrections')
  @HttpCode(200)
  async proposeCorrection(@Body() { name, regions }: CorrectionBody, @Actor() caller: Caller): Promise<object> {
    const correction = { ...(name === undefined ? {} : { name }), ...(regions === undefined ? {} : { regions }) };
    await this.bus.execute(new ProposeCountyCorrection(correction, caller));
    return this.county();
  }

  @Post('county/corrections/:id/confirmation')
  @HttpCode(200)
  async confirmCorrection(@Param('id') id: string, @Actor() caller: Caller): Promise<object> {
    await this.bus.execute(new ConfirmCountyCorrection(id, caller));
    return this.county();
  }

  @Get('county/areas')
  areas(@Query() query: Paged): object {
    const { areas } = this.folder.countyState();
    const codes = Object.keys(areas).toSorted();
    return paged(
      codes,
      query,
      (code) => code,
      (code) => ({ code, name: areas[code] }),
    );
  }

  @Post('county/areas')
  @HttpCode(200)
  async registerAreas(@Body() { areas }: AreasBody, @Actor() caller: Caller): Promise<object> {
    await this.bus.execute(
      new RegisterAreas(
        areas.map(({ code, name }) => ({ code: areaCode(code), name })),
        caller,
      ),
    );
    return { count: Object.keys(this.folder.countyState().areas).length };
  }

  @Post('county/clock')
  @HttpCode(200)
  async advanceClock(@Body() { to }: ClockBody, @Actor() caller: Caller): Promise<object> {
    await this.bus.execute(new AdvanceClock(instant(to), caller));
    return this.county();
  }

  @Get('actors')
  actors(@Query() query: Paged): object {
    return paged(
      this.folder.views.actors(),
      query,
      ({ id }) => id,
      ({ person_id: _sealed, ...actor }) => actor,
    );
  }

  @Post('actors')
  @HttpCode(200)
  async appoint(@Body() { actors }: ActorsBody, @Actor() caller: Caller): Promise<{ data: readonly AppointedActor[] }> {
    const appointed = actors.map(({ id, citizen_id, area, password, title, role, kind }, i) => ({
      id: id as ActorId,
      title,
      role,
      kind,
      area: areaCode(area),
      ...(citizen_id === undefined ? {} : { citizenId: citizenIdAt(citizen_id, i) }),
      ...(password === undefined ? {} : { password }),
    }));
    return { data: await this.bus.execute(new AppointActors(appointed, caller)) };
  }
}

const citizenIdAt = (text: string, i: number) => {
  const reading = readCitizenId(text);
  if (!reading.ok)
    throw new Malformed([
      { pointer: `/actors/${i}/citizen_id`, code: reading.code, message: reading.reason, hint: reading.hint },
    ]);
  return reading.id;
};
