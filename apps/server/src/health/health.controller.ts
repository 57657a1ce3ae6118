import { Controller, Get, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Folder } from '@fenming/application';
import type { FastifyReply } from 'fastify';
import type { AuthedRequest } from '../access/guard';

@ApiTags('健康 health')
@Controller('health')
export class HealthController {
  constructor(private readonly folder: Folder) {}

  @Get('live')
  live(): object {
    return { status: 'ok' };
  }

  /** Ready once the folder is open and its disk has room. How far the log is, and by which clock, is told to those who say who they are. */
  @Get('ready')
  async ready(@Req() { asked }: AuthedRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<object> {
    const isShort = this.folder.room?.isShort() === true;
    if (isShort) void reply.status(503);
    if (asked === undefined) return { status: isShort ? 'unready' : 'ok' };
    const { events } = this.folder.views.progress();
    const { foreign } = await this.folder.log.doubts();
    const alarms = await this.folder.alarms();
    return {
      status: isShort ? 'unready' : alarms.length === 0 ? 'ok' : 'alarm',
      alarms,
      events,
      foreign_events: foreign,
      log_position: (await this.folder.log.head()) ?? null,
      simulated_clock: this.folder.clock.simulated(),
    };
  }
}
