import type { AreaCode } from '@fenming/citizen';
import type { ActorId, PersonId, Role } from '@fenming/subsidy';
import type { Reader } from '../engine/reader';

export type Actor = {
  readonly id: ActorId;
  readonly title: string;
  readonly role: Role;
  readonly area: AreaCode;
  readonly kind: 'person' | 'service';
  readonly dismissed: boolean;
  readonly person_id: PersonId | null;
};
type ActorRow = Omit<Actor, 'dismissed'> & { readonly dismissed: number };

/** Everybody who was ever appointed, by id. */
export function actors(reader: Reader): readonly Actor[] {
  const rows = reader.all<ActorRow>(
    'SELECT actor AS id, title, role, area, kind, dismissed, person_id FROM actor ORDER BY actor',
  );
  return rows.map((row) => ({ ...row, dismissed: row.dismissed === 1 }));
}
