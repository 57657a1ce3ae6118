import type { Instant } from '@fenming/calendar';
import type { AreaCode } from '@fenming/citizen';
import type { AccountChangeKind, AccountKind, ActorId, CredentialKind, PersonId, Role } from '@fenming/subsidy';
import type { Reader } from '../engine/reader';

export type Actor = {
  readonly id: ActorId;
  readonly title: string;
  readonly role: Role;
  readonly area: AreaCode;
  readonly kind: AccountKind;
  readonly dismissed: boolean;
  /** What it proves itself with; null where nobody can come in by it. */
  readonly credential: CredentialKind | null;
  /** The change that a second person has to confirm before the account moves money; null where none waits. */
  readonly awaited: string | null;
  readonly person_id: PersonId | null;
};
type ActorRow = Omit<Actor, 'dismissed'> & { readonly dismissed: number };

/** One thing that was done to an account. `unconfirmed`: from then on it decided nothing. */
export type AccountChange = {
  readonly what: AccountChangeKind;
  readonly by: ActorId;
  readonly detail: string | null;
  readonly unconfirmed: boolean;
  readonly at: Instant;
};

/** Everybody who was ever appointed, by id. */
export function actors(reader: Reader): readonly Actor[] {
  const rows = reader.all<ActorRow>(
    'SELECT actor AS id, title, role, area, kind, dismissed, credential, awaited, person_id FROM actor ORDER BY actor',
  );
  return rows.map((row) => ({ ...row, dismissed: row.dismissed === 1 }));
}

/** What was done to an account, oldest first; empty for one that nobody has. */
export function accountChanges(reader: Reader, actor: string): readonly AccountChange[] {
  const rows = reader.all<Omit<AccountChange, 'unconfirmed'> & { readonly unconfirmed: number }>(
    'SELECT what, by_actor AS by, detail, unconfirmed, at FROM actor_change WHERE actor = @actor ORDER BY seq',
    { actor },
  );
  return rows.map((row) => ({ ...row, unconfirmed: row.unconfirmed === 1 }));
}
