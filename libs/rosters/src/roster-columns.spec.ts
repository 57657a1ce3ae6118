import { claimsAmountOrVerdict, columnNamed, rosterColumns } from './roster-columns';
import { FEE, RURAL } from './rosters.fixture';

describe("a roster's columns", () => {
  it('are the person, the spouse where the programme has one, then the facts that are asked for', () => {
    const headers = (programme: typeof RURAL): string[] => rosterColumns(programme).map((column) => column.header);
    const person = ['序号', '姓名', '身份证号', '性别', '乡镇', '村', '银行账号'];
    expect(headers(RURAL)).toEqual([...person, '户口性质', '曾生育子女', '现存男孩数', '证明日期']);
    expect(headers(FEE)).toEqual([...person, '配偶姓名', '配偶身份证号', '光荣证发证年月']);
  });

  it.each([
    ['身份证号', '身份证号'],
    [' 身份证号\n', '身份证号'],
    ['*身份证号（18位）', '身份证号'],
    ['公民身份号码', '身份证号'],
    ['村（社区）', '村'],
    ['社保卡账号', '银行账号'],
    ['现存男孩数（人）：', '现存男孩数'],
  ])('are recognised when written %j', (written, header) => {
    expect(columnNamed(rosterColumns(RURAL), written)?.header).toBe(header);
  });

  it('are not guessed: a spouse is nobody to a programme of persons', () => {
    expect(columnNamed(rosterColumns(RURAL), '配偶姓名')).toBeUndefined();
    expect(columnNamed(rosterColumns(RURAL), '备注')).toBeUndefined();
  });

  it.each(['金额', '发放金额（元）', '补助标准(元/月)', '月数', '资格结论', '应发', '审核意见', '是否符合条件', '万元'])(
    'never include %s: only the rules say that',
    (header) => {
      expect(claimsAmountOrVerdict(header)).toBe(true);
    },
  );

  it.each(['备注', '联系电话', '单元号', '民族', '有无违反政策生育', '外省享受同类奖励', '公元年份', '审核人'])(
    'may stand beside %s, which claims nothing',
    (header) => {
      expect(claimsAmountOrVerdict(header)).toBe(false);
    },
  );
});
