import { EXIT, type ExitCode } from '../terminal/exit-codes';
import type { Desk } from './command';

/**
 * Loaded only where a folder is copied in this process, for loading takes most of a second; hence the fault is known by its name here.
 * `damaged` is a verification that failed (4), `refused` a rule (5).
 */
type BackupFault = Error & { readonly kind: 'damaged' | 'refused' };
const isBackupFault = (error: unknown): error is BackupFault => error instanceof Error && error.name === 'BackupFault';

/** Runs what copies or restores a folder; a fault of the backup becomes its sentence and exit code. */
export const backupFaults = async ({ terminal }: Desk, run: () => Promise<ExitCode>): Promise<ExitCode> => {
  try {
    return await run();
  } catch (error) {
    if (!isBackupFault(error)) throw error;
    terminal.complain(`${terminal.bad('✗')} ${error.message}`);
    return error.kind === 'damaged' ? EXIT.verification : EXIT.refused;
  }
};
