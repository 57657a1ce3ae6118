import { given, official, outcome, OTHER_TOWNSHIP } from '../../subsidy.fixture';
import type { CorrectFacts } from './enrolment.commands';
import { enrolmentDecider } from './enrolment.decider';
import {
  answering,
  applied,
  confirming,
  DUE,
  instructing,
  officialOf,
  paid,
  PERSON,
  proposing,
  raising,
  readyToPay,
  releaser,
  through,
} from './enrolment.fixture';
import { payable } from './payment';

const health = official('officer-liu', 'health', officialOf('county').area);
const holding = { do: 'hold', hold: 's1', cause: 'fact_awaited', fact: 'livingSons' } as const;
const releasing = { do: 'release-hold', hold: 's1' } as const;
/** The year 2023 comes to so many months by the facts as they are stated. */
const correcting = (months: number, excess: 'recover' | 'leave' = 'recover'): CorrectFacts => ({
  do: 'correct-facts',
  statement: 's1',
  documentNo: '东河计生〔2023〕7号',
  years: [{ year: 2023, sealedFacts: 'sealed-as-stated' }],
  redetermined: [{ year: 2023, cause: 'correction', proposal: proposing(2023, { months }), excess }],
});

describe('a case of which a fact is stated otherwise', () => {
  it('is held while a statement that would lower it waits: not confirmed, not paid', () => {
    const held = given(enrolmentDecider, applied()).after(holding, health);
    expect(held.when(holding, health)).toEqual([]);
    expect(outcome(held.when(confirming('village'), officialOf('village')))).toBe('fact_awaited');
    const ready = readyToPay().after(holding, health);
    expect(payable(ready.state, 2023, releaser())).toEqual({ refused: 'fact_awaited' });
    expect(outcome(ready.after(releasing, health).when(confirming('county'), officialOf('county')))).toBe('already_confirmed');
    expect(payable(ready.after(releasing, health).state, 2023, releaser())).toMatchObject({ amountFen: DUE });
  });

  it('does not go out on a line that was locked before it was held, also when the hold is over', () => {
    const lockedAt = readyToPay().state.events - 1;
    const since = readyToPay().after(holding, health).after(releasing, health);
    expect(outcome(since.when(instructing({ lockedAt }), releaser()))).toBe('fact_awaited');
    expect(outcome(since.when(instructing({ lockedAt: since.state.events }), releaser()))).toEqual(['PaymentInstructed']);
  });

  it('stands on the facts as stated, and what was determined by them is determined once more', () => {
    const held = readyToPay().after(holding, health);
    expect(outcome(held.when(correcting(6), health))).toEqual(['FactsCorrected', 'EntitlementDetermined', 'HoldReleased']);
    const { state } = held.after(correcting(6), health);
    expect(state.years[2023]).toMatchObject({ sealedFacts: 'sealed-as-stated', factsAt: held.state.events });
    expect(payable(state, 2023, releaser())).toMatchObject({ amountFen: DUE / 2, determination: 2 });
    expect(state.determinations[2023]?.at(-1)).toMatchObject({ cause: 'correction' });
  });

  it('names the statements that stand in the facts it rests on, each once', () => {
    expect(readyToPay().after(correcting(6), health).state.years[2023]?.statements).toEqual(['s1']);
    const twice = readyToPay()
      .after({ ...correcting(12), redetermined: [] }, health)
      .after({ ...correcting(6), statement: 's2' }, health);
    const again = twice.after(correcting(9), health);
    expect([twice, again].map(({ state }) => state.determinations[2023]?.map(({ statements }) => statements))).toEqual([
      [undefined, ['s1', 's2']],
      [undefined, ['s1', 's2'], ['s2', 's1']],
    ]);
  });

  it('claims back what was paid too much, or leaves it by law, and pays what was paid too little as arrears', () => {
    expect(outcome(paid().when(correcting(6), health))).toEqual(['FactsCorrected', 'EntitlementDetermined', 'RecoveryOpened']);
    expect(outcome(paid().when(correcting(6, 'leave'), health))).toEqual([
      'FactsCorrected',
      'EntitlementDetermined',
      'ExcessNoted',
    ]);
    const half = readyToPay()
      .after(correcting(6), health)
      .after(instructing({ amountFen: proposing(2023, { months: 6 }).amountFen, determination: 2, lockedAt: 20 }), releaser())
      .after(answering('settled'), releaser());
    const back = half.after({ ...correcting(12), statement: 's2' }, health);
    expect(payable(back.state, 2023, releaser())).toMatchObject({ entitlement: '2023/arrears/3', amountFen: DUE / 2 });
  });

  it('is nobody else’s to correct, nor whoever’s case it is', () => {
    expect(outcome(readyToPay().when(correcting(6), official('clerk-li', 'township', OTHER_TOWNSHIP)))).toBe('forbidden_role');
    expect(outcome(readyToPay().when(correcting(6), { ...health, person: PERSON }))).toBe('own_case');
    expect(outcome(readyToPay().when(holding, official('clerk-qian', 'township', OTHER_TOWNSHIP)))).toBe('not_found');
  });
});

describe('an objection to what has been put right since', () => {
  const remedying = (isAccepted: boolean) =>
    ({ do: 'remedy-objection', objectionId: 'objection-1', statement: 's1', isAccepted, reason: '已按户口簿更正' }) as const;
  const objected = given(enrolmentDecider, applied(), ...through('village')).after(raising(), officialOf('village'));

  it('ends by an accepted statement, and undoes no confirmation', () => {
    expect(outcome(objected.when(remedying(false), health))).toBe('statement_unknown');
    expect(outcome(objected.when(remedying(true), health))).toEqual(['ObjectionRemedied']);
    const { state } = objected.after(remedying(true), health);
    expect(state.years[2023]).toMatchObject({ confirmedBy: { village: 'clerk-wu' } });
    expect(state.openObjections).toEqual({});
  });

  it('is not decided by whoever confirmed the case', () => {
    const confirmed = given(enrolmentDecider, applied(), ...through('county'));
    const raised = confirmed.after(raising({ level: 'county' }), officialOf('county'));
    expect(outcome(raised.when(remedying(true), officialOf('county')))).toBe('objection_handler');
  });
});

describe('a case that somebody looks into', () => {
  const byHand = { do: 'hold', hold: 'h1', cause: 'held_by_hand', note: '户籍待核', dueOn: '2023-07-01' } as const;
  const clear = { do: 'release-by-hand', note: '已核实' } as const;
  const clerk = officialOf('township');

  it('is neither confirmed nor paid until it is clear, and then paid what it was due, once', () => {
    const held = readyToPay().after(byHand, clerk);
    expect(payable(held.state, 2023, releaser())).toEqual({ refused: 'held_by_hand' });
    expect(held.state.holds).toMatchObject([{ note: '户籍待核', dueOn: '2023-07-01' }]);
    expect(payable(held.after(clear, clerk).state, 2023, releaser())).toMatchObject({ amountFen: DUE });
  });

  it('is cleared by whoever held it, or by the county, and not by way of what waits for a signature', () => {
    const held = readyToPay().after(byHand, health);
    expect(outcome(held.when(clear, clerk))).toBe('forbidden_role');
    expect(outcome(held.when(clear, health))).toEqual(['HoldReleased']);
    expect(outcome(readyToPay().after(holding, health).when(clear, health))).toBe('hold_unknown');
    expect(outcome(held.when({ ...byHand, hold: 'h2' }, health))).toBe('held_by_hand');
  });
});
