import type { PersonId } from '@fenming/subsidy';
import type { Reader } from '../engine/reader';

/** To whom one account version pays. Both texts are sealed with the person's key. */
export type Payee = {
  readonly accountVersion: string;
  readonly personId: PersonId;
  readonly sealedAccount: string;
  readonly sealedIdentity: string;
};

/** Looked up version by version as they were asked, never by walking a table. */
export const PAYEES = `
  SELECT p.account_version AS accountVersion, e.person_id AS personId, p.sealed_account AS sealedAccount,
    i.sealed_identity AS sealedIdentity
  FROM json_each(@versions) v CROSS JOIN payee p CROSS JOIN enrolment e CROSS JOIN identity i
  WHERE p.account_version = v.value AND e.enrolment_id = p.enrolment_id AND i.person_id = e.person_id
  ORDER BY v.key`;

/** The payees of some account versions, in the order asked; a version that nobody has is left out. Ask for a chunk of a roster at a time. */
export function payeesOf(reader: Reader, accountVersions: readonly string[]): readonly Payee[] {
  return reader.all<Payee>(PAYEES, { versions: JSON.stringify(accountVersions) });
}
