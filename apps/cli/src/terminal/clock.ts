import { say } from '@fenming/language';
import { instant } from '@fenming/calendar';
import { asOfSentence } from '@fenming/words';
import type { Api } from '@fenming/api-client';
import type { Terminal } from './terminal';

type CountyNow = {
  readonly open: boolean;
  readonly name?: string;
  readonly now: string;
  readonly simulated: boolean;
  readonly alarms: readonly { readonly sentence: string }[];
};

/** UTC instant → Beijing time as people write it. */
export const beijing = (instant: string): string => {
  const shifted = new Date(Date.parse(instant) + 8 * 3_600_000).toISOString();
  return `${shifted.slice(0, 10)} ${shifted.slice(11, 16)}`;
};

/** Stands in the result itself, which may be kept or handed on; under --json the object says it. */
export const sayAsOf = ({ asOf }: Api, terminal: Terminal): void => {
  const until = asOf();
  if (until !== undefined && !terminal.json) terminal.out(`${terminal.bad('!')} ${asOfSentence(instant(until))}`);
};

/** Every output of a county on simulated time says so, and every command says why no money moves. */
export const sayCountyState = async (api: Api, terminal: Terminal): Promise<void> => {
  const { name = '', now, simulated, alarms } = await api.get<CountyNow>('/county');
  for (const { sentence } of alarms) terminal.complain(`${terminal.bad('!')} ${sentence}`);
  if (simulated) terminal.say(say(`${name} · 模拟时钟 ${beijing(now)}`, `${name} · simulated clock ${beijing(now)}`));
};
