/** The words of the pages: one Chinese term for each state, step and cause. */
export const STATE_NAMES: Readonly<Record<string, string>> = {
  opened: '已开立',
  locked: '名单已锁定',
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

export const PAYMENT_STATE_NAMES: Readonly<Record<string, string>> = {
  locked: '已锁定',
  instructed: '在途',
  settled: '已到账',
  returned: '退票',
  unknown: '结果未明',
  exception: '暂缓',
};
