import type { RulebookCode } from '@fenming/subsidy';
import type { Words } from '@fenming/language';

/** What is refused about programmes, their versions and the holiday calendar. */
export const RULEBOOK_REFUSALS: Words<RulebookCode> = {
  proposal_own: {
    zh: '提出的人不能自己采用或确认，须由另一人办理。',
    en: 'Whoever proposed it cannot adopt or confirm it; another person does.',
  },
  programme_not_adopted: { zh: '本县还没有采用这个项目。', en: 'The county has not adopted this programme.' },
  programme_not_in_force: { zh: '这个项目在该年度没有生效的规则。', en: 'The programme has no rules in force for this year.' },
  programme_not_offered: {
    zh: '这个项目在本县没有适用的标准或规则。请先在项目文件里写明本地区的标准（amounts）和规则，再试算或提出。',
    en: 'The programme has no rate or rule that holds in this county. Write those of this region into the programme file (amounts) first.',
  },
  definition_malformed: {
    zh: '项目文件有错误，请照所列逐处改正。',
    en: 'The programme file has faults; correct each place listed.',
  },
  examples_failed: {
    zh: '项目文件自带的例子与规则算得的结果不符，没有采用；请改正规则或例子。',
    en: 'The rules do not give what the examples of the programme file say, so it was not adopted; correct the rules or the examples.',
  },
  definition_conflict: {
    zh: '项目定义与本县已采用的项目相互矛盾。',
    en: 'The definition contradicts a programme that the county has adopted.',
  },
  version_overlaps: {
    zh: '同一份文件对同一时期只能有一份内容：请用另一份文件提出，或改变执行的起止日期。',
    en: 'One document can hold only one text for the same period: propose it under another document, or change the days on which it takes effect or ends.',
  },
  document_in_future: {
    zh: '文件的日期还没有到；请核对文件日期。',
    en: 'The document is dated in the future; check its day.',
  },
  period_empty: {
    zh: '执行的截止日期早于开始日期；请核对起止日期。',
    en: 'The last day in force is before the first; check both.',
  },
  withdrawal_too_early: {
    zh: '废止的文件早于所废止的规则的文件；请核对文件日期和文号。',
    en: 'The withdrawing document is older than the document of the rules it withdraws; check its day and number.',
  },
  withdrawal_differs: {
    zh: '待确认的废止不是这样写的：文号或对已发资金的处理不同，没有确认。请核对后按所提出的确认，或请提出的人重新提出。',
    en: 'The withdrawal that waits says otherwise: another document number, or another fate of what was paid. Nothing was confirmed; check it and confirm what was proposed, or have it proposed anew.',
  },
  withdrawal_unknown: {
    zh: '没有人提出废止这一版规则；请先由一人提出（fenming programme withdraw）。',
    en: 'Nobody has proposed to withdraw this version; one person proposes it first (fenming programme withdraw).',
  },
  version_unknown: {
    zh: '本项目没有采用过这一版规则；各版本见 fenming programme show。',
    en: 'This programme has no such version in force; its versions: fenming programme show.',
  },
  version_withdrawn: {
    zh: '这一版规则已按所列文件废止，废止不能更改；如需恢复，请在文件中注明依据，作为新的内容提出。',
    en: 'This version has been withdrawn as stated, and that stands; to bring its rules back, note the reason in the file and propose it as a new text.',
  },
  version_changes_past: {
    zh: '不能改变已经过去的年度；请核对年度。',
    en: 'Years that are past cannot be changed; check the year.',
  },
  version_superseded: {
    zh: '这份内容曾经采用，已被新版本取代；如需恢复，请在文件中注明依据后重新提出。',
    en: 'This text was adopted once and a newer version has replaced it; to bring it back, note the reason in the file and propose it again.',
  },
  holiday_table_missing: {
    zh: '公示期要数到的年份还没有节假日安排，数不出届满日，因此没有确认，也没有公示。请先由一人导入该年的放假通知（fenming calendar import），再由另一人确认。',
    en: 'The notice runs into a year whose public holidays are not known, so its last day cannot be counted: nothing was confirmed and no notice posted. One person imports the holiday notice of that year (fenming calendar import), another confirms it.',
  },
  holiday_table_malformed: {
    zh: '节假日文件有错误，整份文件没有导入；请按下列各行改正后重新导入。',
    en: 'The holiday file has faults and nothing was imported; correct the lines listed and import it again.',
  },
};
