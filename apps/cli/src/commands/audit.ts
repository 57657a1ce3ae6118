import type { Command } from 'commander';
import { replayAll } from '../demo/result';
import { EXIT } from '../terminal/exit-codes';
import { withStanding, withEngine, type StandingOptions, type Shell } from './command';
import { reportControls, type Controls } from './controls-report';
import { reportReplay } from './demo-report';

export const addAudit = (program: Command, shell: Shell): void => {
  const audit = program.command('audit').description(shell.say('审计', 'audit'));
  const replaying = audit
    .command('replay')
    .description(
      shell.say(
        '从事件重建全部账表并逐格比较（有差异时退出码 4）',
        'rebuild every view from the log and compare (exit 4 on a difference)',
      ),
    );
  withStanding(replaying, shell.say).action((options: StandingOptions) =>
    shell.finish(
      (desk) =>
        withEngine(desk, async (api) => {
          const replay = await replayAll(api);
          if (desk.terminal.json) desk.terminal.outJson(replay);
          else reportReplay(desk.terminal, replay);
          return replay.differences.length + replay.findings.length === 0 ? EXIT.ok : EXIT.verification;
        }),
      options,
    ),
  );
  addControls(audit, shell);
};

const addControls = (audit: Command, shell: Shell): void => {
  const controls = audit
    .command('controls')
    .description(
      shell.say('按控制公式核对事件日志（有疑点时退出码 4）', 'check the log by the control formulas (exit 4 on a finding)'),
    );
  withStanding(controls, shell.say).action((options: StandingOptions) =>
    shell.finish(
      (desk) =>
        withEngine(desk, async (api) => {
          const report = await api.get<Controls>('/controls');
          if (desk.terminal.json) desk.terminal.outJson(report);
          else reportControls(desk.terminal, report);
          return report.totals.found === 0 ? EXIT.ok : EXIT.verification;
        }),
      options,
    ),
  );
};
