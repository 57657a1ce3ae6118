import { say } from '@fenming/language';
import type { Command } from 'commander';
import { OF_THE_LOG } from '@fenming/folders';
import { isProved } from '@fenming/api-client';
import { readSettings } from '@fenming/settings';
import { EXIT, UsageError, type ExitCode } from '../terminal/exit-codes';
import { existing, withGlobalOptions, type Desk, type Shell, type GlobalOptions } from './command';
import { reportControls } from './controls-report';
import { reportReplay, whatARebuildAnswers } from './demo-report';

type Auditing = typeof import('@fenming/audit') & typeof import('@fenming/county');
type Damaged = Error & Parameters<Auditing['sentenceOfDamage']>[0];

/**
 * Reads the log of the folder by itself: an audit needs no server, no views and no vault, stands beside a running server, and says of a
 * damaged log that it is damaged. The rooms are loaded only here, for that takes most of a second; hence their errors are known by name.
 */
const auditing = async (desk: Desk, use: (rooms: Auditing) => Promise<ExitCode>): Promise<ExitCode> => {
  existing(desk, OF_THE_LOG);
  const rooms = { ...(await import('@fenming/audit')), ...(await import('@fenming/county')) };
  try {
    return await use(rooms);
  } catch (error) {
    if (named(error, 'NoLog') || named(error, 'NoVault')) throw new UsageError(error.message);
    const away = rooms.sentenceOfLogFault(error);
    if (away !== undefined) {
      desk.terminal.complain(`${desk.terminal.bad('✗')} ${away}`);
      return EXIT.unreachable;
    }
    const damaged = sentenceOfDamage(rooms, error);
    if (damaged === undefined) throw error;
    if (desk.terminal.json) desk.terminal.outJson({ damaged });
    desk.terminal.complain(`${desk.terminal.bad('✗')} ${damaged}`);
    return EXIT.verification;
  }
};

const sentenceOfDamage = (rooms: Auditing, error: unknown): string | undefined => {
  if (named(error, 'FolderUnsound')) return error.message;
  return named(error, 'LogDamaged') ? rooms.sentenceOfDamage(error as Damaged) : undefined;
};

const named = (error: unknown, name: string): error is Error => error instanceof Error && error.name === name;

const replay = (desk: Desk): Promise<ExitCode> =>
  auditing(desk, async ({ auditReplay }) => {
    const replayed = await auditReplay(desk.dir, readSettings());
    if (desk.terminal.json) desk.terminal.outJson(replayed);
    else reportReplay(desk.terminal, replayed);
    desk.terminal.say(whatARebuildAnswers());
    return isProved(replayed) ? EXIT.ok : EXIT.verification;
  });

const controls = (desk: Desk, { withFacts = false }: Controlling): Promise<ExitCode> =>
  auditing(desk, async ({ auditControls }) => {
    const report = await auditControls(desk.dir, { ...readSettings(), withFacts });
    if (desk.terminal.json) desk.terminal.outJson(report);
    else reportControls(desk.terminal, report);
    return report.totals.found === 0 ? EXIT.ok : EXIT.verification;
  });

type Controlling = GlobalOptions & { readonly withFacts?: boolean };

export const addAudit = (program: Command, { finish }: Shell): void => {
  const audit = program.command('audit').description(say('审计（只读日志，不需要启动服务）', 'audit (reads the log alone)'));
  const replaying = audit
    .command('replay')
    .description(
      say(
        '由日志重建全部账表，与现有账表逐格比较，并核对日志（不符或没有可比的账表时退出码 4）；日志本身是否被改写，重建答不了',
        'rebuild every table from the log, compare it with those shown and check the log (exit 4 on a difference, or with nothing to compare); it cannot tell whether the log itself was rewritten',
      ),
    );
  withGlobalOptions(replaying).action((options: GlobalOptions) => finish(replay, options));
  const checking = audit
    .command('controls')
    .description(
      say(
        '按控制公式核对事件日志，指出第几号事件（有疑点或日志损坏时退出码 4）',
        'check the log by the control formulas, naming the events (exit 4 on a finding or a damaged log)',
      ),
    );
  withGlobalOptions(checking)
    .option(
      '--with-facts',
      say(
        '用目录里的保管库打开密封的事实，按规则逐笔复算（I-11）；不加时只读日志',
        'open the sealed facts by the vault in the folder and compute every amount again (I-11); without it, the log alone is read',
      ),
    )
    .action((options: Controlling) => finish((desk) => controls(desk, options), options));
};
