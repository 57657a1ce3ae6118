import type { Footing, ProgrammeId } from './definition';
import type { Programme } from './programme';

/** A programme that is not paid because the person is paid another, and the clause that says so. */
export type Exclusion = Footing & { readonly programme: ProgrammeId; readonly by: ProgrammeId };
export type Choice = { readonly paid: readonly ProgrammeId[]; readonly excluded: readonly Exclusion[] };
type Party = Pick<Programme, 'id' | 'incompatibilities'>;

/** Why `loser` gives way to `winner`; either file may say it. */
function displacement(loser: Party, winner: Party): Exclusion | undefined {
  const row =
    loser.incompatibilities.find(({ with: other, keeps }) => other === winner.id && keeps === winner.id) ??
    winner.incompatibilities.find(({ with: other, keeps }) => other === loser.id && keeps === winner.id);
  return row === undefined ? undefined : { programme: loser.id, by: winner.id, clause: row.clause, source: row.source };
}

/**
 * Of the programmes one person is eligible for, those that are paid. A programme gives way only to one that is itself paid: displaced by
 * something displaced, it stands. Programmes that displace each other in a ring are all excluded, for no rule then says which to pay.
 */
export function choosePaid(eligible: readonly Party[]): Choice {
  let open = [...eligible];
  const paid: Party[] = [];
  const excluded: Exclusion[] = [];
  for (;;) {
    const undisplaced = open.filter((party) => !open.some((other) => displacement(party, other) !== undefined));
    if (undisplaced.length === 0) break;
    paid.push(...undisplaced);
    const left = open.filter((party) => !undisplaced.includes(party));
    const losses = left.flatMap((party) => undisplaced.flatMap((winner) => displacement(party, winner) ?? []).slice(0, 1));
    excluded.push(...losses);
    open = left.filter((party) => !losses.some(({ programme }) => programme === party.id));
  }
  const ring = open.flatMap((party) => open.flatMap((other) => displacement(party, other) ?? []).slice(0, 1));
  return { paid: paid.map(({ id }) => id), excluded: [...excluded, ...ring] };
}
