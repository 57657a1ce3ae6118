import { say } from '@fenming/language';
import type { Page, Payment } from '@fenming/views';
import { PAYMENT_STATES, STEP_NAMES } from '@fenming/words';
import { reasonText } from '../../reason-text';
import { html, type Html } from '../../pages/html';
import { lineTable } from './exceptions';

/** What the rows are chosen by, as it stands in the address. */
type RowFilter = { readonly state?: string; readonly reason?: string; readonly difference?: string };
type RowsContent = {
  readonly batch: string;
  /** Where the reader came from: the page of the batch is the county's. */
  readonly back: { readonly href: string; readonly title: string };
  readonly filter: RowFilter;
  readonly page: Page<Payment>;
  readonly areas: Readonly<Record<string, string>>;
};

const chosenBy = ({ state, reason, difference }: RowFilter): string => {
  if (difference !== undefined) {
    const step = STEP_NAMES[difference] ?? difference;
    return say(`造成“${step}”差异的明细`, `Lines that make the difference at “${step}”`);
  }
  const chosen = state === undefined ? undefined : ((PAYMENT_STATES as Readonly<Record<string, string>>)[state] ?? state);
  const name = chosen === undefined ? say('全部明细', 'All lines') : say(`${chosen}的明细`, `Lines: ${chosen}`);
  return reason === undefined ? name : say(`${name}：${reasonText(reason)}`, `${name}, ${reasonText(reason)}`);
};

/** The lines behind a number of the batch page, a few hundred at a time. */
export const rowsPage = ({ batch, back, filter, page, areas }: RowsContent): Html => {
  const more = new URLSearchParams({ ...filter, cursor: page.next_cursor ?? '' });
  return html`<p class="note no-print"><a href="${back.href}">← ${back.title}</a></p>
    <h1>${chosenBy(filter)}</h1>
    <p class="note">${say('批次', 'Batch')} ${batch}</p>
    ${page.data.length === 0 ? html`<p class="good">${say('没有这样的明细。', 'There are no such lines.')}</p>` : lineTable(page.data, areas)}
    ${page.has_more ? html`<p class="no-print"><a href="/batches/${batch}/rows?${more.toString()}">${say('下一页', 'Next page')}</a></p>` : undefined}`;
};
