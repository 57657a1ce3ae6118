import { setTimeout as sleep } from 'node:timers/promises';
import { Controller, Get, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Folder, PayoutRunner, type Alarm } from '@fenming/application';
import { LogUnavailable, type Position } from '@fenming/event-log';
import type { AuthedRequest } from '../access/guard';

/** Whoever asks whether this server is ready asks often, and takes silence for no. */
const ANSWERS_WITHIN_MS = 1_800;

const SILENT: Alarm = {
  code: 'log_silent',
  sentence: '事件日志没有应答：现在不能办理，页面上的数据只到上次应答为止。请查看日志服务器是否在运行；恢复后自动接着办。',
};

@ApiTags('健康 health')
@Controller('health')
export class HealthController {
  /** By the machine's clock. */
  private readonly startedAt = new Date().toISOString();
  private looking: Promise<Position | undefined> | undefined;

  constructor(
    private readonly folder: Folder,
    private readonly runner: PayoutRunner,
  ) {}

  @Get('live')
  live(): object {
    return { status: 'ok' };
  }

  /**
   * Ready while the disk has room and the log answers; 503 within two seconds where it does not. How far it is, by which clock, and what is wrong is told to those
   * who say who they are.
   */
  @Get('ready')
  async ready(@Req() { asked }: AuthedRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<object> {
    const head = await inTime(this.head());
    const isShort = this.folder.room?.isShort() === true;
    if (head === 'late' || isShort) void reply.status(503);
    if (asked === undefined) return { status: head === 'late' || isShort ? 'unready' : 'ok' };
    const { events } = this.folder.views.progress();
    const simulated = { simulated_clock: this.folder.clock.simulated() };
    if (head === 'late') return { status: 'unready', alarms: [SILENT], events, log_position: null, ...simulated };
    const [doubts, ofRunner] = await Promise.all([this.folder.log.doubts(), this.runner.alarms()]);
    const { foreign } = doubts;
    const alarms = [...this.folder.alarms(doubts), ...ofRunner];
    const status = isShort ? 'unready' : alarms.length === 0 ? 'ok' : 'alarm';
    // What was passed over before that is counted by `audit controls`.
    const passedOver = { ...foreign, since: this.startedAt };
    return { status, alarms, events, foreign_events: passedOver, log_position: head ?? null, ...simulated };
  }

  /** One look serves all who ask meanwhile. */
  private head(): Promise<Position | undefined> {
    this.looking ??= this.folder.log.head().finally(() => (this.looking = undefined));
    return this.looking;
  }
}

const inTime = async (looking: Promise<Position | undefined>): Promise<Position | undefined | 'late'> => {
  const late = sleep(ANSWERS_WITHIN_MS, 'late' as const, { ref: false });
  const away = (error: unknown): 'late' => {
    if (error instanceof LogUnavailable) return 'late';
    throw error;
  };
  return Promise.race([looking.catch(away), late]);
};
