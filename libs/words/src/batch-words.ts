/** One Chinese term for each state, step and cause of a batch. */
export const STATE_NAMES: Readonly<Record<string, string>> = {
  opened: '草稿',
  locked: '已锁定',
  submitted: '待审核',
  checked: '待审批',
  approved: '已批准',
  released: '正在发放',
  instructed: '待送盘',
  file_issued: '已送盘',
  result_recorded: '正在回盘',
  result_applied: '已回盘',
  reconciled: '已对账',
  closed: '已办结',
};

/** What comes next in each state, for whoever wanted another step. */
export const NEXT_STEPS: Readonly<Record<string, string>> = {
  none: '下一步是开立批次',
  opened: '下一步是锁定名单',
  locked: '下一步是提交审核',
  submitted: '下一步是审核',
  checked: '下一步是审批',
  approved: '下一步是放款',
  released: '请等发放指令生成完毕',
  paused: '下一步是继续发放',
  instructed: '下一步是生成送盘文件',
  file_issued: '下一步是登记银行回盘文件',
  result_recorded: '请等回盘登记完毕',
  result_applied: '下一步是对账',
  reconciled: '下一步是办结',
};

export const ROLE_NAMES: Readonly<Record<string, string>> = {
  village: '村级经办',
  township: '乡镇经办',
  health: '卫健委',
  'finance-maker': '财政经办',
  'finance-checker': '财政审核',
  'finance-approver': '财政审批',
  'finance-releaser': '财政放款',
  bank: '代发银行',
  inspector: '纪检监察',
  system: '系统',
};

/** Who did something to an account, for its record: no reaction of the engine ever does. */
export const handlerOf = (actor: string): string => (actor === 'system' ? '系统管理员' : actor);
/** What was done to an account, for its record. */
export const ACCOUNT_CHANGES: Readonly<Record<string, string>> = {
  appointed: '登记',
  reassigned: '变更岗位或辖区',
  equipped: '设置密码或令牌',
  revoked: '收回密码或令牌',
  confirmed: '第二人确认',
  dismissed: '停用',
};

/** What somebody did, for the record of a batch. */
export const STEPS_TAKEN: Readonly<Record<string, string>> = {
  opened: '开立批次',
  locked: '锁定名单',
  submitted: '提交审核',
  checked: '审核通过',
  approved: '审批同意',
  total_mistyped: '审批合计输入有误',
  sent_back: '退回更正',
  lines_taken_off: '移出名单',
  released: '放款',
  paused: '暂停发放',
  resumed: '继续发放',
  instructed: '发放指令生成完毕',
  file_issued: '生成送盘文件',
  result_recorded: '收到回盘文件',
  result_applied: '回盘登记完毕',
  reconciled: '对账相符',
  closed: '办结',
};

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
] as const;

export const STEP_NAMES: Readonly<Record<string, string>> = {
  roster: '名单',
  submitted: '提交',
  checked: '审核',
  approved: '审批',
  released: '放款',
  instructed: '发放指令',
  exceptions: '暂缓',
  bank_file: '送盘文件',
  settled: '回盘成功',
  failed: '回盘失败',
  unknown: '结果未明',
  reconciled: '对账',
  reconciled_settled: '对账成功',
  reconciled_failed: '对账退票',
};

export const PAYMENT_STATES = {
  locked: '待发放',
  instructed: '在途',
  settled: '已到账',
  returned: '已退票',
  unknown: '结果未明',
  exception: '暂缓',
} as const;

/** Who has to act on a line that was held back, by the code of the refusal. */
export const EXCEPTION_FIXES: Readonly<Record<string, string>> = {
  payee_changed: '财政经办按新账户列入下一轮',
  amount_changed: '卫健委核对金额后列入下一轮',
  entitlement_missing: '卫健委核定金额',
  objection_open: '卫健委处理异议',
  enrolment_exited: '已退出，不再发放',
  already_instructed: '财政经办核对：已在其他批次发放',
  attempt_order: '财政经办等待上一次发放的结果',
  rejected: '已不予确认，不再发放',
  not_confirmed: '卫健委确认资格',
};
