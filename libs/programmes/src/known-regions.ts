import type { Regions } from './regions';

/** `within`: the wider region it lies in, whose rows hold there too. `invented`: rates of no place on earth, for demo counties alone. */
type Region = { readonly name: string; readonly within?: string; readonly invented?: true };

/**
 * Every region that a row of the shipped catalogue speaks for, by what people call it. A county in Henan that the province manages
 * directly shares the cost otherwise than the other counties: it has rows of its own, and the law of Henan names both.
 */
const REGIONS: Readonly<Record<string, Region>> = {
  national: { name: '国家标准' },
  anhui: { name: '安徽省', within: 'national' },
  bozhou: { name: '亳州市', within: 'anhui' },
  shitai: { name: '石台县', within: 'anhui' },
  beijing: { name: '北京市', within: 'national' },
  fumin: { name: '富民县', within: 'national' },
  guangdong: { name: '广东省', within: 'national' },
  hebei: { name: '河北省', within: 'national' },
  henan: { name: '河南省', within: 'national' },
  'henan-direct': { name: '河南省直管县', within: 'national' },
  mian: { name: '勉县', within: 'national' },
  sichuan: { name: '四川省', within: 'national' },
  zhejiang: { name: '浙江省', within: 'national' },
  demo: { name: '示例县推定', within: 'national', invented: true },
  sample: { name: '示例地区', within: 'national', invented: true },
};

/** Whether rows may speak for it: those of a region that nobody knows would hold nowhere, and nobody would notice. */
export const isKnownRegion = (id: string): boolean => Object.hasOwn(REGIONS, id);

export const regionName = (id: string): string => REGIONS[id]?.name ?? id;

/** The regions that a county may name, with their names: 'henan 河南省'. */
export const regionsOffered = (demo: boolean): readonly string[] =>
  Object.entries(REGIONS)
    .filter(([, { invented }]) => demo || invented !== true)
    .map(([id, { name }]) => `${id} ${name}`);

/** `unknown`: a name that no row of the catalogue speaks for. `apart`: two regions of which neither lies in the other. */
export type RegionsReading =
  | { readonly ok: true; readonly regions: Regions }
  | { readonly ok: false; readonly unknown: string }
  | { readonly ok: false; readonly apart: readonly [string, string] };

const idOf = (named: string, demo: boolean): string | undefined => {
  const found = Object.entries(REGIONS).find(([id, { name }]) => id === named || name === named);
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
  if (apart !== undefined) return { ok: false, apart: [regionName(regions.at(-1) ?? ''), regionName(apart.at(-1) ?? '')] };
  return { ok: true, regions };
};
