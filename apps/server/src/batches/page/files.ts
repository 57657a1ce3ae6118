import { say } from '@fenming/language';
import { formatYuan } from '@fenming/money';
import type { BatchFile, SentFile } from '@fenming/views';
import { html, type Html } from '../../pages/html';

/** Who may have the file itself; its name, totals and cover are for everybody. */
const MAY_HAVE_FILE = ['bank', 'finance-releaser'];

const fileRow = (batch: string, { file_name, count, sum_fen, sha256 }: SentFile, mayHave: boolean): Html => {
  const path = `/api/v1/bank-files/${batch}`;
  const query = `?file=${encodeURIComponent(file_name)}`;
  return html` <tr>
    <td>${mayHave ? html`<a href="${path}${query}" download="${file_name}">${file_name}</a>` : file_name}</td>
    <td class="num">${count.toLocaleString('zh-CN')}</td>
    <td class="num">${formatYuan(sum_fen)}</td>
    <td><code>${sha256.slice(0, 12)}</code></td>
    <td class="no-print"><a href="${path}/cover.pdf${query}">${say('封面', 'Cover sheet')}</a></td>
  </tr>`;
};

const table = ({ batch_id, files }: BatchFile, mayHave: boolean): Html =>
  html`<div class="scroll">
      <table>
        <thead>
          <tr>
            <th>${say('送盘文件', 'Bank file')}</th>
            <th class="num">${say('笔数', 'Lines')}</th>
            <th class="num">${say('金额（元）', 'Amount (yuan)')}</th>
            <th>${say('摘要值（前 12 位）', 'Hash (first 12 digits)')}</th>
            <th class="no-print">${say('交接', 'Handover')}</th>
          </tr>
        </thead>
        <tbody>
          ${files.map((file) => fileRow(batch_id, file, mayHave))}
        </tbody>
      </table>
    </div>
    ${mayHave ? undefined : html`<p class="note">${say('文件由财政放款和代发银行下载。', 'The finance releaser and the bank download the files.')}</p>`}`;

/** What is printed and handed over: the form that the four sign, and the files for the bank. */
export const files = (batch: BatchFile, role: string | undefined): Html | undefined => {
  if (batch.roster === null) return undefined;
  const mayHave = role !== undefined && MAY_HAVE_FILE.includes(role);
  return html`<h2>${say('文件', 'Papers')}</h2>
    <p class="no-print">
      <a href="/api/v1/batches/${batch.batch_id}/approval-form.pdf"
        >${say('发放审批表（PDF）', 'Approval form (PDF, in Chinese)')}</a
      >
    </p>
    ${batch.files.length === 0 ? undefined : table(batch, mayHave)}`;
};
