import { findPersonalNumbers, ordinaryText } from '@fenming/citizen';
import { capital, say } from '@fenming/language';
import { capitalNumerals, formatYuan, type Fen } from '@fenming/money';
import type { BankProfile } from '@fenming/bank-files';
import type { Asked } from '@fenming/subsidy';
import type { BatchFile } from '@fenming/views';
import { BATCH_ACTIONS, ROLE_NAMES, STEPS_TAKEN } from '@fenming/words';
import { html, type Html } from '../../pages/html';
import type { Form } from './form-commands';

export type StepFormsContent = {
  readonly batch: BatchFile;
  readonly banks: readonly Pick<BankProfile, 'id' | 'name' | 'maxLines'>[];
  /** Whether the first bank may be taken unless another is chosen. */
  readonly bankKnown: boolean;
  readonly asked?: Omit<Asked, 'at'>;
  readonly requestId: string;
  /** What was sent and refused: it stands in its form again, to be mended and not typed anew. */
  readonly sent?: { readonly step: string; readonly form: Form };
};

type StepForm = { readonly step: keyof typeof BATCH_ACTIONS; readonly role: string; readonly signs?: 'checked' | 'approved' };
const STEP_FORMS: Readonly<Record<string, StepForm>> = {
  opened: { step: 'lock', role: 'finance-maker' },
  locked: { step: 'submit', role: 'finance-maker' },
  submitted: { step: 'check', role: 'finance-checker', signs: 'checked' },
  checked: { step: 'approve', role: 'finance-approver', signs: 'approved' },
  approved: { step: 'release', role: 'finance-releaser' },
  instructed: { step: 'bank-file', role: 'finance-releaser' },
  result_applied: { step: 'reconcile', role: 'finance-checker' },
  reconciled: { step: 'close', role: 'finance-maker' },
};
const actionOf = (step: keyof typeof BATCH_ACTIONS): string => capital(BATCH_ACTIONS[step]);
/** A signature is given under what it says (审批同意), which in English only the name of the form does; any other step has that name. */
const buttonOf = ({ step, signs }: StepForm): string =>
  signs === undefined ? actionOf(step) : say(STEPS_TAKEN[signs], actionOf(step));

const CORRECTABLE = ['locked', 'submitted', 'checked', 'approved'];
const CORRECTORS = ['finance-maker', 'finance-checker', 'finance-approver', 'finance-releaser'];

const noBank = (): Html => html`<option value="">${say('请选择', 'Choose one')}</option>`;

const mostLines = (count: string): string => say(`（每份至多 ${count} 笔）`, ` (at most ${count} lines a file)`);

const bankChoice = ({ batch, banks, bankKnown }: StepFormsContent): Html => {
  const [sent] = batch.files;
  const offered = sent === undefined ? banks : banks.filter(({ id }) => id === sent.profile);
  return html`<label for="profile">${say('代发银行的文件格式', 'Format of the bank’s file')}</label
    ><select id="profile" name="profile" required>
      ${sent !== undefined || bankKnown ? undefined : noBank()}${offered.map(({ id, name, maxLines }) => html`<option value="${id}">${name}${mostLines(maxLines.toLocaleString('zh-CN'))}</option>`)}
    </select>`;
};

/** What was typed there before, unless it was refused for a personal number: no page gives one back. */
const typedIn = ({ sent }: StepFormsContent, step: string, field: 'total_yuan' | 'reason'): string => {
  const typed = sent?.step === step ? sent.form[field] : undefined;
  return typed === undefined || findPersonalNumbers(ordinaryText(typed)).length > 0 ? '' : typed;
};

const total = (typed: string): Html =>
  html`<label for="total">${say('请输入合计金额（元），与名单核对', 'Type the total (yuan), as you read it in the list')}</label
    ><input id="total" name="total_yuan" value="${typed}" inputmode="decimal" autocomplete="off" required />`;

/** Under which a signature is given: a sum that is read in numerals as well is not misread by a digit. */
const rosterSentence = (lines: number, sum: Fen): string => {
  const [count, total] = [lines.toLocaleString('zh-CN'), formatYuan(sum)];
  return say(
    `名单 ${count} 笔，${total} 元（${capitalNumerals(sum)}）。`,
    `The list has ${count} ${lines === 1 ? 'line' : 'lines'}, ${total} yuan in all.`,
  );
};

