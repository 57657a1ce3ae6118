import { fen, formatYuan } from '@fenming/money';
import type { FundingLayer } from '@fenming/programmes';
import { LAYER_NAMES } from '@fenming/subsidy';
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
  const end = shortage.some(({ closed }) => closed) ? '而该年度的资金已经结账，不能再补足：这一批次不能放款' : '补足之前不能放款';
  if (shortage.length > 0) terminal.out(`${terminal.bad('!')} 指标余额不足，${end}：`);
  for (const { layer, needed_fen, available_fen, missing_fen } of shortage) {
    const [needed, available, missing] = [needed_fen, available_fen, missing_fen].map((amount) => formatYuan(fen(amount)));
    terminal.out(`  ${LAYER_NAMES[layer]}：名单需 ${needed} 元，可用 ${available} 元，还缺 ${missing} 元`);
  }
};
