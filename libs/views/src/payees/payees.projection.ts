import { insert, type Projection } from '../engine/change';
import { IDENTITY, PAYEE } from './payees.table';

export const payees = {
  PersonRegistered: ({ personId, sealedIdentity }) => [
    insert(IDENTITY, { person_id: personId, sealed_identity: sealedIdentity }),
  ],
  AccountRecorded: ({ caseNumber, accountVersion, sealedAccount }, { revision }) => [
    insert(PAYEE, { case_number: caseNumber, seq: revision, account_version: accountVersion, sealed_account: sealedAccount }),
  ],
} satisfies Projection;
