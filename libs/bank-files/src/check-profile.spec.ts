import { PROFILES } from './bank-files.fixture';
import { checkProfile, readProfile } from './check-profile';
import { DEMO_BANK } from './demo-bank';
import { ISO_20022_BANK } from './iso-bank';
import { POSTAL_FIXED } from './postal-fixed';

const faultsOf = (content: unknown): readonly string[] => {
  const reading = checkProfile(content);
  return reading.ok ? [] : reading.faults.map(({ pointer, reason }) => `${pointer} ${reason}`);
};

describe('a bank profile', () => {
  it.each(PROFILES)('%s survives JSON and is accepted', (_, profile) => {
    const read: unknown = JSON.parse(JSON.stringify(profile));
    expect(checkProfile(read)).toEqual({ ok: true, profile });
  });

  it.each<[string, unknown, string]>([
    ['no profile at all', 'DEMO_BANK', ' 应是“字段: 值”的列表'],
    ['an unknown layout', { ...DEMO_BANK, layout: 'xls' }, '/layout 取值须为其中之一：delimited、fixed、iso20022'],
    ['a key nobody knows', { ...DEMO_BANK, quote: '"' }, '/quote 不认识的键 "quote"'],
    ['a file name that would repeat', { ...DEMO_BANK, fileName: 'DF_{date}.txt' }, '/fileName 写法不对'],
    ['a file name that leaves its folder', { ...DEMO_BANK, fileName: '../{batchNo}' }, '/fileName 写法不对'],
    ['another encoding', { ...DEMO_BANK, encoding: 'big5' }, '/encoding 取值须为其中之一：gb18030、utf-8'],
    [
      'full files that cannot be summed',
      { ...DEMO_BANK, maxLines: 1_000_000, maxAmountFen: 1e12 },
      '/maxLines 笔数上限乘以单笔上限过大',
    ],
    ['success among the failures', { ...DEMO_BANK, settledCode: '9999' }, '/returnCodes 成功码 9999 不能同时是失败码'],
    ['no account', { ...DEMO_BANK, fields: ['lineNo', 'payeeName', 'amount', 'remark'] }, '/fields 缺少字段 account'],
    [
      'answers that do not say which payment they are for',
      { ...DEMO_BANK, returnFields: ['amount', 'code', 'text'] },
      '/returnFields 缺少字段 lineNo：回盘每一笔须写送盘的序号，否则认不出答复的是哪一笔',
    ],
    ['a bank without a name', { ...DEMO_BANK, name: '' }, '/name 不得为空'],
    ['message numbers longer than a message holds', { ...ISO_20022_BANK, maxBatchNoLength: 36 }, '/maxBatchNoLength 不得大于 35'],
    ['rejection as success', { ...ISO_20022_BANK, settledCode: 'RJCT/X' }, '/settledCode RJCT 表示拒绝'],
    [
      'an account after zeros',
      {
        ...POSTAL_FIXED,
        payment: {
          ...POSTAL_FIXED.payment,
          columns: POSTAL_FIXED.payment.columns.map((column) => ({ ...column, as: 'number' })),
        },
      },
      '/payment/columns/1/as account 不能补零',
    ],
    [
      'a digest cut short',
      { ...POSTAL_FIXED, returnTrailer: { type: '9', columns: [{ field: 'digest', width: 32, as: 'text' }] } },
      '/returnTrailer/columns/0/width 校验值须有 64 字节',
    ],
  ])('is refused with %s', (_, content, fault) => {
    expect(faultsOf(content)).toContainEqual(expect.stringContaining(fault));
  });

  it('that is no YAML tells each line once, however many faults its reader finds there', () => {
    const reading = readProfile('id: [1, }\n  b: {{ ]\nid: 2: 3');
    const lines = reading.ok ? [] : reading.faults.map(({ line }) => line);
    expect(lines.length).toBeGreaterThan(0);
    expect(lines).toEqual([...new Set(lines)]);
  });

  it('that is no YAML at all is refused with the line', () => {
    expect(readProfile('id: BANK\nname: [1\n b: }')).toMatchObject({
      ok: false,
      faults: expect.arrayContaining([
        { pointer: '', line: 3, reason: '不是有效的 YAML：缩进不对（同一层的各行须左对齐），或括号没有写完' },
      ]),
    });
  });
});
