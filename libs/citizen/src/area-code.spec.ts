import { type AreaCode, areaCode, AreaCodeError, areaContains, areaLevel, countyOf, townshipOf } from './index';

const county = areaCode('991001');
const township = areaCode('991001003');
const village = areaCode('991001003207');

describe('area codes', () => {
  it('tells county, township and village by their length', () => {
    expect([county, township, village].map(areaLevel)).toEqual(['county', 'township', 'village']);
  });

  it('finds the township and the county that an area lies in', () => {
    expect(townshipOf(village)).toBe(township);
    expect(townshipOf(township)).toBe(township);
    expect([village, township, county].map(countyOf)).toEqual([county, county, county]);
    expect(() => townshipOf(county)).toThrow(AreaCodeError);
  });

  it('lets a township contain itself and its villages, and neither the county nor a neighbour', () => {
    expect(areaContains(township, township)).toBe(true);
    expect(areaContains(township, village)).toBe(true);
    expect(areaContains(county, village)).toBe(true);
    expect(areaContains(township, county)).toBe(false);
    expect(areaContains(township, areaCode('991001004207'))).toBe(false);
    expect(areaContains(village, township)).toBe(false);
  });

  it.each(['', '99', '9910011', '99100100320', '9910010032071', '99100A', '９９１００１', ' 991001', '991001\n'])(
    'refuses %p',
    (text) => {
      expect(() => areaCode(text)).toThrow(AreaCodeError);
    },
  );

  it.each(['991001000', '991001000000', '991001003000'])('refuses %s, a larger area padded with zeros', (text) => {
    expect(() => areaCode(text)).toThrow(AreaCodeError);
  });

  it('has no level for a text that only claims to be a code', () => {
    expect(() => areaLevel('99' as AreaCode)).toThrow(AreaCodeError);
  });
});
