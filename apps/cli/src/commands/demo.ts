import { say } from '@fenming/language';
import type { Command } from 'commander';
import { LARGEST_SCALE, OtherCounty, readYear, runDemo, SMALLEST_SCALE, totalsOf } from '@fenming/demo-county';
import { isProved, patiently, replayAll, type Api } from '@fenming/api-client';
import { beginWhole } from '../owner/new-folder';
import { EXIT, UsageError, type ExitCode } from '../terminal/exit-codes';
import { withNewEngine, withGlobalOptions, type GlobalOptions, type Desk, type Shell } from './command';
import { agreesWithPublished, patienceOn, progressOn, reportCases, reportLogins, reportReplay, reportYear } from './demo-report';

export type DemoChoice = { readonly seed?: number; readonly scale?: number };

const wholeNumber = (text: string): number => {
  if (!/^\d{1,9}$/.test(text))
    throw new UsageError(say('--seed 应为 0 至 999999999 的整数', '--seed should be a whole number from 0 to 999999999'));
  return Number(text);
};

const scaleOf = (text: string): number => {
  const scale = Number(text);
  if (/^\d(\.\d{1,3})?$/.test(text) && scale >= SMALLEST_SCALE && scale <= LARGEST_SCALE) return scale;
  const [from, to] = [SMALLEST_SCALE, LARGEST_SCALE];
  throw new UsageError(
    say(
      `--scale 应为 ${from} 至 ${to}，最多三位小数，例如 0.1`,
      `--scale should be ${from} to ${to}, with at most three decimals, such as 0.1`,
    ),
  );
};

export const demoOptions = (command: Command): Command =>
  command
    .option(
      '--seed <n>',
      say('随机种子：同一种子生成同样的人（默认 1）', 'seed: the same seed gives the same people (default 1)'),
      wholeNumber,
    )
    .option('--scale <s>', say('规模：0.1 为十分之一的县（默认 1）', 'scale: 0.1 is a county of a tenth (default 1)'), scaleOf);

const makeDemo = async (engine: Api, { terminal, dir }: Desk, { seed, scale }: DemoChoice): Promise<ExitCode> => {
  const api = patiently(engine, patienceOn(terminal));
  const chosen = { dir, ...(seed === undefined ? {} : { seed }), ...(scale === undefined ? {} : { scale }) };
  const run = await runDemo(api, chosen, progressOn(terminal));
  terminal.overwrite('');
  const lines = await readYear(api);
  const replay = await replayAll(api);
  if (terminal.json) {
    const { digest, differences } = replay;
    terminal.outJson({ ...totalsOf(lines), events: replay.events, replay: { digest, differences } });
  } else {
    reportYear(terminal, lines, run.scale);
    reportReplay(terminal, replay);
    reportCases(terminal, run.cases);
  }
  if (run.logins.length > 0) reportLogins(terminal, run.logins);
  terminal.say(say('下一步: fenming batch list', 'Next: fenming batch list'));
  const agrees = isProved(replay) && (run.scale !== 1 || agreesWithPublished(lines));
  return agrees ? EXIT.ok : EXIT.verification;
};

/** A demo that is cut off goes on in its folder; one that finds another county has nothing to do there. */
const beginDemo = (desk: Desk, options: DemoChoice): Promise<ExitCode> =>
  beginWhole(
    desk.dir,
    () => withNewEngine(desk, (api) => makeDemo(api, desk, options)),
    (error) => error instanceof OtherCounty,
  );

export const addDemo = (program: Command, shell: Shell): void => {
  const command = program
    .command('demo')
    .description(
      say(
        '生成虚构的演示县，走完 2023 年的确认、公示和发放，以及 2024 年的异议、误登、变动、迁出和提标，直到待审批的名单；中断后再次运行会接着做',
        'make the fictional county and drive its 2023, then 2024 with an objection, a mistake, a change, a move and a risen rate, up to the list that waits for approval; run again to go on after an interruption',
      ),
    );
  withGlobalOptions(demoOptions(command)).action((options: GlobalOptions & DemoChoice) =>
    shell.finish((desk) => beginDemo(desk, options), options),
  );
};
