import { LAYER_NAMES } from '@fenming/words';
import { say } from '@fenming/language';
import { fen, formatYuan } from '@fenming/money';
import type { FundingLayer } from '@fenming/programmes';
import type { Terminal } from '../terminal/terminal';

/** A layer of finance whose money does not reach yet for a locked list. */
export type Shortage = {
  readonly layer: FundingLayer;
  readonly needed_fen: number;
  readonly available_fen: number;
  readonly missing_fen: number;
  /** Nothing can be added to the year any more. */
  readonly closed: boolean;
};

export const sayShortage = (terminal: Terminal, shortage: readonly Shortage[]): void => {
  const end = shortage.some(({ closed }) => closed)
    ? say(
        '而该年度的资金已经结账，不能再补足：这一批次不能放款',
        'and the year is closed, so that nothing can be added: this batch cannot be released',
      )
    : say('补足之前不能放款', 'the batch cannot be released until it is made up');
  if (shortage.length > 0)
    terminal.out(
      say(`${terminal.bad('!')} 可用指标不足，${end}：`, `${terminal.bad('!')} The appropriation does not suffice; ${end}:`),
    );
  for (const { layer, needed_fen, available_fen, missing_fen } of shortage) {
    const [needed, available, missing] = [needed_fen, available_fen, missing_fen].map((amount) => formatYuan(fen(amount)));
    terminal.out(
      say(
        `  ${LAYER_NAMES[layer]}：名单需 ${needed} 元，可用 ${available} 元，还缺 ${missing} 元`,
        `  ${LAYER_NAMES[layer]}: the list needs ${needed} yuan, ${available} yuan are available, ${missing} yuan are missing`,
      ),
    );
  }
};
