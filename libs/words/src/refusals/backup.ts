import type { BackupCode } from '@fenming/subsidy';
import type { Words } from '@fenming/language';

/** What is refused about restores and backups. */
export const BACKUP_REFUSALS: Words<BackupCode> = {
  restored_unreconciled: {
    zh: '事件日志回到了早先的状态（由备份恢复，或被换回），其后可能已有送盘文件发往银行。请财政审核先向银行核实已收到的送盘文件，登记恢复核对后再审批、放款、送盘。',
    en: 'The event log is back at an earlier state (restored from a backup, or put back), and files may have gone to the bank since. The finance checker first asks the bank which files it has received and records the comparison; then batches can be approved, and money released and sent.',
  },
  received_none_unsaid: {
    zh: '银行已收到的送盘文件清单是空的：只有银行确认一份也没有收到时才能这样登记，并须同时写明（none_received）；清单不空时不能写明。',
    en: 'The list of files that the bank has received is empty: that is recorded only when the bank confirms that it received none, and must be said (none_received); where the list is not empty it must not be said.',
  },
  received_twice: {
    zh: '清单中同一份送盘文件列了两次，请核对是否漏了另一份。',
    en: 'The list names one file twice; check whether another is missing.',
  },
  received_not_ours: {
    zh: '清单中的文件名不是本县任何一家代发银行的送盘文件名，请照银行收到的文件名逐字填写。',
    en: 'A name in the list is not the name of a file for any bank of this county; write it letter by letter as the bank has it.',
  },
  not_restored: {
    zh: '事件日志没有回到早先的状态，不需要恢复核对。',
    en: 'The event log is not back at an earlier state; there is nothing to compare.',
  },
  without_personal_data: {
    zh: '本数据目录恢复时没有个人信息库，只供查阅，不能办理业务。',
    en: 'This data folder was restored without its vault of personal data: it can be read, and nothing can be done in it.',
  },
  backup_refused: { zh: '不能这样备份。', en: 'A backup cannot be made like this.' },
  backup_failed: { zh: '备份没有完成，没有留下可用的备份。', en: 'The backup was not finished, and no usable backup was left.' },
};
