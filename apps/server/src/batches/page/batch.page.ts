import { aside, capital, say } from '@fenming/language';
import type { Alarm } from '@fenming/county';
import type { Shortage } from '@fenming/payout';
import { dateOf, instant } from '@fenming/calendar';
import type { ControlReport } from '@fenming/findings';
import { fen, formatYuan } from '@fenming/money';
import type { BatchFile, BatchProgress, BatchStep, ControlTotal, ExceptionGroup, FailedGroup, Payment } from '@fenming/views';
import type { Problem } from '../../problem';
import { STEPS_TAKEN, ROLE_NAMES } from '@fenming/words';
import { html, type Html } from '../../pages/html';
import { signatures } from '../../pages/printed';
import { told } from '../../pages/told';
import { stepForms, type StepFormsContent } from './step-forms';
import { controlsPanel } from './controls';
import { files } from './files';
import { reasonText } from '../../reason-text';
import { exceptions, failures } from './exceptions';
import { live } from './live';
import { shortageWarning } from './shortage';
import { controlTotals, stepper } from './totals';

export type BatchContent = StepFormsContent & {
  readonly programme: string;
  readonly totals: readonly ControlTotal[];
  readonly progress: BatchProgress;
  readonly failures: readonly FailedGroup[];
  readonly returned: readonly Payment[];
  readonly exceptions: readonly ExceptionGroup[];
  /** Undefined where the roster is too large to be asked at every look. */
  readonly controls?: ControlReport;
  readonly areas: Readonly<Record<string, string>>;
  readonly problem?: Problem;
  readonly shortage: readonly Shortage[] | null;
  /** Why its payments may stand still. */
  readonly alarms: readonly Alarm[];
  readonly nonce: string;
};

const LINES_NAMED = 20;

/** Who left the list, and why. */
const linesText = (lines: readonly { readonly case_number: string; readonly cause: string }[]): string => {
  const named = lines.slice(0, LINES_NAMED).map(({ case_number, cause }) => `${case_number} ${reasonText(cause)}`);
  const more = lines.length > LINES_NAMED ? [say(`……共 ${lines.length} 人`, `… ${lines.length} in all.`)] : [];
  const next = say('其余须重新锁定、重新签批。', 'The others are locked and signed once more.');
  return [...named, ...more, next].join(say('', ' '));
};

const typedText = (typed: unknown): string =>
  typeof typed === 'number'
    ? say(`输入 ${formatYuan(fen(typed))} 元，没有批准`, `${formatYuan(fen(typed))} yuan typed, not approved`)
    : say('输入的不是金额，没有批准', 'What was typed is no amount, not approved');

/** The reason of a sent-back or paused batch, the lines that left it, and the name of a file. */
const remarkOf = ({ step, detail }: BatchStep): string => {
  if (step === 'total_mistyped') return typedText(detail?.['typed_fen']);
  if (step === 'lines_taken_off') return linesText(detail?.['lines'] as Parameters<typeof linesText>[0]);
  const said = detail?.['reason'] ?? detail?.['file_name'];
  return typeof said === 'string' ? said : '';
};

const stepRow = (step: BatchStep): Html =>
  html` <tr>
    <td>${dateOf(instant(step.at))}</td>
    <td>${capital(STEPS_TAKEN[step.step])}</td>
    <td>${step.actor}${aside(ROLE_NAMES[step.role] ?? step.role)}</td>
    <td class="num">${step.count?.toLocaleString('zh-CN')}</td>
    <td class="num">${step.sum_fen === null ? '' : formatYuan(step.sum_fen)}</td>
    <td>${remarkOf(step)}</td>
  </tr>`;

const alert = (problem: Problem): Html =>
  html`<div class="alert" role="alert">
    ${told(problem)}<br /><small>${say('请求号', 'Request')} ${problem.request_id}</small>
  </div>`;

const nothingReturned = ({ failures: groups, batch, totals }: BatchContent): boolean =>
  groups.length === 0 &&
  ['result_applied', 'reconciled', 'closed'].includes(batch.state) &&
  totals.some(({ step, count }) => step === 'settled' && count > 0) &&
  !totals.some(({ step, count }) => step === 'unknown' && count > 0);

const headingOf = ({ year, round }: BatchFile, programme: string): string => {
  const of = say(`${programme} ${year} 年度`, `${programme} ${year}`);
  return round === 1 ? of : say(`${of} · 第 ${round} 轮`, `${of}, round ${round}`);
};

/** One batch in one page: where it stands, its control totals, what may be done now, and what was held back and why. */
export const batchPage = (content: BatchContent): Html => {
  const { batch, programme, totals, areas, problem } = content;
  return html` <p class="note no-print"><a href="/years/${batch.year}">← ${say(`${batch.year} 年度`, String(batch.year))}</a></p>
    <h1>${headingOf(batch, programme)}</h1>
    <p class="note">${say('批次', 'Batch')} ${batch.batch_id}</p>
    ${stepper(batch, totals)} ${problem === undefined ? undefined : alert(problem)} ${shortageWarning(content.shortage)}
    ${content.alarms.map(({ sentence }) => html`<div class="alert" role="alert"><b>${sentence}</b></div>`)}
    ${live(batch.batch_id, content.progress, content.nonce)}
    <h2>${say('控制数', 'Control totals')}</h2>
    ${controlTotals(batch, totals)} ${stepForms(content)} ${files(batch, content.asked?.role)}
    ${content.exceptions.length === 0 ? undefined : exceptions(batch.batch_id, content.exceptions)}
    ${content.failures.length === 0 ? undefined : failures(batch.batch_id, content.failures, content.returned, areas)}
    ${nothingReturned(content) ? html`<p class="good">${say('没有退票，全部到账。', 'Nothing came back: all of it has arrived.')}</p>` : undefined}
    ${batch.roster === null ? undefined : controlsPanel(batch.batch_id, content.controls)}
    <h2>${say('办理记录', 'Record')}</h2>
    <div class="scroll">
      <table>
        <thead>
          <tr>
            <th>${say('日期', 'Date')}</th>
            <th>${say('环节', 'Step')}</th>
            <th>${say('办理人', 'Who')}</th>
            <th class="num">${say('笔数', 'Lines')}</th>
            <th class="num">${say('金额（元）', 'Amount (yuan)')}</th>
            <th>${say('说明', 'Remark')}</th>
          </tr>
        </thead>
        <tbody>
          ${batch.steps.map(stepRow)}
        </tbody>
      </table>
    </div>
    ${signatures(say('经办', 'Made by'), say('审核', 'Checked by'), say('审批', 'Approved by'), say('放款', 'Released by'))}`;
};
