import { plainDate } from '@fenming/calendar';
import type { AreaCode } from '@fenming/citizen';
import { given, official, OTHER_COUNTY, OTHER_TOWNSHIP, outcome, TOWNSHIP, VILLAGE } from '../../subsidy.fixture';
import type { ConfirmTransfer, ProposeTransfer } from './enrolment.commands';
import { keyIn, villageIn } from './case-transfer';
import { enrolmentDecider } from './enrolment.decider';
import type { EnrolmentStory } from './enrolment.fixture';
import {
  accountRecorded,
  answering,
  applied,
  applying,
  confirming,
  dying,
  instructing,
  KEY,
  objected,
  officialOf,
  PERSON,
  proposing,
  raising,
  readyToPay,
  releaser,
  renewed,
  through,
} from './enrolment.fixture';
import { payable } from './payment';

const township = officialOf('township');
const health = officialOf('county');
const reviewer = official('officer-liu', 'health', health.area);
const NEW = '991001002001' as AreaCode;
const THERE = {
  village: official('clerk-he', 'village', NEW),
  township: official('clerk-bai', 'township', OTHER_TOWNSHIP),
};
const DOCUMENT = '户迁〔2023〕第18号';
const moving = (day = '2023-05-20', toVillage = NEW): ProposeTransfer => ({
  do: 'propose-transfer',
  toVillage,
  movedOn: plainDate(day),
  sealedDay: 'sealed-day',
  documentNo: DOCUMENT,
  note: '随子女居住',
});
const signing = (documentNo = DOCUMENT): ConfirmTransfer => ({ do: 'confirm-transfer', documentNo });
const moved = (story: EnrolmentStory = readyToPay(), day?: string, to?: AreaCode): EnrolmentStory =>
  story.after(moving(day, to), township).after(signing(), reviewer);
const rowOf = (year: number, village: AreaCode) => applying({ year, key: { ...KEY, village }, personId: PERSON });
const lies = ({ state }: EnrolmentStory, ...years: readonly number[]): readonly string[] => {
  if (state.key === undefined) throw new Error('nobody applied');
  const one = state;
  return years.map((year) => villageIn(one, year));
};

