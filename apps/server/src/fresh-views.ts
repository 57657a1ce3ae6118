import { say } from '@fenming/language';
import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import { RunningCounty, machineNow } from '@fenming/county';
import { Refused } from '@fenming/commands';
import { Definite, isPosition, type Position, type RecordedEvent } from '@fenming/event-log';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { from, switchMap, type Observable } from 'rxjs';
import { isQuestion } from './access/operation-access';
import type { AuthedRequest } from './access/caller';
import { isReading } from './access/request-shape';
import { LogHead, within } from './log-head';
import { Malformed } from './problem';

const WAIT_MS = 10_000;

/** Health is asked after while the views lag behind, and before there are any. */
const isHealth = ({ url }: FastifyRequest): boolean => url.startsWith('/health');
/** What may be asked as of a position. */
export const waitsForViews = (request: FastifyRequest): boolean => isReading(request) && !isHealth(request);

type Place = { readonly pointer: string; readonly position: string };
type From = Pick<Place, 'pointer'> & { readonly position: string | undefined; readonly limit: number };

/** The events after a position that stands in a parameter; from the first on where it names none. Throws Malformed for what is no position of this log. */
export const eventsAfter = async (
  { log }: RunningCounty,
  { pointer, position, limit }: From,
): Promise<readonly RecordedEvent[]> => {
  // The log's own word for its beginning is no position that anybody was given.
  if (position === 'start') throw noPosition(pointer);
  try {
    return await log.readAll((position ?? 'start') as Position, limit);
  } catch (error) {
    if (!(error instanceof Definite && error.code === 'malformed')) throw error;
    throw noPosition(pointer);
  }
};

const noPosition = (pointer: string): Malformed =>
  new Malformed([
    {
      pointer,
      code: 'position',
      message: say('日志位置无效：请用事件列表中给出的位置。', 'No position of the log: use one that the list of events gave.'),
    },
  ]);

/** Waits until the views show everything up to a position, or up to the log's head. Throws Refused('stale_read') where that takes too long. */
export const caughtUpInTime = async (county: RunningCounty, position?: Position): Promise<void> => {
  if ((await within(WAIT_MS, county.caughtUp(position))) === 'late') throw new Refused({ refused: 'stale_read' });
};

/** Throws Malformed for a position of this log that lies beyond its end. */
export const mustBeReached = async ({ log }: RunningCounty, place: Place): Promise<void> => refuseBeyond(await log.head(), place);

const refuseBeyond = (head: Position | undefined, { pointer, position }: Place): void => {
  if (head !== undefined && position <= head) return;
  throw new Malformed([
    {
      pointer,
      code: 'position',
      message: say(
        '日志还没有到这个位置：请用办理或事件列表答复中给出的位置。',
        'The log has not come so far: use a position that an answer or the list of events gave.',
      ),
    },
  ]);
};

/**
 * Read-your-writes: a read waits, bounded, until the views show the position it names, or the log's head when it names none. Where the log
 * is silent, or the views lag for longer, the answer says until when it is true: in the header `Fenming-As-Of`, and at the top of a page.
 */
@Injectable()
export class FreshViews implements NestInterceptor {
  constructor(
    private readonly county: RunningCounty,
    private readonly head: LogHead,
  ) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const http = context.switchToHttp();
    const request = http.getRequest<AuthedRequest>();
    if (!isQuestion(request) || isHealth(request)) return next.handle();
    return from(this.wait(request, http.getResponse<FastifyReply>())).pipe(switchMap(() => next.handle()));
  }

  private async wait(request: AuthedRequest, reply: FastifyReply): Promise<void> {
    const { min_position: wanted } = request.query as { readonly min_position?: string };
    const isFresh = wanted === undefined ? await this.areFresh() : await this.reach(wanted);
    if (isFresh) return;
    request.asOf = this.county.wholeUntil.instant;
    void reply.header('fenming-as-of', request.asOf);
  }

  /**
   * What is no position of this log, or lies beyond its end, would be waited for in vain; of a log that is silent the tables have come so
   * far or not. Answers whether they show all that there is. @throws Malformed, and Refused where they cannot be waited for
   */
  private async reach(position: string): Promise<boolean> {
    const pointer = '/min_position';
    if (!isPosition(position)) throw noPosition(pointer);
    const head = await this.head.ask();
    if (head === 'silent') {
      if ((this.county.views.progress().position ?? '') < position) throw new Refused({ refused: 'read_unavailable' });
      return false;
    }
    refuseBeyond(head, { pointer, position });
    await caughtUpInTime(this.county, position);
    return true;
  }

  private async areFresh(): Promise<boolean> {
    const asked = machineNow();
    const head = await this.head.ask();
    if (head === 'silent') return false;
    if (head !== undefined && (await within(WAIT_MS, this.county.caughtUp(head))) === 'late') return false;
    if (!this.county.gate.isClosed()) this.county.wholeUntil.confirm(asked);
    return true;
  }
}
