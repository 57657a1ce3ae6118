import { readdirSync } from 'node:fs';
import { findPersonalNumbers } from '@fenming/citizen';
import { canonicalJson, parseCanonical } from '@fenming/event-log';
import { unreadable } from '@fenming/findings';
import { rosterHash, type RosterLine } from '@fenming/subsidy';
import { READINGS, ROSTER_HASH, sampleOf } from './golden.readings';

/**
 * Golden samples: what stands in logs out there, one file per event type and version. They are never edited; a reader that no
 * longer understands one breaks a county's past.
 */
const TYPES = Object.keys(READINGS) as (keyof typeof READINGS)[];

describe('the golden samples', () => {
  it('hold every event type that can have happened, and no other', () => {
    const files = readdirSync(__dirname).filter((file) => file.endsWith('.json'));
    expect(files.sort()).toEqual(TYPES.map((type) => `${type}.v1.json`).sort());
  });

  it.each(TYPES)('%s says its type and version', (type) => {
    expect(Object.keys(sampleOf(type))).toEqual(['type', 'schemaVersion', 'payload']);
    expect(sampleOf(type)).toMatchObject({ type, schemaVersion: 1 });
  });

  it.each(TYPES)('%s survives its canonical bytes', (type) => {
    const { payload } = sampleOf(type);
    const text = canonicalJson(payload);
    expect(parseCanonical(text)).toEqual(payload);
    expect(canonicalJson(parseCanonical(text))).toBe(text);
  });

  it.each(TYPES)('%s names amounts in fen as decimal texts', (type) => {
    for (const [name, value] of amountsOf(sampleOf(type).payload))
      expect([name, value]).toEqual([name, expect.stringMatching(/^-?\d+$/)]);
  });

  it.each(TYPES)('%s carries no citizen id, account or phone in clear', (type) => {
    expect(findPersonalNumbers(withoutCodes(JSON.stringify(sampleOf(type))))).toEqual([]);
  });

  it.each(TYPES)('%s is an event that an auditor can read', (type) => {
    const { schemaVersion, payload } = sampleOf(type);
    expect(unreadable({ type, schemaVersion, payload, meta: { actor: 'a' } })).toBeUndefined();
    const [name] = Object.keys(payload);
    const cut = Object.fromEntries(Object.entries(payload).filter(([key]) => key !== name));
    expect(unreadable({ type, schemaVersion, payload: cut, meta: { actor: 'a' } })).toContain(name);
    expect(unreadable({ type, schemaVersion: 2, payload, meta: { actor: 'a' } })).toContain('不认识的事件版本 2');
  });

  it.each(TYPES)('%s is still read as it was meant', (type) => {
    const { read, after = [], state } = READINGS[type];
    expect(read([...after, type].map(sampleOf))).toMatchObject(state);
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
