import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { plainDate } from '@fenming/calendar';
import type { CaseExit, PersonId } from '@fenming/subsidy';
import { openVault, type Vault } from '@fenming/vault';
import { exitDayOf } from './proposal';
import { sealDay } from './sealed';

const PERSON = 'person-zhang' as PersonId;
const DIED_ON = plainDate('2023-06-11');
let dir: string;
let vault: Vault;
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'fenming-exit-'));
  vault = openVault(dir);
  vault.admitPersons([{ citizenId: '991001195001010012' as never, personId: PERSON }]);
});
afterAll(() => {
  vault.close();
  rmSync(dir, { recursive: true });
});

const left = (day: CaseExit['day']): CaseExit => ({ reason: 'death', year: 2023, day });
const dayOf = (exit: CaseExit): string => exitDayOf(vault, PERSON, exit);

describe('the day of an exit', () => {
  it('is read where an early event has it in clear', () => {
    expect(dayOf(left({ effectiveOn: DIED_ON }))).toBe(DIED_ON);
  });

  it('is opened with the person’s own key, where it was sealed as the day of an exit, and until the key is destroyed', () => {
    const sealed = left({ sealedDay: sealDay(vault, PERSON, 'exit', DIED_ON) });
    expect(JSON.stringify(sealed)).not.toContain('06-11');
    expect(dayOf(sealed)).toBe(DIED_ON);
    const ofPerson = sealDay(vault, PERSON, 'death', DIED_ON);
    expect(() => dayOf(left({ sealedDay: ofPerson }))).toThrow('not what was sealed for this person and purpose');
    vault.destroyPersonKey(PERSON);
    expect(() => dayOf(sealed)).toThrow(`the key of person ${PERSON} was destroyed`);
  });
});
