import { areaCode } from '@fenming/citizen';
import { COUNTY, given, official, OTHER_COUNTY, outcome, TOWNSHIP, VILLAGE } from '../subsidy.fixture';
import { countyDecider, type CountyCommand } from './county.decider';

const system = official('system', 'system', COUNTY, '2023-01-03');
const opening = (rest: Partial<Extract<CountyCommand, { do: 'open' }>> = {}): CountyCommand => ({
  do: 'open',
  code: COUNTY,
  name: '示例县',
  demo: true,
  regions: ['national', 'demo'],
  ...rest,
});
const demo = given(countyDecider).after(opening(), system);
const real = given(countyDecider).after(opening({ demo: false, regions: ['national', 'henan'] }), system);
const advancing = (to: string): CountyCommand => ({ do: 'advance-clock', to });

describe('opening a county', () => {
  it('says in the first event whose folder it is, whether it is a demo, and whose rates are in force', () => {
    expect(given(countyDecider).when(opening(), system)).toEqual([
      { type: 'CountyOpened', data: { code: COUNTY, name: '示例县', demo: true, regions: ['national', 'demo'] } },
    ]);
  });

  it('happens once: the same county again is no event, another one is refused', () => {
    expect(demo.when(opening(), system)).toEqual([]);
    const others = [{ code: OTHER_COUNTY }, { name: '另一县' }, { demo: false }, { regions: ['national'] }];
    for (const other of others) expect(outcome(demo.when(opening(other), system))).toBe('county_already_open');
  });

  it('says its regions from the nation to its own province, and none is taken for granted', () => {
    const regionsOf = (regions: readonly string[], demo = false): unknown =>
      given(countyDecider).when(opening({ regions, demo }), system);
    for (const regions of [['henan'], ['national', 'henan'], ['河南省']])
      expect(regionsOf(regions)).toMatchObject([{ data: { regions: ['national', 'henan'] } }]);
    expect(regionsOf(['national'])).toMatchObject([{ data: { regions: ['national'] } }]);
    expect(regionsOf([])).toMatchObject({ refused: 'region_missing' });
    expect(regionsOf(['henan', 'anhui'])).toEqual({ refused: 'regions_apart', detail: 'henan 河南省\nanhui 安徽省' });
  });

  it('knows no region that the catalogue has no row for, and says which it has; invented ones belong to demo counties', () => {
    const split = given(countyDecider).when(opening({ regions: ['national', 'h', 'e', 'n', 'a', 'n'], demo: false }), system);
    expect(split).toMatchObject({
      refused: 'region_unknown',
      detail: expect.stringMatching(/^h\n.*henan 河南省/s) as string,
    });
    expect(outcome(given(countyDecider).when(opening({ regions: ['national', 'demo'], demo: false }), system))).toBe(
      'region_unknown',
    );
  });

  it('is the work of the operator of the folder, as is everything about the county', () => {
    const health = official('officer-gao', 'health', COUNTY);
    const commands = [opening(), advancing('2023-03-01T00:00:00.000Z'), { do: 'register-areas', areas: [] } as const];
    for (const command of commands) expect(outcome(demo.when(command, health))).toBe('forbidden_role');
  });

  it('comes before everything else', () => {
    const none = given(countyDecider);
    expect(outcome(none.when({ do: 'register-areas', areas: [{ code: TOWNSHIP, name: '青石镇' }] }, system))).toBe(
      'county_not_open',
    );
    expect(outcome(none.when(advancing('2023-03-01T00:00:00.000Z'), system))).toBe('county_not_open');
  });
});

