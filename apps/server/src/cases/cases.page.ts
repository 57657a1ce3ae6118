import { capital, say } from '@fenming/language';
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
  return html`<p class="note no-print">
      <a href="/years/${year}">← ${say(`${year} 年度`, `${year}`)}</a> <a href="/why">${say('资格查询', 'Why this amount?')}</a>
    </p>
    <h1>${say(`${year} 年度对象：${areas[area] ?? '全县'}`, `Cases of ${year}: ${areas[area] ?? 'the whole county'}`)}</h1>
    <p class="note no-print">
      <a href="/cases?${address({})}">${say('全部项目', 'All programmes')}</a>
      ${programmes.map(({ id, name }) => html`<a href="/cases?${address({ programme: id })}">${name}</a> `)}
    </p>
    ${
      page.data.length === 0
        ? html`<p>${say('没有这样的对象。', 'There are no such cases.')}</p>`
        : html`<div class="scroll">
            <table>
              <thead>
                <tr>
                  <th>${say('档案号', 'Case number')}</th>
                  <th>${say('项目', 'Programme')}</th>
                  <th>${say('村', 'Village')}</th>
                  <th>${say('进度', 'Progress')}</th>
                  <th class="num">${say('核定（元）', 'Determined (yuan)')}</th>
                </tr>
              </thead>
              <tbody>
                ${page.data.map(
                  ({ case_number, programme: of, village, stage, amount_fen }) =>
                    html`<tr>
                      <td>${whyLink(case_number, year)}</td>
                      <td>${nameOf(of)}</td>
                      <td>${areas[village.slice(0, 9)]}${areas[village]}</td>
                      <td>${capital(STAGE_NAMES[stage] ?? stage)}</td>
                      <td class="num">${amount_fen === null ? '—' : formatYuan(amount_fen)}</td>
                    </tr>`,
                )}
              </tbody>
            </table>
          </div>`
    }
    ${page.has_more ? html`<p class="no-print"><a href="/cases?${address(more)}">${say('下一页', 'Next page')}</a></p>` : undefined}`;
};
