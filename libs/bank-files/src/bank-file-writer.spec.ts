import { fen, sumFen } from '@fenming/money';
import fc from 'fast-check';
import { createHash } from 'node:crypto';
import counts from '../../../test/counts.json';
import { accountOf, CITIZEN_ID, HEAD, payments, PROFILES, totalsOf, WHOLE, writePlanned } from './bank-files.fixture';
import { fileNumber, planFiles } from './bank-file-head';
import { bankFileWriter } from './bank-file-writer';
import { DEMO_BANK } from './demo-bank';
import { ISO_20022_BANK } from './iso-bank';
import type { PaymentLine } from './payment-line';
import { POSTAL_FIXED } from './postal-fixed';
import { readBankFile } from './read-bank-file';
import { RURAL_COMMERCIAL } from './rural-commercial';
import { writeBankFile } from './write-bank-file';
import { readXml, type XmlElement } from './xml';

const runs = { numRuns: counts[process.env.FENMING_TEST_COUNTS === 'long' ? 'long' : 'ci'].properties };
const line = (lineNo: number, change: Partial<PaymentLine> = {}): PaymentLine => ({
  lineNo,
  account: accountOf(`99000000000000${String(lineNo).padStart(5, '0')}`),
  payeeName: '王示例',
  citizenId: CITIZEN_ID,
  amountFen: fen(96_000),
  remark: '特扶',
  ...change,
});
const refusedAs = (code: string): Error => expect.objectContaining({ name: 'BankFileError', code }) as Error;
const wholeOf = (lines: readonly PaymentLine[]) => totalsOf({ ...WHOLE, count: lines.length }, lines);

describe.each(PROFILES)('a batch for %s', (_, profile) => {
  it('reads at the bank exactly as it was, whatever the names', () => {
    fc.assert(
      fc.property(payments(profile), (lines) => {
        const { payments: received } = readBankFile(profile, writeBankFile(profile, HEAD, lines).bytes);
        expect(received).toEqual(
          lines.map(({ lineNo, payeeName, account, amountFen, remark }) => ({ lineNo, payeeName, account, amountFen, remark })),
        );
      }),
      runs,
    );
  });

  it('is split so that the files together are the batch, each with its own totals, name and number', () => {
    fc.assert(
      fc.property(payments(profile), fc.integer({ min: 1, max: 12 }), (lines, maxLines) => {
        const small = { ...profile, maxLines };
        const files = planFiles(small, lines.length).map((planned) => ({ planned, ...writePlanned(small, lines, planned) }));
        const received = files.map(({ bytes }) => readBankFile(small, bytes));
        expect(received.flatMap((file) => file.payments.map(({ lineNo }) => lineNo))).toEqual(lines.map(({ lineNo }) => lineNo));
        expect(sumFen(files.map((file) => file.sumFen))).toBe(sumFen(lines.map(({ amountFen }) => amountFen)));
        expect(Math.max(...files.map(({ count }) => count))).toBeLessThanOrEqual(maxLines);
        expect(received.map(({ batchNo }) => batchNo)).toEqual(
          files.map(({ planned }) => fileNumber(small, HEAD.batchNo, planned)),
        );
        expect(new Set(files.map(({ fileName }) => fileName)).size).toBe(files.length);
      }),
      runs,
    );
  });

  it('has the same bytes each time, however it is sliced', () => {
    fc.assert(
      fc.property(payments(profile), fc.nat(30), (lines, cut) => {
        const writer = bankFileWriter(profile, HEAD, wholeOf(lines));
        const sliced = [writer.add(lines.slice(0, cut)), writer.add(lines.slice(cut))];
        const { bytes, file } = writer.end();
        const whole = writeBankFile(profile, HEAD, lines);
        expect(Buffer.concat([...sliced, bytes]).equals(whole.bytes)).toBe(true);
        expect(file.sha256).toBe(createHash('sha256').update(whole.bytes).digest('hex'));
        expect(file.sha256).toBe(whole.sha256);
      }),
      runs,
    );
  });

  it('is not ended with other totals than its header has announced', () => {
    const lines = [line(1), line(2)];
    const wrong = [{ sumFen: fen(192_001) }, { count: 3 }, { count: 1 }];
    for (const change of wrong) {
      const writer = bankFileWriter(profile, HEAD, { ...wholeOf(lines), ...change });
      writer.add(lines);
      expect(() => writer.end()).toThrow(refusedAs('totals'));
    }
  });

  it('is not written with a remark of more than four characters, which a passbook would cut', () => {
    expect(() => writeBankFile(profile, HEAD, [line(1, { remark: '计生特扶金' })])).toThrow('序号 1 的附言超过 4 字');
    expect(writeBankFile(profile, HEAD, [line(1, { remark: '𠮷𠮷𠮷𠮷' })]).count).toBe(1);
  });

  it('is not written with a name that holds a line end, half a character or nothing', () => {
    for (const payeeName of ['王\n示例', '王\uD842', '', '王示例 '])
      expect(() => writeBankFile(profile, HEAD, [line(1, { payeeName })])).toThrow(refusedAs('field'));
  });
});

