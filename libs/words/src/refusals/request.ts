import type { RequestCode } from '@fenming/subsidy';
import type { Words } from '@fenming/language';

/** What is refused about a request as such: who asks, how, and whether the engine can answer now. */
export const REQUEST_REFUSALS: Words<RequestCode> = {
  year_unknown: { zh: '本县没有这个年度的数据。', en: 'The county has nothing for this year.' },
  foreign_form: {
    zh: '这个请求不是从本系统当前打开的页面发出的，没有办理。请回到本系统的页面，刷新后重新提交。',
    en: 'This request did not come from a page of this system that is open now, so nothing was done. Go back to the page, reload it and send it again.',
  },
  personal_number: {
    zh: '网址和文字说明中不能有身份证号、银行账号或手机号。',
    en: 'Addresses and remarks must not have a citizen id, an account or a phone number in them.',
  },
  unauthenticated: { zh: '请先登录。', en: 'Log in first.' },
  login_wrong: {
    zh: '账号或密码不对，或账号已停用，没有登录。',
    en: 'The account or the password is wrong, or the account has ended; you are not logged in.',
  },
  password_changed: {
    zh: '管理员交给您的这个密码已被更改，没有登录。如果不是您本人更改的，请立即告诉本县纪检监察和财政、卫健的同事：不要确认这个账号，并请管理员收回（fenming user revoke）后重新设密码。',
    en: 'The password that the administrator handed to you has been changed; you are not logged in. If you did not change it yourself, tell discipline inspection and your colleagues at once not to confirm this account, and have it taken back (fenming user revoke) and given anew.',
  },
  logins_slowed: {
    zh: '登录失败的次数太多，要等一会儿才能再试。',
    en: 'Too many logins have failed; wait a while before the next.',
  },
  uploads_waiting: {
    zh: '同时在接收、读取的文件太多（本账号的，或全县合计），这一份没有接收，请稍后再试。',
    en: 'Too many files are being received and read at once (by this account, or in the whole county); this one was not taken. Try again later.',
  },
  busy: {
    zh: '现在要办的事太多，这一件没有办理，请稍后再试。',
    en: 'There is too much to do at this moment; this was not done. Try again later.',
  },
  idempotency_key_missing: {
    zh: '资金操作必须带 Idempotency-Key。',
    en: 'A request that moves money carries an Idempotency-Key.',
  },
  request_running: { zh: '同一个请求正在办理，请稍后再试。', en: 'The same request is being carried out; try again later.' },
  request_interrupted: {
    zh: '办理中断，结果未定：请用同一个 Idempotency-Key 再发一次，已办的不会重复办理。',
    en: 'It was cut off and the outcome is not known: send it again under the same Idempotency-Key. What was done is not done twice.',
  },
  history_incomplete: {
    zh: '事件日志中有记录缺失、被删改、被换过或被设了保留期限，不能据此办理，这次什么都没有登记。请先核对日志（fenming audit controls），由管理员查明后再办理。',
    en: 'Records of the event log are missing, altered, exchanged or have a retention set, so nothing can be decided on them, and nothing was recorded. Check the log (fenming audit controls); the administrator clears it up first.',
  },
  disk_full: {
    zh: '磁盘空间不够，这一项没有办理，什么都没有登记。请管理员腾出空间；腾出以后不用重启，用同一请求再办即可。',
    en: 'The disk is too full: this was not done and nothing was recorded. The administrator makes room; then the same request can be sent again, without a restart.',
  },
  data_damaged: {
    zh: '数据目录里有文件已损坏，这一项读不出来，没有办理。请管理员重新启动服务：账表会由日志自动重建，别的文件损坏的会说明是哪一个；再核对日志（fenming audit controls），有不符的从备份恢复。',
    en: 'A file of the data folder is damaged and this cannot be read; nothing was done. The administrator starts the server again, which rebuilds the tables or says which other file it is, checks the log (fenming audit controls) and restores a backup where it differs.',
  },
  log_unavailable: {
    zh: '事件日志暂时不能写入或读取，本次办理的结果不确定，请稍后用同一请求重试。',
    en: 'The event log can neither be written nor read at this moment, and the outcome is not known. Send the same request again later.',
  },
  read_unavailable: {
    zh: '事件日志没有应答，这一项现在没有结果。什么都没有改动，请稍后再试。',
    en: 'The event log does not answer, so there is no result now. Nothing was changed; try again later.',
  },
  stale_read: {
    zh: '视图还没有更新到要求的位置，请稍后再试。',
    en: 'What is shown has not come as far as was asked for; try again later.',
  },
  idempotency_conflict: {
    zh: '同一个 Idempotency-Key 已用于另一份内容。',
    en: 'This Idempotency-Key was already used with different content.',
  },
  version_conflict: {
    zh: '内容在您打开之后发生变化，请刷新后重试。',
    en: 'It has changed since you opened it; reload and try again.',
  },
};