describe('registering townships and villages', () => {
  const township = { code: TOWNSHIP, name: '青石镇' };
  const village = { code: VILLAGE, name: '李家村' };
  const registering = (...areas: (typeof township)[]): CountyCommand => ({ do: 'register-areas', areas });

  it('adds what is new and leaves what is known', () => {
    const story = demo.after(registering(township), system);
    expect(story.when(registering(township, village), system)).toEqual([{ type: 'AreasRegistered', data: { areas: [village] } }]);
    expect(story.when(registering(township), system)).toEqual([]);
    expect(story.after(registering(village), system).state.areas).toEqual({ [TOWNSHIP]: '青石镇', [VILLAGE]: '李家村' });
  });

  it('refuses a code under another name, and then registers nothing of the list', () => {
    const story = demo.after(registering(township), system);
    expect(story.when(registering(village, { ...township, name: '白石镇' }), system)).toEqual({
      refused: 'area_conflict',
      detail: TOWNSHIP,
    });
  });

  it('refuses a list in which a code has two names, or a village has no township, whole', () => {
    expect(demo.when(registering(township, { ...township, name: '白石镇' }), system)).toEqual({
      refused: 'area_conflict',
      detail: TOWNSHIP,
    });
    expect(demo.when(registering(village), system)).toEqual({ refused: 'township_missing', detail: VILLAGE });
    expect(demo.when(registering(village, township), system)).toMatchObject([{ data: { areas: [village, township] } }]);
    expect(demo.when(registering(township, township), system)).toMatchObject([{ data: { areas: [township] } }]);
  });

  it('knows a name again in other brackets, widths and characters that look the same', () => {
    const story = demo.after(registering({ ...township, name: '青石（街道）１区' }), system);
    expect(story.when(registering({ ...township, name: '\u2ED8石(街道) 1区' }), system)).toEqual([]);
  });

  it('takes no second village of one name in a township, for rosters name villages and no codes', () => {
    const twin = { code: areaCode(`${TOWNSHIP}999`), name: '李 家村' };
    const refused = { refused: 'area_name_taken', detail: twin.code };
    expect(demo.when(registering(township, village, twin), system)).toEqual(refused);
    expect(demo.after(registering(township, village), system).when(registering(twin), system)).toEqual(refused);
    const elsewhere = areaCode(`${COUNTY}998`);
    const namesake = { code: areaCode(`${elsewhere}201`), name: village.name };
    const other = { code: elsewhere, name: '白石镇' };
    expect(outcome(demo.when(registering(township, village, other, namesake), system))).toEqual(['AreasRegistered']);
  });

  it('takes no place that lies in another county: nobody here could ever confirm its people', () => {
    const areas = [{ code: OTHER_COUNTY, name: '邻县' }];
    expect(demo.when({ do: 'register-areas', areas }, system)).toEqual({ refused: 'forbidden_area', detail: OTHER_COUNTY });
  });
});

describe('simulated time', () => {
  it('may begin with the county, and then only in a demo', () => {
    const clock = '2023-01-03T01:00:00.000Z';
    expect(given(countyDecider).after(opening({ clock }), system).state).toMatchObject({ opened: { demo: true }, clock });
    expect(given(countyDecider).after(opening({ clock }), system).when(opening({ clock }), system)).toEqual([]);
    expect(outcome(given(countyDecider).when(opening({ clock, demo: false }), system))).toBe('not_demo');
  });

  it('moves only forward', () => {
    const story = demo.after(advancing('2023-03-01T00:00:00.000Z'), system);
    expect(story.when(advancing('2023-02-28T16:00:00.000Z'), system)).toEqual({
      refused: 'clock_backwards',
      detail: '2023-03-01T00:00:00.000Z',
    });
    expect(story.when(advancing('2023-03-02T00:00:00.000Z'), system)).toEqual([
      { type: 'ClockAdvanced', data: { to: '2023-03-02T00:00:00.000Z' } },
    ]);
  });

  it('does not begin before the day on which the county was opened', () => {
    expect(demo.when(advancing('2022-12-31T00:00:00.000Z'), system)).toEqual({ refused: 'clock_backwards', detail: system.at });
  });

  it('stands still when it is moved to where it is', () => {
    const story = demo.after(advancing('2023-03-01T00:00:00.000Z'), system);
    expect(story.when(advancing('2023-03-01T00:00:00.000Z'), system)).toEqual([]);
  });

  it('exists only in a county whose first event says that it is a demo', () => {
    expect(outcome(real.when(advancing('2023-03-01T00:00:00.000Z'), system))).toBe('not_demo');
    expect(demo.after(advancing('2023-03-01T00:00:00.000Z'), system).state.clock).toBe('2023-03-01T00:00:00.000Z');
  });
});
