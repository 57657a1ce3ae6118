import type { EligibilityCode } from '@fenming/subsidy';
import type { Words } from '@fenming/language';

/** What is refused about rosters, cases, confirmations, notices and objections. */
export const ELIGIBILITY_REFUSALS: Words<EligibilityCode> = {
  redetermination_due: {
    zh: '规则有变动，已核定的对象还没有按新规则重新核定完毕，名单不能锁定；请先办完重新核定（fenming redetermine show）。',
    en: 'The rules have changed and the determined cases have not all been determined anew, so the list cannot be locked; finish the redetermination first (fenming redetermine show).',
  },
  redetermination_unknown: {
    zh: '没有待办的重新核定；请先试算（fenming redetermine run）。',
    en: 'There is no redetermination to be dealt with; compute one first (fenming redetermine run).',
  },
  redetermination_settled: {
    zh: '没有需要签字的合计：没有增加的对象，或已经写入；须由人决定的见 fenming redetermine list。',
    en: 'There are no totals to be signed: nothing rises, or it has been written; what a person must decide: fenming redetermine list.',
  },
  case_not_waiting: {
    zh: '这一例不在待决定的对象里；待决定的见 fenming redetermine list。',
    en: 'This case does not wait for a decision; those that do: fenming redetermine list.',
  },
  decision_unknown: {
    zh: '没有人对这一例提出这样的决定；请先由一人提出，再由另一人以同样的决定确认。',
    en: 'Nobody has proposed this decision on the case; one person proposes it first, another confirms the same.',
  },
  basis_outdated: {
    zh: '您看过之后，规则、事实或款项又有变化，确认的结果会与所看的不同；没有办理。请重新查看，再确认。',
    en: 'Since you looked, the rules, the facts or the money have changed, and confirming would do something else than you were shown; nothing was done. Look again and confirm that.',
  },
  redetermination_changed: {
    zh: '重新核定的结果在此之后有变动；请重新试算，核对新的合计再签字。',
    en: 'The result of the redetermination has changed since; compute it again and sign the new totals.',
  },
  source_unknown: {
    zh: '没有这个比对来源；请按来源的代号填写，或由管理员把来源文件放进数据目录后重新启动服务。',
    en: 'There is no such source to compare with; write it by its code, or have the administrator put the file of the source into the data folder and start the server again.',
  },
  comparison_refused: {
    zh: '名单中有错误，整份没有比对，什么都没有登记；请按下列各处改正后重新上传。',
    en: 'The list has faults; none of it was compared and nothing was recorded. Correct the places listed and upload it again.',
  },
  file_compared: {
    zh: '这份名单已经比对过，没有重复比对。',
    en: 'This list was compared before and was not compared again.',
  },
  lead_unknown: {
    zh: '没有这条线索；请在待核实的线索中选取。',
    en: 'There is no such lead; choose one of those that wait to be looked at.',
  },
  lead_ended: {
    zh: '这条线索已经办过，没有再办；请在待核实的线索中选取。',
    en: 'This lead has been dealt with, and nothing was done; choose one of those that wait to be looked at.',
  },
  lead_not_stated: {
    zh: '对象名册上没有与这条线索对应的登记，无从按它更正；外县已发的，凭其证明提出（fenming paid-elsewhere propose），其余核实后写明理由关闭。',
    en: 'The record holds nothing that this lead could correct; what another county has paid is proposed by its certificate (fenming paid-elsewhere propose), and otherwise it is closed with the reason once it is verified.',
  },
  death_document_differs: {
    zh: '等待确认的不是依据这份文件提出的；请按提出时的文号确认（fenming death show）。',
    en: 'What waits was proposed by another document; confirm by the number it was proposed under (fenming death show).',
  },
  death_recorded: {
    zh: '此人的死亡已经登记，没有再办；日期有误的，先提出撤销，由另一人确认后再按实际日期提出。',
    en: 'The death of this person is recorded, and nothing was done; if the day is wrong, propose to withdraw it, have another person confirm that, and propose the right day.',
  },
  death_unknown: {
    zh: '此人没有等待确认的死亡登记或撤销；请先由一人提出（fenming death propose，误登的 death withdraw），再由另一人确认。没有登记过死亡的，不用撤销。',
    en: 'No death of this person, and no withdrawal of one, waits to be confirmed; one person proposes it first (fenming death propose, or death withdraw where it was recorded by mistake), another confirms it. Where none is recorded there is nothing to withdraw.',
  },
  death_waiting: {
    zh: '已有人提出此人死亡或撤销其死亡登记，正等第二人签字；请先确认或撤回（fenming death show）。',
    en: 'A death of this person, or its withdrawal, has been proposed and waits for its second signature; confirm or drop that first (fenming death show).',
  },
  already_awarded: { zh: '一次性项目，此人已经享受过。', en: 'This programme is paid once, and this person has had it.' },
  duplicate_file: { zh: '这份文件已经导入过，没有重复导入。', en: 'This file was imported before and was not imported again.' },
  import_refused: {
    zh: '文件中有错误，整份文件没有导入；请改正后重新上传，或明确选择只导入正确的行。',
    en: 'The file has faults and nothing was imported; correct it and upload it again, or choose to import the good rows only.',
  },
  file_damaged_ids: {
    zh: '文件中的身份证号已被电子表格损坏：末几位数字已丢失，无法恢复。整份文件没有导入。',
    en: 'A spreadsheet has damaged the citizen ids in this file: their last digits are lost and cannot be recovered. Nothing was imported.',
  },
  file_beyond_reading: {
    zh: '文件展开后太大，读不完，没有导入；请拆成几个文件分次上传。',
    en: 'Unpacked, the file is too large to be read, and was not imported; split it and upload the parts.',
  },
  file_unreadable: {
    zh: '名单的文件或表头有错误，整份文件没有导入；请按下列各处改正后重新上传。',
    en: 'The roster file or its header has faults and nothing was imported; correct the places listed and upload it again.',
  },
  already_enrolled: {
    zh: '此人本年度已在本项目名单中。',
    en: 'This person is on the list of this programme for the year already.',
  },
  applicant_differs: {
    zh: '这名孩子已由另一人申领，每名孩子只由一人申领。',
    en: 'Another person has applied for this child already; one person draws it for a child.',
  },
  case_elsewhere: { zh: '这一行的人不能由您的辖区申报。', en: 'The person in this row is not yours to apply for.' },
  village_differs: {
    zh: '此人该年度登记在另一个村，与名单不同。村写错的，请更正名单；确已迁移的，先凭文件办理迁移（fenming transfer propose）。',
    en: 'In that year this person is registered in another village than the list says. Correct the list where the village is wrong; whoever has moved is transferred first, by a document (fenming transfer propose).',
  },
  transferred_out: {
    zh: '此人已迁到本县另一个村，该年度由那个村申报，请从名单里删去这一行。迁移有误的，凭文件迁回（fenming transfer propose）。',
    en: 'This person has moved to another village of the county, which applies for that year; remove this line. Where that is wrong, the case is moved back by a document (fenming transfer propose).',
  },
  transfer_awaited: {
    zh: '有人提出此人已迁到另一个村，正等第二人签字；这一年度由哪个村确认还没有确定，请先确认或撤回迁移（fenming transfer confirm / drop）。',
    en: 'Somebody has said that this person has moved to another village, which waits for its second signature. Which village confirms this year is not settled before that: confirm or drop the move first (fenming transfer confirm / drop).',
  },
  elsewhere_waiting: {
    zh: '这一例已有一项外县已发的证明等第二人签字，请先确认或撤回（fenming paid-elsewhere confirm / drop）。',
    en: 'What another county has paid of this case waits for its second signature already; confirm or drop it first (fenming paid-elsewhere confirm / drop).',
  },
  elsewhere_unknown: {
    zh: '没有依据这份证明提出、等待确认的外县已发月份；请先由一人提出（fenming paid-elsewhere propose）。',
    en: 'Nothing that another county has paid waits to be confirmed under this document; one person proposes it first (fenming paid-elsewhere propose).',
  },
  elsewhere_unchanged: {
    zh: '该年度登记的外县已发月份就是这些，没有更改。',
    en: 'These are the months on record as paid by another county in that year already; nothing was changed.',
  },
  transfer_waiting: {
    zh: '这一例已有一项迁移等第二人签字，请先确认或撤回（fenming transfer confirm / drop）。',
    en: 'A move of this case waits for its second signature already; confirm or drop it first (fenming transfer confirm / drop).',
  },
  transfer_unknown: {
    zh: '这一例没有等人确认的迁移，或文号不是这一份。请核对档案号和文号。',
    en: 'No move of this case waits to be confirmed, or not by this document. Check the case and the document.',
  },
  transfer_unneeded: {
    zh: '这一例已在这个村，不用迁移。请核对迁入的村。',
    en: 'The case lies in this village already. Check which village the person has moved to.',
  },
  not_applied: { zh: '此人本年度没有申报这个项目。', en: 'This person has not applied for this programme this year.' },
  rejection_unknown: {
    zh: '此人本年度没有这样的不予确认可以撤销；让与另一项目的，请先在那个项目里办理。',
    en: 'No such refusal of the year can be withdrawn; where it gave way to another programme, see to that one first.',
  },
  rejection_withdrawal_unknown: {
    zh: '此人本年度没有依据这份文件提出的撤销；请按提出时的文号确认，或先提出（fenming rejection withdraw）。',
    en: 'Nobody has proposed to withdraw the refusal of this year by this document; confirm by the number it was proposed under, or propose it first (fenming rejection withdraw).',
  },
  enrolment_exited: { zh: '此人已退出本项目。', en: 'This person has exited the programme.' },
  conditions_not_met: { zh: '不符合资格条件，不能确认。', en: 'The conditions are not met, so eligibility cannot be confirmed.' },
  facts_missing: {
    zh: '事实不全，暂时不能判断资格，请补充材料。',
    en: 'Facts are missing, so eligibility cannot be judged yet; add the documents.',
  },
  decided_above: {
    zh: '上级已经确认或受理，下级不能改变；请报上级办理。',
    en: 'A higher level has confirmed or accepted it, and a lower one cannot change it; take it to the higher level.',
  },
  level_order: {
    zh: '应先张贴的公示还没有张贴（先由该级确认，再公示）。',
    en: 'A notice that comes before this step has not been posted yet (that level confirms first, then posts).',
  },
  already_confirmed: { zh: '这一级已经确认过。', en: 'This level has confirmed it already.' },
  not_confirmed: { zh: '这一级还没有确认，不能公示。', en: 'This level has not confirmed it yet, so no notice can be posted.' },
  already_noticed: { zh: '这一级已经公示过。', en: 'This level has posted its notice already.' },
  rejected: { zh: '本年度资格已被不予确认。', en: 'Eligibility for this year has been refused.' },
  notice_open: { zh: '公示期还没有届满。', en: 'The notice period has not ended yet.' },
  objection_needs_remedy: {
    zh: '反映金额不符的异议，以及已经发放的年度，属实也不取消资格：请凭文件更正有误的事实（fenming fact state），由另一人确认后，以“属实并已更正”（remedied）结案；少发的补差，多发的按规定处理。',
    en: 'An objection to an amount, or to a year that has been paid, takes nothing away even where it is right: state the fact that was wrong by a document (fenming fact state); once another person has accepted it, end the objection as remedied. What was too little is arrears, what was too much follows the rules.',
  },
  notice_empty: {
    zh: '本级没有可以公示的对象。公示前先由本级确认；等着更正或退出的对象，见 fenming unpaid。',
    en: 'There is nobody to be posted at this level. Confirmations come before the notice; cases that wait for a correction or an exit: fenming unpaid.',
  },
  objection_open: { zh: '有异议尚未处理完毕。', en: 'An objection has not been decided yet.' },
  objection_unknown: { zh: '没有这条异议，或已经处理完毕。', en: 'There is no such objection, or it has been decided.' },
  objection_handler: {
    zh: '被反映的确认人不能处理对自己的异议。',
    en: 'Whoever confirmed the case cannot decide an objection to it.',
  },
  incompatible_programme: {
    zh: '同一年度已确认享受不能兼得的项目。',
    en: 'A programme that cannot be drawn together with this one has been confirmed for the same year.',
  },
  account_unchanged: { zh: '账户没有变化。', en: 'This is the present account.' },
  recovery_unknown: {
    zh: '没有这笔追回，或已经全部追回（见 fenming overpaid）。',
    en: 'There is no such recovery, or all of it is recovered (see fenming overpaid).',
  },
  recovery_exceeds: { zh: '超过追回中的金额。', en: 'The amount is more than is being recovered.' },
  statement_unknown: {
    zh: '没有这项事实更正，或者已经撤回、还没有第二人确认。',
    en: 'There is no such statement of a fact, or it was dropped, or no second person has accepted it yet.',
  },
  statement_waiting: {
    zh: '这项事实已有一份更正等第二人确认，请先确认或撤回那一份。',
    en: 'A statement of this fact waits for its second person already; that one is accepted or dropped first.',
  },
  statement_changes_nothing: {
    zh: '与登记的事实相同，没有需要更正的。请核对所要更正的事实、内容和日期。',
    en: 'The facts on record say so already, so there is nothing to state. Check the fact, its content and the day.',
  },
  fact_unknown: {
    zh: '这个对象没有这项事实，或者它以身份证号为准（号码录错的用 fenming identity correct 更正）。可以更正的事实列在后面。',
    en: 'This case has no such fact, or it follows from the citizen id (a wrong one is corrected by fenming identity correct). What can be stated is named here.',
  },
  id_corrected: {
    zh: '此人的这个身份证号已由两人凭文件更正；照旧填写会变成另一个人。',
    en: 'Two people have corrected this citizen id of this person by a document; written as before, it would make somebody else of them.',
  },
  fact_stated_otherwise: {
    zh: '与两人签字确认的事实更正不一致。',
    en: 'Two people have stated it otherwise, by a document.',
  },
  fact_unreadable: {
    zh: '内容不是这项事实可以有的值，没有登记。',
    en: 'This fact cannot have such a value, so nothing was recorded.',
  },
  day_before_birth: {
    zh: '日期早于此人的出生日期，没有登记。请按证明材料或比对名单核对日期和人。',
    en: "The day is before the person's birth, so it was not recorded. Check the day and the person against the document or the matching list.",
  },
  exit_waiting: {
    zh: '这一例已有一项退出（或撤销退出）等第二人签字，请先确认或撤回（fenming exit confirm / drop）。',
    en: 'An exit of this case, or its withdrawal, waits for its second signature already; confirm or drop it first (fenming exit confirm / drop).',
  },
  exit_unknown: {
    zh: '这一例没有退出，或没有等人确认的退出。因死亡的退出随死亡登记一起撤销（fenming death withdraw）。',
    en: 'This case has not exited, or nothing of an exit waits to be confirmed. An exit because of a death falls with the record of the death (fenming death withdraw).',
  },
  identity_unchanged: {
    zh: '登记的身份证号和姓名就是这样，没有需要更正的。请核对档案号和要更正的内容。',
    en: 'The citizen id and the name on record are these, so there is nothing to correct. Check the case and what is to be corrected.',
  },
  identity_taken: {
    zh: '这个身份证号在本县已是另一人的登记，没有更正。两份登记须合并为一人，目前还不能在系统内办理；请先核对，把不该有的那一例凭文件退出（fenming exit propose --reason other）。',
    en: 'Another person of the county is registered under this citizen id, so nothing was corrected. The two records must be joined, which the system cannot do yet; check them, and take the case that should not be there out by a document (fenming exit propose --reason other).',
  },
  identity_waiting: {
    zh: '此人已有一项身份更正等第二人确认，请先确认或撤回（fenming identity confirm / drop）。',
    en: 'A correction of this identity waits for its second signature already; confirm or drop it first (fenming identity confirm / drop).',
  },
  identity_unknown: {
    zh: '此人没有按这个文号等人确认的身份更正；请先由一人提出（fenming identity correct），再由另一人按同一文号确认。',
    en: 'No correction of this identity waits under this document; one person proposes it (fenming identity correct), another confirms it by the same document.',
  },
  identity_of_nobody: {
    zh: '这一例没有登记这样的人（配偶或孩子）。请核对档案号，或更正申领人本人的。',
    en: 'This case has no such person (spouse or child). Check the case, or correct the applicant.',
  },
  identity_being_paid: {
    zh: '此人有一笔款已交银行，还没有结果，现在更正会使银行的答复对不上。请等银行回盘导入后再确认。',
    en: 'A payment to this person is with the bank, whose answer would no longer match after a correction. Confirm it once the bank return has been imported.',
  },
};
