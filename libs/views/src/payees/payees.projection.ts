import { insert, one, type Projection } from '../engine/change';
import { IDENTITY, PAYEE } from './payees.table';

export const payees = {
  PersonRegistered: ({ personId, sealedIdentity }) => [
    insert(IDENTITY, { person_id: personId, sealed_identity: sealedIdentity }),
  ],
  IdentityCorrected: ({ personId, sealedIdentity }) => [
    one(`UPDATE identity SET sealed_identity = @sealedIdentity WHERE person_id = @personId`, { personId, sealedIdentity }),
  ],
  AccountRecorded: ({ caseNumber, accountVersion, sealedAccount }, { revision }) => [
    insert(PAYEE, { case_number: caseNumber, seq: revision, account_version: accountVersion, sealed_account: sealedAccount }),
  ],
} satisfies Projection;
