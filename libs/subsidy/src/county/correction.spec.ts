import { COUNTY, given, official, OTHER_COUNTY, outcome } from '../subsidy.fixture';
import { countyDecider, type CountyCommand } from './county.decider';

const system = official('system', 'system', COUNTY);
const health = official('officer-gao', 'health', COUNTY);
const approver = official('officer-bai', 'finance-approver', COUNTY);
const real = given(countyDecider).after({ do: 'open', code: COUNTY, name: '示列县', demo: false, regions: ['national'] }, system);
const proposing = (said: { name?: string; regions?: readonly string[]; adopted?: boolean }): CountyCommand => ({
  do: 'propose-correction',
  correction: 'c1',
  adopted: false,
  ...said,
});
const confirming = (correction = 'c1', adopted = false): CountyCommand => ({ do: 'confirm-correction', correction, adopted });
const proposed = real.after(proposing({ name: '示例县', regions: ['henan'] }), health);

describe('correcting the name and the regions of a county', () => {
  it('takes two people: the one who says what is wrong, and another one who confirms it', () => {
    expect(proposed.state).toMatchObject({ opened: { name: '示列县', regions: ['national'] } });
    expect(proposed.when(confirming(), approver)).toEqual([
      { type: 'CountyCorrected', data: { correction: 'c1', name: '示例县', regions: ['national', 'henan'] } },
    ]);
    const { state } = proposed.after(confirming(), approver);
    expect(state).toMatchObject({ opened: { code: COUNTY, name: '示例县', demo: false, regions: ['national', 'henan'] } });
    expect(state.correction).toBeUndefined();
    expect(outcome(proposed.when(confirming(), health))).toBe('correction_own');
  });

  it('leaves what is not spoken of as it is', () => {
    expect(real.when(proposing({ name: '示例县' }), system)).toEqual([
      { type: 'CountyCorrectionProposed', data: { correction: 'c1', name: '示例县', regions: ['national'] } },
    ]);
  });

  it('confirms only what was read: a later proposal takes the place of an earlier one', () => {
    const later = proposed.after({ ...proposing({ regions: ['anhui'] }), correction: 'c2' } as CountyCommand, system);
    expect(outcome(later.when(confirming('c1'), approver))).toBe('correction_unknown');
    expect(later.after(confirming('c2'), approver).state.opened?.regions).toEqual(['national', 'anhui']);
  });

  it('ends with the first programme that is adopted: amounts were decided by these regions', () => {
    expect(outcome(real.when(proposing({ regions: ['henan'], adopted: true }), health))).toBe('programmes_adopted');
    expect(outcome(proposed.when(confirming('c1', true), approver))).toBe('programmes_adopted');
  });

  it('is refused where there is nothing to correct, or where the regions are none', () => {
    expect(outcome(real.when(proposing({}), health))).toBe('correction_empty');
    expect(outcome(real.when(proposing({ regions: ['national'] }), health))).toBe('correction_empty');
    expect(outcome(real.when(proposing({ regions: ['hunan'] }), health))).toBe('region_unknown');
    expect(outcome(real.when(confirming(), approver))).toBe('correction_unknown');
  });

  it('is the work of the health commission and of finance in this very county', () => {
    const stranger = official('officer-shi', 'health', OTHER_COUNTY);
    expect(outcome(real.when(proposing({ name: '别县' }), stranger))).toBe('forbidden_area');
    expect(outcome(real.when(proposing({ name: '别县' }), official('clerk', 'village', COUNTY)))).toBe('forbidden_role');
    expect(outcome(proposed.when(confirming(), official('maker', 'finance-maker', COUNTY)))).toBe('forbidden_role');
    expect(outcome(given(countyDecider).when(proposing({ name: '别县' }), system))).toBe('county_not_open');
  });
});
