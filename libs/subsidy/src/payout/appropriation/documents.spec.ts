import { fen } from '@fenming/money';
import { COUNTY, given, official, OTHER_COUNTY, outcome } from '../../subsidy.fixture';
import type { Funding } from '../funding';
import type { AppropriationCommand } from './appropriation.commands';
import { appropriationDecider } from './appropriation.decider';
import type { AppropriationEvent } from './appropriation.events';

const maker = official('maker-zhao', 'finance-maker', COUNTY, '2024-03-01');
const of = (year: number) => ({ programme: 'REWARD', year, area: COUNTY });
const funding = (central: number, province = 0): Funding => ({
  central: fen(central),
  province: fen(province),
  city: fen(0),
  county: fen(0),
});
const text = (central: string, province = '0') => ({ central, province, city: '0', county: '0' });
const receiving = (central: number, year = 2023, documentNo = '拨1号'): AppropriationCommand => ({
  ...of(year),
  do: 'receive',
  layer: 'central',
  amountFen: fen(central),
  documentNo,
  arrivedOn: '2023-02-20',
});
const adjusting = (amount: number, documentNo = '调1号'): AppropriationCommand => ({
  ...of(2023),
  do: 'adjust',
  layer: 'central',
  amountFen: fen(amount),
  documentNo,
  reason: '据实结算',
  adjustedOn: '2023-06-20',
});
const lapsing = (amounts: Funding, documentNo = '缴1号'): AppropriationCommand => ({
  ...of(2023),
  do: 'lapse',
  funding: amounts,
  documentNo,
  lapsedOn: '2024-01-20',
});
const carryingOut = (amounts: Funding, year = 2023, documentNo = '转1号'): AppropriationCommand => ({
  ...of(year),
  do: 'carry-out',
  funding: amounts,
  documentNo,
  carriedOn: '2024-01-15',
});
const carryingIn = (amounts: Funding, since: number, documentNo = '转1号'): AppropriationCommand => ({
  ...of(2024),
  do: 'carry-in',
  funding: amounts,
  documentNo,
  carriedOn: '2024-01-15',
  since,
});
const reserving = (central: number, year = 2023, batch = 'batch-1'): AppropriationCommand => ({
  ...of(year),
  do: 'reserve',
  batch,
  funding: funding(central),
});
const closing = (...finished: readonly string[]): AppropriationCommand => ({
  ...of(2023),
  do: 'close',
  documentNo: '结1号',
  closedOn: '2024-02-01',
  finished,
});
const nothing = given(appropriationDecider);
const funded = nothing.after(receiving(60000), maker);
const spent = funded.after(lapsing(funding(60000), '缴9号'), maker);

describe('every document', () => {
  const all = [adjusting(1), lapsing(funding(1)), carryingOut(funding(1)), closing()];

  it.each(all)('is booked by the finance maker of the county alone ($do)', (command) => {
    const before = command.do === 'close' ? spent : funded;
    expect(outcome(before.when(command, maker))).toHaveLength(1);
    expect(outcome(before.when(command, { ...maker, role: 'finance-checker' }))).toBe('forbidden_role');
    expect(outcome(before.when(command, { ...maker, area: OTHER_COUNTY }))).toBe('forbidden_area');
  });

  it.each(all)('is not booked before its day ($do)', (command) => {
    const earlier = official('maker-zhao', 'finance-maker', COUNTY, '2023-06-19');
    expect(outcome(funded.when(command, earlier))).toBe('day_not_reached');
  });

  it('is not booked on a day before the year in which its money was told at the earliest', () => {
    const on = (arrivedOn: string) => ({ ...receiving(1, 2023, '早1号'), arrivedOn }) as AppropriationCommand;
    expect(outcome(funded.when(on('2021-12-31'), maker))).toBe('day_too_early');
    expect(outcome(funded.when({ ...adjusting(1), adjustedOn: '0001-01-01' } as AppropriationCommand, maker))).toBe(
      'day_too_early',
    );
    expect(outcome(funded.when(on('2022-01-01'), maker))).toEqual(['AppropriationReceived']);
  });

  it('is booked once in a layer, whatever it says', () => {
    const booked = nothing.after({ ...receiving(60000), documentNo: '一号' } as AppropriationCommand, maker);
    const again = [adjusting(1, '一号'), lapsing(funding(1), '一号'), carryingOut(funding(1), 2023, '一号')];
    expect(again.map((command) => outcome(booked.when(command, maker)))).toEqual(again.map(() => 'duplicate_document'));
  });

  const spellings = [
    '示财社[2024]1号',
    '示财社（2024）1号',
    '示财社〔2024〕 1 号',
    '示财社【２０２４】第０１号',
    '示财社﹝2024﹞1\u200B号',
  ];

  it.each(spellings)('is the same one typed as %p, whatever books it', (typed) => {
    const booked = nothing.after(receiving(60000, 2023, '示财社〔2024〕1号'), maker);
    const again = [
      receiving(1, 2023, typed),
      adjusting(1, typed),
      lapsing(funding(1), typed),
      carryingOut(funding(1), 2023, typed),
    ];
    expect(again.map((command) => outcome(booked.when(command, maker)))).toEqual(again.map(() => 'duplicate_document'));
    expect(outcome(nothing.after(receiving(1, 2023, typed), maker).when(receiving(2, 2023, '示财社〔2024〕1号'), maker))).toBe(
      'duplicate_document',
    );
  });

  it.each(spellings)('stands in the log as offices write it, though it was typed as %p', (typed) => {
    expect(nothing.when(receiving(1, 2023, typed), maker)).toMatchObject([{ data: { documentNo: '示财社〔2024〕1号' } }]);
    expect(spent.when({ ...closing(), documentNo: typed } as AppropriationCommand, maker)).toMatchObject([
      { data: { documentNo: '示财社〔2024〕1号' } },
    ]);
  });
});

