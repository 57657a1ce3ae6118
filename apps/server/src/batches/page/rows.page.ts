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
  if (difference !== undefined) return `造成“${STEP_NAMES[difference] ?? difference}”差异的明细`;
  const name = state === undefined ? '全部明细' : `${(PAYMENT_STATES as Readonly<Record<string, string>>)[state] ?? state}的明细`;
  return reason === undefined ? name : `${name}：${reasonText(reason)}`;
};

/** The lines behind a number of the batch page, a few hundred at a time. */
export const rowsPage = ({ batch, back, filter, page, areas }: RowsContent): Html => {
  const more = new URLSearchParams({ ...filter, cursor: page.next_cursor ?? '' });
  return html`<p class="note no-print"><a href="${back.href}">← ${back.title}</a></p>
    <h1>${chosenBy(filter)}</h1>
    <p class="note">批次 ${batch}</p>
    ${page.data.length === 0 ? html`<p class="good">没有这样的明细。</p>` : lineTable(page.data, areas)}
    ${page.has_more ? html`<p class="no-print"><a href="/batches/${batch}/rows?${more.toString()}">下一页</a></p>` : undefined}`;
};
