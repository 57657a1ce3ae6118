import type { Shortage } from '@fenming/payout';
import { formatYuan } from '@fenming/money';
import { LAYER_NAMES, shortageUnknown } from '@fenming/words';
import { html, type Html } from '../../pages/html';

/** Said from the lock on: at the release it would be a refusal, after four people have signed. Null where nobody knows. */
export const shortageWarning = (shortage: readonly Shortage[] | null): Html | undefined => {
  if (shortage === null) return html`<div class="alert" role="status">${shortageUnknown()}</div>`;
  return shortage.length === 0
    ? undefined
    : html`<div class="alert" role="status">
        <b
          >指标余额不足，${shortage.some(({ closed }) => closed) ? '而该年度的资金已经结账，不能再补足：这一批次不能放款' : '补足之前不能放款'}。</b
        >
        ${shortage.map(({ layer, neededFen, availableFen, missingFen }) => html`<br />${LAYER_NAMES[layer]}：名单需 ${formatYuan(neededFen)} 元，可用 ${formatYuan(availableFen)} 元，还缺 ${formatYuan(missingFen)} 元`)}
      </div>`;
};
