import { key, table, volatile } from '../engine/table';

/**
 * The accounts that enrolments ever named, sealed with their persons' keys: a bank file is made from here, line by line, without reading
 * an enrolment's whole stream for each.
 */
export const PAYEE = table('payee', {
  account_version: key.random,
  enrolment_id: volatile('random id').text,
  sealed_account: volatile('ciphertext').text,
});

/** Name and citizen id of each person, sealed with the person's key. */
export const IDENTITY = table('identity', {
  person_id: key.random,
  sealed_identity: volatile('ciphertext').text,
});
