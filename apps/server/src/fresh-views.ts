import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import { Folder, Refused } from '@fenming/application';
import { instant, type Instant } from '@fenming/calendar';
import { Definite, type Position, type RecordedEvent } from '@fenming/event-log';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { from, switchMap, type Observable } from 'rxjs';
import type { AuthedRequest } from './access/guard';
import { isReading } from './access/request-shape';
import { LogHead, within } from './log-head';
import { Malformed } from './problem';

const WAIT_MS = 10_000;

/** Health is asked after while the views lag behind, and before there are any. */
export const waitsForViews = (request: FastifyRequest): boolean => isReading(request) && !request.url.startsWith('/health');

type Place = { readonly pointer: string; readonly position: string };
type From = Place & { readonly limit: number };

/** The events after a position that stands in a parameter. Throws Malformed for what is no position of this log. */
export const eventsAfter = async ({ log }: Folder, { pointer, position, limit }: From): Promise<readonly RecordedEvent[]> => {
  try {
    return await log.readAll(position as Position, limit);
  } catch (error) {
    if (!(error instanceof Definite && error.code === 'malformed')) throw error;
    throw new Malformed([{ pointer, code: 'position', message: '日志位置无效：请用事件列表中给出的位置。' }]);
  }
};

/** Waits until the views show everything up to a position, or up to the log's head. Throws Refused('stale_read') where that takes too long. */
export const caughtUpInTime = async (folder: Folder, position?: Position): Promise<void> => {
  if ((await within(WAIT_MS, folder.caughtUp(position))) === 'late') throw new Refused({ refused: 'stale_read' });
};

/** Throws Malformed for a position of this log that lies beyond its end. */
export const mustBeReached = async ({ log }: Folder, { pointer, position }: Place): Promise<void> => {
  const head = await log.head();
  if (head !== undefined && position <= head) return;
  throw new Malformed([{ pointer, code: 'position', message: '日志还没有到这个位置：请用办理或事件列表答复中给出的位置。' }]);
};

/**
 * Read-your-writes: a read waits, bounded, until the views show the position it names, or the log's head when it names none. Where the log
 * is silent, or the views lag for longer, the answer says until when it is true: in the header `Fenming-As-Of`, and at the top of a page.
 */
@Injectable()
export class FreshViews implements NestInterceptor {
  private freshAt = machineTime();

  constructor(
    private readonly folder: Folder,
    private readonly head: LogHead,
  ) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const http = context.switchToHttp();
    const request = http.getRequest<AuthedRequest>();
    if (!waitsForViews(request)) return next.handle();
    return from(this.wait(request, http.getResponse<FastifyReply>())).pipe(switchMap(() => next.handle()));
  }

  /** What is no position of this log, or lies beyond its end, would be waited for in vain. Throws Malformed. */
  private async refuseImpossible(position: string): Promise<void> {
    const pointer = '/min_position';
    await eventsAfter(this.folder, { pointer, position, limit: 1 });
    await mustBeReached(this.folder, { pointer, position });
  }

  private async wait(request: AuthedRequest, reply: FastifyReply): Promise<void> {
    const { min_position: wanted } = request.query as { readonly min_position?: string };
    if (wanted !== undefined) return this.reach(wanted);
    const asked = machineTime();
    if (await this.areFresh()) {
      this.freshAt = asked;
      return;
    }
    request.asOf = this.freshAt;
    void reply.header('fenming-as-of', this.freshAt);
  }

  private async reach(wanted: string): Promise<void> {
    await this.refuseImpossible(wanted);
    await caughtUpInTime(this.folder, wanted as Position);
  }

  private async areFresh(): Promise<boolean> {
    const head = await this.head.ask();
    if (head === 'silent') return false;
    return head === undefined || (await within(WAIT_MS, this.folder.caughtUp(head))) !== 'late';
  }
}

const machineTime = (): Instant => instant(new Date().toISOString());
