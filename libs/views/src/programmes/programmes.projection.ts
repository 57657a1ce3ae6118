import { insert, one, some, type Projection } from '../engine/change';
import { PROGRAMME_VERSION } from './programmes.table';

const AT = 'WHERE programme = @programme AND content_hash = @contentHash';
const FORGET = `DELETE FROM programme_version ${AT}`;
const ADOPT = `UPDATE programme_version SET state = 'adopted', adopted_by = @by, adopted_at = @at ${AT}`;
const PROPOSE_WITHDRAWAL = `UPDATE programme_version SET withdrawal_by = @by, withdrawal_document_no = @document, paid_then = @paid ${AT}`;
const WITHDRAW = `UPDATE programme_version
  SET state = 'withdrawn', withdrawn_by = @by, withdrawal_document_no = @document, paid_then = @paid ${AT}`;

export const programmes = {
  // The same text proposed again, with another day or document, replaces the first proposal.
  ProgrammeProposed: ({ programme, contentHash, documentNo, documentDate, effectiveFrom, effectiveTo }, { meta }) => [
    some(FORGET, { programme, contentHash }),
    insert(PROGRAMME_VERSION, {
      programme,
      content_hash: contentHash,
      state: 'proposed',
      document_no: documentNo,
      document_date: documentDate,
      effective_from: effectiveFrom,
      effective_to: effectiveTo,
      proposed_by: meta.actor,
      proposed_at: meta.at,
    }),
  ],
  ProgrammeAdopted: ({ programme, contentHash }, { meta }) => [
    one(ADOPT, { programme, contentHash, by: meta.actor, at: meta.at }),
  ],
  WithdrawalProposed: ({ programme, contentHash, documentNo, paid }, { meta }) => [
    one(PROPOSE_WITHDRAWAL, { programme, contentHash, by: meta.actor, document: documentNo, paid }),
  ],
  ProgrammeWithdrawn: ({ programme, contentHash, documentNo, paid }, { meta }) => [
    one(WITHDRAW, { programme, contentHash, by: meta.actor, document: documentNo, paid }),
  ],
} satisfies Projection;
