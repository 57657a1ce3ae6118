import { fen } from '@fenming/money';
import fc from 'fast-check';
import counts from '../../../test/counts.json';
import { ANSWERED_AT, answers, HEAD, payments, PROFILES } from './bank-files.fixture';
import { ISO_20022_BANK } from './iso-bank';
import { matchReturn } from './match-return';
import { POSTAL_FIXED } from './postal-fixed';
import { readBankReturn } from './read-bank-return';
import type { ReturnLine } from './return-line';
import { writeBankReturn } from './write-bank-return';

const runs = { numRuns: counts[process.env.FENMING_TEST_COUNTS === 'long' ? 'long' : 'ci'].properties };
const head = { batchNo: HEAD.batchNo, answeredAt: ANSWERED_AT };
const lines: readonly ReturnLine[] = [
  { lineNo: 1, amountFen: fen(96_000), outcome: 'settled', bankText: '成功' },
  { lineNo: 2, amountFen: fen(972_000), outcome: 'failed', reason: 'NAME_MISMATCH', bankText: '户名不符' },
  { lineNo: 3, amountFen: fen(48_000), outcome: 'unknown', reason: 'UNKNOWN', bankText: '通讯超时' },
];
const sent = new Map(lines.map(({ lineNo, amountFen }) => [lineNo, { amountFen }]));
type Damage = {
  readonly kind: 'cut' | 'doubled' | 'flipped' | 'dropped';
  readonly at: number;
  readonly length: number;
  readonly flip: number;
};
const damage: fc.Arbitrary<Damage> = fc.record({
  kind: fc.constantFrom('cut', 'doubled', 'flipped', 'dropped'),
  at: fc.nat(5_000),
  length: fc.integer({ min: 1, max: 300 }),
  flip: fc.integer({ min: 1, max: 255 }),
});
const damaged = (bytes: Buffer, { kind, at: wanted, length, flip }: Damage): Buffer => {
  const at = wanted % bytes.length;
  if (kind === 'cut') return bytes.subarray(0, at);
  if (kind === 'doubled') return Buffer.concat([bytes.subarray(0, at + length), bytes.subarray(at)]);
  if (kind === 'dropped') return Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + length)]);
  const copy = Buffer.from(bytes);
  copy[at] = (copy[at] ?? 0) ^ flip;
  return copy;
};

describe.each(PROFILES)('the return of %s', (_, profile) => {
  it('tells what became of every line, whatever the outcomes', () => {
    const batch = payments(profile, 12).chain((all) => answers(all));
    fc.assert(
      fc.property(batch, (answered) => {
        const reading = readBankReturn(profile, writeBankReturn(profile, head, answered));
        expect(reading).toMatchObject({ ok: true, batchNo: HEAD.batchNo, lines: answered, count: answered.length });
      }),
      runs,
    );
  });

  it('that was damaged is refused with its faults, or does not match its batch, or pays and blocks as the bank did', () => {
    const bytes = writeBankReturn(profile, head, lines);
    fc.assert(
      fc.property(damage, (what) => {
        const reading = readBankReturn(profile, damaged(bytes, what));
        if (!reading.ok) return reading.faults.length > 0;
        const match = matchReturn(sent, reading);
        if (!match.ok) return match.faults.length > 0;
        // A damaged reason is one that nobody has registered, and a line that is gone is not named: both wait for the bank's word.
        const outcomes = match.lines.toSorted((one, other) => one.lineNo - other.lineNo).map(({ outcome }) => outcome);
        return /^(settled|unknown),(failed|unknown),unknown$/.test(outcomes.join());
      }),
      { numRuns: runs.numRuns * 10 },
    );
  });

  it('is refused, never thrown out, when it is junk', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (junk) => {
        expect(readBankReturn(profile, Buffer.from(junk)).ok).toBe(false);
      }),
      runs,
    );
  });
});

const codesOf = (text: string): readonly string[] => {
  const reading = readBankReturn(ISO_20022_BANK, Buffer.from(text, 'utf8'));
  return reading.ok ? [] : reading.faults.map(({ code, row }) => `${code}@${row}`);
};

describe('a status report', () => {
  const report = writeBankReturn(ISO_20022_BANK, head, lines).toString('utf8');
  it.each<[string, string, string, string]>([
    ['a document type of its own', '<Document', '<!DOCTYPE x [<!ENTITY y "z">]><Document', 'return_malformed@1'],
    ['an entity of its own', '户名不符', '&x;', 'return_malformed@1'],
    ['a null character', '户名不符', '&#0;', 'return_malformed@1'],
    ['another kind of message', 'pain.002.001.10"', 'camt.054.001.08"', 'return_malformed@1'],
    ['an answer to another kind of message', '>pain.001.001.09<', '>pain.008.001.08<', 'return_malformed@1'],
    ['another currency', 'Ccy="CNY">9720', 'Ccy="USD">9720', 'return_malformed@3'],
    [
      'two amounts for one payment',
      '<InstdAmt Ccy="CNY">9720.00</InstdAmt>',
      '<InstdAmt Ccy="CNY">9720.00</InstdAmt>'.repeat(2),
      'return_malformed@3',
    ],
    ['a payment of another file', '-2</OrgnlEndToEndId>', '/2</OrgnlEndToEndId>', 'return_malformed@3'],
    ['a sum that its payments do not have', '<OrgnlCtrlSum>11160.00', '<OrgnlCtrlSum>11160.01', 'control_total_mismatch@1'],
    ['a settled sum that its payments do not have', '<DtldCtrlSum>960.00', '<DtldCtrlSum>960.01', 'control_total_mismatch@1'],
    ['one payment rejected that it counts as settled', '<TxSts>ACSC', '<TxSts>RJCT', 'control_total_mismatch@1'],
  ])('is refused with %s', (_, from, to, fault) => {
    expect(report).toContain(from);
    expect(codesOf(report.replace(from, to))).toContain(fault);
  });

  it('may reject for a reason that nobody has registered: it then counts as unknown', () => {
    const reading = readBankReturn(ISO_20022_BANK, Buffer.from(report.replace('BE01', 'ZZ99'), 'utf8'));
    expect(reading).toMatchObject({
      ok: true,
      lines: [{}, { outcome: 'unknown', bankText: '未登记的结果码 RJCT/ZZ99：户名不符' }, {}],
    });
  });

  it('never counts a rejection as settled, even when its reason reads like success', () => {
    const reading = readBankReturn(ISO_20022_BANK, Buffer.from(report.replace('BE01', 'ACSC'), 'utf8'));
    expect(reading).toMatchObject({ ok: true, lines: [{}, { outcome: 'unknown' }, {}] });
  });
});

describe('a fixed-width return', () => {
  const bytes = writeBankReturn(POSTAL_FIXED, head, lines);
  it('is refused when a record is one byte short, with the row named', () => {
    const rows = bytes.toString('latin1').split('\n');
    rows[2] = rows[2]?.slice(1) ?? '';
    const reading = readBankReturn(POSTAL_FIXED, Buffer.from(rows.join('\n'), 'latin1'));
    expect(reading).toMatchObject({
      ok: false,
      faults: expect.arrayContaining([expect.objectContaining({ code: 'return_malformed', row: 3 })]),
    });
  });

  it('is refused when it was saved as UTF-8', () => {
    const text = new TextDecoder('gb18030').decode(bytes);
    expect(readBankReturn(POSTAL_FIXED, Buffer.from(text, 'utf8')).ok).toBe(false);
  });
});
