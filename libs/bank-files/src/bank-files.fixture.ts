import { readBankAccount, readCitizenId, type BankAccount, type CitizenId } from '@fenming/citizen';
import { instant } from '@fenming/calendar';
import { fen, sumFen } from '@fenming/money';
import fc from 'fast-check';
import { BANK_PROFILES } from './bank-profiles';
import type { BankFileHead, PlannedFile, AnnouncedFile } from './bank-file-head';
import { bankFileChunks, bankFileWriter, type WrittenFile } from './bank-file-writer';
import type { PaymentLine } from './payment-line';
import type { BankProfile } from './profile';
import { REASON_TEXTS, type ReturnReason } from './return-reason';
import type { ReturnLine } from './return-line';

export const PROFILES = [...BANK_PROFILES.values()].map((profile): [string, BankProfile] => [profile.id, profile]);
export const HEAD: BankFileHead = {
  batchNo: 'SPECIAL_ASSISTANCE-2023-411326-1',
  paidFor: '2023年特扶',
  releasedAt: instant('2023-12-20T01:30:00.000Z'),
};
export const ANSWERED_AT = instant('2023-12-21T08:00:00.000Z');

export const accountOf = (text: string): BankAccount => {
  const reading = readBankAccount(text);
  if (!reading.ok) throw new Error(reading.reason);
  return reading.account;
};
const citizenIdOf = (text: string): CitizenId => {
  const reading = readCitizenId(text);
  if (!reading.ok) throw new Error(reading.reason);
  return reading.id;
};
export const CITIZEN_ID = citizenIdOf('11010519491231002X');

/** Names as registers hold them: two to fifteen characters, some outside the basic plane, some of four GB18030 bytes, with middle dots. */
const character = fc.constantFrom(...Array.from('王李张示例欧阳䶮㛃𠮷𬱟龘阿卜杜'));
const someCharacters = fc.array(character, { minLength: 1, maxLength: 7 }).map((all) => all.join(''));
export const names = fc.oneof(
  fc.tuple(someCharacters, someCharacters).map(([first, last]) => first + last),
  fc.tuple(someCharacters, someCharacters).map(([first, last]) => `${first}·${last}`),
  fc.constant('Abdu Shili'),
);

export const payments = (profile: BankProfile, maxLength = 30): fc.Arbitrary<readonly PaymentLine[]> =>
  fc
    .array(
      fc.record({
        payeeName: names,
        amount: fc.integer({ min: 1, max: profile.maxAmountFen }),
        gap: fc.integer({ min: 1, max: 9 }),
      }),
      {
        minLength: 1,
        maxLength,
      },
    )
    .map((drawn) => {
      let lineNo = 0;
      return drawn.map(({ payeeName, amount, gap }): PaymentLine => {
        lineNo += gap;
        const account = accountOf(`99000000000000${String(lineNo).padStart(5, '0')}`);
        return { lineNo, account, payeeName, citizenId: CITIZEN_ID, amountFen: fen(amount), remark: '特扶' };
      });
    });

const reasons = (Object.keys(REASON_TEXTS) as ReturnReason[]).filter((reason) => reason !== 'UNKNOWN');
export const answers = (lines: readonly PaymentLine[]): fc.Arbitrary<readonly ReturnLine[]> => {
  const outcome = fc.oneof(
    fc.constant({ outcome: 'settled' as const }),
    fc.constantFrom(...reasons).map((reason) => ({ outcome: 'failed' as const, reason })),
    fc.constant({ outcome: 'unknown' as const, reason: 'UNKNOWN' as const }),
  );
  return fc
    .array(outcome, { minLength: lines.length, maxLength: lines.length })
    .map((all) => all.map((what, index) => ({ ...what, ...sentLine(lines, index), bankText: '见说明 & <详情>' })));
};
const sentLine = (lines: readonly PaymentLine[], index: number): Pick<ReturnLine, 'lineNo' | 'amountFen'> => {
  const line = lines[index];
  if (line === undefined) throw new Error('no such line');
  return { lineNo: line.lineNo, amountFen: line.amountFen };
};

export const totalsOf = (file: PlannedFile, lines: readonly PaymentLine[]): AnnouncedFile => ({
  ...file,
  sumFen: sumFen(lines.slice(file.from, file.from + file.count).map((line) => line.amountFen)),
});

/** One whole file of a batch. */
export const writePlanned = (
  profile: BankProfile,
  lines: readonly PaymentLine[],
  file: PlannedFile,
): WrittenFile & { bytes: Buffer } => {
  const chunks = bankFileChunks(
    bankFileWriter(profile, HEAD, totalsOf(file, lines)),
    lines.slice(file.from, file.from + file.count),
  );
  const bytes: Buffer[] = [];
  for (let next = chunks.next(); ; next = chunks.next()) {
    if (next.done === true) return { ...next.value, bytes: Buffer.concat(bytes) };
    bytes.push(next.value);
  }
};
export const WHOLE = { part: 1, parts: 1, from: 0 };
