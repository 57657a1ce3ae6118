import { formatYuan } from '@fenming/money';
import type { Programme } from '@fenming/programmes';
import type { EnrolmentListed, Page } from '@fenming/views';
import { STAGE_NAMES } from '@fenming/words';
import { html, type Html } from '../pages/html';
import { whyLink } from '../eligibility/why-link';

type CasesContent = {
  readonly year: number;
  readonly area: string;
  /** The programme that was chosen; all of them where none was. */
  readonly programme: string | undefined;
  readonly page: Page<EnrolmentListed>;
  readonly areas: Readonly<Record<string, string>>;
  readonly programmes: readonly Programme[];
};

/** The people of an area in one year, a few hundred at a time; each case number leads to the answer "why this amount?". */
export const casesPage = ({ year, area, programme, page, areas, programmes }: CasesContent): Html => {
  const nameOf = (id: string): string => programmes.find((one) => one.id === id)?.name ?? id;
  const here = { year: String(year), area };
  const address = (more: Readonly<Record<string, string>>): string => new URLSearchParams({ ...here, ...more }).toString();
  const more = { ...(programme === undefined ? {} : { programme }), cursor: page.next_cursor ?? '' };
  return html`<p class="note no-print"><a href="/years/${year}">← ${year} 年度</a> <a href="/why">资格查询</a></p>
    <h1>${year} 年度对象：${areas[area] ?? '全县'}</h1>
    <p class="note no-print">
      <a href="/cases?${address({})}">全部项目</a>
      ${programmes.map(({ id, name }) => html`<a href="/cases?${address({ programme: id })}">${name}</a> `)}
    </p>
    ${
      page.data.length === 0
        ? html`<p>没有这样的对象。</p>`
        : html`<div class="scroll">
            <table>
              <thead>
                <tr>
                  <th>档案号</th>
                  <th>项目</th>
                  <th>村</th>
                  <th>进度</th>
                  <th class="num">核定（元）</th>
                </tr>
              </thead>
              <tbody>
                ${page.data.map(
                  ({ case_number, programme: of, village, stage, amount_fen }) =>
                    html`<tr>
                      <td>${whyLink(case_number, year)}</td>
                      <td>${nameOf(of)}</td>
                      <td>${areas[village.slice(0, 9)]}${areas[village]}</td>
                      <td>${STAGE_NAMES[stage]}</td>
                      <td class="num">${amount_fen === null ? '—' : formatYuan(amount_fen)}</td>
                    </tr>`,
                )}
              </tbody>
            </table>
          </div>`
    }
    ${page.has_more ? html`<p class="no-print"><a href="/cases?${address(more)}">下一页</a></p>` : undefined}`;
};