describe('the layouts', () => {
  const text = (profile: Parameters<typeof writeBankFile>[0]): string =>
    new TextDecoder(profile.layout === 'iso20022' ? 'utf-8' : 'gb18030').decode(
      writeBankFile(profile, HEAD, [line(1), line(12, { payeeName: '欧阳·𠮷', amountFen: fen(1_005) })]).bytes,
    );

  it('of the rural bank states count and sum at both ends', () => {
    const [header, ...rest] = text(RURAL_COMMERCIAL).split('\r\n');
    expect(header).toBe('SPECIAL_ASSISTANCE-2023-411326-1|20231220|1|1|2|970.05|2023年特扶');
    expect(rest[0]).toBe('1|9900000000000000001|王示例|960.00|特扶');
    expect(rest[2]).toMatch(/^合计\|2\|970\.05\|[0-9a-f]{64}$/);
  });

  it('of the postal bank has records of one width in bytes, with amounts in fen after zeros', () => {
    const { bytes } = writeBankFile(POSTAL_FIXED, HEAD, [line(1), line(12, { payeeName: '欧阳·𠮷' })]);
    const records = bytes.toString('latin1').split('\n').slice(1, 3);
    expect(records.map((record) => record.length)).toEqual([207, 207]);
    expect(records[0]).toMatch(/^2000000019900000000000000001 {13}.{6} {114}11010519491231002X000000096000/s);
  });

  it('of ISO 20022 carries totals twice, the release as its time, and every payment under a number of its own', () => {
    const message = text(ISO_20022_BANK);
    expect(message.match(/<NbOfTxs>2<\/NbOfTxs><CtrlSum>970.05<\/CtrlSum>/g)).toHaveLength(2);
    expect(message).toContain('<CreDtTm>2023-12-20T01:30:00.000Z</CreDtTm>');
    expect(message).toContain('<ReqdExctnDt><Dt>2023-12-20</Dt></ReqdExctnDt>');
    const numbers = [...message.matchAll(/<EndToEndId>(.*?)<\/EndToEndId>/g)].map(([, number = '']) => number);
    expect(new Set(numbers).size).toBe(2);
    expect(Math.max(...numbers.map((number) => number.length))).toBeLessThanOrEqual(35);
  });

  it('of ISO 20022 keeps the order of elements that the schema pain.001.001.09 demands', () => {
    const message = readXml(text(ISO_20022_BANK)).children[0];
    const [group, instruction] = message?.children ?? [];
    const childrenOf = (element?: XmlElement): string => element?.children.map(({ name }) => name).join(' ') ?? '';
    expect(childrenOf(group)).toBe('MsgId CreDtTm NbOfTxs CtrlSum InitgPty');
    expect(childrenOf(instruction)).toBe(
      'PmtInfId PmtMtd BtchBookg NbOfTxs CtrlSum PmtTpInf ReqdExctnDt Dbtr DbtrAcct DbtrAgt CdtTrfTxInf CdtTrfTxInf',
    );
    expect(childrenOf(instruction?.children.at(-1))).toBe('PmtId Amt Cdtr CdtrAcct RmtInf');
  });

  it('that are fixed refuse a name wider than its column instead of cutting it', () => {
    expect(() => writeBankFile(POSTAL_FIXED, HEAD, [line(1, { payeeName: '王'.repeat(61) })])).toThrow('不得截断');
    expect(writeBankFile(POSTAL_FIXED, HEAD, [line(1, { payeeName: '王'.repeat(60) })]).count).toBe(1);
  });

  it('that compare the citizen id are not written without it', () => {
    const { citizenId: _, ...without } = line(1);
    expect(() => writeBankFile(POSTAL_FIXED, HEAD, [without])).toThrow('序号 1 的身份证号为空');
  });

  it('that show a date are not written before the release', () => {
    const { releasedAt: _, ...unreleased } = HEAD;
    for (const profile of [RURAL_COMMERCIAL, POSTAL_FIXED, ISO_20022_BANK])
      expect(() => writeBankFile(profile, unreleased, [line(1)])).toThrow(refusedAs('head'));
    expect(writeBankFile(DEMO_BANK, unreleased, [line(1)]).fileName).toBe('DF_SPECIAL_ASSISTANCE-2023-411326-1.txt');
  });
});

describe('the number of a file at the bank', () => {
  it('is that of the batch, and of the file where there are several', () => {
    expect(fileNumber(DEMO_BANK, 'B-1', { part: 1, parts: 1 })).toBe('B-1');
    expect(fileNumber(DEMO_BANK, 'B-1', { part: 2, parts: 3 })).toBe('B-1-P2');
  });

  it('fits the bank and stays different from every other, even where it must be shortened', () => {
    const rounds = Array.from({ length: 50 }, (_, index) => `SPECIAL_ASSISTANCE_FOR_FAMILIES-2023-411326-${index}`);
    const numbers = rounds.flatMap((batchNo) => [1, 2].map((part) => fileNumber(ISO_20022_BANK, batchNo, { part, parts: 2 })));
    expect(Math.max(...numbers.map((number) => number.length))).toBeLessThanOrEqual(35);
    expect(new Set(numbers).size).toBe(100);
  });
});
