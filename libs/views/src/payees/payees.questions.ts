import type { PersonId } from '@fenming/subsidy';
import type { Reader } from '../engine/reader';

/** A line of a roster: whose it is, and the account that was locked with it. */
export type PayeeLine = { readonly caseNumber: string; readonly accountVersion: string };
/** To whom one account version pays: the applicant where the right is a child's. Both texts are sealed with the person's key. */
export type Payee = {
  readonly accountVersion: string;
  readonly personId: PersonId;
  readonly sealedAccount: string;
  readonly sealedIdentity: string;
};

/** Looked up line by line as they were asked, never by walking a table. */
export const PAYEES = `
  SELECT p.account_version AS accountVersion, coalesce(e.payee_id, e.person_id) AS personId, p.sealed_account AS sealedAccount,
    i.sealed_identity AS sealedIdentity
  FROM json_each(@lines) line CROSS JOIN payee p CROSS JOIN enrolment e CROSS JOIN identity i
  WHERE p.case_number = line.value ->> 0 AND p.account_version = line.value ->> 1
    AND e.case_number = p.case_number AND i.person_id = coalesce(e.payee_id, e.person_id)
  ORDER BY line.key`;

/** The payees of some lines, in the order asked; a version that the case never had is left out. Ask for a chunk of a roster at a time. */
export function payeesOf(reader: Reader, lines: readonly PayeeLine[]): readonly Payee[] {
  const asked = lines.map(({ caseNumber, accountVersion }) => [caseNumber, accountVersion]);
  return reader.all<Payee>(PAYEES, { lines: JSON.stringify(asked) });
}
