import { documentKey, documentNumber } from '@fenming/citizen';
import { refuse, type ActorId, type Asked, type Decision, type Refusal, type Role } from '../../decider';
import { forbiddenRole, notOwnCase } from '../../permission';
import type { IdentityCorrectionProposed, PersonEvent } from './person.events';
import type { PersonCode } from './person.refusals';

/** What one person has said of a wrong citizen id or name, and another confirms. */
export type IdentityCorrection = IdentityCorrectionProposed['data'] & { readonly by: ActorId };
/** What is said of a person's identity. `corrected`: the document by which it was corrected last. */
export type IdentitySaid = { readonly correction?: IdentityCorrection; readonly corrected?: string };

export type ProposeIdentity = { readonly do: 'propose-identity'; readonly said: IdentityCorrectionProposed['data'] };
export type ConfirmIdentity = { readonly do: 'confirm-identity'; readonly documentNo: string };
export type DropIdentity = { readonly do: 'drop-identity'; readonly note: string };

const PROPOSERS: readonly Role[] = ['township', 'health'];
const CONFIRMERS: readonly Role[] = ['health'];
const sameDocument = (one: string, other: string): boolean => documentKey(one) === documentKey(other);

/** One correction of a person waits at a time: what the second person signs must not depend on which was read. */
export const proposeIdentity = (
  { correction }: IdentitySaid,
  { said }: ProposeIdentity,
  asked: Asked,
): Decision<PersonEvent, PersonCode> => {
  if (!PROPOSERS.includes(asked.role)) return forbiddenRole(PROPOSERS);
  const own = notOwnCase(asked, said.personId);
  if (own !== undefined) return own;
  if (correction !== undefined) return refuse('identity_waiting');
  return [{ type: 'IdentityCorrectionProposed', data: { ...said, documentNo: documentNumber(said.documentNo) } }];
};

/**
 * Another person of the county's health commission than the one who proposed it, who names the document. Whoever names the document of the
 * last correction, with none waiting, may too: the same step once more, after a crash.
 */
export const mayConfirmIdentity = (
  { correction, corrected }: IdentitySaid,
  documentNo: string,
  asked: Asked,
): Refusal<PersonCode> | undefined => {
  if (!CONFIRMERS.includes(asked.role)) return forbiddenRole(CONFIRMERS);
  if (correction === undefined)
    return corrected !== undefined && sameDocument(corrected, documentNo) ? undefined : refuse('identity_unknown');
  if (!sameDocument(correction.documentNo, documentNo)) return refuse('identity_unknown');
  return correction.by === asked.by ? refuse('proposal_own') : notOwnCase(asked, correction.personId);
};

export const confirmIdentity = (
  said: IdentitySaid,
  { documentNo }: ConfirmIdentity,
  asked: Asked,
): Decision<PersonEvent, PersonCode> => {
  const barred = mayConfirmIdentity(said, documentNo, asked);
  if (barred !== undefined) return barred;
  if (said.correction === undefined) return [];
  const { personId, statement, sealedIdentity, documentNo: document } = said.correction;
  return [{ type: 'IdentityCorrected', data: { personId, statement, sealedIdentity, documentNo: document } }];
};

/** Whoever proposed it, or the county's health commission, takes it back. */
export const mayDropIdentity = ({ correction }: IdentitySaid, asked: Asked): Refusal<PersonCode> | undefined => {
  if (!PROPOSERS.includes(asked.role)) return forbiddenRole(PROPOSERS);
  if (correction === undefined) return refuse('identity_unknown');
  return correction.by === asked.by || CONFIRMERS.includes(asked.role) ? undefined : forbiddenRole(CONFIRMERS);
};

export const dropIdentity = (said: IdentitySaid, { note }: DropIdentity, asked: Asked): Decision<PersonEvent, PersonCode> => {
  const barred = mayDropIdentity(said, asked);
  if (barred !== undefined) return barred;
  if (said.correction === undefined) return [];
  const { personId, statement } = said.correction;
  return [{ type: 'IdentityCorrectionDropped', data: { personId, statement, note } }];
};
