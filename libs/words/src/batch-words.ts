import { aside, say, spoken, type Word, type Words } from '@fenming/language';
import type {
  AccountChangeKind,
  BatchStage,
  BatchStepTaken,
  BatchTotal,
  DraftAgain,
  HoldCause,
  PaymentState,
  Role,
} from '@fenming/subsidy';

/** One term in each language for each state of a batch, for whoever shows or controls it. */
export const STATE_NAMES: Readonly<Record<string, string>> = spoken<BatchStage | 'paused'>({
  none: { zh: '未开立', en: 'not opened' },
  opened: { zh: '草稿', en: 'draft' },
  locked: { zh: '已锁定', en: 'locked' },
  submitted: { zh: '待审核', en: 'to be checked' },
  checked: { zh: '待审批', en: 'to be approved' },
  approved: { zh: '已批准', en: 'approved' },
  released: { zh: '正在发放', en: 'being paid' },
  paused: { zh: '暂停发放', en: 'paused' },
  instructed: { zh: '待送盘', en: 'to be sent' },
  file_issued: { zh: '已送盘', en: 'sent to the bank' },
  result_recorded: { zh: '正在回盘', en: 'bank return arriving' },
  result_applied: { zh: '已回盘', en: 'bank return recorded' },
  reconciled: { zh: '已对账', en: 'reconciled' },
  closed: { zh: '已办结', en: 'closed' },
});

/** What people do with a batch, by the names under which programs and commands ask for it. */
type BatchAction =
  | 'create'
  | 'lock'
  | 'submit'
  | 'check'
  | 'approve'
  | 'release'
  | 'pause'
  | 'resume'
  | 'send-back'
  | 'bank-file'
  | 'bank-return'
  | 'reconcile'
  | 'close';
const ACTION_WORDS: Words<BatchAction> = {
  create: { zh: '开立批次', en: 'open a batch' },
  lock: { zh: '锁定名单', en: 'lock the list' },
  submit: { zh: '提交审核', en: 'submit the list' },
  check: { zh: '审核', en: 'check the list' },
  approve: { zh: '审批', en: 'approve the list' },
  release: { zh: '放款', en: 'release the payments' },
  pause: { zh: '暂停发放', en: 'pause the payments' },
  resume: { zh: '继续发放', en: 'resume the payments' },
  'send-back': { zh: '退回更正', en: 'send the list back' },
  'bank-file': { zh: '生成送盘文件', en: 'make the bank file' },
  'bank-return': { zh: '登记银行回盘文件', en: 'record the bank return' },
  reconcile: { zh: '对账', en: 'reconcile the batch' },
  close: { zh: '办结', en: 'close the batch' },
};
export const BATCH_ACTIONS: Readonly<Record<BatchAction, string>> = spoken(ACTION_WORDS);

const nextIs = (action: BatchAction): Word => ({
  zh: `下一步是${ACTION_WORDS[action].zh}`,
  en: `${ACTION_WORDS[action].en} next`,
});
/** What comes next in each state, for whoever wanted another step. */
export const NEXT_STEPS: Readonly<Record<string, string>> = spoken<Exclude<BatchStage, 'closed'> | 'paused'>({
  none: nextIs('create'),
  opened: nextIs('lock'),
  locked: nextIs('submit'),
  submitted: nextIs('check'),
  checked: nextIs('approve'),
  approved: nextIs('release'),
  released: { zh: '请等发放指令生成完毕', en: 'wait until all payments are instructed' },
  paused: nextIs('resume'),
  instructed: nextIs('bank-file'),
  file_issued: nextIs('bank-return'),
  result_recorded: { zh: '请等回盘登记完毕', en: 'wait until the bank return is recorded' },
  result_applied: nextIs('reconcile'),
  reconciled: nextIs('close'),
});

export const ROLE_NAMES: Readonly<Record<string, string>> = spoken<Role>({
  village: { zh: '村级经办', en: 'village clerk' },
  township: { zh: '乡镇经办', en: 'township clerk' },
  health: { zh: '卫健委', en: 'health commission' },
  'finance-maker': { zh: '财政经办', en: 'finance maker' },
  'finance-checker': { zh: '财政审核', en: 'finance checker' },
  'finance-approver': { zh: '财政审批', en: 'finance approver' },
  'finance-releaser': { zh: '财政放款', en: 'finance releaser' },
  bank: { zh: '代发银行', en: 'bank' },
  inspector: { zh: '纪检监察', en: 'discipline inspector' },
  system: { zh: '系统', en: 'system' },
});