describe('an adjustment', () => {
  it('gives more, or takes back down to the last available fen of its layer', () => {
    expect(funded.after(adjusting(500), maker).state).toMatchObject({ available: funding(60500) });
    expect(funded.after(adjusting(-60000), maker).state).toMatchObject({ available: funding(0) });
    expect(funded.when(adjusting(-60001), maker)).toEqual({
      refused: 'available_exceeded',
      detail: 'central 60001 60000',
    });
  });

  it('never takes what a batch has reserved', () => {
    const reserved = funded.after(reserving(50000), maker);
    expect(outcome(reserved.when(adjusting(-10001), maker))).toBe('available_exceeded');
    expect(outcome(reserved.when(adjusting(-10000), maker))).toEqual(['AppropriationAdjusted']);
  });

  it('changes something', () => {
    expect(outcome(funded.when(adjusting(0), maker))).toBe('amount_zero');
  });
});

describe('money handed back to the treasury', () => {
  it('was available, layer by layer', () => {
    expect(funded.when(lapsing(funding(60000)), maker)).toEqual([
      {
        type: 'AppropriationLapsed',
        data: { ...of(2023), funding: text('60000'), documentNo: '缴1号', lapsedOn: '2024-01-20' },
      },
    ]);
    expect(outcome(funded.when(lapsing(funding(60001)), maker))).toBe('available_exceeded');
    expect(outcome(funded.when(lapsing(funding(1, 1)), maker))).toBe('available_exceeded');
  });

  it.each([funding(0), funding(-1), funding(2, -1)])('is some money', (amounts) => {
    expect(outcome(funded.when(lapsing(amounts), maker))).toBe('amount_not_positive');
  });
});

