import { readdirSync } from 'node:fs';
import { findPersonalNumbers } from '@fenming/citizen';
import { canonicalJson, parseCanonical } from '@fenming/event-log';
import { unreadable } from '@fenming/findings';
import { rosterHash, schemaVersionOf, type RosterLine } from '@fenming/subsidy';
import { ROSTER_HASH } from './golden.payout-readings';
import { READINGS } from './golden.readings';
import { sampleOf } from './golden.samples';

/**
 * Golden samples: what stands in logs out there, one file per event type and version. They are never edited; a reader that no
 * longer understands one breaks a county's past.
 */
const TYPES = Object.keys(READINGS) as (keyof typeof READINGS)[];
const SAMPLES = TYPES.flatMap((type) =>
  Array.from({ length: schemaVersionOf(type) }, (_, before) => [type, before + 1] as const),
);

describe('the golden samples', () => {
  it('hold every event type that can have happened, and no other', () => {
    const files = readdirSync(__dirname).filter((file) => file.endsWith('.json'));
    expect(files.sort()).toEqual(SAMPLES.map(([type, version]) => `${type}.v${version}.json`).sort());
  });

  it.each(SAMPLES)('%s.v%i says its type and version', (type, version) => {
    expect(Object.keys(sampleOf(type, version))).toEqual(['type', 'schemaVersion', 'payload']);
    expect(sampleOf(type, version)).toMatchObject({ type, schemaVersion: version });
  });

  it.each(SAMPLES)('%s.v%i survives its canonical bytes', (type, version) => {
    const { payload } = sampleOf(type, version);
    const text = canonicalJson(payload);
    expect(parseCanonical(text)).toEqual(payload);
    expect(canonicalJson(parseCanonical(text))).toBe(text);
  });

  it.each(SAMPLES)('%s.v%i names amounts in fen as decimal texts', (type, version) => {
    for (const [name, value] of amountsOf(sampleOf(type, version).payload))
      expect([name, value]).toEqual([name, expect.stringMatching(/^-?\d+$/)]);
  });

  it.each(SAMPLES)('%s.v%i carries no citizen id, account or phone in clear', (type, version) => {
    expect(findPersonalNumbers(withoutCodes(JSON.stringify(sampleOf(type, version))))).toEqual([]);
  });

  it.each(SAMPLES)('%s.v%i is an event that an auditor can read', (type, version) => {
    const { schemaVersion, payload } = sampleOf(type, version);
    expect(unreadable({ type, schemaVersion, payload, meta: { actor: 'a' } })).toBeUndefined();
    const faults = Object.keys(payload).map((name) => {
      const cut = Object.fromEntries(Object.entries(payload).filter(([key]) => key !== name));
      return unreadable({ type, schemaVersion, payload: cut, meta: { actor: 'a' } });
    });
    expect(faults[0]).toContain('内容不全或不对：');
    expect(faults.filter((fault) => fault !== undefined && /[a-z]/i.test(fault))).toEqual([]);
    const next = schemaVersionOf(type) + 1;
    expect(unreadable({ type, schemaVersion: next, payload, meta: { actor: 'a' } })).toContain(`不认识的事件版本 ${next}`);
  });

  it.each(SAMPLES)('%s.v%i is still read as it was meant', (type, version) => {
    const { read, after = [], state } = READINGS[type];
    expect(read([...after.map((before) => sampleOf(before)), sampleOf(type, version)])).toMatchObject(state);
  });

  it('keep the day of an exit as it was recorded: in clear once, sealed today', () => {
    const { read } = READINGS.EnrolmentExited;
    const days = [1, 2].map((version) => read([sampleOf('EnrolmentApplied'), sampleOf('EnrolmentExited', version)]));
    expect(days).toMatchObject([
      { death: { day: { effectiveOn: '2023-06-11' } } },
      { death: { day: { sealedDay: sampleOf('EnrolmentExited').payload['sealedDay'] } } },
    ]);
  });

  it('tell of a roster whose hash is still the one that was signed', () => {
    const lines = sampleOf('RosterChunkLocked').payload['lines'] as unknown as readonly RosterLine[];
    expect(rosterHash(lines)).toBe(ROSTER_HASH);
  });
});

type Named = readonly [string, unknown];

/** Every member whose name says that it is fen, and every share of a funding layer. */
function amountsOf(value: unknown): readonly Named[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, part]: Named): readonly Named[] => {
    if (name === 'funding') return Object.entries(part as object);
    return name.endsWith('Fen') ? [[name, part]] : amountsOf(part);
  });
}

/** Hashes, random ids, ciphertext and area codes hold runs of digits that belong to nobody. */
function withoutCodes(text: string): string {
  return text.replace(/"[0-9a-f]{64}"|"[0-9a-f-]{36}"|"[A-Za-z0-9+/]{40,}=*"|\b9910\d{2}(\d{3}(\d{3})?)?\b/g, '""');
}
