import type { RosterSheetRow } from '@fenming/rosters';
import { citizen, type Citizen } from './citizens';
import { farmer, type Facts } from './county.people';

/** Somebody of the county and what 2026 owes, in whole yuan, worked out by hand from the published rates. */
export type Owed = { readonly who: Citizen; readonly facts: Facts; readonly due: number };
export type OwnCounty = { readonly region: string; readonly rosters: Readonly<Record<string, readonly Owed[]>> };

const SURNAMES = Array.from('赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章');
const GIVEN = Array.from('春夏秋冬梅兰竹菊松柏桃李云霞山川江河湖海');

let people = 0;
const nameOf = (): string => {
  people += 1;
  return `${SURNAMES[people % SURNAMES.length]}${GIVEN[people % GIVEN.length]}${GIVEN[Math.floor(people / 7) % GIVEN.length]}`;
};
const someone = (sex: '男' | '女', birth: string): Citizen => citizen(nameOf(), sex, birth);
const times = <Made>(count: number, make: (index: number) => Made): readonly Made[] =>
  Array.from({ length: count }, (_, i) => make(i));
const day = (index: number): string => String(10 + (index % 18));

/** 960 a year from the year of the 60th birthday. */
const rural = (count: number): readonly Owed[] =>
  times(count, (i) => ({
    who: someone(i % 2 === 0 ? '男' : '女', `${1950 + (i % 16)}-03-${day(i)}`),
    facts: i % 3 === 0 ? farmer(0, 2) : farmer(1, 0),
    due: 960,
  }));

/** 80 a month, in Henan alone. */
const urban = (count: number): readonly Owed[] =>
  times(count, (i) => ({
    who: someone(i % 2 === 0 ? '女' : '男', `${1948 + (i % 18)}-07-${day(i)}`),
    facts: { 居民类别: '本省城镇', 有无违反政策生育: '无', 曾生育子女: '是', 现存子女数: 1, 外省享受同类奖励: '否' },
    due: 960,
  }));

const family = (category: string, grade?: number): Facts => ({
  婚姻状况: '离异',
  扶助类别: category,
  证明日期: '2016-05-10',
  生育或收养子女数: 1,
  现存子女数: category === '死亡' ? 0 : 1,
  ...(grade === undefined ? {} : { 等级: grade }),
});

/** National rates of a month from 2022-07-01 on: 590, 460, 520, 390, 260. Whoever turns 49 in May is paid from May on. */
const NATIONAL: readonly (readonly [Facts, string, number])[] = [
  [family('死亡'), '1970-02-11', 7_080],
  [family('伤残', 2), '1971-04-12', 5_520],
  [family('并发症', 1), '1972-06-13', 6_240],
  [family('并发症', 2), '1973-08-14', 4_680],
  [family('并发症', 3), '1974-10-15', 3_120],
  [family('死亡'), '1977-05-16', 4_720],
];
/** The law of Henan doubles them. */
const HENAN: readonly (readonly [Facts, string, number])[] = [
  [family('死亡'), '1970-02-11', 14_160],
  [family('伤残', 2), '1971-04-12', 11_040],
  [family('并发症', 1), '1972-06-13', 12_480],
  [family('并发症', 2), '1973-08-14', 9_360],
  [family('并发症', 3), '1974-10-15', 6_240],
  [family('死亡'), '1977-05-16', 9_440],
];

const special = (count: number, rates: typeof NATIONAL): readonly Owed[] =>
  times(count, (i) => {
    const [facts, birth, due] = rates[i % rates.length] ?? [{}, '', 0];
    return { who: someone('女', birth), facts, due };
  });

const fee = (certificate: string, child: string, payer: string, spouse: Facts = {}): Facts => ({
  光荣证发证年月: certificate,
  子女出生日期: child,
  生育子女数: 1,
  配偶奖励费发放单位: payer,
  ...spouse,
});
const wife = (): Facts => {
  const { name, id } = someone('女', '1982-09-09');
  return { 配偶姓名: name, 配偶身份证号: id };
};

/** 20 a month for each parent whom finance pays, to the month of the child's 18th birthday. */
const FEES: readonly Owed[] = [
  ...times(4, () => ({ who: someone('男', '1980-01-21'), facts: fee('2012-03', '2011-02-01', '财政', wife()), due: 480 })),
  ...times(3, () => ({ who: someone('女', '1981-02-22'), facts: fee('2012-03', '2011-02-01', '无配偶'), due: 240 })),
  { who: someone('女', '1979-03-23'), facts: fee('2009-01', '2008-06-30', '无配偶'), due: 120 },
];

export const HENAN_COUNTY: OwnCounty = {
  region: 'henan',
  rosters: { RURAL_REWARD: rural(40), URBAN_ONLY_CHILD: urban(20), SPECIAL_ASSISTANCE: special(12, HENAN), ONLY_CHILD_FEE: FEES },
};
export const NATIONAL_COUNTY: OwnCounty = {
  region: 'national',
  rosters: { RURAL_REWARD: rural(62), SPECIAL_ASSISTANCE: special(18, NATIONAL) },
};

const VILLAGES = ['上河村', '下河村'];

/** The lines of a roster as the township of the README would type them. */
export const rowsOf = (owed: readonly Owed[]): readonly RosterSheetRow[] =>
  owed.map(({ who: { name, id, sex, account }, facts }, i) => ({
    姓名: name,
    身份证号: id,
    性别: sex,
    乡镇: '青石镇',
    村: VILLAGES[i % 2] ?? '',
    银行账号: account,
    ...facts,
  }));
