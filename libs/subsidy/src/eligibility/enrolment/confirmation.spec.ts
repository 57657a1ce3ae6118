import { plainDate } from '@fenming/calendar';
import type { PersonId } from '../../decider';
import { given, official, OTHER_COUNTY, OTHER_TOWNSHIP, OTHER_VILLAGE, outcome } from '../../subsidy.fixture';
import type { PutOnNotice } from './enrolment.commands';
import { enrolmentDecider } from './enrolment.decider';
import {
  applied,
  confirmed,
  confirming,
  dying,
  ELIGIBLE,
  KEY,
  officialOf,
  paid,
  PERSON,
  raising,
  readyToPay,
  renewed,
  releaser,
  through,
} from './enrolment.fixture';
import { LEVELS, type Level } from './enrolment.events';
import { payable } from './payment';

const enrolled = given(enrolmentDecider, applied());

describe('confirming eligibility', () => {
  it('is dated by the county’s first confirmation, which later years keep', () => {
    const story = given(enrolmentDecider, applied(), ...through('township')).after(confirming('county'), officialOf('county'));
    expect(story.state.confirmedOn).toBe('2023-06-01');
    const next = given(enrolmentDecider, applied(), ...through('county'), renewed(2024), ...through('county', 2024));
    expect(next.state.confirmedOn).toBe('2023-03-01');
  });

  it('begins in the village', () => {
    expect(enrolled.when(confirming('village'), officialOf('village'))).toEqual([
      { type: 'EligibilityConfirmed', data: { ...KEY, year: 2023, level: 'village', confirmedOn: '2023-06-01' } },
    ]);
  });

  it('goes from village to township to county, and the county determines the amount', () => {
    const story = given(enrolmentDecider, applied(), ...through('township'));
    expect(story.when(confirming('county'), officialOf('county'))).toEqual([
      { type: 'EligibilityConfirmed', data: { ...KEY, year: 2023, level: 'county', confirmedOn: '2023-06-01' } },
      {
        type: 'EntitlementDetermined',
        data: {
          ...KEY,
          year: 2023,
          entitlement: '2023/regular/regular',
          number: 1,
          cause: 'confirmation',
          amountFen: '96000',
          funding: ELIGIBLE.funding,
          lines: ELIGIBLE.lines,
          texts: ELIGIBLE.texts,
          outcomes: ELIGIBLE.outcomes,
          factsAt: 0,
          inputHash: expect.stringMatching(/^[0-9a-f]{64}$/),
          excess: 'undecided',
        },
      },
    ]);
  });

  it.each<[Level, string]>([
    ['township', 'village'],
    ['county', 'township'],
  ])('does not let the %s confirm before the %s has confirmed and posted its notice', (level, before) => {
    expect(enrolled.when(confirming(level), officialOf(level))).toEqual({ refused: 'level_order', detail: before });
  });

  it('does not let the township confirm what the village has confirmed but not posted', () => {
    const story = enrolled.and(confirmed('village'));
    expect(outcome(story.when(confirming('township'), officialOf('township')))).toBe('level_order');
  });

  it('confirms a level once', () => {
    const story = enrolled.and(confirmed('village'));
    expect(outcome(story.when(confirming('village'), officialOf('village')))).toBe('already_confirmed');
  });

  it('knows only the years that were applied for', () => {
    expect(outcome(enrolled.when(confirming('village', { year: 2024 }), officialOf('village')))).toBe('not_applied');
  });

  it('says nothing of a case to whom it is not, not even whether there is one', () => {
    const nobody = given(enrolmentDecider);
    const gone = readyToPay().after(dying(0), officialOf('county'));
    for (const level of ['village', 'township'] as const) {
      const stranger = { ...officialOf(level), area: level === 'village' ? OTHER_VILLAGE : OTHER_TOWNSHIP };
      for (const command of [confirming(level), raising({ level }), { do: 'reject', year: 2023, level, reason: '不符' } as const])
        expect([nobody, gone, enrolled].map((story) => outcome(story.when(command, stranger)))).toEqual(
          Array.from({ length: 3 }, () => 'not_found'),
        );
    }
    expect(outcome(nobody.when(confirming('township'), officialOf('village')))).toBe('forbidden_role');
    expect(outcome(nobody.when(confirming('county'), officialOf('county')))).toBe('not_found');
  });
});

