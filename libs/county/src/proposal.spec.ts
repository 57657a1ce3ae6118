import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { plainDate } from '@fenming/calendar';
import { enrolmentDecider, type EnrolmentState, type PersonId } from '@fenming/subsidy';
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

const KEY = { enrolmentId: 'enrolment' as never, caseNumber: '1', programme: 'REWARD', village: '991001001001' as never };
const APPLIED: EnrolmentState = { ...enrolmentDecider.initial, key: KEY, personId: PERSON };
const left = (day: NonNullable<EnrolmentState['exit']>['day']): EnrolmentState => ({
  ...APPLIED,
  exit: { reason: 'death', year: 2023, day },
});

describe('the day of an exit', () => {
  it('is not there before anybody has left', () => {
    expect(exitDayOf(vault, APPLIED)).toBeUndefined();
  });

  it('is read where an early event has it in clear', () => {
    expect(exitDayOf(vault, left({ effectiveOn: DIED_ON }))).toBe(DIED_ON);
  });

  it('is opened with the person’s own key, where it was sealed as the day of an exit, and until the key is destroyed', () => {
    const sealed = left({ sealedDay: sealDay(vault, PERSON, 'exit', DIED_ON) });
    expect(JSON.stringify(sealed)).not.toContain('06-11');
    expect(exitDayOf(vault, sealed)).toBe(DIED_ON);
    const ofPerson = sealDay(vault, PERSON, 'death', DIED_ON);
    expect(() => exitDayOf(vault, left({ sealedDay: ofPerson }))).toThrow('not what was sealed for this person and purpose');
    vault.destroyPersonKey(PERSON);
    expect(() => exitDayOf(vault, sealed)).toThrow(`the key of person ${PERSON} was destroyed`);
  });
});