/** Who did something to an account, for its record: no reaction of the engine ever does. */
export const handlerOf = (actor: string): string => (actor === 'system' ? say('系统管理员', 'the administrator') : actor);
/** What was done to an account, for its record. */
export const ACCOUNT_CHANGES: Readonly<Record<string, string>> = spoken<AccountChangeKind>({
  appointed: { zh: '登记', en: 'appointed' },
  reassigned: { zh: '变更岗位或辖区', en: 'office or area changed' },
  equipped: { zh: '设置密码或令牌', en: 'password or token given' },
  revoked: { zh: '收回密码或令牌', en: 'password or token withdrawn' },
  confirmed: { zh: '第二人确认', en: 'confirmed by a second person' },
  dismissed: { zh: '停用', en: 'ended' },
});

/** What somebody did, for the record of a batch and for the event that records it. */
export const STEP_WORDS: Words<BatchStepTaken> = {
  opened: { zh: '开立批次', en: 'batch opened' },
  locked: { zh: '锁定名单', en: 'list locked' },
  submitted: { zh: '提交审核', en: 'submitted' },
  checked: { zh: '审核通过', en: 'checked' },
  approved: { zh: '审批同意', en: 'approved' },
  total_mistyped: { zh: '审批合计输入有误', en: 'total mistyped' },
  sent_back: { zh: '退回更正', en: 'sent back' },
  lines_taken_off: { zh: '移出名单', en: 'lines taken off' },
  released: { zh: '放款', en: 'released' },
  paused: { zh: '暂停发放', en: 'paused' },
  resumed: { zh: '继续发放', en: 'resumed' },
  instructed: { zh: '发放指令生成完毕', en: 'all payments instructed' },
  file_issued: { zh: '生成送盘文件', en: 'bank file made' },
  result_recorded: { zh: '收到回盘文件', en: 'bank return received' },
  result_applied: { zh: '回盘登记完毕', en: 'bank return recorded' },
  reconciled: { zh: '对账相符', en: 'reconciled' },
  closed: { zh: '办结', en: 'closed' },
};
const DRAFTS_AGAIN = spoken<DraftAgain>({
  sent_back: { zh: '被退回，更正后重新锁定', en: 'sent back, to be corrected and locked again' },
  lines_taken_off: { zh: '有人移出名单，须重新锁定', en: 'lines were taken off, to be locked again' },
});
/** How far a batch has come, and why it is a draft once more where it was locked before. */
export const batchState = ({
  state,
  draft_again,
}: {
  readonly state: string;
  readonly draft_again: DraftAgain | null;
}): string => {
  const name = STATE_NAMES[state] ?? state;
  return draft_again === null ? name : `${name}${aside(DRAFTS_AGAIN[draft_again])}`;
};
export const STEPS_TAKEN: Readonly<Record<BatchStepTaken, string>> = spoken(STEP_WORDS);

export const STEPPER = [
  'opened',
  'locked',
  'submitted',
  'checked',
  'approved',
  'instructed',
  'file_issued',
  'result_applied',
  'reconciled',
  'closed',
] as const satisfies readonly BatchStage[];

/** What stands behind each line of the control totals of a batch. */
export const STEP_NAMES: Readonly<Record<string, string>> = spoken<BatchTotal | 'unknown' | 'reconciled'>({
  roster: { zh: '名单', en: 'list' },
  submitted: { zh: '提交', en: 'submitted' },
  checked: { zh: '审核', en: 'checked' },
  approved: { zh: '审批', en: 'approved' },
  released: { zh: '放款', en: 'released' },
  instructed: { zh: '发放指令', en: 'instructed' },
  exceptions: { zh: '暂缓', en: 'held back' },
  bank_file: { zh: '送盘文件', en: 'bank files' },
  settled: { zh: '到账', en: 'arrived' },
  failed: { zh: '退票', en: 'returned' },
  unknown: { zh: '结果未明', en: 'outcome unknown' },
  reconciled: { zh: '对账', en: 'reconciled' },
  reconciled_settled: { zh: '对账确认到账', en: 'reconciled as arrived' },
  reconciled_failed: { zh: '对账确认退票', en: 'reconciled as returned' },
});

