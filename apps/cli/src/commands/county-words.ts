import { say } from '@fenming/language';
import type { Terminal } from '../terminal/terminal';

export type Correction = {
  readonly correction: string;
  readonly name: string;
  readonly region_names: readonly string[];
  readonly by: string;
};
export type CountyTold = {
  readonly open: boolean;
  readonly code: string;
  readonly name: string;
  readonly demo: boolean;
  readonly regions: readonly string[];
  readonly region_names: readonly string[];
  readonly correction?: Correction;
};

/** Whose rates a county pays by, in words. */
export const sayCounty = (terminal: Terminal, { region_names, correction }: CountyTold): void => {
  terminal.out(say(`  执行的标准：${region_names.join('、')}`, `  rates that apply: ${region_names.join(', ')}`));
  if (correction === undefined) return;
  terminal.out(
    say(
      `  待确认的更正：县名 ${correction.name}，执行的标准 ${correction.region_names.join('、')}（${correction.by} 提出）`,
      `  correction to be confirmed: name ${correction.name}, rates ${correction.region_names.join(', ')} (proposed by ${correction.by})`,
    ),
  );
  terminal.out(say(`  编号 ${correction.correction}`, `  number ${correction.correction}`));
};
