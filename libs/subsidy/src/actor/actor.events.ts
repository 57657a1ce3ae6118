import type { AreaCode } from '@fenming/citizen';
import type { ActorId, PersonId, Role } from '../decider';
import type { AccountKind, CredentialKind } from '../terms';

export type ActorAppointed = {
  readonly type: 'ActorAppointed';
  readonly data: {
    readonly actorId: ActorId;
    readonly title: string;
    readonly role: Role;
    readonly area: AreaCode;
    readonly kind: AccountKind;
    readonly personId?: PersonId;
  };
};
export type ActorDismissed = {
  readonly type: 'ActorDismissed';
  readonly data: { readonly actorId: ActorId; readonly reason: string };
};
/** The same account in another office or area from now on. `change` names what a second person may have to confirm. */
export type ActorReassigned = {
  readonly type: 'ActorReassigned';
  readonly data: {
    readonly actorId: ActorId;
    readonly title: string;
    readonly role: Role;
    readonly area: AreaCode;
    readonly change: string;
    readonly awaitsConfirmation: boolean;
  };
};
/** Somebody got something to say who they are with. No secret stands in it: `change` is a name for it, under which the secret is kept elsewhere. */
export type CredentialSet = {
  readonly type: 'CredentialSet';
  readonly data: {
    readonly actorId: ActorId;
    readonly change: string;
    readonly kind: CredentialKind;
    /** From now on until a second person has confirmed it, the account takes no step. */
    readonly awaitsConfirmation: boolean;
  };
};
/** Nobody comes in by this account any more until it gets a new password or token. */
export type CredentialRevoked = {
  readonly type: 'CredentialRevoked';
  readonly data: { readonly actorId: ActorId; readonly reason: string };
};
/** A second person says that the account is in the hands of the one it was given to, and may decide again. */
export type ActorConfirmed = {
  readonly type: 'ActorConfirmed';
  readonly data: { readonly actorId: ActorId; readonly change: string };
};
export type ActorEvent = ActorAppointed | ActorDismissed | ActorReassigned | CredentialSet | CredentialRevoked | ActorConfirmed;
