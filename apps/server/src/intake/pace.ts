import { say } from '@fenming/language';
import type { IncomingMessage } from 'node:http';
import { Observable } from 'rxjs';
import { LEAST_PACE } from '../limits';

const SECOND_MS = 1_000;

/** What was on its way came so slowly that others would wait for its place: 408, and the connection is closed. */
export class TooSlow extends Error {
  constructor() {
    super('too_slow');
    this.name = 'TooSlow';
  }

  /** Said when it is answered: the clock that found it slow knows of no reader. */
  get title(): string {
    return say(
      '文件传得太慢，已停止接收，没有办理：请检查网络后重新上传，名单可以分成几份上传。',
      'The file came too slowly; it was not taken and nothing was done: check the network and upload it again; a list can be uploaded in parts.',
    );
  }
}

export type Pace = { readonly graceSeconds: number; readonly bytesPerSecond: number };

/** What is looked at of a request: whether all of its body is here, and what its connection has brought. */
export type Arriving = Pick<IncomingMessage, 'complete' | 'unpipe'> & { readonly socket: { readonly bytesRead: number } };

/**
 * Fails with TooSlow when a body comes more slowly than the pace, a grace apart; says nothing otherwise. Seconds are counted by their ticks, for
 * whatever keeps this thread busy is not the sender's slowness.
 */
export const slownessOf = (arriving: Arriving, { graceSeconds, bytesPerSecond }: Pace = LEAST_PACE): Observable<never> =>
  new Observable((subscriber) => {
    const before = arriving.socket.bytesRead;
    let seconds = -graceSeconds;
    const watch = setInterval(() => {
      seconds += 1;
      if (arriving.complete) return clearInterval(watch);
      if (arriving.socket.bytesRead - before >= seconds * bytesPerSecond) return;
      // The door behind must not take for whole what was told to be refused.
      arriving.unpipe();
      subscriber.error(new TooSlow());
    }, SECOND_MS);
    return () => clearInterval(watch);
  });
