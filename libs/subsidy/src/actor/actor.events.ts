import type { AreaCode } from '@fenming/citizen';
import type { ActorId, PersonId, Role } from '../decider';

export type ActorAppointed = {
  readonly type: 'ActorAppointed';
  readonly data: {
    readonly actorId: ActorId;
    readonly title: string;
    readonly role: Role;
    readonly area: AreaCode;
    readonly kind: 'person' | 'service';
    readonly personId?: PersonId;
  };
};
export type ActorDismissed = {
  readonly type: 'ActorDismissed';
  readonly data: { readonly actorId: ActorId; readonly reason: string };
};
export type ActorEvent = ActorAppointed | ActorDismissed;
