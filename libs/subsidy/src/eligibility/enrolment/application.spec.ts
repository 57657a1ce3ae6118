import type { PersonId } from '../../decider';
import { given, OTHER_VILLAGE, outcome } from '../../subsidy.fixture';
import { enrolmentDecider } from './enrolment.decider';
import * as person from './enrolment.fixture';
import { claimantsOf, personsOf } from './case-persons';

const { applying, KEY, officialOf } = person;
const clerk = officialOf('county');
const roster = { version: 'account-1', sealed: 'sealed-account-1' };

describe('applying for a programme', () => {
  it('enrols a person with the facts and the account of the roster', () => {
    expect(given(enrolmentDecider).when(applying({ account: roster }), clerk)).toEqual([
      {
        type: 'EnrolmentApplied',
        data: { ...KEY, personId: person.PERSON, year: 2023, importId: 'import-1', row: 42, sealedFacts: 'sealed-facts' },
      },
      {
        type: 'AccountRecorded',
        data: { ...KEY, accountVersion: 'account-1', sealedAccount: 'sealed-account-1', reason: 'roster' },
      },
    ]);
  });

  it('names the other parent of a household, who is as much a party as the applicant', () => {
    const mother = 'person-wang' as PersonId;
    const story = given(enrolmentDecider).after(applying({ secondPersonId: mother }), clerk);
    expect(story.state).toMatchObject({ personId: person.PERSON, secondPersonId: mother });
  });

  it('of a child names whoever is paid for it, decides no case of their own, and is nobody else’s to make', () => {
    const [mother, father] = ['person-wang', 'person-zhao'] as PersonId[] as [PersonId, PersonId];
    const story = given(enrolmentDecider).after(applying({ payeeId: mother }), clerk);
    expect(story.state).toMatchObject({ personId: person.PERSON, payeeId: mother });
    expect(personsOf(story.state)).toEqual([person.PERSON, mother]);
    expect(claimantsOf(story.state)).toEqual([person.PERSON]);
    for (const year of [2023, 2024])
      expect(outcome(story.when(applying({ payeeId: father, year }), clerk))).toBe('applicant_differs');
  });

  it('enrols a person once a year, whatever file or row the second application stands in', () => {
    const again = applying({ importId: 'import-2', row: 9, sealedFacts: 'other facts' });
    expect(given(enrolmentDecider, person.applied()).when(again, clerk)).toEqual({ refused: 'already_enrolled' });
  });

  it('does not move a person to another village by a roster', () => {
    const moved = applying({ year: 2024, key: { ...KEY, village: OTHER_VILLAGE } });
    expect(outcome(given(enrolmentDecider, person.applied()).when(moved, clerk))).toBe('village_differs');
  });

  it('does not take back a person who has left the programme', () => {
    const left = given(enrolmentDecider, person.applied()).after(person.dying(0), clerk);
    expect(outcome(left.when(applying({ year: 2024 }), clerk))).toBe('enrolment_exited');
  });

  it('is what everything else of a case follows, and happens once: a log that says otherwise is not believed', () => {
    expect(() => given(enrolmentDecider, person.accountRecorded())).toThrow('AccountRecorded after 0 events');
    expect(() => given(enrolmentDecider, person.applied(), person.applied())).toThrow('EnrolmentApplied after 1 events');
  });
});

