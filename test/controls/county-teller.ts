import { createHash } from 'node:crypto';
import type { LogEvent } from '@fenming/findings';
import { idOf } from './following-id';
import type { ProgrammeText } from './programme-text';

export const YEAR = 2023;
export const COUNTY = '991001';
export const ENTITLEMENT = `${YEAR}/regular/regular`;
export type Level = 'village' | 'township' | 'county';

/** What becomes of somebody, by the number of the person: the rare things happen to the first of every thousand. */
export type Fate =
  'rejected' | 'upheld' | 'dismissed' | 'dies before' | 'returned' | 'dies after' | 'late answer' | 'couple' | 'plain';
export const FATES: readonly Fate[] = [
  'rejected',
  'upheld',
  'dismissed',
  'dies before',
  'returned',
  'dies after',
  'late answer',
  'couple',
];
export const fateOf = (person: number): Fate => FATES[person % 1000] ?? 'plain';

export const digest = (text: string): string => createHash('sha256').update(text).digest('hex');
export const fen = (amount: number): string => String(amount);

type Money = { readonly amount: number; readonly shares: readonly [number, number, number, number] };
export type Plan = ProgrammeText & Money & { readonly kind: number; readonly people: number };

/** Says events in the order of their instants, and knows what every part of the story says alike: who lives where, and what a year comes to. */
export class Teller {
  private at = '2023-01-05T01:00:00.000Z';

  constructor(readonly villages: number) {}

  on(date: string): void {
    const at = `${date}T01:00:00.000Z`;
    // The second programme's year is told after the first one's, and no log goes back in time.
    if (at > this.at) this.at = at;
  }

  by(actor: string, role: string, type: string, payload: object): LogEvent {
    return { type, payload, meta: { actor, role, area: COUNTY, at: this.at } };
  }

  village(person: number): string {
    const village = person % this.villages;
    return `${COUNTY}${101 + Math.floor(village / 4)}${201 + (village % 4)}`;
  }

  key({ id, kind }: Plan, person: number) {
    const caseNumber = `${id}-${YEAR}-1-${String(person + 2).padStart(7, '0')}`;
    return { enrolmentId: idOf(kind, person), caseNumber, programme: id, village: this.village(person) };
  }

  account({ kind }: Plan, person: number, version: number): string {
    return idOf(kind * 100 + version, person);
  }

  /** Who still stands when a level begins. */
  stands(person: number, level: Level): boolean {
    const fate = fateOf(person);
    if (fate === 'rejected') return false;
    return fate !== 'upheld' || level === 'village';
  }

  funding({ shares: [central, province, city, county] }: Plan, times = 1) {
    return {
      central: fen(central * times),
      province: fen(province * times),
      city: fen(city * times),
      county: fen(county * times),
    };
  }

  /** Said by one person and signed by another; what it makes of the year comes after it. */
  *death(plan: Plan, person: number, year: number): Generator<LogEvent> {
    const said = {
      personId: idOf(plan.kind + 10, person),
      documentNo: `医死证〔2023〕${person}号`,
      sealedDay: 'sealed',
      source: '证明',
    };
    yield this.by('health', 'health', 'DeathProposed', { ...said, hold: idOf(plan.kind + 40, person) });
    yield this.by('reviewer', 'health', 'EnrolmentExited', {
      ...this.key(plan, person),
      reason: 'death',
      year,
      sealedDay: 'sealed',
    });
    yield this.by('reviewer', 'health', 'DeathRecorded', said);
  }

  /** What the year comes to: twelve months when it is confirmed, fewer once a death is known. */
  determined(plan: Plan, person: number, months = 12): LogEvent {
    const { amount, hash, id } = plan;
    const yearly = months === 12 ? { units: 1, unit: 'person-year' } : { units: months, unit: 'person-year/12' };
    const rate = id === 'AID' ? { ...yearly, rateFen: '96000' } : { units: months, unit: 'person-month', rateFen: '5000' };
    const line = {
      layer: 'county',
      category: 'all',
      from: '2023-01',
      to: `2023-${String(months).padStart(2, '0')}`,
      ...rate,
      amountFen: fen((amount * months) / 12),
      clause: '示例文件 二',
      contentHash: hash,
      shares: id === 'AID' ? { central: '60', province: '20', county: '20' } : { county: '100' },
      remainderTo: 'county',
    };
    return this.by('health', 'health', 'EntitlementDetermined', {
      ...this.key(plan, person),
      year: YEAR,
      entitlement: ENTITLEMENT,
      number: months === 12 ? 1 : 2,
      cause: months === 12 ? 'confirmation' : 'death',
      amountFen: fen((amount * months) / 12),
      funding: this.funding(plan, months / 12),
      lines: months === 0 ? [] : [line],
      texts: [{ contentHash: hash, first: 1, last: 12 }],
      outcomes: [{ condition: 'listed', outcome: 'met', first: 1, last: 12 }],
      factsAt: 0,
      inputHash: `${hash} ${months}`,
      excess: months === 12 ? 'undecided' : 'recover',
    });
  }
}
