import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import { Folder, Refused } from '@fenming/application';
import type { Position } from '@fenming/event-log';
import type { FastifyRequest } from 'fastify';
import { from, switchMap, type Observable } from 'rxjs';

const WAIT_MS = 10_000;

/** Read-your-writes: a read waits, bounded, until the views show the position it names, or the log's head when it names none. */
@Injectable()
export class FreshViews implements NestInterceptor {
  constructor(private readonly folder: Folder) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    if (request.method !== 'GET' || request.url.startsWith('/health')) return next.handle();
    return from(this.wait(request)).pipe(switchMap(() => next.handle()));
  }

  private async wait(request: FastifyRequest): Promise<void> {
    const { min_position: wanted } = request.query as { readonly min_position?: string };
    // What is no position of this log would be waited for in vain; the log itself refuses it.
    if (wanted !== undefined) await this.folder.log.readAll(wanted as Position, 1);
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<'late'>((resolve) => (timer = setTimeout(() => resolve('late'), WAIT_MS)));
    const fresh = this.folder.caughtUp(wanted as Position | undefined).then(() => 'fresh' as const);
    const outcome = await Promise.race([fresh, late]);
    clearTimeout(timer);
    if (outcome === 'late' && wanted !== undefined) throw new Refused({ refused: 'stale_read' });
  }
}
