import { Worker } from 'node:worker_threads';
import { Injectable } from '@nestjs/common';
import { readersEnvironment } from '@fenming/language';
import { RunningCounty } from '@fenming/county';
import { answerOf, workerFile } from '@fenming/threads';
import { Refused } from '@fenming/commands';
import type { BackupOrder, TakenBackup } from './take-backup';

type Reply = { readonly taken: TakenBackup } | { readonly kind: 'damaged' | 'refused' | 'failed'; readonly message: string };

/** Backups of the folder that this process owns, taken while it goes on working. */
@Injectable()
export class Backups {
  constructor(private readonly county: RunningCounty) {}

  /** Throws Refused `backup_failed` with the reason; then there is no backup. */
  async take(order: Omit<BackupOrder, 'dir'>): Promise<TakenBackup> {
    const workerData: BackupOrder = { ...order, dir: this.county.dir };
    const worker = new Worker(workerFile(__filename, 'backup.worker.js'), { workerData, env: readersEnvironment() });
    const reply = await answerOf<Reply>(worker);
    if ('taken' in reply) return reply.taken;
    throw new Refused({ refused: reply.kind === 'refused' ? 'backup_refused' : 'backup_failed', detail: reply.message });
  }
}
