import fc from 'fast-check';
import counts from '../../../test/counts.json';
import type { EnrolmentId, PersonId } from './decider';
import { batchIdOf, derivedId, enrolmentIdOf, instructionEventId, isOurStream, noticeIdOf, streams } from './streams';
import { COUNTY, VILLAGE } from './subsidy.fixture';

const numRuns = (process.env['FENMING_TEST_COUNTS'] === 'long' ? counts.long : counts.ci).properties;
const PERSON = 'person-zhang' as PersonId;
const ENROLMENT = 'enrolment-zhang' as EnrolmentId;

describe('ids that follow from what they name', () => {
  it('a payment has one id per entitlement and attempt, whichever batch or worker instructs it', () => {
    const first = instructionEventId(ENROLMENT, '2023/regular/regular', 1);
    expect(instructionEventId(ENROLMENT, '2023/regular/regular', 1)).toBe(first);
    expect(instructionEventId(ENROLMENT, '2023/regular/regular', 2)).not.toBe(first);
    expect(instructionEventId(ENROLMENT, '2024/regular/regular', 1)).not.toBe(first);
    expect(instructionEventId('enrolment-wang', '2023/regular/regular', 1)).not.toBe(first);
  });

  it('a person has one enrolment in a programme', () => {
    expect(enrolmentIdOf(PERSON, 'REWARD')).toBe(enrolmentIdOf(PERSON, 'REWARD'));
    expect(enrolmentIdOf(PERSON, 'FEE')).not.toBe(enrolmentIdOf(PERSON, 'REWARD'));
  });

  it('have the form of a UUID, and parts that run together stay apart', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ minLength: 1, maxLength: 8 }), { minLength: 1, maxLength: 4 }), (parts) => {
        expect(derivedId(...parts)).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-a[0-9a-f]{3}-[0-9a-f]{12}$/);
      }),
      { numRuns },
    );
    expect(derivedId('ab', 'c')).not.toBe(derivedId('a', 'bc'));
    expect(derivedId('attempt', 12)).not.toBe(derivedId('attempt', 1, 2));
  });

  it('a batch and a notice are named by what they are for, so that they can exist only once', () => {
    expect(new Set([1, 2].map((round) => batchIdOf('REWARD', 2023, COUNTY, round))).size).toBe(2);
    expect(batchIdOf('REWARD', 2023, COUNTY, 1)).toContain('REWARD');
    const notices = [
      noticeIdOf({ level: 'village', area: VILLAGE, programme: 'REWARD', year: 2023 }, 1),
      noticeIdOf({ level: 'village', area: VILLAGE, programme: 'REWARD', year: 2023 }, 2),
      noticeIdOf({ level: 'township', area: VILLAGE, programme: 'REWARD', year: 2023 }, 1),
      noticeIdOf({ level: 'village', area: VILLAGE, programme: 'REWARD', year: 2024 }, 1),
    ];
    expect(new Set(notices).size).toBe(notices.length);
  });
});

describe('stream names', () => {
  it('hold their category before the first dash, where EventStoreDB cuts it', () => {
    const names = [
      streams.county,
      streams.actor('checker-qian'),
      streams.person(PERSON),
      streams.enrolment(ENROLMENT),
      streams.notice('REWARD-2023-village-1'),
      streams.rosterImports('REWARD', 2023),
      streams.appropriation('REWARD', 2023, COUNTY),
      streams.payoutBatch(batchIdOf('REWARD', 2023, COUNTY, 1)),
      streams.request('request-1'),
    ];
    expect(names.map((name) => name.slice(0, name.indexOf('-')))).toEqual([
      'county',
      'actor',
      'person',
      'enrolment',
      'notice',
      'rosterImport',
      'appropriation',
      'payoutBatch',
      'request',
    ]);
  });
});

describe('a stream', () => {
  it('of every kind is known as ours by its name, and that of another program is not', () => {
    const id = derivedId('1');
    const ids = {
      programme: 'REWARD',
      redetermination: 'REWARD',
      notice: noticeIdOf({ level: 'village', area: VILLAGE, programme: 'REWARD', year: 2023 }, 1),
      actor: 'cun201',
    };
    const given = {
      ...ids,
      rosterImports: 'REWARD',
      comparison: 'deaths',
      appropriation: 'REWARD',
      payoutBatch: batchIdOf('REWARD', 2023, COUNTY, 1),
    };
    const names = Object.entries(streams).map(([kind, name]) =>
      typeof name === 'string'
        ? name
        : (name as (...parts: readonly unknown[]) => string)((given as Record<string, string>)[kind] ?? id, 2023, COUNTY),
    );
    expect(names.filter((name) => !isOurStream(name))).toEqual([]);
    expect(['orders-1', 'persons-1', 'person', '$ce-person', '$$person-1'].filter(isOurStream)).toEqual([]);
  });

  it('with an id that this engine never gives is not ours, whatever its kind', () => {
    const id = derivedId('1');
    const names = ['person-zzz', `person-${id}0`, `x-person-${id}`, 'county-1', 'programme-reward', 'payoutBatch-1', 'notice-x'];
    expect(names.filter(isOurStream)).toEqual([]);
  });
});
