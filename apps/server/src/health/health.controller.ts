import { Controller, Get } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Folder } from '@fenming/application';
import { Open } from '../access/guard';

@ApiTags('健康 health')
@Controller('health')
export class HealthController {
  constructor(private readonly folder: Folder) {}

  @Open()
  @Get('live')
  live(): object {
    return { status: 'ok' };
  }

  /** Ready once the folder is open; says how far the log is. */
  @Open()
  @Get('ready')
  async ready(): Promise<object> {
    const { events } = this.folder.views.progress();
    return {
      status: 'ok',
      events,
      log_position: (await this.folder.log.head()) ?? null,
      simulated_clock: this.folder.clock.simulated(),
    };
  }
}
