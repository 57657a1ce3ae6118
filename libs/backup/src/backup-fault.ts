/**
 * Why a backup was not taken or not restored, in a sentence for people:
 * - `damaged`: a file is not what was backed up, or no log can look like this;
 * - `refused`: a rule says no, e.g. the folder to restore into is not empty.
 */
export class BackupFault extends Error {
  constructor(
    readonly kind: 'damaged' | 'refused',
    message: string,
  ) {
    super(message);
    this.name = 'BackupFault';
  }
}

export const damaged = (message: string): BackupFault => new BackupFault('damaged', message);
export const refused = (message: string): BackupFault => new BackupFault('refused', message);
