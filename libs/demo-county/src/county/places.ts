import { areaCode, type AreaCode } from '@fenming/citizen';
import type { Counts } from './counts';
import { randomFor, type Random } from './random';

export type Village = {
  readonly code: AreaCode;
  readonly name: string;
  readonly townshipName: string;
  readonly community: boolean;
};
export type Places = {
  readonly townships: readonly { readonly code: AreaCode; readonly name: string }[];
  readonly villages: readonly Village[];
};

/** The rows of the catalogue that are in force in the demo county. */
export const DEMO_REGIONS = ['national', 'demo'] as const;

/** 9910 is assigned to no county, so no real code can be meant. */
export const DEMO_COUNTY = { code: areaCode('991001'), name: '示例县' } as const;

/** The first three are of the three kinds, so that the smallest county has each. */
const TOWNSHIPS =
  '青禾街道 柳溪镇 松坪乡 望川街道 石桥铺镇 云台镇 双泉镇 槐荫镇 白鹭镇 枫岭镇 大塘镇 清水河镇 竹园乡 杏花乡 九里乡 麦积沟乡'.split(
    ' ',
  );
const SURNAMES = Array.from(
  '王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎',
);
const TERRAIN = ['庄', '营', '湾', '岗', '沟', '坪', '楼', '河', '洼', '寨', '店', '坡', '畈', '埠', '堰', '集'];
const VIEWS = ['东', '西', '南', '北', '上', '下', '前', '后', '大', '小', '新', '老'];
const COMMUNITIES = [
  '和平',
  '新华',
  '建设',
  '解放',
  '文昌',
  '朝阳',
  '滨河',
  '幸福',
  '团结',
  '向阳',
  '南关',
  '北关',
  '东关',
  '西关',
  '站前',
  '书院',
  '光明',
  '民主',
  '迎宾',
  '城中',
  '永安',
  '富康',
  '春风',
  '明德',
];

const villageName = (random: Random): string =>
  random.percent(70)
    ? `${random.pickFront(SURNAMES)}${random.percent(60) ? '家' : ''}${random.pick(TERRAIN)}村`
    : `${random.pick(VIEWS)}${random.pick(TERRAIN)}村`;

/** Draws names until one is free, because a roster finds its village by township and name. */
const freeName = (draw: () => string, taken: Set<string>): string => {
  for (let tries = 0; tries < 10_000; tries += 1) {
    const name = draw();
    if (taken.has(name)) continue;
    taken.add(name);
    return name;
  }
  throw new Error('the demo county has run out of village names');
};

/** Communities (社区) fill half of a street office and a few places of a town; their codes run from 001 as the national rule has it, villages from 200. */
const communitiesOf = (township: string, villages: number): number => {
  if (township.endsWith('街道')) return Math.ceil(villages / 2);
  return township.endsWith('镇') ? Math.min(3, Math.floor(villages / 4)) : 0;
};

type Township = { readonly code: AreaCode; readonly name: string };

const villagesOf = (township: Township, count: number, random: Random): readonly Village[] => {
  const taken = new Set<string>();
  const communities = communitiesOf(township.name, count);
  return Array.from({ length: count }, (_, index) => {
    const community = index < communities;
    const number = community ? index + 1 : 200 + index - communities;
    const draw = community ? () => `${random.pick(COMMUNITIES)}社区` : () => villageName(random);
    return {
      code: areaCode(`${township.code}${String(number).padStart(3, '0')}`),
      name: freeName(draw, taken),
      townshipName: township.name,
      community,
    };
  });
};

/** Townships differ in size: each moves up to a fifth of its share to its neighbour. */
const villageCounts = ({ townships, villages }: Counts, random: Random): readonly number[] => {
  const counts = Array.from(
    { length: townships },
    (_, index) => Math.floor(villages / townships) + (index < villages % townships ? 1 : 0),
  );
  for (let index = 0; index + 1 < townships; index += 2) {
    const moved = random.between(0, Math.floor((counts[index] ?? 0) / 5));
    counts[index] = (counts[index] ?? 0) - moved;
    counts[index + 1] = (counts[index + 1] ?? 0) + moved;
  }
  return counts;
};

export const drawPlaces = (seed: number, counts: Counts): Places => {
  const random = randomFor(seed, 'places');
  const sizes = villageCounts(counts, random);
  const townships = sizes.map((_, index) => ({
    code: areaCode(`${DEMO_COUNTY.code}${100 + index}`),
    name: TOWNSHIPS[index] ?? `第${index + 1}乡`,
  }));
  return { townships, villages: townships.flatMap((township, index) => villagesOf(township, sizes[index] ?? 0, random)) };
};
