import { instant } from '@fenming/calendar';
import { fen } from '@fenming/money';
import { COUNTY, given, official, OTHER_COUNTY, outcome } from '../../subsidy.fixture';
import type { Funding } from '../funding';
import type { AppropriationCommand } from './appropriation.commands';
import { appropriationDecider } from './appropriation.decider';
import { shortOf } from './reservations';

const maker = official('maker-zhao', 'finance-maker', COUNTY);
const where = { programme: 'REWARD', year: 2023, area: COUNTY };
const funding = (central: number, province = 0, county = 0): Funding => ({
  central: fen(central),
  province: fen(province),
  city: fen(0),
  county: fen(county),
});
const receiving = (layer: 'central' | 'province', amount: number, documentNo = '财社〔2023〕1号'): AppropriationCommand => ({
  ...where,
  do: 'receive',
  layer,
  amountFen: fen(amount),
  documentNo,
  arrivedOn: '2023-02-20',
});
const reserving = (batch: string, amounts: Funding): AppropriationCommand => ({
  ...where,
  do: 'reserve',
  batch,
  funding: amounts,
});
const freeing = (batch: string, amounts: Funding, reference = 'result-1'): AppropriationCommand => ({
  ...where,
  do: 'free',
  batch,
  funding: amounts,
  reason: 'returned',
  reference,
});

describe('money received', () => {
  it('is booked by the finance maker, by layer and document', () => {
    expect(given(appropriationDecider).when(receiving('central', 60000), maker)).toEqual([
      {
        type: 'AppropriationReceived',
        data: {
          ...where,
          layer: 'central',
          amountFen: '60000',
          documentNo: '财社〔2023〕1号',
          arrivedOn: '2023-02-20',
        },
      },
    ]);
    const checker = official('checker-qian', 'finance-checker', COUNTY);
    expect(outcome(given(appropriationDecider).when(receiving('central', 1), checker))).toBe('forbidden_role');
    expect(outcome(given(appropriationDecider).when(receiving('central', 1), { ...maker, area: OTHER_COUNTY }))).toBe(
      'forbidden_area',
    );
  });

  it('adds up within its layer and never across layers', () => {
    const story = given(appropriationDecider)
      .after(receiving('central', 60000), maker)
      .after(receiving('central', 40000, '财社〔2023〕2号'), maker)
      .after(receiving('province', 7), maker);
    expect(story.state).toMatchObject({ available: funding(100000, 7) });
  });

  it('is booked once per document and layer; one document may bring several layers', () => {
    const story = given(appropriationDecider).after(receiving('central', 60000), maker);
    expect(story.when(receiving('central', 60000), maker)).toEqual({
      refused: 'duplicate_document',
      detail: '财社〔2023〕1号',
    });
    expect(outcome(story.when(receiving('province', 60000), maker))).toEqual(['AppropriationReceived']);
  });

  it.each([0, -1])('is refused for %p fen', (amount) => {
    expect(outcome(given(appropriationDecider).when(receiving('central', amount), maker))).toBe('amount_not_positive');
  });

  it('is refused where so much money can only be a slip of the unit, however it adds up', () => {
    const most = given(appropriationDecider).after(receiving('central', 1_000_000_000_000_000), maker);
    expect(outcome(most.when(receiving('province', 1), maker))).toBe('amount_too_large');
    expect(outcome(given(appropriationDecider).when(receiving('central', Number.MAX_SAFE_INTEGER), maker))).toBe(
      'amount_too_large',
    );
  });

  it('may be booked on the day it arrives, by the calendar of Shanghai, and not before', () => {
    const oneSecondToMidnight = { ...maker, at: instant('2023-02-19T15:59:59.000Z') };
    const midnight = { ...maker, at: instant('2023-02-19T16:00:00.000Z') };
    expect(outcome(given(appropriationDecider).when(receiving('central', 1), oneSecondToMidnight))).toBe('day_not_reached');
    expect(outcome(given(appropriationDecider).when(receiving('central', 1), midnight))).toEqual(['AppropriationReceived']);
    const noSuchDay = { ...receiving('central', 1), arrivedOn: '2023-02-30' } as AppropriationCommand;
    expect(outcome(given(appropriationDecider).when(noSuchDay, maker))).toBe('day_unknown');
  });
});

