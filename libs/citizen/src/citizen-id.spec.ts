import fc from 'fast-check';
import counts from '../../../test/counts.json';
import { checkCharacter, type CitizenIdReading, readBankAccount, readCitizenId } from './index';

const numRuns = (process.env['FENMING_TEST_COUNTS'] === 'long' ? counts.long : counts.ci).properties;

/** The recursive form of ISO 7064 MOD 11-2, written differently from the weights of GB 11643 on purpose. */
function withCheck(first17: string): string {
  const remainder = Array.from(first17).reduce((product, digit) => ((product + Number(digit)) * 2) % 11, 0);
  const check = (12 - remainder) % 11;
  return `${first17}${check === 10 ? 'X' : check}`;
}

/** Invented people: area codes from 9910 are unassigned. */
const anyBirth = fc
  .integer({ min: -4_000_000_000_000, max: 3_900_000_000_000 })
  .map((milliseconds) => Math.trunc(milliseconds / 86_400_000) * 86_400_000)
  .map((midnight) => new Intl.DateTimeFormat('sv', { timeZone: 'UTC' }).format(midnight));
const anyPerson = fc.record({
  birth: anyBirth,
  area: fc.integer({ min: 991_001, max: 991_099 }),
  order: fc.integer({ min: 0, max: 999 }),
});
const anyId = anyPerson.map(({ birth, area, order }) =>
  withCheck(`${area}${birth.replaceAll('-', '')}${String(order).padStart(3, '0')}`),
);

function codeOf(reading: CitizenIdReading): string {
  return reading.ok ? 'ok' : reading.code;
}

describe('citizen ids (GB 11643-1999)', () => {
  it.each([
    ['11010519491231002X', '1949-12-31', 'female'],
    ['440524188001010014', '1880-01-01', 'male'],
    ['34052419800101001X', '1980-01-01', 'male'],
  ])('reads the published example %s as born on %s, %s', (text, birthDate, sex) => {
    expect(readCitizenId(text)).toEqual({ ok: true, id: text, birthDate, sex, repairs: [] });
    expect(checkCharacter(text.slice(0, 17))).toBe(text.slice(17));
  });

  it('computes no check character over anything but 17 digits', () => {
    expect(() => checkCharacter('1101051949123100')).toThrow(RangeError);
    expect(() => checkCharacter('1101051949123100Ｘ')).toThrow(RangeError);
  });

  it('reads any valid id, whatever the day of birth', () => {
    fc.assert(
      fc.property(anyPerson, ({ birth, area, order }) => {
        const id = withCheck(`${area}${birth.replaceAll('-', '')}${String(order).padStart(3, '0')}`);
        expect(readCitizenId(id)).toEqual({
          ok: true,
          id,
          birthDate: birth,
          sex: order % 2 === 1 ? 'male' : 'female',
          repairs: [],
        });
      }),
      { numRuns },
    );
  });

  it.each([
    ['that a Windows dialog wraps a copied number in', '\u202A', '\u202C'],
    ['that tell the direction of writing', '\u200E', '\u200F'],
    ['that isolate a direction', '\u2066', '\u2069'],
    ['that pages break lines at', '\u00AD', '\u200B'],
    ['that glue or stand at the head of a file', '\u2060', '\uFEFF'],
    ['that are spaces of other widths', '\u00A0', '\u3000'],
    ['that only other scripts use', '\u061C', '\u3164'],
    ['that steer machines', '\u0000', '\u007F'],
    ['that are an empty cell of braille', '\u2800', '\u2800'],
  ])('reads through marks %s, for nobody sees them', (_, before, after) => {
    const id = '11010519491231002X';
    expect(readCitizenId(`${before}${id}${after}`)).toMatchObject({ ok: true, id, repairs: ['spaces'] });
    expect(readCitizenId(`${id.slice(0, 6)}${before}${id.slice(6)}`)).toMatchObject({ ok: true, id });
    expect(readBankAccount(`${before}49927398716${after}`)).toMatchObject({ ok: true, account: '49927398716' });
  });

  it('names the one character that looks right and is wrong, but nothing of what is no number at all', () => {
    const reasonOf = (raw: string): string => {
      const reading = readCitizenId(raw);
      return reading.ok ? '' : reading.reason;
    };
    expect(reasonOf('34052419800101001\u0425')).toBe('身份证号第 18 个字（U+0425）不应出现');
    expect(reasonOf('3405241980O101001X')).toBe('身份证号第 11 个字（U+004F）不应出现');
    expect(reasonOf('3405241980X101001X')).toBe('身份证号第 11 个字（U+0058）不应出现');
    expect(reasonOf('王示例')).toBe('身份证号含有不应出现的字符');
    expect(readBankAccount('9900001234567O0')).toMatchObject({ ok: false, reason: '银行账号第 14 个字（U+004F）不应出现' });
    expect(readBankAccount('见存折')).toMatchObject({ ok: false, reason: '银行账号含有数字以外的字符' });
  });

  it('notices every single wrong digit and every two neighbours swapped', () => {
    fc.assert(
      fc.property(anyId, fc.nat({ max: 16 }), fc.integer({ min: 1, max: 9 }), (id, place, shift) => {
        const wrong = `${id.slice(0, place)}${(Number(id.charAt(place)) + shift) % 10}${id.slice(place + 1)}`;
        expect(readCitizenId(wrong).ok).toBe(false);
        const swapped = `${id.slice(0, place)}${id.charAt(place + 1)}${id.charAt(place)}${id.slice(place + 2)}`;
        if (swapped !== id) expect(readCitizenId(swapped).ok).toBe(false);
      }),
      { numRuns },
    );
  });
});