describe('the yearly re-verification', () => {
  const nextYear = applying({
    year: 2024,
    importId: 'import-2',
    row: 7,
    sealedFacts: 'facts of 2024',
    key: { ...KEY, caseNumber: 'REWARD-2024-1-00007' },
  });

  it('renews an enrolment under its first case number', () => {
    const [event] = person.paid().when(nextYear, clerk) as readonly [{ type: string; data: object }];
    expect(event).toMatchObject({
      type: 'EnrolmentRenewed',
      data: { caseNumber: KEY.caseNumber, year: 2024, sealedFacts: 'facts of 2024' },
    });
  });

  it('starts from nothing: no confirmation, notice or amount of last year carries over', () => {
    const story = person.paid().after(nextYear, clerk);
    expect(story.state.years[2024]).toMatchObject({
      sealedFacts: 'facts of 2024',
      confirmedBy: {},
      notices: {},
    });
    expect(outcome(story.when(person.confirming('township', { year: 2024 }), officialOf('township', '2024-06-01')))).toBe(
      'level_order',
    );
    const secondPayment = person.instructing({ year: 2024, entitlement: '2024/regular/regular', batch: 'batch-2024' });
    expect(outcome(story.when(secondPayment, person.releaser('2024-09-20')))).toBe('not_confirmed');
  });

  it('gives a person who was rejected last year a new chance', () => {
    const rejected = given(enrolmentDecider, person.applied()).after(
      { do: 'reject', year: 2023, level: 'village', reason: '材料不全' },
      officialOf('village'),
    );
    const renewed = rejected.after(nextYear, clerk);
    expect(outcome(renewed.when(person.confirming('village', { year: 2024 }), officialOf('village', '2024-02-01')))).toEqual([
      'EligibilityConfirmed',
    ]);
  });

  it('knows the other parent from the newest roster, so that a new spouse cannot decide the case either', () => {
    const spouse = 'person-wang' as PersonId;
    const story = given(enrolmentDecider, person.applied()).after({ ...nextYear, secondPersonId: spouse }, clerk);
    const asSpouse = { ...officialOf('village', '2024-02-01'), person: spouse };
    expect(outcome(story.when(person.confirming('village', { year: 2024 }), asSpouse))).toBe('own_case');
  });
});

describe('the account that is paid', () => {
  const correction = { do: 'correct-account', version: 'account-2', sealed: 'sealed-account-2', unchanged: false } as const;
  const enrolled = given(enrolmentDecider, person.applied(), person.accountRecorded());

  it('stays as it is where a later roster states the same one', () => {
    expect(outcome(enrolled.when(applying({ year: 2024 }), clerk))).toEqual(['EnrolmentRenewed']);
  });

  it('becomes a new version when the next roster states another one', () => {
    const story = enrolled.after(applying({ year: 2024, account: { version: 'account-2', sealed: 'sealed-2' } }), clerk);
    expect(story.state.account).toEqual({ version: 'account-2', sealed: 'sealed-2' });
  });

  it('keeps every earlier version, because a released file names the one that was locked', () => {
    const story = enrolled.after(correction, officialOf('township'));
    expect(story.state.account).toEqual({ version: 'account-2', sealed: 'sealed-account-2' });
    expect(story.state.accounts).toEqual({ 'account-1': 'sealed-account-1', 'account-2': 'sealed-account-2' });
  });

  it('is corrected by the township of the person, and by nobody else', () => {
    expect(enrolled.when(correction, officialOf('township'))).toEqual([
      {
        type: 'AccountRecorded',
        data: { ...KEY, accountVersion: 'account-2', sealedAccount: 'sealed-account-2', reason: 'correction' },
      },
    ]);
    expect(outcome(enrolled.when(correction, officialOf('county')))).toBe('forbidden_role');
    expect(outcome(enrolled.when(correction, { ...officialOf('township'), area: OTHER_VILLAGE }))).toBe('not_found');
    expect(outcome(enrolled.when(correction, { ...officialOf('township'), person: person.PERSON }))).toBe('own_case');
  });

  it('is not corrected to what it already is', () => {
    expect(outcome(enrolled.when({ ...correction, unchanged: true }, officialOf('township')))).toBe('account_unchanged');
  });

  it('cannot be corrected for somebody who never applied, who is answered for like somebody of another township', () => {
    expect(outcome(given(enrolmentDecider).when(correction, officialOf('township')))).toBe('not_found');
  });
});
