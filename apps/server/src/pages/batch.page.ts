import { dateOf, instant } from '@fenming/calendar';
import { REASON_TEXTS, type ReturnReason } from '@fenming/bank-files';
import { capitalNumerals, formatYuan } from '@fenming/money';
import { REFUSALS, type Asked, type RefusalCode } from '@fenming/subsidy';
import type { BatchFile, BatchStep, ControlTotal, FailedGroup, Payment } from '@fenming/views';
import type { Problem } from '../problem';
import { html, type Html } from './html';
import { DEED_NAMES, ROLE_NAMES, STATE_NAMES, STEP_NAMES, STEPPER } from '../words';

export type BatchContent = {
  readonly batch: BatchFile;
  readonly programme: string;
  readonly totals: readonly ControlTotal[];
  readonly failures: readonly FailedGroup[];
  readonly returned: readonly Payment[];
  readonly areas: Readonly<Record<string, string>>;
  readonly asked?: Omit<Asked, 'at'>;
  readonly problem?: Problem;
  readonly requestId: string;
};

const stepper = (state: string): Html => {
  const now = STEPPER.findIndex(
    (step) =>
      step === state ||
      (step === 'instructed' && state === 'released') ||
      (step === 'result_applied' && state === 'result_recorded'),
  );
  return html`<ol class="steps">
    ${STEPPER.map((step, i) => html`<li class="${i < now ? 'done' : i === now ? 'now' : ''}" ${i === now ? html` aria-current="step"` : undefined}>${STATE_NAMES[step]}</li>`)}
  </ol>`;
};

const totalRow = ({ step, count, sum_fen, difference_fen, hash }: ControlTotal): Html =>
  html` <tr>
    <td>${STEP_NAMES[step] ?? step}</td>
    <td class="num">${count.toLocaleString('zh-CN')}</td>
    <td class="num">${formatYuan(sum_fen)}</td>
    <td class="num ${difference_fen === 0 ? 'good' : 'bad'}">
      ${difference_fen === 0 ? '0.00 ✓' : `${formatYuan(difference_fen)} ✗`}
    </td>
    <td><code>${hash?.slice(0, 12) ?? ''}</code></td>
  </tr>`;

const stepRow = ({ step, at, actor, role, count, sum_fen }: BatchStep): Html =>
  html` <tr>
    <td>${dateOf(instant(at))}</td>
    <td>${DEED_NAMES[step]}</td>
    <td>${actor}（${ROLE_NAMES[role] ?? role}）</td>
    <td class="num">${count?.toLocaleString('zh-CN') ?? ''}</td>
    <td class="num">${sum_fen === null ? '' : formatYuan(sum_fen)}</td>
  </tr>`;

const failureRow = ({ reason, count, sum_fen, settled_count }: FailedGroup): Html => {
  const text = REASON_TEXTS[reason as ReturnReason];
  return html`<tr>
    <td>${text?.text ?? reason}</td>
    <td class="num">${count}</td>
    <td class="num">${formatYuan(sum_fen)}</td>
    <td>${text?.fixBy ?? ''}</td>
    <td class="num">${settled_count}</td>
  </tr>`;
};

const returnedRow = (payment: Payment, areas: BatchContent['areas']): Html =>
  html` <tr>
    <td class="num">${payment.line_no}</td>
    <td>${payment.case_number}</td>
    <td>${areas[payment.village.slice(0, 9)]}${areas[payment.village]}</td>
    <td class="num">${formatYuan(payment.amount_fen)}</td>
    <td>${REASON_TEXTS[payment.reason as ReturnReason]?.text ?? payment.reason ?? ''}</td>
  </tr>`;

type Act = { readonly step: string; readonly role: string; readonly title: string; readonly button: string };
const ACTS: Readonly<Record<string, Act>> = {
  locked: { step: 'submit', role: 'finance-maker', title: '提交审核', button: '提交' },
  submitted: { step: 'check', role: 'finance-checker', title: '审核', button: '审核通过' },
  checked: { step: 'approve', role: 'finance-approver', title: '审批', button: '批准发放' },
  approved: { step: 'release', role: 'finance-releaser', title: '放款', button: '放款' },
};

const form = ({ step, title, button }: Act, { batch, requestId }: BatchContent): Html =>
  html` <form class="act" method="post" action="/batches/${batch.batch_id}/${step}">
    <h3>${title}</h3>
    <p>
      名单 ${batch.roster?.count.toLocaleString('zh-CN')} 笔，${formatYuan(batch.roster?.sum_fen ?? 0n)}
      元（${capitalNumerals(batch.roster?.sum_fen ?? 0n)}）。
    </p>
    <input type="hidden" name="roster_hash" value="${batch.roster?.hash}" /><input
      type="hidden"
      name="request_id"
      value="${requestId}"
    />
    ${step === 'approve' ? html`<label for="total">请输入合计金额（元），与名单核对</label><input id="total" name="total_yuan" inputmode="decimal" autocomplete="off" required />` : undefined}
    <br /><button>${button}</button>
  </form>`;

