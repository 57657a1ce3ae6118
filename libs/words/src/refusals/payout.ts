import type { PayoutCode } from '@fenming/subsidy';
import type { Words } from '@fenming/language';

/** What is refused about money: appropriations, batches, bank files and returns. */
export const PAYOUT_REFUSALS: Words<PayoutCode> = {
  payee_in_batch: {
    zh: '您本人在这份名单里，不能经办、审核、审批或放款这一批次。',
    en: 'You are on this list yourself, so you cannot make, check, approve or release this batch.',
  },
  objected_since_lock: {
    zh: '名单锁定之后有人提出过异议，本批次不发放，待下一批次办理。',
    en: 'An objection was raised after the list was locked; this line is not paid in this batch and waits for the next.',
  },
  entitlement_missing: { zh: '还没有核定本年度金额。', en: 'The amount for this year has not been determined.' },
  amount_changed: { zh: '核定金额与锁定名单不一致。', en: 'The amount determined is not the one on the locked list.' },
  payee_awaited: {
    zh: '此人已去世，应发的补助不再转入其账户，待确定收款人。',
    en: 'This person has died; what is due does not go to their account any more and waits for a payee.',
  },
  fact_awaited: {
    zh: '有一项会使应发减少的更正或证明，正等第二人签字；在此之前不确认、不发放。',
    en: 'A correction or certificate that would lower what is due waits for its second signature; until then nothing is confirmed or paid.',
  },
  death_awaited: {
    zh: '有人提出此人已去世，正等第二人签字；在此之前不确认、不发放。',
    en: 'The death of this person has been proposed and waits for its second signature; until then nothing is confirmed or paid.',
  },
  guardian_awaited: {
    zh: '申领人已去世，待另一名监护人申领；在此之前不确认、不发放。',
    en: 'Whoever applied for the child has died, and another guardian is waited for; until then nothing is confirmed or paid.',
  },
  held_by_hand: {
    zh: '此人的档案已暂停办理，正在查核；在此之前不确认、不发放。',
    en: 'The case is held while somebody looks into it; until then nothing is confirmed or paid.',
  },
  hold_would_overpay: {
    zh: '此人有一笔款已发出放款指令，还没有结果，暂停办理不能使它停下。请等银行回盘导入后再暂停；整批要停的，由财政暂停批次。',
    en: 'A payment to this person has been instructed and has no result yet, and holding the case would not stop it. Hold it once the bank return has been imported; finance can pause the whole batch.',
  },
  hold_unknown: {
    zh: '此人的档案没有由人暂停办理，不用解除；等第二人签字的，确认或撤回那一项之后自动恢复。',
    en: 'Nobody holds this case by hand, so there is nothing to release; what waits for a second signature goes on once it is confirmed or dropped.',
  },
  exit_awaited: {
    zh: '有人提出此人已退出，正等第二人签字；在此之前不确认、不发放。',
    en: 'The exit of this person has been proposed and waits for its second signature; until then nothing is confirmed or paid.',
  },
  nothing_due: {
    zh: '本年度核定为零，没有应发的金额。',
    en: 'The year was determined to be nothing; there is nothing to be paid.',
  },
  payee_changed: { zh: '收款账户在名单锁定后变更。', en: 'The account was changed after the list was locked.' },
  already_instructed: { zh: '这笔补助已经发放或正在发放中。', en: 'This subsidy has been paid or is being paid.' },
  attempt_order: { zh: '发放次序不符：上一次发放还没有最终结果。', en: 'The attempt before this one has no final result yet.' },
  payment_unknown: { zh: '没有这笔发放，或其结果已经登记。', en: 'There is no such payment, or its result has been recorded.' },
  duplicate_document: {
    zh: '这个文号或凭证号已经登记过，没有重复登记。',
    en: 'This document or voucher number is recorded already and was not recorded again.',
  },
  amount_not_positive: { zh: '金额必须大于零。', en: 'The amount must be more than zero.' },
  amount_too_large: {
    zh: '金额过大，请核对单位是元还是分。',
    en: 'The amount is too large; check whether the unit is yuan or fen.',
  },
  amount_zero: { zh: '调整金额不能为零。', en: 'An adjustment cannot be zero.' },
  available_exceeded: {
    zh: '超过该级可用的指标：已预留、在途或已发放的资金不能调减、结转或缴回。',
    en: 'This is more than the layer has available: money reserved, under way or paid cannot be cut, carried forward or paid back.',
  },
  day_not_reached: { zh: '这一天还没有到。', en: 'This day has not come yet.' },
  day_unknown: {
    zh: '历书上没有这一天，请写成如 2023-10-12。',
    en: 'The calendar has no such day; write it like 2023-10-12.',
  },
  day_too_early: {
    zh: '日期早于上一年度：一个年度的资金最早在上一年提前下达，请核对日期是否写错。',
    en: 'The day is before the year before: money of a year is handed down in the preceding year at the earliest. Check the day.',
  },
  carried_too_long: {
    zh: '结转资金连续两年未用完，不能再结转，应作为结余资金缴回（预算法第四十二条）。',
    en: 'Money that was carried forward for two years cannot be carried forward again and is paid back to the treasury (Budget Law, article 42).',
  },
  money_under_way: {
    zh: '还有批次的资金已预留或在途，不能结账。',
    en: 'Money is still reserved for batches or under way, so the books cannot be closed.',
  },
  money_left: {
    zh: '账上还有可用资金，没有结账：结账以后不能再记账。请先结转下年（fenming appropriation carry）或缴回财政（fenming appropriation lapse）；结转两年仍未用完的只能缴回（预算法第四十二条）。',
    en: 'There is money available, so the books were not closed: nothing can be booked afterwards. Carry it forward (fenming appropriation carry) or pay it back (fenming appropriation lapse); what two years of carrying over have not used can only be handed back (Budget Law, article 42).',
  },
  appropriation_closed: {
    zh: '这个项目该年度的资金已经结账，不能再记账。',
    en: 'The books of this programme and year are closed.',
  },
  budget_exceeded: { zh: '可用指标不足，不能放款。', en: 'The appropriation is not enough, so the batch cannot be released.' },
  batch_exists: {
    zh: '这个项目、年度有一个批次还在办理，没有再开。请先办理它（办到哪一步见 fenming batch list）；它的回盘登记完毕以后才能再开一批。',
    en: 'A batch of this programme and year is still on its way, and no other was opened. Go on with it (how far it is: fenming batch list); the next one can be opened once its bank return is recorded.',
  },
  year_not_begun: {
    zh: '这个年度还没有开始：补助到了应发的年度才能开立批次、锁定名单、签批、放款和结账。',
    en: 'The year has not begun: batches are opened, locked, signed, released and closed in the year that is due.',
  },
  year_out_of_reach: {
    zh: '年度太远：只能提前办理到下一个年度，请核对年度是否写错。',
    en: 'The year is too far away: work can begin for the next year at the latest. Check the year.',
  },
  batch_not_found: { zh: '没有这个批次。', en: 'There is no such batch.' },
  batch_state: { zh: '批次当前状态不能办理这一步。', en: 'The batch is not in a state for this step.' },
  bank_unknown: { zh: '没有这家银行的文件格式。', en: 'There is no file format of this bank.' },
  bank_file_unwritable: {
    zh: '名单中有这家银行的文件不接受的内容，没有生成送盘文件。',
    en: "The list has something that this bank's file does not take; no file was made.",
  },
  bank_differs: {
    zh: '这个批次已按另一家银行的格式送盘，一个批次只能送一家银行。',
    en: "This batch was sent in another bank's format, and goes to one bank only.",
  },
  roster_empty: {
    zh: '名单为空，没有可以锁定的对象。有资格而不在名单上的人和原因，见 fenming unpaid。',
    en: 'The list is empty; there is nobody to lock. Whoever is entitled and not on it, and why: fenming unpaid.',
  },
  roster_changed: {
    zh: '名单在您打开之后发生变化，请重新核对。',
    en: 'The list has changed since you opened it; check it again.',
  },
  total_mismatch: { zh: '输入的合计金额与名单合计不符。', en: 'The total typed is not the total of the list.' },
  control_total_mismatch: { zh: '笔数、合计或摘要值与名单不符。', en: 'The count, sum or hash is not that of the list.' },
  controls_failed: {
    zh: '控制公式不成立，先查明疑点再办理这一步。',
    en: 'A control formula does not hold: clear up the finding before this step.',
  },
  bank_file_refused: { zh: '回盘文件有误，整份文件没有导入。', en: 'The bank return has faults and nothing was imported.' },
  return_unknown_line: {
    zh: '回盘文件中有送盘文件以外的行，整份文件没有导入。',
    en: "The bank's return has lines that were not in the file sent; nothing was imported.",
  },
  return_answered_line: {
    zh: '回盘文件中有已经有最终结果的行，整份文件没有导入。',
    en: "The bank's return has lines that have a final result already; nothing was imported.",
  },
  return_wrong_payee: {
    zh: '回盘文件中有账号或户名与送盘不同的行，整份文件没有导入。',
    en: "The bank's return has lines whose account or name is not the one sent; nothing was imported.",
  },
  return_duplicate_line: {
    zh: '回盘文件中有重复的行，整份文件没有导入。',
    en: "The bank's return has a line twice; nothing was imported.",
  },
  return_wrong_amount: {
    zh: '回盘文件中有金额与送盘不符的行，整份文件没有导入。',
    en: "The bank's return has lines whose amount is not the one sent; nothing was imported.",
  },
  results_incomplete: {
    zh: '还有没有最终结果的发放，不能对账。',
    en: 'Some payments have no final result, so the batch cannot be reconciled.',
  },
  returns_waiting: {
    zh: '还有退票没有补发到账，不能办结。',
    en: 'Some returned payments have not been paid again, so the batch cannot be closed.',
  },
  already_sent: {
    zh: '恢复核对表明银行已收到这份送盘文件，不能再次送出。',
    en: 'The comparison after the restore shows that the bank has this file; it cannot be sent again.',
  },
  bank_unnamed: { zh: '没有指明代发银行，请指明送盘文件的格式。', en: 'The bank is not named; name the format of the file.' },
};
