import { insert, type Projection } from '../engine/change';
import { IDENTITY, PAYEE } from './payees.table';

export const payees = {
  PersonRegistered: ({ personId, sealedIdentity }) => [
    insert(IDENTITY, { person_id: personId, sealed_identity: sealedIdentity }),
  ],
  AccountRecorded: ({ accountVersion, enrolmentId, sealedAccount }) => [
    insert(PAYEE, { account_version: accountVersion, enrolment_id: enrolmentId, sealed_account: sealedAccount }),
  ],
} satisfies Projection;
