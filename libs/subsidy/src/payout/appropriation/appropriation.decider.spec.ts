import { addFen, fen, type Fen } from '@fenming/money';
import fc from 'fast-check';
import counts from '../../../../../test/counts.json';
import { isRefusal } from '../../decider';
import { COUNTY, given, official, OTHER_COUNTY, outcome } from '../../subsidy.fixture';
import { addFunding, FUNDING_LAYERS, fundingTotal, NO_FUNDING, subtractFunding, type Funding } from '../funding';
import { appropriationDecider, type AppropriationCommand } from './appropriation.decider';

const numRuns = (process.env['FENMING_COUNTS'] === 'long' ? counts.long : counts.ci).properties;
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
    expect(story.state.available).toEqual(funding(100000, 7));
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
});

describe('reserving money for a batch', () => {
  const funded = given(appropriationDecider).after(receiving('central', 60000), maker).after(receiving('province', 20000), maker);

  it('takes it from each layer', () => {
    expect(funded.after(reserving('batch-1', funding(57600, 19200)), maker).state.available).toEqual(funding(2400, 800));
  });

  it('may take the last fen of a layer, and not one more', () => {
    expect(outcome(funded.when(reserving('batch-1', funding(60000, 20000)), maker))).toEqual(['FundsReserved']);
    expect(funded.when(reserving('batch-1', funding(60001, 20000)), maker)).toEqual({
      refused: 'budget_exceeded',
      detail: 'central: 600.01 > 600.00',
    });
  });

  it('does not lend from a rich layer to a poor one', () => {
    expect(funded.when(reserving('batch-1', funding(0, 0, 1)), maker)).toEqual({
      refused: 'budget_exceeded',
      detail: 'county: 0.01 > 0.00',
    });
  });

  it('happens once for a batch', () => {
    const story = funded.after(reserving('batch-1', funding(57600, 19200)), maker);
    expect(story.when(reserving('batch-1', funding(57600, 19200)), maker)).toEqual([]);
    expect(outcome(story.when(reserving('batch-2', funding(57600, 19200)), maker))).toBe('budget_exceeded');
  });

  it('follows the list: a batch locked anew after a release that was cut off reserves its new amount, not its old one', () => {
    const story = funded.after(reserving('batch-1', funding(10000, 5000)), maker);
    expect(story.after(reserving('batch-1', funding(50000, 1000)), maker).state.available).toEqual(funding(10000, 19000));
    expect(outcome(story.when(reserving('batch-1', funding(60001, 0)), maker))).toBe('budget_exceeded');
  });
});

describe('freeing money that was not paid', () => {
  const reserved = given(appropriationDecider)
    .after(receiving('central', 60000), maker)
    .after(reserving('batch-1', funding(57600)), maker);

  it('makes it available again, for the reissue', () => {
    const story = reserved.after(freeing('batch-1', funding(57600)), maker);
    expect(story.state.available).toEqual(funding(60000));
    expect(outcome(story.when(reserving('batch-2', funding(57600)), maker))).toEqual(['FundsReserved']);
  });

  it('happens once for a cause, and again for another', () => {
    const story = reserved.after(freeing('batch-1', funding(9600)), maker);
    expect(story.when(freeing('batch-1', funding(9600)), maker)).toEqual([]);
    expect(story.after(freeing('batch-1', funding(9600), 'result-2'), maker).state.available).toEqual(funding(21600));
  });
});

const amount = fc.integer({ min: 0, max: 5000 }).map(fen);
const anyFunding: fc.Arbitrary<Funding> = fc.record({ central: amount, province: amount, city: amount, county: amount });
const received = fc.record({
  layer: fc.constantFrom(...FUNDING_LAYERS),
  amountFen: fc.integer({ min: -10, max: 20000 }).map(fen),
  documentNo: fc.constantFrom('1号', '2号', '3号', '4号', '5号'),
});
const held = fc.record({ batch: fc.constantFrom('a', 'b', 'c', 'd'), funding: anyFunding });
const anyCommand: fc.Arbitrary<AppropriationCommand> = fc.oneof(
  received.map((said) => ({ ...where, do: 'receive' as const, ...said, arrivedOn: '2023-02-20' })),
  held.map((said) => ({ ...where, do: 'reserve' as const, ...said })),
  fc
    .tuple(held, fc.constantFrom('result-1', 'result-2'))
    .map(([{ batch, funding: amounts }, reference]) => freeing(batch, amounts, reference)),
);

/** The same books kept the simple way: what came in, and what each batch holds. */
type Ledger = { received: Funding; freed: Funding; held: Record<string, Funding> };
const booked = (ledger: Ledger, command: AppropriationCommand): Ledger => {
  switch (command.do) {
    case 'receive':
      return { ...ledger, received: addFunding(ledger.received, { ...NO_FUNDING, [command.layer]: command.amountFen }) };
    case 'reserve':
      return { ...ledger, held: { ...ledger.held, [command.batch]: command.funding } };
    case 'free':
      return { ...ledger, freed: addFunding(ledger.freed, command.funding) };
  }
};
const balanceOf = ({ received, freed, held }: Ledger): Funding =>
  Object.values(held).reduce(subtractFunding, addFunding(received, freed));

describe('whatever is received, reserved and freed', () => {
  it('no layer is ever overdrawn, and every fen is where a plain ledger says', () => {
    const layersOverdrawn = (available: Funding): readonly Fen[] =>
      FUNDING_LAYERS.map((layer) => available[layer]).filter((left) => left < 0);
    fc.assert(
      fc.property(fc.array(anyCommand, { maxLength: 30, size: 'max' }), (commands) => {
        let story = given(appropriationDecider);
        let ledger: Ledger = { received: NO_FUNDING, freed: NO_FUNDING, held: {} };
        for (const command of commands) {
          const decision = story.when(command, maker);
          if (isRefusal(decision) || decision.length === 0) continue;
          story = story.after(command, maker);
          ledger = booked(ledger, command);
          expect(layersOverdrawn(story.state.available)).toEqual([]);
          expect(story.state.available).toEqual(balanceOf(ledger));
        }
      }),
      { numRuns },
    );
  });

  it('the total of the layers is the total of the money', () => {
    fc.assert(
      fc.property(anyFunding, anyFunding, (a, b) => {
        expect(fundingTotal(addFunding(a, b))).toBe(addFen(fundingTotal(a), fundingTotal(b)));
      }),
      { numRuns },
    );
  });
});
