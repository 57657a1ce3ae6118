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
    ['\u2F9D份证号', '身份证号'],
    ['现存男\u200B孩数', '现存男孩数'],
    ['*身份证号（18位）', '身份证号'],
    ['公民身份号码', '身份证号'],
    ['村（社区）', '村'],
    ['社保卡账号', '银行账号'],
    ['现存男孩数（人）：', '现存男孩数'],
  ])('are recognised when written %j', (written, header) => {
    expect(columnNamed(rosterColumns(RURAL), written)?.header).toBe(header);
  });

  it.each([
    ['对象姓名', '姓名'],
    ['奖励扶助对象姓名', '姓名'],
    ['姓  名', '姓名'],
    ['申请人姓名', '姓名'],
    ['公民身份证号码', '身份证号'],
    ['居民身份证号', '身份证号'],
    ['证件号码', '身份证号'],
    ['身份证件号码（18位）', '身份证号'],
    ['申报对象身份证号码', '身份证号'],
    ['乡（镇）', '乡镇'],
    ['乡镇（街道）', '乡镇'],
    ['镇（街道、办事处）', '乡镇'],
    ['乡（镇、街道）', '乡镇'],
    ['所属乡镇', '乡镇'],
    ['村（居）委会', '村'],
    ['村（居）', '村'],
    ['村/社区', '村'],
    ['行政村（社区）', '村'],
    ['村（居）民委员会', '村'],
    ['所在村', '村'],
    ['一卡通账号', '银行账号'],
    ['惠农“一卡通”账号', '银行账号'],
    ['一卡通卡号', '银行账号'],
    ['银行帐号', '银行账号'],
    ['银行卡（折）号', '银行账号'],
    ['开户银行账号', '银行账号'],
    ['账（卡）号', '银行账号'],
    ['存折号', '银行账号'],
    ['社会保障卡银行账号', '银行账号'],
    ['户籍性质', '户口性质'],
    ['户口类别', '户口性质'],
    ['户籍类型', '户口性质'],
    ['持证人姓名', '姓名'],
    ['受助人姓名', '姓名'],
    ['第二代身份证号码', '身份证号'],
    ['身份证编号', '身份证号'],
    ['居（村）委会', '村'],
    ['村委（居委）会', '村'],
    ['农商行账号', '银行账号'],
    ['农村信用社帐号', '银行账号'],
    ['邮政储蓄账号', '银行账号'],
    ['惠农补贴账号', '银行账号'],
    ['社保卡金融账号', '银行账号'],
    ['账户号码', '银行账号'],
    ['\u200b性别', '性别'],
  ])('are recognised as counties head them: %j', (written, header) => {
    expect(columnNamed(rosterColumns(RURAL), written)?.header).toBe(header);
  });

  it.each([
    ['配偶身份证号码', '配偶身份证号'],
    ['配偶公民身份号码', '配偶身份证号'],
    ['配偶证件号码', '配偶身份证号'],
    ['配偶姓名', '配偶姓名'],
  ])('are the spouse’s where they say so: %j', (written, header) => {
    expect(columnNamed(rosterColumns(FEE), written)?.header).toBe(header);
  });

  it.each([
    '开户行',
    '开户银行',
    '户名',
    '村民小组',
    '社会保障号码',
    '户主姓名',
    '子女姓名',
    '子女身份证号',
    '乡镇审核人',
    '联系电话',
    '银行',
    '监护人银行账号',
    '代领人账号',
    '原银行账号',
    '旧一卡通账号',
    '户名及账号',
    '社保卡号',
  ])('are not taken for another: %j', (written) => {
    expect(columnNamed(rosterColumns(RURAL), written)).toBeUndefined();
    expect(columnNamed(rosterColumns(FEE), written)).toBeUndefined();
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