describe('a public notice', () => {
  const posted = enrolled.and(...through('village'));

  it('is open through its last day, and the next level confirms from the day after', () => {
    expect(posted.when(confirming('township'), officialOf('township', '2023-03-10'))).toEqual({
      refused: 'notice_open',
      detail: '2023-03-10',
    });
    expect(outcome(posted.when(confirming('township'), officialOf('township', '2023-03-11')))).toEqual(['EligibilityConfirmed']);
  });

  it('ends at midnight in Shanghai, not in Greenwich', () => {
    const lastMinute = { ...officialOf('township'), at: '2023-03-10T15:59:59.999Z' as ReturnType<typeof officialOf>['at'] };
    const midnight = { ...lastMinute, at: '2023-03-10T16:00:00.000Z' as ReturnType<typeof officialOf>['at'] };
    expect(outcome(posted.when(confirming('township'), lastMinute))).toBe('notice_open');
    expect(outcome(posted.when(confirming('township'), midnight))).toEqual(['EligibilityConfirmed']);
  });

  const posting = (level: Level, noticeId = 'notice-7'): PutOnNotice => ({
    do: 'put-on-notice',
    year: 2023,
    level,
    noticeId,
    postedOn: '2023-06-01',
    closesOn: '2023-06-12',
  });

  it('is recorded in the enrolment of everybody who stands on it', () => {
    expect(enrolled.and(confirmed('village')).when(posting('village'), officialOf('village'))).toEqual([
      {
        type: 'EnrolmentNoticed',
        data: {
          ...KEY,
          year: 2023,
          level: 'village',
          noticeId: 'notice-7',
          postedOn: '2023-06-01',
          closesOn: '2023-06-12',
        },
      },
    ]);
  });

  it('names only who is confirmed at its level', () => {
    expect(outcome(enrolled.when(posting('village'), officialOf('village')))).toBe('not_confirmed');
    expect(outcome(posted.when(posting('township'), officialOf('township')))).toBe('not_confirmed');
  });

  it('is put up by its own level', () => {
    const story = enrolled.and(confirmed('village'));
    expect(outcome(story.when(posting('village'), officialOf('township')))).toBe('forbidden_role');
    expect(outcome(story.when(posting('village'), { ...officialOf('village'), area: OTHER_VILLAGE }))).toBe('not_found');
  });

  it('is recorded once: the same notice again is no event, another one is refused', () => {
    const story = enrolled.and(confirmed('village')).after(posting('village'), officialOf('village'));
    expect(story.when(posting('village'), officialOf('village'))).toEqual([]);
    expect(outcome(story.when(posting('village', 'notice-8'), officialOf('village')))).toBe('already_noticed');
  });

  it('that was cut off and is posted on a later day runs its whole period for everybody who stood on it', () => {
    const begun = enrolled.and(confirmed('village')).after(posting('village'), officialOf('village'));
    const later = { ...posting('village'), postedOn: '2023-06-09', closesOn: '2023-06-20' };
    const again = begun.after(later, officialOf('village'));
    expect(outcome(again.when(confirming('township'), officialOf('township', '2023-06-20')))).toBe('notice_open');
    expect(outcome(again.when(confirming('township'), officialOf('township', '2023-06-21')))).toEqual(['EligibilityConfirmed']);
  });
});

describe('who may confirm', () => {
  it.each(LEVELS)('only the office of the %s, in its own area', (level) => {
    const story = given(enrolmentDecider, applied(), ...LEVELS.slice(0, LEVELS.indexOf(level)).flatMap((each) => through(each)));
    const elsewhere = { village: OTHER_VILLAGE, township: OTHER_TOWNSHIP, county: OTHER_COUNTY }[level];
    expect(outcome(story.when(confirming(level), { ...officialOf(level), area: elsewhere }))).toBe('not_found');
    expect(outcome(story.when(confirming(level), official('auditor-he', 'inspector', officialOf(level).area)))).toBe(
      'forbidden_role',
    );
    expect(outcome(story.when(confirming(level), officialOf(level)))).toContain('EligibilityConfirmed');
  });

  it.each<[Level, Level]>([
    ['township', 'village'],
    ['county', 'village'],
    ['county', 'township'],
  ])('another person at the %s than at the %s', (level, before) => {
    const levelBefore = LEVELS[LEVELS.indexOf(level) - 1] ?? 'village';
    const story = enrolled.and(...through(levelBefore));
    const samePerson = { ...officialOf(level), by: officialOf(before).by };
    expect(outcome(story.when(confirming(level), samePerson))).toBe('separation_of_duty');
  });

  it('nobody their own case, neither as the applicant nor as the other parent', () => {
    const mother = 'person-wang' as PersonId;
    const data = {
      ...KEY,
      personId: PERSON,
      secondPersonId: mother,
      year: 2023,
      importId: 'import-1',
      row: 42,
      sealedFacts: 's',
    };
    const household = given(enrolmentDecider, { event: { type: 'EnrolmentApplied', data }, by: officialOf('county').by });
    for (const person of [PERSON, mother]) {
      expect(outcome(household.when(confirming('village'), { ...officialOf('village'), person }))).toBe('own_case');
    }
    const neighbour = { ...officialOf('village'), person: 'person-neighbour' as PersonId };
    expect(outcome(household.when(confirming('village'), neighbour))).toEqual(['EligibilityConfirmed']);
  });
});

