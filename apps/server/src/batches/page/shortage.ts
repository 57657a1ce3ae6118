import type { Shortage } from '@fenming/payout';
import { capital, say } from '@fenming/language';
import { formatYuan } from '@fenming/money';
import { LAYER_NAMES, shortageUnknown } from '@fenming/words';
import { html, type Html } from '../../pages/html';

const doesNotReach = (isClosed: boolean): string =>
  isClosed
    ? say(
        '可用指标不足，而该年度的资金已经结账，不能再补足：这一批次不能放款。',
        'The appropriation does not reach, and the books of its year are closed, so that none can be added: this batch cannot be released.',
      )
    : say(
        '可用指标不足，补足之前不能放款。',
        'The appropriation does not reach: the batch cannot be released before more has been recorded.',
      );

const missingIn = ({ layer, neededFen, availableFen, missingFen }: Shortage): string => {
  const [needed, available, missing] = [neededFen, availableFen, missingFen].map((sum) => formatYuan(sum));
  return say(
    `${LAYER_NAMES[layer]}：名单需 ${needed} 元，可用 ${available} 元，还缺 ${missing} 元`,
    `${capital(LAYER_NAMES[layer])}: the list needs ${needed} yuan, ${available} yuan are available, ${missing} yuan are missing`,
  );
};

/** Said from the lock on: at the release it would be a refusal, after four people have signed. Null where nobody knows. */
export const shortageWarning = (shortage: readonly Shortage[] | null): Html | undefined => {
  if (shortage === null) return html`<div class="alert" role="status">${shortageUnknown()}</div>`;
  return shortage.length === 0
    ? undefined
    : html`<div class="alert" role="status">
        <b>${doesNotReach(shortage.some(({ closed }) => closed))}</b> ${shortage.map((one) => html`<br />${missingIn(one)}`)}
      </div>`;
};