describe('what is repaired', () => {
  it.each([
    ['34052419800101001x', ['lower_case_x']],
    ['３４０５２４１９８００１０１００１Ｘ', ['full_width']],
    ['３４０５２４１９８００１０１００１ｘ', ['full_width', 'lower_case_x']],
    ["'34052419800101001X", ['apostrophe']],
    ['‘34052419800101001X', ['apostrophe']],
    ['＇34052419800101001X', ['full_width', 'apostrophe']],
    [' 340524 19800101 001X\t', ['spaces']],
    ['\uFEFF340524\u300019800101\u00A0001X\u200B', ['spaces']],
    [" '34052419800101001x ", ['apostrophe', 'spaces', 'lower_case_x']],
  ])('reads %p and says so', (text, repairs) => {
    expect(readCitizenId(text)).toEqual({ ok: true, id: '34052419800101001X', birthDate: '1980-01-01', sex: 'male', repairs });
  });

  it('upgrades 15 digits by the century and the check character', () => {
    expect(readCitizenId('340524800101001')).toMatchObject({ ok: true, id: '34052419800101001X', repairs: ['upgraded_from_15'] });
    expect(readCitizenId(340_524_800_101_001)).toMatchObject({ ok: true, id: '34052419800101001X' });
  });

  it('puts the order codes 996 to 999 of 15-digit ids into the 19th century', () => {
    expect(readCitizenId('991001800101995')).toMatchObject({ birthDate: '1980-01-01' });
    expect(readCitizenId('991001800101996')).toMatchObject({ birthDate: '1880-01-01', sex: 'female' });
    expect(readCitizenId('991001800101999')).toMatchObject({ birthDate: '1880-01-01', sex: 'male' });
  });

  it('gives one person one id, whether the old or the new card was copied', () => {
    fc.assert(
      fc.property(anyPerson, ({ birth, area, order }) => {
        fc.pre(birth.startsWith('19') && order < 996);
        const eighteen = withCheck(`${area}${birth.replaceAll('-', '')}${String(order).padStart(3, '0')}`);
        expect(readCitizenId(`${eighteen.slice(0, 6)}${eighteen.slice(8, 17)}`)).toMatchObject({ ok: true, id: eighteen });
      }),
      { numRuns },
    );
  });
});

describe('what is refused', () => {
  it.each([undefined, null, '', '   ', "'", '\u3000'])('calls %p missing', (raw) => {
    expect(codeOf(readCitizenId(raw))).toBe('id_missing');
  });

  it.each([4.11e17, 340_524_198_001_010_000, 1e15, '4.11E+17', '4.11326195003152E+17', '4.11e17', '４．１１Ｅ＋１７', "'4E+17"])(
    'calls %p damaged by a spreadsheet',
    (raw) => {
      expect(codeOf(readCitizenId(raw))).toBe('id_damaged');
    },
  );

  it('says that the lost digits cannot be recovered', () => {
    expect(readCitizenId('4.11E+17')).toMatchObject({ reason: expect.stringContaining('末几位已丢失，无法恢复') });
  });

  it('calls a text damaged that ends in 000 with a wrong check character, but takes a true id that ends so', () => {
    expect(codeOf(readCitizenId('340524198001010000'))).toBe('id_damaged');
    const genuine = Array.from({ length: 90 }, (_, index) => withCheck(`9910${10 + index}19500315200`)).find((id) =>
      id.endsWith('000'),
    );
    expect(genuine).toBeDefined();
    expect(codeOf(readCitizenId(genuine))).toBe('ok');
  });

  it.each([
    ['34052419800101001', 'id_length'],
    ['3405241980010100123', 'id_length'],
    ['12345', 'id_length'],
    ['34052480010100X', 'id_length'],
    ['X', 'id_characters'],
    ['3405241980O101001X', 'id_characters'],
    ['3405241980X10100123', 'id_characters'],
    ['340524-19800101-001X', 'id_characters'],
    ['340524198001010013X', 'id_length'],
    ['无', 'id_characters'],
    ['34052419800230001X', 'id_birth_date'],
    ['340524190002290014', 'id_birth_date'],
    ['340524800230001', 'id_birth_date'],
    ['340524178001010014', 'id_birth_date'],
    ['340524300001010014', 'id_birth_date'],
    ['340524198001010011', 'id_check_digit'],
  ])('refuses %s as %s', (text, code) => {
    expect(codeOf(readCitizenId(text))).toBe(code);
  });

  it.each([true, {}, [], 0.5, NaN, -1])('refuses %p, which is neither text nor a whole number', (raw) => {
    expect(codeOf(readCitizenId(raw))).toBe('id_characters');
  });

  it('names the right check character', () => {
    expect(readCitizenId('340524198001010011')).toMatchObject({ hint: expect.stringContaining('第 18 位应为 X') });
    expect(readCitizenId('44052418800101001X')).toMatchObject({ hint: expect.stringContaining('第 18 位应为 4') });
  });

  it('never throws and never repeats what it was given', () => {
    const damaged = fc.oneof(fc.string({ unit: 'binary' }), anyId.map((id) => id.slice(1)), anyId.map((id) => `${id}1`), fc.anything()); // prettier-ignore
    fc.assert(
      fc.property(damaged, (raw) => {
        const reading = readCitizenId(raw);
        if (reading.ok || typeof raw !== 'string' || raw.trim().length < 6) return;
        expect(`${reading.reason}${reading.hint}`).not.toContain(raw.trim());
        expect(`${reading.reason}${reading.hint}`).not.toMatch(/\d{6}/);
      }),
      { numRuns },
    );
  });
});