const rosterLine = ({ roster }: BatchFile): Html | undefined =>
  roster === null ? undefined : html`<p>${rosterSentence(roster.count, roster.sum_fen)}</p>`;

/** What a signature is given on; where no list is locked there is nothing to sign. */
const rosterHash = ({ roster }: BatchFile): Html | undefined =>
  roster === null ? undefined : html`<input type="hidden" name="roster_hash" value="${roster.hash}" />`;

const nowhere = (): string =>
  say(
    '本县还没有代发银行的格式：请管理员把本县银行的格式文件放进数据目录的 bank-profiles/，再启动服务。',
    'This county has no format of its bank yet: the administrator puts the file of the format into bank-profiles/ in the data folder and starts the server again.',
  );

const form = (asked: StepForm, content: StepFormsContent): Html => {
  const { step } = asked;
  return html` <form class="act" method="post" action="/batches/${content.batch.batch_id}/${step}">
    <h3>${actionOf(step)}</h3>
    ${rosterLine(content.batch)} ${rosterHash(content.batch)}<input
      type="hidden"
      name="request_id"
      value="${content.requestId}"
    />
    ${step === 'approve' ? total(typedIn(content, step, 'total_yuan')) : undefined}
    ${step === 'bank-file' ? bankChoice(content) : undefined}
    <button>${buttonOf(asked)}</button>
  </form>`;
};

type Reasoned = { readonly step: 'pause' | 'send-back'; readonly mark: string };

const reasonForm = ({ step, mark }: Reasoned, content: StepFormsContent): Html => {
  const { batch, requestId } = content;
  return html` <form class="act" method="post" action="/batches/${batch.batch_id}/${step}">
    <h3>${actionOf(step)}</h3>
    <input type="hidden" name="request_id" value="${requestId}-${mark}" />
    <label for="reason-${mark}">${say('理由', 'Reason')}</label
    ><input id="reason-${mark}" name="reason" maxlength="200" value="${typedIn(content, step, 'reason')}" required /><button
      class="plain"
    >
      ${actionOf(step)}
    </button>
  </form>`;
};

const notYours = (sentence: string, button: string): Html =>
  html`<p class="note">${sentence}<button disabled>${button}</button></p>`;

const sendBack = (content: StepFormsContent): Html | undefined => {
  if (!CORRECTABLE.includes(content.batch.state)) return undefined;
  const role = content.asked?.role;
  if (role === undefined || !CORRECTORS.includes(role))
    return notYours(
      say(`${BATCH_ACTIONS['send-back']}由财政各岗办理。`, `Any of the four finance offices can ${BATCH_ACTIONS['send-back']}.`),
      actionOf('send-back'),
    );
  return reasonForm({ step: 'send-back', mark: 'back' }, content);
};

const RESUME: StepForm = { step: 'resume', role: 'finance-releaser' };

const pauseOrResume = (content: StepFormsContent): Html | undefined => {
  const { paused, state } = content.batch;
  if (state !== 'released' && !paused) return undefined;
  if (content.asked?.role !== RESUME.role)
    return notYours(
      say(`暂停和继续发放由${ROLE_NAMES[RESUME.role]}办理。`, `The ${ROLE_NAMES[RESUME.role]} pauses and resumes the payments.`),
      actionOf(paused ? 'resume' : 'pause'),
    );
  if (paused) return form(RESUME, content);
  return reasonForm({ step: 'pause', mark: 'pause' }, content);
};

const next = (content: StepFormsContent): Html | undefined => {
  const nextForm = STEP_FORMS[content.batch.state];
  if (nextForm === undefined) return undefined;
  if (content.asked?.role !== nextForm.role)
    return notYours(
      say(
        `下一步“${BATCH_ACTIONS[nextForm.step]}”由${ROLE_NAMES[nextForm.role]}办理。`,
        `Next step: ${BATCH_ACTIONS[nextForm.step]}; the ${ROLE_NAMES[nextForm.role]} does it.`,
      ),
      buttonOf(nextForm),
    );
  if (nextForm.step === 'bank-file' && content.banks.length === 0) return notYours(nowhere(), buttonOf(nextForm));
  return form(nextForm, content);
};

/** The forms of what may be done now; for whoever may not, the sentence that says whose step it is. */
export const stepForms = (content: StepFormsContent): Html => html`${next(content)}${pauseOrResume(content)}${sendBack(content)}`;