const sendBackForm = ({ batch, requestId }: BatchContent): Html =>
  html` <form class="act" method="post" action="/batches/${batch.batch_id}/send-back">
    <h3>退回更正</h3>
    <input type="hidden" name="request_id" value="${requestId}-back" /> <label for="reason">理由</label
    ><input id="reason" name="reason" maxlength="200" required /><br /><button class="plain">退回</button>
  </form>`;

/** The form of the next step, or the sentence that says whose step it is. */
const nextStep = (content: BatchContent): Html | undefined => {
  const act = ACTS[content.batch.state];
  if (act === undefined) return undefined;
  if (content.asked?.role !== act.role)
    return html`<p class="note">下一步“${act.title}”由${ROLE_NAMES[act.role]}办理。<button disabled>${act.button}</button></p>`;
  return html`${form(act, content)}${content.batch.state === 'locked' ? undefined : sendBackForm(content)}`;
};

const alert = (problem: Problem): Html =>
  html`<div class="alert" role="alert">
    <b>${problem.title}</b>${problem.detail === undefined ? undefined : html`（${detailOf(problem.detail)}）`}<br /><small
      >${problem.code} · 请求号 ${problem.request_id}</small
    >
  </div>`;

const detailOf = (detail: string): string =>
  detail in REFUSALS ? REFUSALS[detail as RefusalCode].text : (STATE_NAMES[detail] ?? ROLE_NAMES[detail] ?? detail);

/** One batch in one page: where it stands, its control totals, the next step, and why payments came back. */
export const batchPage = (content: BatchContent): Html => {
  const { batch, programme, totals, failures, returned, areas, problem } = content;
  return html` <p class="note no-print"><a href="/years/${batch.year}">← ${batch.year} 年度</a></p>
    <h1>${programme} ${batch.year} 年度${batch.round === 1 ? '' : `补发（第 ${batch.round} 轮）`}</h1>
    <p class="note">批次 ${batch.batch_id}</p>
    ${stepper(batch.state)} ${problem === undefined ? undefined : alert(problem)}
    <h2>控制数</h2>
    ${
      totals.length === 0
        ? html`<p>还没有锁定名单。</p>`
        : html`<div class="scroll">
              <table>
                <thead>
                  <tr>
                    <th>环节</th>
                    <th class="num">笔数</th>
                    <th class="num">金额（元）</th>
                    <th class="num">差异（元）</th>
                    <th>摘要值</th>
                  </tr>
                </thead>
                <tbody>
                  ${totals.map(totalRow)}
                </tbody>
              </table>
            </div>
            <p>名单合计（大写）：人民币${capitalNumerals(batch.roster?.sum_fen ?? 0n)}</p>`
    }
    ${nextStep(content)}
    ${
      failures.length === 0
        ? undefined
        : html`<h2>退票原因</h2>
            <div class="scroll">
              <table>
                <thead>
                  <tr>
                    <th>原因</th>
                    <th class="num">笔数</th>
                    <th class="num">金额（元）</th>
                    <th>由谁更正</th>
                    <th class="num">已补发到账</th>
                  </tr>
                </thead>
                <tbody>
                  ${failures.map(failureRow)}
                </tbody>
              </table>
            </div>
            <div class="scroll">
              <table>
                <thead>
                  <tr>
                    <th class="num">序号</th>
                    <th>档案号</th>
                    <th>村</th>
                    <th class="num">金额（元）</th>
                    <th>原因</th>
                  </tr>
                </thead>
                <tbody>
                  ${returned.map((payment) => returnedRow(payment, areas))}
                </tbody>
              </table>
            </div>`
    }
    ${failures.length === 0 && ['result_applied', 'reconciled', 'closed'].includes(batch.state) ? html`<p class="good">没有退票，全部到账。</p>` : undefined}
    <h2>办理记录</h2>
    <div class="scroll">
      <table>
        <thead>
          <tr>
            <th>日期</th>
            <th>环节</th>
            <th>办理人</th>
            <th class="num">笔数</th>
            <th class="num">金额（元）</th>
          </tr>
        </thead>
        <tbody>
          ${batch.steps.map(stepRow)}
        </tbody>
      </table>
    </div>
    <div class="signatures"><span>经办：</span><span>审核：</span><span>审批：</span><span>放款：</span></div>`;
};
