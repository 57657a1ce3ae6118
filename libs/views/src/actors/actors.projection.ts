import type { RecordedEvent } from '@fenming/event-log';
import type { AccountChangeKind } from '@fenming/subsidy';
import { insert, one, some, type Change, type Projection } from '../engine/change';
import { ACTOR } from './actors.table';

const AT_ACTOR = 'WHERE actor = @actor';
const DISMISS = `UPDATE actor SET dismissed = 1 ${AT_ACTOR}`;
const MOVE = `UPDATE actor SET title = @title, role = @role, area = @area, unconfirmed = @unconfirmed, awaited = @awaited ${AT_ACTOR}`;
const EQUIP = `UPDATE actor SET credential = @credential, unconfirmed = @unconfirmed, awaited = @awaited ${AT_ACTOR}`;
const REVOKE = `UPDATE actor SET credential = NULL ${AT_ACTOR}`;
const CONFIRM = `UPDATE actor SET unconfirmed = 0, awaited = NULL ${AT_ACTOR}`;
const NOTE = `INSERT INTO actor_change (actor, seq, what, by_actor, detail, unconfirmed, at)
  SELECT @actor, (SELECT coalesce(max(seq), 0) + 1 FROM actor_change WHERE actor = @actor), @what, @by, @detail, @unconfirmed, @at`;

const note = (
  { meta }: RecordedEvent,
  actor: string,
  what: AccountChangeKind,
  { detail = null, unconfirmed = 0 }: { readonly detail?: string | null; readonly unconfirmed?: 0 | 1 } = {},
): Change => some(NOTE, { actor, what, by: meta.actor, detail, unconfirmed, at: meta.at });

const waiting = ({ change, awaitsConfirmation }: { readonly change: string; readonly awaitsConfirmation: boolean }) =>
  awaitsConfirmation ? ({ unconfirmed: 1, awaited: change } as const) : ({ unconfirmed: 0, awaited: null } as const);

export const actors = {
  ActorAppointed: ({ actorId, title, role, area, kind, personId }, event) => [
    insert(ACTOR, { actor: actorId, title, role, area, kind, dismissed: 0, unconfirmed: 0, person_id: personId }),
    note(event, actorId, 'appointed', { detail: role }),
  ],
  ActorDismissed: ({ actorId, reason }, event) => [
    one(DISMISS, { actor: actorId }),
    note(event, actorId, 'dismissed', { detail: reason }),
  ],
  ActorReassigned: ({ actorId, title, role, area, ...change }, event) => [
    one(MOVE, { actor: actorId, title, role, area, ...waiting(change) }),
    note(event, actorId, 'reassigned', { detail: role, unconfirmed: waiting(change).unconfirmed }),
  ],
  CredentialSet: ({ actorId, kind, ...change }, event) => [
    one(EQUIP, { actor: actorId, credential: kind, ...waiting(change) }),
    note(event, actorId, 'equipped', { detail: kind, unconfirmed: waiting(change).unconfirmed }),
  ],
  CredentialRevoked: ({ actorId, reason }, event) => [
    one(REVOKE, { actor: actorId }),
    note(event, actorId, 'revoked', { detail: reason }),
  ],
  ActorConfirmed: ({ actorId }, event) => [one(CONFIRM, { actor: actorId }), note(event, actorId, 'confirmed')],
} satisfies Projection;