describe('a carry-over', () => {
  it('leaves one year and arrives in the next, with the year of its oldest money', () => {
    expect(funded.when(carryingOut(funding(400)), maker)).toEqual([
      {
        type: 'AppropriationCarriedOut',
        data: { ...of(2023), toYear: 2024, funding: text('400'), documentNo: '转1号', carriedOn: '2024-01-15' },
      },
    ]);
    const left = funded.after(carryingOut(funding(400)), maker);
    expect(left.state).toMatchObject({ available: funding(59600) });
    expect(left.state.carriedOut).toMatchObject([{ documentNo: '转1号', since: 2023 }]);
    expect(nothing.when(carryingIn(funding(400), 2023), maker)).toEqual([
      {
        type: 'AppropriationCarriedIn',
        data: {
          ...of(2024),
          fromYear: 2023,
          funding: text('400'),
          documentNo: '转1号',
          carriedOn: '2024-01-15',
          since: 2023,
        },
      },
    ]);
  });

  it('can be repeated, and does nothing twice; the same document with other money is refused', () => {
    const left = funded.after(carryingOut(funding(400)), maker);
    expect(left.when(carryingOut(funding(400)), maker)).toEqual([]);
    expect(outcome(left.when(carryingOut(funding(401)), maker))).toBe('duplicate_document');
    const arrived = nothing.after(carryingIn(funding(400), 2023), maker);
    expect(arrived.when(carryingIn(funding(400), 2023), maker)).toEqual([]);
  });

  it('is found again under another spelling of its document, and is not received once more in the next year', () => {
    const left = funded.after(carryingOut(funding(400), 2023, '示财社〔2024〕7号'), maker);
    expect(left.when(carryingOut(funding(400), 2023, '示财社[2024]07号'), maker)).toEqual([]);
    const arrived = nothing.after(carryingIn(funding(400), 2023, '示财社〔2024〕7号'), maker);
    expect(arrived.when(carryingIn(funding(400), 2023, '示财社(2024)7号'), maker)).toEqual([]);
    expect(outcome(arrived.when(receiving(400, 2024, '示财社（2024）7号'), maker))).toBe('duplicate_document');
  });

  it('takes only what is available', () => {
    expect(outcome(funded.after(reserving(60000), maker).when(carryingOut(funding(1)), maker))).toBe('available_exceeded');
  });

  it('takes money two years past its own, and not three (Budget Law art. 42)', () => {
    const since = (year: number) => nothing.after(carryingIn(funding(400), year), maker);
    expect(outcome(since(2023).when(carryingOut(funding(400), 2024, '转2号'), maker))).toEqual(['AppropriationCarriedOut']);
    expect(since(2022).when(carryingOut(funding(400), 2024, '转2号'), maker)).toEqual({
      refused: 'carried_too_long',
      detail: '2022',
    });
  });

  it('may take this year’s money once the old money is used up or handed back', () => {
    const mixed = nothing.after(carryingIn(funding(400), 2022), maker).after(receiving(1000, 2024), maker);
    expect(outcome(mixed.when(carryingOut(funding(1000), 2024, '转2号'), maker))).toBe('carried_too_long');
    const paid = mixed.after(reserving(399, 2024), maker);
    expect(outcome(paid.when(carryingOut(funding(500), 2024, '转2号'), maker))).toBe('carried_too_long');
    const handedBack = paid.after({ ...lapsing(funding(1)), ...of(2024) } as AppropriationCommand, maker);
    expect(outcome(handedBack.when(carryingOut(funding(500), 2024, '转2号'), maker))).toEqual(['AppropriationCarriedOut']);
  });
});

describe('closing a year', () => {
  const freeing: AppropriationCommand = {
    ...of(2023),
    do: 'free',
    batch: 'batch-1',
    funding: funding(50000),
    reason: 'returned',
    reference: 'result-1',
  };

  it('waits for every batch that still holds money', () => {
    const reserved = funded.after(reserving(60000), maker);
    expect(reserved.when(closing(), maker)).toEqual({ refused: 'money_under_way', detail: 'batch-1' });
    expect(outcome(reserved.when(closing('batch-1'), maker))).toEqual(['AppropriationClosed']);
  });

  it('waits for money that is left, names it by layer, and goes on when it is carried over or handed back', () => {
    const left = funded.after(reserving(50000), maker);
    expect(left.when(closing('batch-1'), maker)).toEqual({ refused: 'money_left', detail: 'central 10000' });
    for (const gone of [lapsing(funding(10000)), carryingOut(funding(10000))])
      expect(outcome(left.after(gone, maker).when(closing('batch-1'), maker))).toEqual(['AppropriationClosed']);
    const back = funded.after(reserving(60000), maker).after(freeing, maker);
    expect(back.when(closing('batch-1'), maker)).toEqual({ refused: 'money_left', detail: 'central 50000' });
  });

  it('ends every posting of the year', () => {
    const closed = funded.after(reserving(60000), maker).after(closing('batch-1'), maker);
    const later = [
      receiving(1, 2023, '拨2号'),
      adjusting(1),
      lapsing(funding(1)),
      carryingOut(funding(1)),
      carryingIn(funding(1), 2022),
      closing('batch-1'),
      reserving(1, 2023, 'batch-2'),
      freeing,
    ];
    expect(later.map((command) => outcome(closed.when(command, maker)))).toEqual(later.map(() => 'appropriation_closed'));
    const booked = funded.when(receiving(1, 2023, '拨2号'), maker) as readonly AppropriationEvent[];
    expect(() => closed.and(...booked.map((event) => ({ event, by: maker.by })))).toThrow('after they were closed');
  });
});