describe('what is never confirmed', () => {
  it.each(LEVELS)('conditions that are not met, at the %s', (level) => {
    const story = given(enrolmentDecider, applied(), ...LEVELS.slice(0, LEVELS.indexOf(level)).flatMap((each) => through(each)));
    const proposal = { ...ELIGIBLE, verdict: 'ineligible', failing: ['age', 'one_child'] } as const;
    expect(story.when(confirming(level, { proposal }), officialOf(level))).toEqual({
      refused: 'conditions_not_met',
      detail: 'age\none_child',
    });
  });

  it('conditions that are not known to be met', () => {
    const proposal = { ...ELIGIBLE, verdict: 'unknown', failing: ['breach_birth'] } as const;
    expect(enrolled.when(confirming('village', { proposal }), officialOf('village'))).toEqual({
      refused: 'facts_missing',
      detail: 'breach_birth',
    });
  });
});

describe('rejecting eligibility', () => {
  const rejecting = { do: 'reject', year: 2023, level: 'township', reason: '户口性质不符' } as const;

  it('is decided by an official of the level, with a reason', () => {
    expect(enrolled.when(rejecting, officialOf('township'))).toEqual([
      { type: 'EligibilityRejected', data: { ...KEY, year: 2023, level: 'township', reason: '户口性质不符' } },
    ]);
    expect(outcome(enrolled.when(rejecting, officialOf('village')))).toBe('forbidden_role');
    expect(outcome(enrolled.when(rejecting, { ...officialOf('township'), area: OTHER_TOWNSHIP }))).toBe('not_found');
    expect(outcome(enrolled.when(rejecting, { ...officialOf('township'), person: PERSON }))).toBe('own_case');
  });

  it('belongs to the level that has confirmed last, or one above: a lower one never undoes a higher one', () => {
    const by = (level: Level) => outcome(readyToPay().when({ ...rejecting, level }, officialOf(level)));
    expect([by('village'), by('township'), by('county')]).toEqual(['decided_above', 'decided_above', ['EligibilityRejected']]);
    const inTownship = enrolled.and(...through('township'));
    expect(outcome(inTownship.when({ ...rejecting, level: 'village' }, officialOf('village')))).toBe('decided_above');
    expect(outcome(inTownship.when(rejecting, officialOf('township')))).toEqual(['EligibilityRejected']);
  });

  it('ends the year: no level confirms, posts or rejects it any more', () => {
    const story = enrolled.and(...through('village')).after(rejecting, officialOf('township'));
    expect(outcome(story.when(confirming('township'), officialOf('township', '2023-06-01', 'clerk-new')))).toBe('rejected');
    expect(outcome(story.when(rejecting, officialOf('township')))).toBe('rejected');
    expect(story.state.years[2023]?.rejection).toEqual({ by: 'people', level: 'township' });
  });

  it('comes too late once the money is on its way', () => {
    expect(outcome(paid().when({ ...rejecting, level: 'county' }, officialOf('county')))).toBe('already_instructed');
  });

  it('keeps a confirmed year out of the next roster', () => {
    const story = readyToPay().after({ ...rejecting, level: 'county' }, officialOf('county'));
    expect(payable(story.state, 2023, releaser())).toEqual({ refused: 'rejected' });
  });
});

describe('a decision of the county that stands in a document', () => {
  const cleared = given(enrolmentDecider, applied(), ...through('township'));
  const deciding = (on: string) => confirming('county', { decided: { on: plainDate(on), documentNo: ' 县卫健〔2023〕9号 ' } });

  it('counts from the day of the document, not from when it was typed', () => {
    expect(cleared.when(deciding('2023-03-28'), officialOf('county'))).toMatchObject([
      { type: 'EligibilityConfirmed', data: { confirmedOn: '2023-03-28', documentNo: '县卫健〔2023〕9号' } },
      { type: 'EntitlementDetermined' },
    ]);
  });

  it('was made after the notice before it had ended, and not in the future', () => {
    expect(outcome(cleared.when(deciding('2099-01-01'), officialOf('county')))).toBe('day_not_reached');
    expect(outcome(cleared.when(deciding('2023-01-01'), officialOf('county')))).toBe('notice_open');
  });
});
