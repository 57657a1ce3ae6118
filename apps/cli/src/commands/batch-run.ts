import { say } from '@fenming/language';
import { createHash, randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { instant } from '@fenming/calendar';
import { fen, formatYuan } from '@fenming/money';
import { isUnderWay, type BatchFile, type BatchProgress } from '@fenming/views';
import { asOfSentence } from '@fenming/words';
import { hasCode, type Api } from '@fenming/api-client';
import { EXIT, type ExitCode } from '../terminal/exit-codes';
import { progressBar } from '../terminal/progress-bar';
import type { Terminal } from '../terminal/terminal';

export const pathOf = (id: string, rest = ''): string => `/batches/${encodeURIComponent(id)}${rest}`;

/** The key follows from what is asked and from where the batch stands, so that a command that was cut off can simply be given again. */
export const keyOf = (...parts: readonly (string | number)[]): string =>
  createHash('sha256')
    .update(['batch', ...parts].join('\n'))
    .digest('hex');

const number = (count: number): string => count.toLocaleString('en-US');

/** Why a batch stands still although nothing is wrong with it. */
type WithAlarms = { readonly alarms?: readonly { readonly sentence: string }[] };

/** Shows the progress until nothing is under way any more, and answers where the batch then is. */
const follow = async (api: Api, terminal: Terminal, id: string): Promise<BatchProgress> => {
  const now = await api.get<BatchProgress & WithAlarms>(pathOf(id, '/progress'));
  if (!isUnderWay(now)) return now;
  const sayHindrances = hindrancesOn(terminal, api.asOf);
  sayHindrances(now);
  const back = now.state === 'result_recorded';
  const bar = progressBar(terminal, back ? say('回盘', 'bank return') : say('发放', 'payout'));
  const path = pathOf(id, '/progress');
  const look = async (): Promise<void> => sayHindrances(await api.get<WithAlarms>(path));
  try {
    for await (const { lines, instructed, exceptions, settled, failed } of lookingUp(api.events<BatchProgress>(path), look))
      if (back)
        bar.show(
          settled + failed,
          instructed,
          say(`到账 ${number(settled)} 退票 ${number(failed)}`, `arrived ${number(settled)} returned ${number(failed)}`),
        );
      else bar.show(instructed + exceptions, lines, say(`暂缓 ${number(exceptions)}`, `held back ${number(exceptions)}`));
  } finally {
    bar.end();
  }
  return api.get<BatchProgress>(path);
};

/** Says each when it begins: a bar alone would stand still without a word. */
const hindrancesOn = (terminal: Terminal, asOf: Api['asOf']): ((progress: WithAlarms) => void) => {
  let before: readonly string[] = [];
  return ({ alarms = [] }) => {
    const until = asOf();
    const stale = until === undefined ? [] : [asOfSentence(instant(until))];
    const now = [...alarms.map(({ sentence }) => sentence), ...stale];
    for (const sentence of now) if (!before.includes(sentence)) terminal.complain(`${terminal.bad('!')} ${sentence}`);
    before = now;
  };
};

const LOOK_AFTER_MS = 5_000;

/** What is told, and a look after every five seconds in which nothing was. */
async function* lookingUp<Told>(told: AsyncIterable<Told>, look: () => Promise<void>): AsyncGenerator<Told> {
  const feed = told[Symbol.asyncIterator]();
  let next = feed.next();
  for (;;) {
    // Where the look fails first, nobody takes what comes of it any more.
    next.catch(() => undefined);
    const came = await Promise.race([next, sleep(LOOK_AFTER_MS)]);
    if (came === undefined) await look();
    else if (came.done === true) return;
    else {
      yield came.value;
      next = feed.next();
    }
  }
}

const NEXT: Readonly<Record<string, string>> = {
  instructed: 'bank-file',
  file_issued: 'bank-return',
  result_applied: 'reconcile',
};

const nextStep = ({ paused, state, exceptions, failed }: BatchProgress): string => {
  if (paused) return 'resume';
  if (exceptions > 0 && state === 'instructed') return 'exceptions';
  return failed > 0 && state === 'result_applied' ? 'failures' : (NEXT[state] ?? 'totals');
};

const report = (terminal: Terminal, id: string, now: BatchProgress): ExitCode => {
  const { paused, instructed, sum_fen, exceptions, settled, failed, files } = now;
  if (terminal.json) terminal.outJson({ batch_id: id, ...now });
  else {
    terminal.out(
      say(
        `  发放指令 ${number(instructed)} 笔（${formatYuan(fen(sum_fen))} 元），暂缓 ${number(exceptions)} 笔`,
        `  ${number(instructed)} payments instructed (${formatYuan(fen(sum_fen))} yuan), ${number(exceptions)} held back`,
      ),
    );
    if (files > 0)
      terminal.out(
        say(
          `  送盘文件 ${files} 份，到账 ${number(settled)} 笔，退票 ${number(failed)} 笔`,
          `  ${files} bank files, ${number(settled)} payments arrived, ${number(failed)} returned`,
        ),
      );
    if (paused) terminal.out(say('  已暂停', '  paused'));
  }
  terminal.say(say(`下一步: fenming batch ${nextStep(now)} ${id}`, `Next: fenming batch ${nextStep(now)} ${id}`));
  return exceptions + failed > 0 ? EXIT.partial : EXIT.ok;
};

/** Follows a batch as it is. Exit 3 when some of its lines were held back or returned. */
export const showProgress = async (api: Api, terminal: Terminal, id: string): Promise<ExitCode> =>
  report(terminal, id, await follow(api, terminal, id));

type Roster = { readonly roster: { readonly hash: string } | null };

/** What is signed: where no list is locked, a digest that none has, and the answer says where the batch stands. */
export const rosterHash = (roster: Roster['roster']): string => roster?.hash ?? '0'.repeat(64);

/** What was made since it was looked at needs nobody to go on. */
const takeUp = async (api: Api, id: string): Promise<void> => {
  await api.post(pathOf(id, '/resume'), {}, { key: randomUUID() }).catch((error: unknown) => {
    if (!hasCode(error, 'batch_state')) throw error;
  });
};

/** Releases an approved batch, and follows it until its payments are made or it is paused; a batch that runs already is only followed. */
export const run = async (api: Api, terminal: Terminal, id: string): Promise<ExitCode> => {
  const { state, paused, roster } = await api.get<BatchProgress & Roster>(pathOf(id));
  // Takes up a run that was cut off, and says why where it may not go on: a bar alone would stand still without a word.
  if (state === 'released' && !paused) await takeUp(api, id);
  if (state === 'released' || state === 'instructed') return showProgress(api, terminal, id);
  const body = { roster_hash: rosterHash(roster) };
  let answered = false;
  const released = api.post(pathOf(id, '/release'), body, { key: keyOf('release', id, body.roster_hash) });
  const answer = released.finally(() => (answered = true)).catch(() => undefined);
  // The answer comes with the end of a small batch and long before that of a large one: the bar waits for neither.
  let now = await follow(api, terminal, id);
  while (!answered) {
    await Promise.race([answer, sleep(200)]);
    now = await follow(api, terminal, id);
  }
  await released;
  return report(terminal, id, now);
};

/** Stops the payments after those in hand, or lets them go on. */
export const turn = async (
  api: Api,
  terminal: Terminal,
  { id, ...step }: { readonly id: string; readonly do: 'pause' | 'resume'; readonly reason?: string },
): Promise<ExitCode> => {
  const { steps } = await api.get<Pick<BatchFile, 'steps'>>(pathOf(id));
  const body = step.do === 'pause' ? { reason: step.reason } : {};
  const answer = await api.post<{ readonly paused: boolean }>(pathOf(id, `/${step.do}`), body, {
    // A run that has failed leaves no step: asked again, it must be asked anew.
    key: step.do === 'resume' ? randomUUID() : keyOf(step.do, id, steps.length, step.reason ?? ''),
  });
  if (terminal.json) terminal.outJson(answer);
  else
    terminal.out(
      answer.paused
        ? say('  已暂停：手上的一组做完后不再继续', '  Paused: nothing more is paid once the group in hand is done')
        : say('  已继续', '  resumed'),
    );
  terminal.say(
    say(
      `下一步: fenming batch ${answer.paused ? 'resume' : 'progress'} ${id}`,
      `Next: fenming batch ${answer.paused ? 'resume' : 'progress'} ${id}`,
    ),
  );
  return EXIT.ok;
};
