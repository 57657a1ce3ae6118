import { BANK_PROFILES, bankFileName, bankFileNamed, DEMO_BANK } from './index';
import { instant } from '@fenming/calendar';

describe('the name of a bank file', () => {
  it.each([...BANK_PROFILES])('is recognised for every file that %s gets', (_id, profile) => {
    const head = { batchNo: 'RURAL_REWARD-2023-991001-1', paidFor: '奖扶', releasedAt: instant('2023-10-09T01:00:00.000Z') };
    for (const parts of [1, 2]) {
      const name = bankFileName(profile, head, { part: 1, parts, from: 0, count: 1 });
      expect(bankFileNamed(profile, name)).toBe(true);
      for (const wrong of [name.toUpperCase().replace(/\.\w+$/, '.XYZ'), ` ${name}`, `${name}.bak`])
        expect(bankFileNamed(profile, wrong)).toBe(false);
    }
  });

  it('takes a dot for a dot', () => {
    expect(bankFileNamed(DEMO_BANK, 'DF_REWARD-2023-991001-1_txt')).toBe(false);
  });
});
