/** Copies of a county: taking, keeping, restoring, and what has to be asked of the bank afterwards. */
export { BACKUP_HANDLERS } from './command-handlers';
export { Backups } from './backups';
export { ReconcileRestore, type ReconciledFile } from './reconcile-restore';
export { restoreBackup, type Restored, type RestoreOrder } from './restore';
export { LONGEST_VAULT_DAYS } from './retention';
export { takeBackup, type TakenBackup } from './take-backup';
