import { Injectable } from '@nestjs/common';
import { RunningCounty } from '@fenming/county';
import { LogUnavailable, type Position } from '@fenming/event-log';

/** A log that is silent for so long is not waited for: whoever asks whether a server is ready takes two seconds of silence for no. */
const LOG_WAIT_MS = 1_800;

/** Where the log ends, for those who cannot wait long for its answer. */
@Injectable()
export class LogHead {
  /** A question that has been without an answer for too long: until it has one, no other is asked. */
  private overdue: Promise<unknown> | undefined;

  constructor(private readonly county: RunningCounty) {}

  /**
   * Each asks anew, to see what was written before it. `silent`: there was no answer within 1.8 seconds, or the server cannot be reached.
   * @throws what else the log says
   */
  async ask(): Promise<Position | undefined | 'silent'> {
    if (this.overdue !== undefined) return 'silent';
    const answer = this.county.log.head().catch(silentWhereAway);
    const head = await within(LOG_WAIT_MS, answer);
    if (head !== 'late') return head;
    this.overdue ??= answer.catch(() => undefined).finally(() => (this.overdue = undefined));
    return 'silent';
  }
}

const silentWhereAway = (error: unknown): 'silent' => {
  if (error instanceof LogUnavailable && error.hindrance === 'unreachable') return 'silent';
  throw error;
};

/** The answer, or `late` after so many milliseconds. */
export const within = async <Answer>(ms: number, answer: Promise<Answer>): Promise<Answer | 'late'> => {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<'late'>((resolve) => (timer = setTimeout(() => resolve('late'), ms)));
  try {
    return await Promise.race([answer, late]);
  } finally {
    clearTimeout(timer);
  }
};