describe('reserving money for a batch', () => {
  const funded = given(appropriationDecider).after(receiving('central', 60000), maker).after(receiving('province', 20000), maker);

  it('takes it from each layer', () => {
    expect(funded.after(reserving('batch-1', funding(57600, 19200)), maker).state).toMatchObject({
      available: funding(2400, 800),
    });
  });

  it('may take the last fen of a layer, and not one more', () => {
    expect(outcome(funded.when(reserving('batch-1', funding(60000, 20000)), maker))).toEqual(['FundsReserved']);
    expect(funded.when(reserving('batch-1', funding(60001, 20000)), maker)).toEqual({
      refused: 'budget_exceeded',
      detail: 'central 60001 60000',
    });
  });

  it('does not lend from a rich layer to a poor one', () => {
    expect(funded.when(reserving('batch-1', funding(0, 0, 1)), maker)).toEqual({
      refused: 'budget_exceeded',
      detail: 'county 1 0',
    });
  });

  it('is foretold to be short, layer by layer, for what the batch itself does not hold already', () => {
    const { state } = funded.after(reserving('batch-1', funding(57600, 19200)), maker);
    expect(shortOf(state, 'batch-2', funding(57600, 19200))).toEqual(funding(55200, 18400));
    expect(shortOf(state, 'batch-1', funding(57600, 19200))).toEqual(funding(0));
    expect(outcome(funded.when(reserving('batch-3', funding(60001, 20001, 1)), maker))).toBe('budget_exceeded');
    expect(funded.when(reserving('batch-3', funding(60001, 20001, 1)), maker)).toMatchObject({
      detail: 'central 60001 60000,province 20001 20000,county 1 0',
    });
  });

  it('happens once for a batch', () => {
    const story = funded.after(reserving('batch-1', funding(57600, 19200)), maker);
    expect(story.when(reserving('batch-1', funding(57600, 19200)), maker)).toEqual([]);
    expect(outcome(story.when(reserving('batch-2', funding(57600, 19200)), maker))).toBe('budget_exceeded');
  });

  it('follows the list: a batch locked anew after a release that was cut off reserves its new amount, not its old one', () => {
    const story = funded.after(reserving('batch-1', funding(10000, 5000)), maker);
    expect(story.after(reserving('batch-1', funding(50000, 1000)), maker).state).toMatchObject({
      available: funding(10000, 19000),
    });
    expect(outcome(story.when(reserving('batch-1', funding(60001, 0)), maker))).toBe('budget_exceeded');
  });

  it('keeps the amount of a batch from which money has come back', () => {
    const story = funded.after(reserving('batch-1', funding(10000)), maker).after(freeing('batch-1', funding(4000)), maker);
    expect(story.when(reserving('batch-1', funding(10000)), maker)).toEqual([]);
    expect(outcome(story.when(reserving('batch-1', funding(20000)), maker))).toBe('control_total_mismatch');
  });
});

describe('freeing money that was not paid', () => {
  const reserved = given(appropriationDecider)
    .after(receiving('central', 60000), maker)
    .after(reserving('batch-1', funding(57600)), maker);

  it('makes it available again, for the reissue', () => {
    const story = reserved.after(freeing('batch-1', funding(57600)), maker);
    expect(story.state).toMatchObject({ available: funding(60000) });
    expect(outcome(story.when(reserving('batch-2', funding(57600)), maker))).toEqual(['FundsReserved']);
  });

  it('happens once for a cause, and again for another', () => {
    const story = reserved.after(freeing('batch-1', funding(9600)), maker);
    expect(story.when(freeing('batch-1', funding(9600)), maker)).toEqual([]);
    expect(story.after(freeing('batch-1', funding(9600), 'result-2'), maker).state).toMatchObject({ available: funding(21600) });
  });

  it('never gives back more than the batch holds', () => {
    const story = reserved.after(freeing('batch-1', funding(50000)), maker);
    expect(outcome(story.when(freeing('batch-1', funding(7601), 'result-2'), maker))).toBe('control_total_mismatch');
    expect(outcome(story.when(freeing('batch-1', funding(7600), 'result-2'), maker))).toEqual(['FundsFreed']);
    expect(outcome(reserved.when(freeing('batch-2', funding(1)), maker))).toBe('control_total_mismatch');
  });

  it('is of a batch that has reserved some, were it nothing that is freed', () => {
    expect(outcome(reserved.when(freeing('batch-2', funding(0)), maker))).toBe('control_total_mismatch');
  });
});
