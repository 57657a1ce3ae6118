import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import { Folder, Refused } from '@fenming/application';
import { Definite, type Position, type RecordedEvent } from '@fenming/event-log';
import type { FastifyRequest } from 'fastify';
import { from, switchMap, type Observable } from 'rxjs';
import { isReading } from './access/request-shape';
import { Malformed } from './problem';

const WAIT_MS = 10_000;

/** Health is asked after while the views lag behind, and before there are any. */
export const waitsForViews = (request: FastifyRequest): boolean => isReading(request) && !request.url.startsWith('/health');

type From = { readonly pointer: string; readonly position: string; readonly limit: number };

/** The events after a position that stands in a parameter. Throws Malformed for what is no position of this log. */
export const eventsAfter = async ({ log }: Folder, { pointer, position, limit }: From): Promise<readonly RecordedEvent[]> => {
  try {
    return await log.readAll(position as Position, limit);
  } catch (error) {
    if (!(error instanceof Definite && error.code === 'malformed')) throw error;
    throw new Malformed([{ pointer, code: 'position', message: '日志位置无效：请用事件列表中给出的位置。' }]);
  }
};

/** Read-your-writes: a read waits, bounded, until the views show the position it names, or the log's head when it names none. */
@Injectable()
export class FreshViews implements NestInterceptor {
  constructor(private readonly folder: Folder) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    if (!waitsForViews(request)) return next.handle();
    return from(this.wait(request)).pipe(switchMap(() => next.handle()));
  }

  /** What is no position of this log, or lies beyond its end, would be waited for in vain. Throws Malformed. */
  private async refuseImpossible(position: string): Promise<void> {
    const pointer = '/min_position';
    await eventsAfter(this.folder, { pointer, position, limit: 1 });
    const head = await this.folder.log.head();
    if (head !== undefined && position <= head) return;
    throw new Malformed([{ pointer, code: 'position', message: '日志还没有到这个位置：请用办理或事件列表答复中给出的位置。' }]);
  }

  private async wait(request: FastifyRequest): Promise<void> {
    const { min_position: wanted } = request.query as { readonly min_position?: string };
    if (wanted !== undefined) await this.refuseImpossible(wanted);
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<'late'>((resolve) => (timer = setTimeout(() => resolve('late'), WAIT_MS)));
    const fresh = this.folder.caughtUp(wanted as Position | undefined).then(() => 'fresh' as const);
    const outcome = await Promise.race([fresh, late]);
    clearTimeout(timer);
    if (outcome === 'late' && wanted !== undefined) throw new Refused({ refused: 'stale_read' });
  }
}
