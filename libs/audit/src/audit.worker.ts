import { parentPort, workerData } from 'node:worker_threads';
import { LogDamaged } from '@fenming/event-log';
import { workInTheBackground } from '@fenming/threads';
import { sentenceOfFileFault } from '@fenming/words';
import { isWriteFailed } from '@fenming/county';
import { controlsOver, replayOver, withLog, withVault } from './audit';
import { auditedLogAt } from './audited-log';

export type AuditOrder =
  | { readonly audit: 'controls'; readonly logFile: string; readonly dir: string }
  | { readonly audit: 'replay'; readonly logFile: string; readonly viewsFile: string };
/** `answer`: JSON of it. */
export type AuditReply =
  | { readonly answer: string }
  | { readonly damaged: Pick<LogDamaged, 'file' | 'reason'> }
  | { readonly failed: string; readonly code?: string };

const answerTo = (order: AuditOrder): Promise<object> =>
  withLog(
    Promise.resolve().then(() => auditedLogAt(order.logFile)),
    (log): Promise<object> =>
      order.audit === 'controls' ? withVault(order.dir, (vault) => controlsOver(log, vault)) : replayOver(log, order.viewsFile),
  );

const faultOf = (error: unknown): AuditReply => {
  if (error instanceof LogDamaged) return { damaged: { file: error.file, reason: error.reason } };
  if (!(error instanceof Error)) return { failed: String(error) };
  const failed = sentenceOfFileFault(error) ?? error.stack ?? error.message;
  // What fails here is a file that nobody needs: the county's own disk has not failed for it.
  return isWriteFailed(error) || !('code' in error) ? { failed } : { failed, code: String(error.code) };
};

if (parentPort !== null) {
  const port = parentPort;
  workInTheBackground();
  answerTo(workerData as AuditOrder).then(
    (answer) => port.postMessage({ answer: JSON.stringify(answer) } satisfies AuditReply),
    (error: unknown) => port.postMessage(faultOf(error)),
  );
}