describe('a move to another village of the county', () => {
  it('is said where the case lies, under a document, and waits for another person of the county', () => {
    const proposed = readyToPay().after(moving(), township);
    expect(outcome(readyToPay().when(moving(), officialOf('village')))).toBe('forbidden_role');
    expect(outcome(readyToPay().when(moving(), { ...health, area: OTHER_COUNTY }))).toBe('not_found');
    expect(outcome(readyToPay().when(moving(), THERE.township))).toBe('not_found');
    expect(outcome(readyToPay().when(moving('2099-01-01'), township))).toBe('day_not_reached');
    expect(outcome(readyToPay().when({ ...moving(), bornOn: plainDate('2024-01-01') }, township))).toBe('day_before_birth');
    expect(outcome(readyToPay().when(moving('2023-05-20', VILLAGE), township))).toBe('transfer_unneeded');
    expect(outcome(readyToPay().when(moving(), { ...township, person: PERSON }))).toBe('own_case');
    expect(outcome(proposed.when(moving(), health))).toBe('transfer_waiting');
    expect(outcome(proposed.when(signing(), township))).toBe('forbidden_role');
    expect(outcome(readyToPay().after(moving(), health).when(signing(), health))).toBe('proposal_own');
    expect(outcome(proposed.when(signing('另一份文件'), reviewer))).toBe('transfer_unknown');
    expect(outcome(proposed.when(signing(' 户迁[2023]第18号 '), reviewer))).toEqual([
      'EnrolmentTransferredOut',
      'EnrolmentTransferredIn',
    ]);
    expect(outcome(readyToPay().after(dying(6), health).when(moving(), township))).toBe('enrolment_exited');
    expect(outcome(proposed.after(dying(6), health).when(signing(), reviewer))).toBe('enrolment_exited');
  });

  it('is dropped by whoever said it, or by the county', () => {
    const proposed = readyToPay().after(moving(), township);
    const dropping = { do: 'drop-transfer', note: '户口未迁' } as const;
    expect(outcome(proposed.when(dropping, official('clerk-xu', 'township', TOWNSHIP)))).toBe('forbidden_role');
    expect(outcome(readyToPay().when(dropping, township))).toBe('transfer_unknown');
    expect(outcome(proposed.after(dropping, township).when(signing(), reviewer))).toBe('transfer_unknown');
    expect(outcome(proposed.when(dropping, reviewer))).toEqual(['TransferDropped']);
  });

  it('leaves what a village has confirmed with that village, and gives the years after it to the other', () => {
    expect(lies(moved(), 2022, 2023, 2024)).toEqual([VILLAGE, VILLAGE, NEW]);
    const notYet = given(enrolmentDecider, applied(), accountRecorded());
    expect(lies(moved(notYet), 2022, 2023)).toEqual([VILLAGE, NEW]);
    const known = given(enrolmentDecider, applied(), ...through('village'), renewed(2024));
    expect(lies(moved(known, '2022-03-01'), 2023, 2024)).toEqual([VILLAGE, NEW]);
  });

  it('keeps the number, the money and the account of the case, and the books of the old village', () => {
    const story = moved();
    expect(story.state.key).toEqual({ ...KEY, village: NEW });
    expect(payable(story.state, 2023, releaser())).toMatchObject({ key: KEY, amountFen: 96_000 });
    const paid = story.after(instructing(), releaser()).after(answering('settled'), releaser());
    expect(paid.state.payments).toMatchObject([{ state: 'settled', amountFen: 96_000 }]);
    const instructed = story.when(instructing(), releaser());
    expect(instructed).toMatchObject([{ type: 'PaymentInstructed', data: { village: VILLAGE } }]);
  });

  it('lets each side bring its own years to their end', () => {
    const half = given(enrolmentDecider, applied(), accountRecorded(), ...through('village'));
    const story = moved(half);
    expect(outcome(story.when(confirming('township'), THERE.township))).toBe('not_found');
    expect(story.when(confirming('township'), township)).toMatchObject([{ data: { village: VILLAGE } }]);
    const listed = story.after(rowOf(2024, NEW), THERE.township);
    const next = confirming('village', { year: 2024, proposal: proposing(2024) });
    expect(outcome(listed.when(next, officialOf('village')))).toBe('not_found');
    expect(listed.when(next, THERE.village)).toMatchObject([{ type: 'EligibilityConfirmed', data: { village: NEW } }]);
  });

  it('leaves an objection to a year where the year is', () => {
    const disputed = moved(given(enrolmentDecider, applied(), accountRecorded(), ...through('county'), objected('objection-1')));
    const resolving = { do: 'resolve-objection', objectionId: 'objection-1', outcome: 'dismissed', reason: '属实' } as const;
    expect(outcome(disputed.when(resolving, THERE.township))).toBe('not_found');
    const other = official('clerk-xu', 'township', TOWNSHIP);
    expect(disputed.when(resolving, other)).toMatchObject([{ data: { village: VILLAGE } }]);
    expect(outcome(moved().when(raising(), THERE.village))).toBe('not_found');
  });

  it('does not let a year be confirmed of which a move waits', () => {
    const waiting = given(enrolmentDecider, applied(), accountRecorded()).after(moving(), township);
    expect(outcome(waiting.when(confirming('village'), officialOf('village')))).toBe('transfer_awaited');
    const later = given(enrolmentDecider, applied(), ...through('village')).after(moving(), township);
    expect(outcome(later.when(confirming('township'), township))).toEqual(['EligibilityConfirmed']);
  });
});

describe('a list of the village', () => {
  it('is taken from where the person lives in that year, and told of the move from where the person was', () => {
    const story = moved();
    expect(story.when(rowOf(2024, NEW), THERE.township)).toMatchObject([{ type: 'EnrolmentRenewed', data: { village: NEW } }]);
    expect(story.when(rowOf(2024, VILLAGE), township)).toEqual({ refused: 'transferred_out', detail: NEW });
    expect(story.when(rowOf(2022, VILLAGE), township)).toMatchObject([{ data: { village: VILLAGE } }]);
    expect(story.when(rowOf(2022, NEW), THERE.township)).toEqual({ refused: 'village_differs', detail: VILLAGE });
    expect(readyToPay().when(rowOf(2024, NEW), THERE.township)).toEqual({ refused: 'village_differs', detail: VILLAGE });
  });
});

describe('a move that was none', () => {
  it('is mended by the way back, under a document of its own', () => {
    const back = moved(readyToPay())
      .after({ ...moving('2023-05-20', VILLAGE), documentNo: '更正〔2023〕1号' }, reviewer)
      .after(signing('更正〔2023〕1号'), health);
    expect(lies(back, 2023, 2024)).toEqual([VILLAGE, VILLAGE]);
    expect(outcome(back.when(rowOf(2024, VILLAGE), township))).toEqual(['EnrolmentRenewed']);
  });

  it('leaves each year where it was confirmed, however often somebody moves', () => {
    const third = '991001002002' as AreaCode;
    const before = { ...moving('2024-03-01', third), documentNo: '户迁〔2024〕2号' };
    const story = moved()
      .and(renewed(2024), ...through('village', 2024))
      .after(before, official('clerk-bai', 'township', THERE.township.area, '2024-06-01'))
      .after(signing(before.documentNo), official('officer-liu', 'health', health.area, '2024-06-02'));
    expect(lies(story, 2023, 2024, 2025)).toEqual([VILLAGE, NEW, third]);
    expect(story.state.key === undefined ? '' : keyIn(story.state, 2024).village).toBe(NEW);
  });
});
