import { plainDate } from '@fenming/calendar';
import { given, outcome } from '../../subsidy.fixture';
import { LEVELS, type Level } from './enrolment.events';
import { enrolmentDecider } from './enrolment.decider';
import {
  accountRecorded,
  answering,
  applied,
  applying,
  confirming,
  dying,
  instructing,
  noticed,
  officialOf,
  paid,
  proposing,
  readyToPay,
  releaser,
  through,
  type EnrolmentStory,
} from './enrolment.fixture';
import { determinationOf, overMonths, readyFen } from './owed';
import { monthlyTotal } from './monthly';
import { awaitsList, drawsNothing, payable } from './payment';

const health = officialOf('county');
const HALF = proposing(2023, { months: 6 });
const begun = (...levels: readonly Level[]): EnrolmentStory =>
  given(enrolmentDecider, applied(), accountRecorded(), ...levels.slice(-1).flatMap((level) => through(level)));
/** The levels that had not confirmed go on by the facts as they are known now, each with its notice. */
const confirmedOn = (story: EnrolmentStory): EnrolmentStory =>
  LEVELS.reduce((now, level) => {
    if (now.state.years[2023]?.confirmedBy[level] !== undefined) return now;
    const confirmed = now.after(confirming(level, { proposal: HALF }), officialOf(level));
    const { data } = noticed(level).event as { data: { noticeId: string; postedOn: string; closesOn: string } };
    return confirmed.after({ do: 'put-on-notice', year: 2023, level, ...data }, officialOf(level));
  }, story);

describe('a death in May of somebody who is due 480.00 up to it', () => {
  it.each<[string, EnrolmentStory]>([
    ['before the village confirms', begun()],
    ['after the village', begun('village')],
    ['after the township', begun('village', 'township')],
    ['after the county', readyToPay()],
    ['after a payment came back', readyToPay().after(instructing(), releaser()).after(answering('failed'), releaser())],
  ])('%s leaves 480.00 due, which wait for a payee and stand on no list', (_, story) => {
    const { state } = confirmedOn(story.after(dying(6), health));
    expect(determinationOf(state, 2023)?.amountFen).toBe(48_000);
    expect(readyFen(state, 2023)).toBe(48_000);
    expect(payable(state, 2023, releaser())).toEqual({ refused: 'payee_awaited' });
    expect([awaitsList(state, 2023), drawsNothing(state, 2023)]).toEqual([false, false]);
  });

  it.each<[string, EnrolmentStory]>([
    [
      'after the instruction',
      readyToPay().after(instructing(), releaser()).after(dying(6), health).after(answering('settled'), releaser()),
    ],
    ['after the payment', paid().after(dying(6), health)],
  ])('%s comes to 480.00 too, and what was paid beyond it is claimed back', (_, { state }) => {
    expect(determinationOf(state, 2023)?.amountFen).toBe(48_000);
    expect(monthlyTotal(overMonths(state, 2023))).toBe(48_000);
    expect(payable(state, 2023, releaser())).toEqual({ refused: 'already_instructed' });
  });

  it('is no end for a roster of that year that comes later, and one for the next year', () => {
    const clerk = officialOf('village');
    const story = given(enrolmentDecider)
      .after(applying({ year: 2022 }), clerk)
      .after(dying(6), health);
    expect(outcome(story.when(applying(), clerk))).toContain('EnrolmentRenewed');
    expect(outcome(story.when(applying({ year: 2024 }), clerk))).toBe('enrolment_exited');
  });

  it('ends every step of a later year', () => {
    const both = given(enrolmentDecider, applied()).after(applying({ year: 2024 }), officialOf('village'));
    const story = both.after({ ...dying(6), effectiveOn: plainDate('2023-05-11') }, health);
    const rejecting = (year: number) => ({ do: 'reject' as const, year, level: 'village' as const, reason: '-' });
    expect(outcome(story.when(rejecting(2024), officialOf('village')))).toBe('enrolment_exited');
    expect(outcome(story.when(rejecting(2023), officialOf('village')))).toEqual(['EligibilityRejected']);
    expect(drawsNothing(story.state, 2024)).toBe(true);
  });
});
