import { citizen, fifteenDigits, idOf, withWrongEnd, type Citizen } from './citizens';
import type { County } from './hall';

/** A county that no generator has drawn: two townships, four places, people written down by hand. Its regions are the nation and Henan. */
export const COUNTY: County = {
  code: '991002',
  name: '样例县',
  demo: true,
  regions: ['national', 'henan'],
  townships: [
    {
      code: '991002101',
      name: '东河镇',
      villages: [
        { code: '991002101001', name: '东河社区' },
        { code: '991002101201', name: '上湾村' },
        { code: '991002101202', name: '下湾村' },
      ],
    },
    { code: '991002102', name: '西山乡', villages: [{ code: '991002102201', name: '石坡村' }] },
  ],
};

export type Facts = Readonly<Record<string, string | number>>;
/**
 * One line of a roster and what must come of it. `due`: whole yuan for 2023, worked out by hand from the published rates; `fault`: why the row cannot
 * be imported; `refused`: why it is not confirmed.
 */
export type Applicant = {
  readonly who: Citizen;
  readonly village: string;
  readonly facts: Facts;
  readonly due?: number;
  readonly fault?: string;
  readonly refused?: string;
};
export type Roster = { readonly programme: string; readonly applicants: readonly Applicant[] };

/** What a clerk writes of a farmer with so many living sons and daughters. */
export const farmer = (sons: number, daughters: number, spouse = '农业'): Facts => ({
  户口性质: '农业',
  配偶户口性质: spouse,
  有无违反政策生育: '无',
  曾生育子女: '是',
  现存男孩数: sons,
  现存女孩数: daughters,
});

const zhao = citizen('赵春生', '男', '1950-04-02');
const wei = citizen('卫国栋', '男', '1957-02-11');
const jiang = citizen('蒋巧云', '女', '1958-10-01');
const shen = citizen('沈长河', '男', '1961-07-19');
const li = citizen('李桂兰', '女', '1951-03-03');

/** 960 a year from the year of the 60th birthday, one child or two girls, both spouses farmers, born from 1933 on. */
const RURAL: Roster = {
  programme: 'RURAL_REWARD',
  applicants: [
    { who: zhao, village: '上湾村', facts: farmer(1, 0), due: 960 },
    { who: citizen('钱月英', '女', '1963-12-31'), village: '上湾村', facts: farmer(0, 1), due: 960 },
    { who: citizen('孙德福', '男', '1964-01-01'), village: '上湾村', facts: farmer(1, 0), refused: 'conditions_not_met' },
    { who: { ...li, id: withWrongEnd(li.id) }, village: '上湾村', facts: farmer(1, 0), fault: 'id_check_digit' },
    {
      who: { ...citizen('周永年', '男', '1953-09-09'), sex: '女' },
      village: '下湾村',
      facts: farmer(1, 0),
      fault: 'sex_mismatch',
    },
    { who: citizen('吴秀珍', '女', '1955-05-05'), village: '下湾村', facts: farmer(0, 2), due: 960 },
    { who: citizen('郑广田', '男', '1955-05-06'), village: '下湾村', facts: farmer(1, 1), refused: 'conditions_not_met' },
    {
      who: citizen('冯素芳', '女', '1952-12-12'),
      village: '石坡村',
      facts: farmer(1, 0, '非农业'),
      refused: 'conditions_not_met',
    },
    { who: citizen('陈守义', '男', '1932-12-31'), village: '石坡村', facts: farmer(1, 0), refused: 'conditions_not_met' },
    { who: { ...zhao, id: fifteenDigits(zhao.id) }, village: '上湾村', facts: farmer(1, 0), fault: 'duplicate_person' },
    { who: citizen('褚玉兰', '女', '1954-04-04'), village: '无名村', facts: farmer(1, 0), fault: 'village_unknown' },
    { who: wei, village: '石坡村', facts: farmer(0, 0, '无配偶'), refused: 'conditions_not_met' },
    { who: jiang, village: '石坡村', facts: farmer(0, 1), due: 960 },
    { who: shen, village: '石坡村', facts: farmer(0, 1), due: 960 },
  ],
};

export const townsman = (kind = '本省城镇'): Facts => ({
  居民类别: kind,
  有无违反政策生育: '无',
  曾生育子女: '是',
  现存子女数: 1,
  外省享受同类奖励: '否',
});

/** 80 a month, the whole year of the 60th birthday included. */
const URBAN: Roster = {
  programme: 'URBAN_ONLY_CHILD',
  applicants: [
    { who: citizen('张国强', '男', '1960-01-01'), village: '东河社区', facts: townsman(), due: 12 * 80 },
    { who: jiang, village: '东河社区', facts: townsman(), refused: 'incompatible_programme' },
    { who: citizen('孔玉洁', '女', '1965-08-08'), village: '东河社区', facts: townsman(), refused: 'conditions_not_met' },
    { who: citizen('曹瑞英', '女', '1949-10-01'), village: '东河社区', facts: townsman('迁出领本省养老金'), due: 12 * 80 },
  ],
};

