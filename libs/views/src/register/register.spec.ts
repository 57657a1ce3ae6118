import { derivedId, type EnrolmentEvent, type PersonId } from '@fenming/subsidy';
import { apply, keyOf, type Case } from '../histories/cases.fixture';
import { given } from '../histories/given.fixture';
import { Recorder } from '../histories/recorder.fixture';

const FIRST = { programme: 'FIRST_AID', year: 2023 };
const SECOND = { programme: 'SECOND_AID', year: 2024 };
const COUNTY = { area: '991001', limit: 50 };
const person = (programme: string, row: number): PersonId => derivedId('person', programme, row) as PersonId;
const renew = (to: Recorder, one: Case, year: number, secondPersonId: PersonId): void => {
  const said = { ...keyOf(one), year, importId: 'i2', row: 7, sealedFacts: 'sealed', secondPersonId };
  to.record(one.stream, { type: 'EnrolmentRenewed', data: said } as EnrolmentEvent);
};

describe('the register besides a list', () => {
  it('has whoever stands on a list of this year or before, and not on this one', () => {
    const to = new Recorder();
    for (const row of [2, 3]) apply(to, FIRST, row);
    apply(to, SECOND, 4);
    const besides = (programme: string, year: number) => new Set(given(to).personsBesides({ ...COUNTY, programme, year }));
    const [two, three, four] = [person('FIRST_AID', 2), person('FIRST_AID', 3), person('SECOND_AID', 4)];
    expect(besides('NEW_AID', 2022)).toEqual(new Set());
    expect(besides('NEW_AID', 2023)).toEqual(new Set([two, three]));
    expect(besides('NEW_AID', 2025)).toEqual(new Set([two, three, four]));
    expect(besides('FIRST_AID', 2023)).toEqual(new Set());
    // Who was on the list of the year before has not applied for this year.
    expect(besides('FIRST_AID', 2024)).toEqual(new Set([two, three, four]));
    expect(besides('SECOND_AID', 2024)).toEqual(new Set([two, three]));
  });

  it('has the other parent of a case, and each once', () => {
    const to = new Recorder();
    const [one, other] = [apply(to, FIRST, 2), apply(to, FIRST, 3)];
    const [two, three, spouse] = [person('FIRST_AID', 2), person('FIRST_AID', 3), person('NOWHERE', 9)];
    renew(to, one, 2024, three);
    renew(to, other, 2024, spouse);
    const asked = { ...COUNTY, programme: 'NEW_AID', year: 2024 };
    const all = given(to).personsBesides(asked);
    expect([...all].sort()).toEqual([two, three, spouse].sort());
    expect(given(to).personsBesides({ ...asked, programme: 'FIRST_AID' })).toEqual([spouse]);
  });

  it('comes in pages that miss nobody and repeat nobody, of an area and everything inside it', () => {
    const to = new Recorder();
    for (let row = 2; row < 25; row += 1) apply(to, FIRST, row);
    const views = given(to);
    const asked = { programme: 'NEW_AID', year: 2023, area: '991001', limit: 5 };
    const seen: PersonId[] = [];
    for (let page = views.personsBesides(asked); page.length > 0;) {
      seen.push(...page);
      const after = page.at(-1);
      page = after === undefined ? [] : views.personsBesides({ ...asked, after });
    }
    expect(seen).toHaveLength(23);
    expect(new Set(seen).size).toBe(23);
    const inside = ['991001101', '991001102'].map((area) => views.personsBesides({ ...asked, area, limit: 50 }).length);
    expect(inside[0]).toBeGreaterThan(0);
    expect(inside.reduce((sum, count) => sum + count, 0)).toBe(23);
    expect(views.personsBesides({ ...asked, area: '991009' })).toEqual([]);
  });
});
