import { key, table, volatile } from '../engine/table';

/**
 * The accounts that enrolments ever named, sealed with their persons' keys: a bank file is made from here, line by line, without reading
 * an enrolment's whole stream for each. Under the case number they lie in the order of a roster: under random ids each line of a file
 * would read a page of its own. `seq`: the revision in the enrolment's stream.
 */
export const PAYEE = table('payee', {
  case_number: key.text,
  seq: key.integer,
  account_version: volatile('random id').text,
  sealed_account: volatile('ciphertext').text,
});

/** Name and citizen id of each person, sealed with the person's key. */
export const IDENTITY = table('identity', {
  person_id: key.random,
  sealed_identity: volatile('ciphertext').text,
});
