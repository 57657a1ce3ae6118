import { once } from 'node:events';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { Injectable } from '@nestjs/common';
import { Folder } from '../folder/folder';
import { Refused } from '../outcomes';
import type { BackupOrder, TakenBackup } from './take-backup';

/** Beside its compiled caller, or in `dist` when the caller is a source file: a thread has no TypeScript of its own. */
const PROGRAM = __filename.endsWith('.ts')
  ? join(__dirname, '../../../../dist/libs/application/src/backup/backup.worker.js')
  : join(__dirname, 'backup.worker.js');

type Reply = { readonly taken: TakenBackup } | { readonly kind: 'damaged' | 'refused' | 'failed'; readonly message: string };

/** Backups of the folder that this process owns, taken while it goes on working. */
@Injectable()
export class Backups {
  constructor(private readonly folder: Folder) {}

  /** Throws Refused `backup_failed` with the reason; then there is no backup. */
  async take(order: Omit<BackupOrder, 'dir'>): Promise<TakenBackup> {
    const workerData: BackupOrder = { ...order, dir: this.folder.dir };
    const [reply] = (await once(new Worker(PROGRAM, { workerData }), 'message')) as [Reply];
    if ('taken' in reply) return reply.taken;
    throw new Refused({ refused: reply.kind === 'refused' ? 'backup_refused' : 'backup_failed', detail: reply.message });
  }
}
