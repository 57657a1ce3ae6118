import { say } from '@fenming/language';
import type { Terminal } from '../terminal/terminal';

/** A list that a case left has to be locked and signed anew: whoever caused it tells finance. */
export const sayTakenOff = (terminal: Terminal, batches: readonly string[]): void => {
  for (const batch of batches)
    terminal.out(
      say(
        `  已移出批次 ${batch} 的名单，这个批次回到草稿，须重新锁定、重新签批`,
        `  taken off the list of batch ${batch}, which is a draft again and has to be locked and signed anew`,
      ),
    );
};
