import fc from 'fast-check';
import counts from '../../../test/counts.json';
import { findPersonalNumbers, withoutPersonalNumbers } from './index';

const numRuns = (process.env['FENMING_COUNTS'] === 'long' ? counts.long : counts.ci).properties;

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
