import { parentPort, workerData } from 'node:worker_threads';
import { sentenceOfFileFault } from '@fenming/words';
import { BackupFault } from './backup-fault';
import { takeBackup, type BackupOrder } from './take-backup';

/** Its own thread: checking a copied log reads all of it, and the county's server answers meanwhile. */
takeBackup(workerData as BackupOrder).then(
  (taken) => parentPort?.postMessage({ taken }),
  (error: unknown) => {
    const kind = error instanceof BackupFault ? error.kind : 'failed';
    parentPort?.postMessage({
      kind,
      message: error instanceof Error ? (sentenceOfFileFault(error) ?? error.message) : String(error),
    });
  },
);
