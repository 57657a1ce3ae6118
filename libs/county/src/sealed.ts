import { plainDate, type PlainDate } from '@fenming/calendar';
import type { JsonObject } from '@fenming/event-log';
import type { EarlierFacts, Facts } from '@fenming/programmes';
import type { PersonId } from '@fenming/subsidy';
import type { Vault } from '@fenming/vault';

/** What is sealed with a person's own key, and under which purpose: a ciphertext moved to another place does not open. */
export type Identity = { readonly name: string; readonly citizenId: string };

export const sealIdentity = (vault: Vault, person: PersonId, identity: Identity): string =>
  vault.seal(person, 'identity', identity);
export const unsealIdentity = (vault: Vault, person: PersonId, sealed: string): Identity => {
  const { name, citizenId } = vault.unseal(person, 'identity', sealed) as Identity & JsonObject;
  return { name, citizenId };
};

/** The facts of a year: those of its last day, and what held before changes within it, in the order of months. */
export type YearFacts = { readonly facts: Facts; readonly earlier?: readonly EarlierFacts[] };
/** No fact can have this name. */
const EARLIER = '@earlier';
export const sealFacts = (vault: Vault, person: PersonId, { facts, earlier = [] }: YearFacts): string =>
  vault.seal(person, 'facts', earlier.length === 0 ? facts : { ...facts, [EARLIER]: earlier });
export const unsealFacts = (vault: Vault, person: PersonId, sealed: string): YearFacts => {
  const { [EARLIER]: earlier, ...facts } = vault.unseal(person, 'facts', sealed) as Facts & {
    readonly [EARLIER]?: readonly EarlierFacts[];
  };
  return earlier === undefined ? { facts } : { facts, earlier };
};

export const sealBankAccount = (vault: Vault, person: PersonId, account: string): string =>
  vault.seal(person, 'account', { account });
export const unsealBankAccount = (vault: Vault, person: PersonId, sealed: string): string => {
  const { account } = vault.unseal(person, 'account', sealed) as { readonly account: string };
  return account;
};

/** What a document says of a fact: as a roster would write it, empty where there is none; `since`: from which day it holds, for a change. */
export type StatementSaid = { readonly written: string; readonly since?: PlainDate };
/** `replaces`: the words on record that it takes the place of. What says something else already, in whatever programme, is not touched. */
export type SealedStatement = StatementSaid & { readonly replaces: readonly string[] };
export const sealStatement = (vault: Vault, person: PersonId, { written, since, replaces }: SealedStatement): string =>
  vault.seal(person, 'statement', { written, replaces, ...(since === undefined ? {} : { since }) });
export const unsealStatement = (vault: Vault, person: PersonId, sealed: string): SealedStatement => {
  const { written, since, replaces } = vault.unseal(person, 'statement', sealed) as Omit<SealedStatement, 'since'> & {
    readonly since?: string;
  };
  return { written, replaces, ...(since === undefined ? {} : { since: plainDate(since) }) };
};

/**
 * What another body says that our record does not: as a roster would write it, a day of death as YYYY-MM-DD; `since`: from which day it
 * holds; `name`: as the other body has it, where ours is another.
 */
export type SealedLead = StatementSaid & { readonly name?: string };
export const sealLead = (vault: Vault, person: PersonId, { written, since, name }: SealedLead): string =>
  vault.seal(person, 'lead', {
    written,
    ...(since === undefined ? {} : { since }),
    ...(name === undefined ? {} : { name }),
  });
export const unsealLead = (vault: Vault, person: PersonId, sealed: string): SealedLead => {
  const { written, since, name } = vault.unseal(person, 'lead', sealed) as {
    readonly written: string;
    readonly since?: string;
    readonly name?: string;
  };
  return { written, ...(since === undefined ? {} : { since: plainDate(since) }), ...(name === undefined ? {} : { name }) };
};

/** The day of a death in the person's record, the day from which an exit counts, and that of a move within the county. */
type SealedDay = 'death' | 'exit' | 'transfer';
export const sealDay = (vault: Vault, person: PersonId, of: SealedDay, day: PlainDate): string => vault.seal(person, of, { day });
export const unsealDay = (vault: Vault, person: PersonId, of: SealedDay, sealed: string): PlainDate => {
  const { day } = vault.unseal(person, of, sealed) as { readonly day: string };
  return plainDate(day);
};

/** What was sealed; nothing where the key was destroyed. */
export const unlessDestroyed = <Content>(open: () => Content): Content | undefined => {
  try {
    return open();
  } catch (error) {
    if (error instanceof Error && error.name === 'VaultError') return undefined;
    throw error;
  }
};

type SealedPayee = { readonly personId: PersonId; readonly sealedIdentity: string; readonly sealedAccount: string };
export type Payee = Identity & { readonly account: string };

/** Who is paid, and where, in the order given. */
export const unsealPayees = (vault: Vault, payees: readonly SealedPayee[]): readonly Payee[] => {
  const boxes = payees.flatMap(({ personId, sealedIdentity, sealedAccount }) => [
    { personId, purpose: 'identity', sealed: sealedIdentity },
    { personId, purpose: 'account', sealed: sealedAccount },
  ]);
  const opened = vault.unsealAll(boxes);
  return payees.map((_, i) => ({ ...opened[2 * i], ...opened[2 * i + 1] }) as Payee & JsonObject);
};
