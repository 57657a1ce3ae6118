import { say, speakAsUsual } from '@fenming/language';
import { Logger } from '@nestjs/common';
import { toldOf, type Alarm } from '@fenming/county';

/** How long the one who started a run waits for its end: a small batch is done before the answer, a large one goes on by itself. */
const WAIT_MS = 10_000;

/** What can be asked of a runner from outside its own run. */
type Runner = { resume(batch: string): Promise<void>; alarms(): Promise<readonly Alarm[]> };

const logger = new Logger('payout');

/** Starts or resumes a batch's run. Should it fail, it is told in the engine's own words and resumed by the next start, step or resumption. */
export const carryOn = async (runner: Runner, batch: string, correlation: string, waitMs = WAIT_MS): Promise<void> => {
  // It goes on when whoever asked for it has been answered, and is told of to whoever runs the program.
  const run = speakAsUsual(() =>
    runner.resume(batch).catch((error: unknown) => {
      logger.error(
        say(
          `${correlation} 批次 ${batch} 没有办完，下次启动或继续办理时接着办：${toldOf(error)}`,
          `${correlation} batch ${batch} is not done; it goes on at the next start or when resumed: ${toldOf(error)}`,
        ),
      );
    }),
  );
  let timer: NodeJS.Timeout | undefined;
  const waited = new Promise<void>((resolve) => (timer = setTimeout(resolve, waitMs)));
  // Where nobody works there is nothing to wait for: the answer says so.
  const idle = runner.alarms().then((alarms) => (alarms.every(({ code }) => code === 'piece_retried') ? run : undefined));
  await Promise.race([idle, run, waited]);
  clearTimeout(timer);
};
