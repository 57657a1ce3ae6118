import { insert, one, some, type Projection } from '../engine/change';
import { PROGRAMME_VERSION } from './programmes.table';

const AT = 'WHERE programme = @programme AND content_hash = @contentHash';
const FORGET = `DELETE FROM programme_version ${AT}`;
const ADOPT = `UPDATE programme_version SET state = 'adopted', adopted_by = @by, adopted_at = @at ${AT}`;

export const programmes = {
  // The same text proposed again, with another day or document, replaces the first proposal.
  ProgrammeProposed: ({ programme, contentHash, documentNo, effectiveFrom }, { meta }) => [
    some(FORGET, { programme, contentHash }),
    insert(PROGRAMME_VERSION, {
      programme,
      content_hash: contentHash,
      state: 'proposed',
      document_no: documentNo,
      effective_from: effectiveFrom,
      proposed_by: meta.actor,
      proposed_at: meta.at,
    }),
  ],
  ProgrammeAdopted: ({ programme, contentHash }, { meta }) => [
    one(ADOPT, { programme, contentHash, by: meta.actor, at: meta.at }),
  ],
} satisfies Projection;