export const parent = (category: string, evidence: string, more: Facts): Facts => ({
  扶助类别: category,
  证明日期: evidence,
  生育或收养子女数: 1,
  现存子女数: category === '死亡' ? 0 : 1,
  ...more,
});

/** National 590 for a death, 460 for a disability, 390 for grade 2; in Henan the same again. By the month, from 49 of the wife or of the single parent. */
const SPECIAL: Roster = {
  programme: 'SPECIAL_ASSISTANCE',
  applicants: [
    { who: wei, village: '石坡村', facts: parent('死亡', '2016-05-01', { 婚姻状况: '丧偶' }), due: 12 * (590 + 590) },
    {
      who: citizen('杨文娟', '女', '1974-06-15'),
      village: '上湾村',
      facts: parent('死亡', '2018-03-01', { 婚姻状况: '离异' }),
      due: 7 * (590 + 590),
    },
    {
      who: citizen('朱立新', '男', '1970-03-03'),
      village: '上湾村',
      facts: parent('死亡', '2018-03-01', { 婚姻状况: '已婚', 配偶出生日期: '1975-02-01' }),
      refused: 'conditions_not_met',
    },
    {
      who: citizen('秦爱华', '女', '1972-05-05'),
      village: '下湾村',
      facts: parent('伤残', '2012-01-10', { 婚姻状况: '已婚', 配偶出生日期: '1975-08-08', 等级: 2 }),
      due: 12 * (460 + 460),
    },
    {
      who: citizen('尤建军', '男', '1975-08-08'),
      village: '下湾村',
      facts: parent('伤残', '2012-01-10', { 婚姻状况: '已婚', 配偶出生日期: '1972-05-05', 等级: 2 }),
      due: 12 * (460 + 460),
    },
    {
      who: citizen('许志远', '男', '1960-01-02'),
      village: '下湾村',
      facts: parent('死亡', '2015-01-10', { 婚姻状况: '已婚' }),
      refused: 'facts_missing',
    },
    {
      who: citizen('何淑琴', '女', '1983-04-04'),
      village: '东河社区',
      facts: parent('并发症', '2023-09-10', { 婚姻状况: '离异', 等级: 2 }),
      due: 4 * (390 + 390),
    },
    {
      who: citizen('吕素芬', '女', '1966-06-06'),
      village: '东河社区',
      facts: parent('伤残', '2012-01-10', { 婚姻状况: '丧偶', 等级: 4 }),
      refused: 'conditions_not_met',
    },
    {
      who: citizen('施秀荣', '女', '1968-02-02'),
      village: '石坡村',
      facts: parent('死亡', '2023-11-30', { 婚姻状况: '丧偶' }),
      due: 2 * (590 + 590),
    },
  ],
};

export const family = (certificate: string, child: string, payer: string, spouse: Facts = {}): Facts => ({
  光荣证发证年月: certificate,
  子女出生日期: child,
  生育子女数: 1,
  配偶奖励费发放单位: payer,
  ...spouse,
});
export const married = (name: string, sex: '男' | '女', birth: string): Facts => ({
  配偶姓名: name,
  配偶身份证号: citizen(name, sex, birth).id,
});

/** 20 a month for each parent whom finance pays, from the certificate's month to that of the 18th birthday. */
const FEE: Roster = {
  programme: 'ONLY_CHILD_FEE',
  applicants: [
    {
      who: shen,
      village: '石坡村',
      facts: family('2008-01', '2007-05-20', '财政', married('韩秀梅', '女', '1966-08-08')),
      due: 2 * 12 * 20,
    },
    {
      who: citizen('严小燕', '女', '1980-01-05'),
      village: '东河社区',
      facts: family('2008-02', '2005-06-30', '无配偶'),
      due: 6 * 20,
    },
    {
      who: citizen('华志明', '男', '1979-05-05'),
      village: '东河社区',
      facts: family('2010-05', '2009-11-02', '用人单位', married('金丽萍', '女', '1981-01-01')),
      due: 12 * 20,
    },
    {
      who: citizen('魏晓东', '男', '1984-03-04'),
      village: '上湾村',
      facts: family('2023-03', '2012-01-02', '财政', married('陶静怡', '女', '1986-06-06')),
      due: 2 * 10 * 20,
    },
    {
      who: citizen('姜海波', '男', '1981-09-09'),
      village: '上湾村',
      facts: family('2011-03', '2010-01-02', '财政', { 配偶姓名: '柳如絮' }),
      fault: 'spouse_incomplete',
    },
    {
      who: citizen('戚长海', '男', '1981-09-10'),
      village: '上湾村',
      facts: family('2011-03', '2010-01-02', '财政', {
        配偶姓名: '邹碧云',
        配偶身份证号: withWrongEnd(idOf('1983-01-01', '女', 400)),
      }),
      fault: 'id_check_digit',
    },
    {
      who: citizen('谢丽芳', '女', '1978-07-07'),
      village: '下湾村',
      facts: family('2006-03', '2004-11-01', '无配偶'),
      refused: 'conditions_not_met',
    },
  ],
};

/** Before two programmes that exclude each other, the one whose list the county decides first: special assistance, then the rural reward. */
export const ROSTERS: readonly Roster[] = [SPECIAL, RURAL, URBAN, FEE];
