import { documentNumber } from '@fenming/citizen';
import { refuse, type Asked, type Decision } from '../decider';
import type { CountyDeciderCode } from './county.refusals';
import { firstRefusal, permit } from '../permission';
import type { CountyState, OpenedCounty } from './county.state';
import type { CountyEvent, CountyRestored, ReceivedFile } from './county.events';

export type MarkRestored = { readonly do: 'mark-restored' } & CountyRestored['data'];
/** `issued`: what the log says of the file of that name, where it knows one. */
export type ReconcileRestore = {
  readonly do: 'reconcile-restore';
  readonly documentNo: string;
  /** Said in words, because a list that was left empty by mistake looks the same as one on which nothing stands. */
  readonly noneReceived: boolean;
  readonly bankFiles: readonly { readonly received: ReceivedFile; readonly issued?: ReceivedFile }[];
};

/** No money leaves a restored folder before somebody has asked the bank what it has received. */
export const awaitsReconciliation = (state: CountyState): state is RestoredCounty => state.restored?.reconciled === false;
type RestoredCounty = OpenedCounty & { readonly restored: object };

export const markRestored = ({
  backupHead,
  backupTakenAt,
  personalData,
}: MarkRestored): Decision<CountyEvent, CountyDeciderCode> => [
  { type: 'CountyRestored', data: { backupHead, backupTakenAt, personalData } },
];

const same = (a: ReceivedFile, b: ReceivedFile): boolean => a.sha256 === b.sha256 && a.count === b.count && a.sumFen === b.sumFen;

/**
 * The checker, who has released nothing, answers for what the bank has received. A file that contradicts the log, or an earlier answer,
 * is no reconciliation. Later files may be added the same way.
 */
export const reconcileRestore = (
  state: CountyState,
  command: ReconcileRestore,
  asked: Asked,
): Decision<CountyEvent, CountyDeciderCode> => {
  if (state.restored === undefined) return refuse('not_restored');
  const { bankFiles, noneReceived } = command;
  const contradicted = bankFiles.find(({ received, issued }, i) => {
    const others = [issued, state.received[received.fileName], ...bankFiles.slice(0, i).map((file) => file.received)];
    return others.some((other) => other?.fileName === received.fileName && !same(other, received));
  });
  const names = bankFiles.map(({ received }) => received.fileName);
  const twice = names.find((name, i) => names.indexOf(name) < i);
  const refusal = firstRefusal(
    permit(asked, 'finance-checker', state.opened.code),
    state.restored.personalData ? undefined : refuse('without_personal_data'),
    noneReceived === (bankFiles.length === 0) ? undefined : refuse('received_none_unsaid'),
    contradicted === undefined ? undefined : refuse('control_total_mismatch', contradicted.received.fileName),
    twice === undefined ? undefined : refuse('received_twice', twice),
  );
  if (refusal !== undefined) return refusal;
  const nothingNew = bankFiles.every(({ received }) => state.received[received.fileName] !== undefined);
  if (state.restored.reconciled && nothingNew) return [];
  const files = bankFiles.map(({ received, issued }) => ({ ...received, known: issued !== undefined }));
  return [{ type: 'RestoreReconciled', data: { documentNo: documentNumber(command.documentNo), bankFiles: files } }];
};
