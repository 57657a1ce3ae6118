import { ReconcileRestoreHandler } from './reconcile-restore';

/** Everything that can be done here. */
export const BACKUP_HANDLERS = [ReconcileRestoreHandler] as const;
