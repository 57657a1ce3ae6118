import fc from 'fast-check';
import counts from '../../../test/counts.json';
import { findPersonalNumbers, withoutPersonalNumbers } from './index';

const numRuns = (process.env['FENMING_TEST_COUNTS'] === 'long' ? counts.long : counts.ci).properties;

function found(text: string): string[] {
  return findPersonalNumbers(text).map(({ kind, at, length }) => `${kind} ${text.slice(at, at + length)}`);
}

describe('numbers that may not be published', () => {
  it.each([
    ['张三 11010519491231002X 已公示', ['citizen_id 11010519491231002X']],
    ['张三11010519491231002x，女', ['citizen_id 11010519491231002x']],
    ['号码：440524188001010014', ['citizen_id 440524188001010014']],
    ['旧证340524800101001', ['citizen_id 340524800101001']],
    ['少一位 34052419800101001', ['citizen_id 34052419800101001']],
    ['１１０１０５１９４９１２３１００２Ｘ', ['citizen_id １１０１０５１９４９１２３１００２Ｘ']],
    ['340524 19800101 001X', ['citizen_id 340524 19800101 001X']],
    ['340524-1980-0101-001X', ['citizen_id 340524-1980-0101-001X']],
    ['卡号6217000012345678901', ['account 6217000012345678901']],
    ['9900 0012 3456 7890 128', ['account 9900 0012 3456 7890 128']],
    ['存折990000123456789', ['account 990000123456789']],
    ['电话13800001234', ['phone 13800001234']],
    ['+8613800001234', ['phone 8613800001234']],
    ['138-0000-1234', ['phone 138-0000-1234']],
    ['卡 6217 0000 1234 5678 901', ['account 6217 0000 1234 5678 901']],
    ['卡 6217.0000.1234.5678.901', ['account 6217.0000.1234.5678.901']],
    ['卡 6217·0000·1234·5678', ['account 6217·0000·1234·5678']],
    ['卡 6217 - 0000 - 1234 - 5678', ['account 6217 - 0000 - 1234 - 5678']],
    ['卡 6217–0000–1234–5678', ['account 6217–0000–1234–5678']],
    ['卡 ６２１７　００００　１２３４　５６７８', ['account ６２１７　００００　１２３４　５６７８']],
    ['卡 6217\u200b0000\u200b1234\u200b5678', ['account 6217\u200b0000\u200b1234\u200b5678']],
    ['证 1101 0519 4912 3100 2X', ['citizen_id 1101 0519 4912 3100 2X']],
    ['证 110 105 194 912 310 02X', ['citizen_id 110 105 194 912 310 02X']],
    ['证 1 1 0 1 0 5 1 9 4 9 1 2 3 1 0 0 2 X', ['citizen_id 1 1 0 1 0 5 1 9 4 9 1 2 3 1 0 0 2 X']],
    ['第 2 组 1101 0519 4912 3100 2X', ['citizen_id 1101 0519 4912 3100 2X']],
    ['电话 1380 0001 234', ['phone 1380 0001 234']],
    ['电话 138.0000.1234', ['phone 138.0000.1234']],
    ['卡号六二一七零零零零一二三四五六七八九〇一', ['account 六二一七零零零零一二三四五六七八九〇一']],
    ['卡号陆贰壹柒零零零零壹贰叁肆伍陆柒捌', ['account 陆贰壹柒零零零零壹贰叁肆伍陆柒捌']],
    ['证号一一〇一〇五一九四九一二三一〇〇二X', ['citizen_id 一一〇一〇五一九四九一二三一〇〇二X']],
    ['卡 6217 零零零零 1234 五六七八', ['account 6217 零零零零 1234 五六七八']],
    ['电话幺三八零零零零一二三四', ['phone 幺三八零零零零一二三四']],
    ['13800001234一事', ['phone 13800001234']],
    ['卡⑥②①⑦⓪⓪⓪⓪①②③④⑤⑥⑦⑧', ['account ⑥②①⑦⓪⓪⓪⓪①②③④⑤⑥⑦⑧']],
    ['证 1101 0119 9001 0110 15', ['citizen_id 1101 0119 9001 0110 15']],
    ['证 1101 0119 9013 0110 15', ['citizen_id 1101 0119 9013 0110 15']],
    ['证 110 101 199 001 011 015', ['citizen_id 110 101 199 001 011 015']],
    ['证 11 01 01 19 90 01 01 10 15', ['citizen_id 11 01 01 19 90 01 01 10 15']],
    ['证 110105/19491231/002X', ['citizen_id 110105/19491231/002X']],
    ['证 110105，19491231，002X', ['citizen_id 110105，19491231，002X']],
    ['证 110105、19491231、002X', ['citizen_id 110105、19491231、002X']],
    ['证 110105*19491231*002X', ['citizen_id 110105*19491231*002X']],
    ['证 (110105)(19491231)002X', ['citizen_id 110105)(19491231)002X']],
    ['卡 62284804 02564890019', ['account 62284804 02564890019']],
    ['卡 622848-0402564890019', ['account 622848-0402564890019']],
    ['卡 62 28 48 04 02 56 48 90 01 9', ['account 62 28 48 04 02 56 48 90 01 9']],
    ['卡 622 848 040 256 489 001 9', ['account 622 848 040 256 489 001 9']],
    ['卡 6228、4804、0256、4890、019', ['account 6228、4804、0256、4890、019']],
    ['卡 6228*4804*0256*4890*019', ['account 6228*4804*0256*4890*019']],
    ['卡 (6228)4804(0256)4890', ['account 6228)4804(0256)4890']],
    ['电话 139 12345678', ['phone 139 12345678']],
    ['电话 1391234-5678', ['phone 1391234-5678']],
    ['电话 13 91 23 45 67 8', ['phone 13 91 23 45 67 8']],
    ['电话 139/1234/5678', ['phone 139/1234/5678']],
    ['电话 (139)1234 5678', ['phone 139)1234 5678']],
    ['卡 𝟔𝟐𝟏𝟕𝟎𝟎𝟎𝟎𝟏𝟐𝟑𝟒𝟓𝟔𝟕𝟖 甲', ['account 𝟔𝟐𝟏𝟕𝟎𝟎𝟎𝟎𝟏𝟐𝟑𝟒𝟓𝟔𝟕𝟖']],
    ['电话 ١٣٨٠٠٠٠١٢٣٤', ['phone ١٣٨٠٠٠٠١٢٣٤']],
    ['电话 १३८००००१२३४', ['phone १३८००००१२३४']],
    ['张三13800001234、李四11010519491231002X', ['phone 13800001234', 'citizen_id 11010519491231002X']],
  ])('finds them in %s', (text, expected) => {
    expect(found(text)).toEqual(expected);
  });

  it.each([
    '',
    '监督电话：0377-69212345，12345',
    '2023年度 6,473,280.00 元，6743 人',
    '公示期 2023-03-15 2023-03-24，2023 2024 2025 2026',
    '村代码 991001001200 991001001201',
    '11*************02X ***************0128 138****1234 张*强',
    '编号 PB-20230315-000001，打印于 20230315143059',
    '摘要 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
    '示财社〔2023〕12号、示财社〔二〇二三〕一二号，2023 年第 1001 号',
    '二〇二三年三月十五日至二〇二三年三月二十四日，二〇二三 二〇二四 二〇二五 二〇二六',
    '人民币陆佰肆拾柒万叁仟贰佰捌拾元整，6473280.00 元，9,600,000.00 元，1,234,567,890,123.45 元',
    '一、二、三、四、五、六、七、八、九、十一、十二',
    '2023.03.15-2023.03.24 2023.12.31 2024-01-01 08:30:00',
    '20230315 20230324 20231231，2023-03 2023-04 2023-05 2023-06',
    '3600、4800、5400、6000 元，960 + 960 + 1180 = 3100',
    '财社 2023-1001-0012，批次 991002-2023-0001-0012',
    '每人 150 20230315，150 元 2023 年，1350000 2023',
    '标准 180、240、360、480、600、720 元，1500、960、3600 元，2,400/3,600/4,800',
    '人数 13、14、15、16、17、8；15 20 30 45 60',
    '6200、4800、5400、6000 元，6200.00 4800.00 5400.00 6000.00',
    '（2023）1001-0012 号，县财预（2023）12 号（2024）13 号',
    '每人 5300 991001001200，9910 991001001200',
    '2023/03/15，2023/03/24、2023/12/31；2024.01.01*2',
    '流水 550e8400-e29b-41d4-a716-446655440000',
  ])('leaves %p alone', (text) => {
    expect(found(text)).toEqual([]);
  });

  it('finds a planted id wherever it stands among Chinese text', () => {
    const around = fc.string({ unit: fc.constantFrom('张', '，', ' ', '\n', '元', '（', 'Ａ', '*'), maxLength: 20 });
    fc.assert(
      fc.property(around, around, (before, after) => {
        expect(findPersonalNumbers(`${before}11010519491231002X${after}`)).toEqual([
          { kind: 'citizen_id', at: before.length, length: 18 },
        ]);
      }),
      { numRuns },
    );
  });

  it('finds it however its digits are grouped, by whatever stands between them', () => {
    const separator = fc.constantFrom(' ', '-', '.', '·', '/', '、', '，', '*', ')(', '\u200b', ' - ');
    const size = fc.integer({ min: 1, max: 4 });
    fc.assert(
      fc.property(fc.constantFrom('11010519491231002X', '110101199001011015'), size, separator, (id, each, mark) => {
        const grouped = (id.match(new RegExp(`.{1,${each}}`, 'g')) ?? []).join(mark);
        expect(found(`证 ${grouped} 甲`)).toEqual([`citizen_id ${grouped}`]);
      }),
      { numRuns },
    );
  });

  it('leaves documents, days, amounts and places alone, one after the other', () => {
    const day = fc
      .date({ min: new Date('2015-01-01T00:00:00Z'), max: new Date('2030-12-31T00:00:00Z'), noInvalidDate: true })
      .map((date) => date.toISOString().slice(0, 10));
    const yuan = fc.integer({ min: 100, max: 99_999_999 });
    const said = fc.oneof(
      day,
      day.map((one) => one.replaceAll('-', '/')),
      day.map((one) => `${one.slice(0, 4)}年${one.slice(5, 7)}月${one.slice(8)}日`),
      yuan.map((cents) => `${Math.trunc(cents / 100)}.${String(cents % 100).padStart(2, '0')} 元`),
      yuan.map((whole) => `${whole.toLocaleString('en')} 元`),
      fc
        .tuple(fc.integer({ min: 2015, max: 2030 }), fc.integer({ min: 1, max: 999 }))
        .map(([year, no]) => `县财预〔${year}〕${no}号`),
      fc.integer({ min: 1, max: 9999 }).map((no) => `第 ${no} 行`),
      fc.integer({ min: 200, max: 399 }).map((village) => `村 991003101${village}`),
    );
    const list = fc.array(said, { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(list, fc.constantFrom('、', '，', ' ', '；', ' / '), (all, mark) => {
        expect(found(all.join(mark))).toEqual([]);
      }),
      { numRuns },
    );
  });

  it('stars every one of them, and nothing else', () => {
    expect(withoutPersonalNumbers('张三 11010519491231002X，卡 6222 0212 3456 7890 123，2023 年')).toBe(
      `张三 ${'*'.repeat(18)}，卡 ${'*'.repeat(23)}，2023 年`,
    );
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('1', '3', '9', '0', ' ', '-', 'x', '９', '村', '.', '一', '三', '零'), maxLength: 80 }),
        (text) => {
          const starred = withoutPersonalNumbers(text);
          expect(starred).toHaveLength(text.length);
          expect(findPersonalNumbers(starred)).toEqual([]);
        },
      ),
      { numRuns },
    );
  });

  it('answers in the order of the text and within it', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('1', '3', '9', '0', ' ', '-', 'x', '９', '村', '.', '一', '三', '零'), maxLength: 80 }),
        (text) => {
          const numbers = findPersonalNumbers(text);
          expect(numbers.map(({ at }) => at)).toEqual(numbers.map(({ at }) => at).toSorted((one, other) => one - other));
          for (const { at, length } of numbers) expect(text.slice(at, at + length)).toHaveLength(length);
        },
      ),
      { numRuns },
    );
  });

  // From each of a million digits to the end of their run is ten minutes; once is a moment.
  it.each([
    ['digits', '1'.repeat(1_000_000)],
    ['numerals', '一'.repeat(1_000_000)],
    ['digits and dashes', '1-'.repeat(500_000)],
  ])('looks through a million %s once', (_, text) => {
    expect(withoutPersonalNumbers(text)).toHaveLength(1_000_000);
  });

  it('stars each of them where it stands, also where two forms find the same digits, and however many there are', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('1', '3', '9', '0', ' ', '-', 'x', '９', '村'), maxLength: 80 }), (text) => {
        const starred = new Set(findPersonalNumbers(text).flatMap(({ at, length }) => Array.from({ length }, (_, i) => at + i)));
        const expected = Array.from(text, (sign, at) => (starred.has(at) ? '*' : sign)).join('');
        expect(withoutPersonalNumbers(text)).toBe(expected);
      }),
      { numRuns },
    );
    const many = '12345678901234567 '.repeat(20_000);
    expect(withoutPersonalNumbers(many)).toBe(`${'*'.repeat(17)} `.repeat(20_000));
  });
});
