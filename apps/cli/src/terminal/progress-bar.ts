import { say } from '@fenming/language';
import { SingleBar } from 'cli-progress';
import type { Terminal } from './terminal';

/** How far something is. `tail` says the rest in words. */
export type Bar = { readonly show: (done: number, whole: number, tail: string) => void; readonly end: () => void };

/** A bar where a person is watching; else one line for every tenth, so that a log file stays short. */
export const progressBar = (terminal: Terminal, title: string): Bar =>
  terminal.watched ? drawnBar(title) : saidBar(terminal, title);

const drawnBar = (title: string): Bar => {
  const bar = new SingleBar({
    format: say(
      `${title} {bar} {percentage}%  {value}/{total}  {tail}  余 {eta_formatted}`,
      `${title} {bar} {percentage}%  {value}/{total}  {tail}  left {eta_formatted}`,
    ),
    barCompleteChar: '█',
    barIncompleteChar: '░',
    barsize: 20,
    stream: process.stderr,
    hideCursor: true,
    gracefulExit: false,
  });
  let started = false;
  return {
    show: (done, whole, tail) => {
      if (!started) bar.start(whole, done, { tail });
      else bar.update(done, { tail });
      bar.setTotal(whole);
      started = true;
    },
    end: () => bar.stop(),
  };
};

const saidBar = (terminal: Terminal, title: string): Bar => {
  let said = -1;
  return {
    show: (done, whole, tail) => {
      const tenth = whole === 0 ? 10 : Math.floor((done * 10) / whole);
      if (tenth > said) terminal.say(`${title} ${tenth * 10}%  ${done}/${whole}  ${tail}`);
      said = Math.max(said, tenth);
    },
    end: () => undefined,
  };
};
