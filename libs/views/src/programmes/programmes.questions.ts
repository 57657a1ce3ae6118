import type { ProgrammeId } from '@fenming/programmes';
import type { PaidFate, VersionState } from '@fenming/subsidy';
import { where } from '../engine/filter';
import type { Reader } from '../engine/reader';

/**
 * One text of a programme. `adopted_by` and `adopted_at` are null until a second person has adopted it; `withdrawal_by` and its document until
 * somebody proposed to withdraw it, `withdrawn_by` until another person has confirmed that.
 */
export type ProgrammeVersion = {
  readonly programme: ProgrammeId;
  readonly content_hash: string;
  readonly state: VersionState;
  readonly document_no: string;
  readonly document_date: string;
  readonly effective_from: string;
  readonly effective_to: string | null;
  readonly proposed_by: string;
  readonly proposed_at: string;
  readonly adopted_by: string | null;
  readonly adopted_at: string | null;
  readonly withdrawal_by: string | null;
  readonly withdrawal_document_no: string | null;
  readonly withdrawn_by: string | null;
  readonly paid_then: PaidFate | null;
};
type VersionFilter = {
  readonly programme?: ProgrammeId;
  readonly state?: VersionState;
  readonly contentHash?: string;
};

const CONDITIONS = { programme: 'programme = @programme', state: 'state = @state', contentHash: 'content_hash = @contentHash' };

/** Texts by programme and first day, proposed ones included unless a state is given. */
export function programmeVersions(reader: Reader, filter: VersionFilter = {}): readonly ProgrammeVersion[] {
  const { where: condition, values } = where(CONDITIONS, filter);
  return reader.all<ProgrammeVersion>(
    `SELECT programme, content_hash, state, document_no, document_date, effective_from, effective_to, proposed_by, proposed_at,
       adopted_by, adopted_at, withdrawal_by, withdrawal_document_no, withdrawn_by, paid_then
     FROM programme_version ${condition} ORDER BY programme, effective_from, content_hash`,
    values,
  );
}

/** Every programme that was ever proposed here. */
export function programmesKnown(reader: Reader): readonly ProgrammeId[] {
  return reader
    .all<{ readonly programme: ProgrammeId }>('SELECT DISTINCT programme FROM programme_version ORDER BY programme')
    .map(({ programme }) => programme);
}
