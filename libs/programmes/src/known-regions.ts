import { said, type Word } from '@fenming/language';
import type { Regions } from './regions';

/** `within`: the wider region it lies in, whose rows hold there too. `invented`: rates of no place on earth, for demo counties alone. */
type Region = { readonly name: Word; readonly within?: string; readonly invented?: true };

/**
 * Every region that a row of the shipped catalogue speaks for, by what people call it. A county in Henan that the province manages
 * directly shares the cost otherwise than the other counties: it has rows of its own, and the law of Henan names both.
 */
const REGIONS: Readonly<Record<string, Region>> = {
  national: { name: { zh: '国家标准', en: 'national standard' } },
  anhui: { name: { zh: '安徽省', en: 'Anhui' }, within: 'national' },
  bozhou: { name: { zh: '亳州市', en: 'Bozhou' }, within: 'anhui' },
  shitai: { name: { zh: '石台县', en: 'Shitai' }, within: 'anhui' },
  beijing: { name: { zh: '北京市', en: 'Beijing' }, within: 'national' },
  fumin: { name: { zh: '富民县', en: 'Fumin' }, within: 'national' },
  guangdong: { name: { zh: '广东省', en: 'Guangdong' }, within: 'national' },
  hebei: { name: { zh: '河北省', en: 'Hebei' }, within: 'national' },
  henan: { name: { zh: '河南省', en: 'Henan' }, within: 'national' },
  'henan-direct': { name: { zh: '河南省直管县', en: 'Henan, counties under the province' }, within: 'national' },
  mian: { name: { zh: '勉县', en: 'Mian' }, within: 'national' },
  sichuan: { name: { zh: '四川省', en: 'Sichuan' }, within: 'national' },
  zhejiang: { name: { zh: '浙江省', en: 'Zhejiang' }, within: 'national' },
  demo: { name: { zh: '示例县推定', en: 'demo county, assumed' }, within: 'national', invented: true },
  sample: { name: { zh: '示例地区', en: 'sample region' }, within: 'national', invented: true },
};

/** Whether rows may speak for it: those of a region that nobody knows would hold nowhere, and nobody would notice. */
export const isKnownRegion = (id: string): boolean => Object.hasOwn(REGIONS, id);

/** What a region is called in the language of whoever reads it; its code where nobody knows it. */
export const regionName = (id: string): string => {
  const region = REGIONS[id];
  return region === undefined ? id : said(region.name);
};
/** With its code, as what is refused names it in whatever language it is read: 'henan 河南省'. */
const coded = (id: string): string => `${id} ${REGIONS[id]?.name.zh ?? ''}`;

/** The regions that a county may name, with their names: 'henan 河南省'. */
export const regionsOffered = (demo: boolean): readonly string[] =>
  Object.entries(REGIONS)
    .filter(([, { invented }]) => demo || invented !== true)
    .map(([id]) => coded(id));

/** `unknown`: a name that no row of the catalogue speaks for. `apart`: two regions of which neither lies in the other, with their codes. */
export type RegionsReading =
  | { readonly ok: true; readonly regions: Regions }
  | { readonly ok: false; readonly unknown: string }
  | { readonly ok: false; readonly apart: readonly [string, string] };

const idOf = (named: string, demo: boolean): string | undefined => {
  const found = Object.entries(REGIONS).find(([id, { name }]) => id === named || name.zh === named);
  return found !== undefined && (demo || found[1].invented !== true) ? found[0] : undefined;
};

/** A region behind those it lies in, from the widest on. */
const chainOf = (id: string): Regions => {
  const within = REGIONS[id]?.within;
  return within === undefined ? [id] : [...chainOf(within), id];
};

/**
 * Where a county lies, from the nation to its narrowest region, whatever of it was named and in whatever order. Amount rows of all of
 * them add up, so a county in two provinces would pay both, and one without its province too little.
 */
export const readRegions = (named: readonly string[], demo: boolean): RegionsReading => {
  const unknown = named.find((each) => idOf(each, demo) === undefined);
  if (unknown !== undefined) return { ok: false, unknown };
  const chains = named.map((each) => chainOf(idOf(each, demo) ?? '')).toSorted((a, b) => b.length - a.length);
  const [regions = []] = chains;
  const apart = chains.find((chain) => !regions.includes(chain.at(-1) ?? ''));
  if (apart !== undefined) return { ok: false, apart: [coded(regions.at(-1) ?? ''), coded(apart.at(-1) ?? '')] };
  return { ok: true, regions };
};