export const PAYMENT_STATES = spoken<PaymentState>({
  locked: { zh: '待发放', en: 'waiting' },
  instructed: { zh: '在途', en: 'under way' },
  settled: { zh: '已到账', en: 'arrived' },
  returned: { zh: '已退票', en: 'returned' },
  unknown: { zh: '结果未明', en: 'outcome unknown' },
  exception: { zh: '暂缓', en: 'held back' },
});

/** Who has to act on a line that was held back, and how, by its cause. */
export const EXCEPTION_FIXES = spoken<HoldCause>({
  not_applied: { zh: '卫健委核对申报', en: 'the health commission checks the application' },
  payee_changed: { zh: '财政经办按新账户列入下一轮', en: 'the finance maker lists it in the next round, with the new account' },
  payee_awaited: {
    zh: '列在待付清单，由卫健委凭全部继承人的书面材料确定收款人（目前在系统外办理）',
    en: 'stands on the list of what is unpaid until the health commission has named a payee by a document of all heirs (outside the system for now)',
  },
  fact_awaited: {
    zh: '卫健委另一人确认或撤回等待签字的一项（fenming fact list、identity show、paid-elsewhere show）',
    en: 'another person of the health commission accepts or drops what waits (fenming fact list, identity show, paid-elsewhere show)',
  },
  death_awaited: {
    zh: '卫健委另一人确认或撤回死亡登记（fenming death show）',
    en: 'another person of the health commission confirms or drops the death (fenming death show)',
  },
  guardian_awaited: {
    zh: '列在待付清单，由卫健委凭证明确定另一名监护人（目前在系统外办理）',
    en: 'stands on the list of what is unpaid until the health commission has named another guardian by a document (outside the system for now)',
  },
  held_by_hand: {
    zh: '由提出人或卫健委查明后解除（fenming hold release）',
    en: 'whoever holds it, or the health commission, releases it once it is clear (fenming hold release)',
  },
  exit_awaited: {
    zh: '卫健委另一人确认或撤回退出',
    en: 'another person of the health commission confirms or drops the exit',
  },
  amount_changed: {
    zh: '卫健委核对金额后列入下一轮',
    en: 'listed in the next round once the health commission has checked the amount',
  },
  nothing_due: { zh: '核定为零，不发放', en: 'determined to be nothing, and not paid' },
  entitlement_missing: { zh: '卫健委核定金额', en: 'the health commission determines the amount' },
  objection_open: { zh: '卫健委处理异议', en: 'the health commission decides the objection' },
  objected_since_lock: { zh: '财政经办列入下一轮', en: 'the finance maker lists it in the next round' },
  enrolment_exited: { zh: '已退出，不再发放', en: 'exited, and not paid any more' },
  already_instructed: { zh: '财政经办核对：已在其他批次发放', en: 'the finance maker checks: paid in another batch' },
  attempt_order: { zh: '财政经办等待上一次发放的结果', en: 'the finance maker waits for the result of the attempt before' },
  rejected: { zh: '已不予确认，不再发放', en: 'refused, and not paid any more' },
  not_confirmed: { zh: '卫健委确认资格', en: 'the health commission confirms the eligibility' },
  level_order: { zh: '该级张贴公示', en: 'that level posts its notice' },
  notice_open: { zh: '公示期满后列入下一轮', en: 'listed in the next round once the notice period is over' },
});

/** Who does what so that money that is due can go out. */
export const unpaidNextStep = (code: HoldCause | 'appropriation_closed'): string =>
  code === 'appropriation_closed'
    ? say(
        '财政局按文件在当年预算中安排；本系统目前不能跨年度列支，暂在系统外办理',
        'the finance bureau arranges for it in the budget of the year by a document; for now that is done outside this system',
      )
    : EXCEPTION_FIXES[code];
