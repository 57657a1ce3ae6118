import { plainDate } from '@fenming/calendar';
import { COUNTY, official, OTHER_COUNTY, outcome } from '../../subsidy.fixture';
import type { ConfirmExit, ProposeExit } from './enrolment.commands';
import { dying, KEY, officialOf, paid, readyToPay, releaser } from './enrolment.fixture';
import { leftBefore } from './confirmation';
import { exitOf } from './case-exit';
import { payable } from './payment';

const township = officialOf('township');
const health = officialOf('county');
const reviewer = official('officer-liu', 'health', COUNTY);
const DOCUMENT = '户迁〔2023〕第18号';
const proposing = (day = '2023-05-20'): ProposeExit => ({
  do: 'propose-exit',
  reason: 'moved_out',
  effectiveOn: plainDate(day),
  sealedDay: 'sealed-day',
  documentNo: DOCUMENT,
  note: '全户迁往外省',
});
/** What the year comes to with the exit: as after a death in the same month, by the same fixture. */
const confirming = (documentNo = DOCUMENT, months = 5): ConfirmExit => ({
  do: 'confirm-exit',
  documentNo,
  redetermined: dying(months).redetermined.map((one) => ({ ...one, cause: 'exit' })),
});
const withdrawing = { do: 'propose-exit-withdrawal', documentNo: '县卫健〔2023〕33号', note: '户口仍在本县' } as const;
const left = () => readyToPay().after(proposing(), township).after(confirming(), reviewer);

describe('leaving a programme for another reason than a death', () => {
  it('is said by the township or the county, under a document, and waits for another person of the county', () => {
    const proposed = readyToPay().after(proposing(), township);
    expect(outcome(readyToPay().when(proposing(), officialOf('village')))).toBe('forbidden_role');
    expect(outcome(readyToPay().when(proposing(), { ...health, area: OTHER_COUNTY }))).toBe('not_found');
    expect(outcome(readyToPay().when(proposing('2099-01-01'), township))).toBe('day_not_reached');
    expect(outcome(proposed.when(proposing(), health))).toBe('exit_waiting');
    expect(outcome(proposed.when(confirming(), township))).toBe('forbidden_role');
    expect(outcome(readyToPay().after(proposing(), health).when(confirming(), health))).toBe('proposal_own');
    expect(outcome(proposed.when(confirming('另一份文件'), reviewer))).toBe('exit_unknown');
    expect(outcome(proposed.when(confirming(' 户迁[2023]第18号 '), reviewer))).toEqual([
      'EnrolmentExited',
      'EntitlementDetermined',
    ]);
  });

  it('still waits after a death that was none: meanwhile nobody confirms it, and it is not lost', () => {
    const dead = readyToPay().after(proposing(), township).after(dying(5), health);
    expect(outcome(dead.when(confirming(), reviewer))).toBe('enrolment_exited');
    const withdrawal = { do: 'withdraw-exit-by-death', documentNo: '1号', note: '同名', redetermined: [] } as const;
    const alive = dead.after(withdrawal, reviewer);
    expect(payable(alive.state, 2023, releaser())).toEqual({ refused: 'exit_awaited' });
    expect(outcome(alive.when(confirming(DOCUMENT, 4), reviewer))).toEqual(['EnrolmentExited', 'EntitlementDetermined']);
  });

  it('holds the case until then: nothing is paid, also where it was locked before', () => {
    const proposed = readyToPay().after(proposing(), township);
    expect(payable(proposed.state, 2023, releaser())).toEqual({ refused: 'exit_awaited' });
    const dropped = proposed.after({ do: 'drop-exit', note: '同名' }, township);
    expect(payable(dropped.state, 2023, releaser())).toMatchObject({ amountFen: 96000 });
    expect(outcome(dropped.when(confirming(), reviewer))).toBe('exit_unknown');
  });

  it('leaves what is due up to then to be paid to the person, who is alive', () => {
    expect(payable(left().state, 2023, releaser())).toMatchObject({ key: KEY, amountFen: 40000 });
    expect(leftBefore(left().state, 2024)).toBe(true);
  });

  it('claims back what was paid beyond it, where the programme says so', () => {
    const after = paid().after(proposing(), township).when(confirming(), reviewer);
    expect(outcome(after)).toEqual(['EnrolmentExited', 'EntitlementDetermined', 'RecoveryOpened']);
  });

  it('is taken back by two people too, and the year comes to what it came to before', () => {
    const back = left().after(withdrawing, township);
    expect(payable(back.state, 2023, releaser())).toMatchObject({ amountFen: 40000 });
    expect(outcome(back.when(confirming(withdrawing.documentNo, 12), reviewer))).toEqual([
      'ExitWithdrawn',
      'EntitlementDetermined',
    ]);
    expect(outcome(readyToPay().when(withdrawing, township))).toBe('exit_unknown');
    expect(outcome(readyToPay().after(dying(6), health).when(withdrawing, township))).toBe('exit_unknown');
  });

  it('ends with a new application of a later year, which does not change the year that was left', () => {
    const returned = left().after(
      {
        do: 'apply',
        key: KEY,
        personId: 'person-zhang' as never,
        year: 2025,
        importId: 'import-3',
        row: 4,
        sealedFacts: 'facts of 2025',
      },
      health,
    );
    expect([2023, 2024, 2025].map((year) => leftBefore(returned.state, year))).toEqual([false, true, false]);
    expect(exitOf(returned.state, 2025)).toBeUndefined();
    expect(outcome(returned.when(proposing('2023-05-01'), township))).toBe('enrolment_exited');
  });

  it('is followed by a death like any other case: nothing goes to the dead, and what the death leaves is determined', () => {
    const dead = left().after(dying(3), health);
    expect(outcome(left().when(dying(3), health))).toEqual(['EnrolmentExited', 'EntitlementDetermined']);
    expect(payable(dead.state, 2023, releaser())).toEqual({ refused: 'payee_awaited' });
    expect(exitOf(dead.state, 2023)).toMatchObject({ reason: 'death' });
    expect(outcome(dead.when(dying(3), health))).toEqual([]);
  });

  it('still stands when that death is withdrawn, and may itself be withdrawn while the death stands', () => {
    const dead = left().after(dying(3), health);
    const alive = dead.after(
      { do: 'withdraw-exit-by-death', documentNo: '1号', note: '同名', redetermined: confirming().redetermined },
      health,
    );
    expect(exitOf(alive.state, 2024)).toMatchObject({ reason: 'moved_out', year: 2023 });
    expect(payable(alive.state, 2023, releaser())).toMatchObject({ amountFen: 40000 });
    const stayed = dead.after(withdrawing, township).after(confirming(withdrawing.documentNo, 3), reviewer);
    expect(exitOf(stayed.state, 2024)).toMatchObject({ reason: 'death' });
    expect(payable(stayed.state, 2023, releaser())).toEqual({ refused: 'payee_awaited' });
  });

  it('is said only once, and of nobody who is dead', () => {
    expect(outcome(left().when(proposing(), township))).toBe('enrolment_exited');
    expect(outcome(readyToPay().after(dying(6), health).when(proposing(), township))).toBe('enrolment_exited');
  });
});
