import fc from 'fast-check';
import type { AreaCode } from '@fenming/citizen';
import { streams, type AppropriationEvent } from '@fenming/subsidy';
import counts from '../../../../test/counts.json';
import { apply, confirmAtAllLevels, type Case } from '../histories/cases.fixture';
import { given, PLAIN } from '../histories/given.fixture';
import { history } from '../histories/history.fixture';
import { payRound } from '../histories/payout.fixture';
import { Recorder, seeded, type Choose } from '../histories/recorder.fixture';
import { openViews } from '../county-views';
import type { Ledger, LedgerPosting } from './ledger.questions';

const numRuns = (process.env['FENMING_TEST_COUNTS'] === 'long' ? counts.long : counts.ci).properties;
const AID = { programme: 'FIRST_AID', year: 2023 };
const area = '991001' as AreaCode;
const stream = streams.appropriation(AID.programme, AID.year, area);
/** What PLAIN determines for everybody. */
const AMOUNT = 24_000;
const NONE = { central: '0', province: '0', city: '0', county: '0' };

const book = <Type extends AppropriationEvent['type']>(
  to: Recorder,
  type: Type,
  said: Omit<Extract<AppropriationEvent, { type: Type }>['data'], 'programme' | 'year' | 'area'>,
): void => to.record(stream, { type, data: { ...AID, area, ...said } } as unknown as AppropriationEvent);
const receive = (to: Recorder, amountFen: string, layer: 'central' | 'province' | 'county' = 'central'): void =>
  book(to, 'AppropriationReceived', { layer, amountFen, documentNo: '拨1号', arrivedOn: '2023-02-01' });
const adjust = (to: Recorder, amountFen: string): void =>
  book(to, 'AppropriationAdjusted', {
    layer: 'central',
    amountFen,
    documentNo: `调${amountFen}`,
    reason: '据实结算',
    adjustedOn: '2023-06-01',
  });

const enrolled = (people: number): { readonly to: Recorder; readonly cases: readonly Case[] } => {
  const to = new Recorder();
  for (const layer of ['central', 'province', 'county'] as const) receive(to, '1000000', layer);
  const cases = Array.from({ length: people }, (_, index) => apply(to, AID, index + 2));
  for (const one of cases) confirmAtAllLevels(to, one, AID.year, PLAIN);
  return { to, cases };
};
const paid = (people: number, choose: Choose = PLAIN) => {
  const story = enrolled(people);
  payRound(story.to, story.cases, { ...AID, round: 1, chunkSize: 2 }, choose);
  return story;
};
const books = ({ events }: Pick<Recorder, 'events'>): Ledger => {
  const [ledger] = given({ events }).ledger(AID);
  if (ledger === undefined) throw new Error('nothing is booked');
  return ledger;
};
/** The figures that are not zero. */
const central = (events: Recorder['events']): object => {
  const { layer: _layer, ...line } = books({ events }).layers[0] ?? {};
  return Object.fromEntries(Object.entries(line).filter(([, value]) => value !== 0));
};
const after = ({ events }: Recorder, type: string, nth = 1): Recorder['events'] => {
  const at = events.flatMap((event, index) => (event.type === type ? [index] : []));
  return events.slice(0, (at.at(nth - 1) ?? 0) + 1);
};
/** Everybody's centre share: three fifths. */
const share = (people: number): number => (people * AMOUNT * 3) / 5;

describe('the ledger', () => {
  it('keeps each document in its layer, with its number as the cause', () => {
    const to = new Recorder();
    receive(to, '1000');
    receive(to, '300', 'county');
    adjust(to, '50');
    adjust(to, '-20');
    book(to, 'AppropriationCarriedIn', {
      fromYear: 2022,
      funding: { ...NONE, central: '7' },
      documentNo: '转1号',
      carriedOn: '2023-01-05',
      since: 2022,
    });
    book(to, 'AppropriationCarriedOut', {
      toYear: 2024,
      funding: { ...NONE, central: '100', county: '1' },
      documentNo: '转2号',
      carriedOn: '2024-01-05',
    });
    book(to, 'AppropriationLapsed', { funding: { ...NONE, central: '37' }, documentNo: '缴1号', lapsedOn: '2024-01-06' });
    const { layers, total, closed_on, balanced } = books(to);
    expect({ closed_on, balanced }).toEqual({ closed_on: null, balanced: true });
    expect(central(to.events)).toEqual({
      appropriated_fen: 1000,
      adjusted_fen: 30,
      carried_in_fen: 7,
      available_fen: 900,
      carried_out_fen: 100,
      lapsed_fen: 37,
      balanced: true,
    });
    expect(layers.map(({ layer, available_fen }) => [layer, available_fen])).toEqual([
      ['central', 900],
      ['province', 0],
      ['city', 0],
      ['county', 299],
    ]);
    expect(total).toMatchObject({ appropriated_fen: 1300, available_fen: 1199, carried_out_fen: 101 });
    expect(given(to).balances()).toMatchObject([{ appropriated_fen: 1300, adjusted_fen: -101, remaining_fen: 1199 }]);
  });

  it('moves a batch from available to reserved, chunk by chunk into transit, and settles it', () => {
    const { to } = paid(3);
    const left = 1_000_000 - share(3);
    const line = { appropriated_fen: 1_000_000, available_fen: left, balanced: true };
    expect(central(after(to, 'FundsReserved'))).toEqual({ ...line, reserved_fen: share(3) });
    expect(central(after(to, 'ChunkInstructed'))).toEqual({ ...line, reserved_fen: share(1), in_transit_fen: share(2) });
    expect(central(after(to, 'ChunkInstructed', 2))).toEqual({ ...line, in_transit_fen: share(3) });
    expect(central(after(to, 'BankResultApplied'))).toEqual({ ...line, settled_fen: share(3) });
    expect(books(to)).toMatchObject({ balanced: true, total: { settled_fen: 3 * AMOUNT } });
  });

  it('makes available again what the bank returned, and what was held back', () => {
    const bankFails: Choose = (below) => (below === 12 ? 0 : below - 1);
    expect(central(paid(2, bankFails).to.events)).toEqual({
      appropriated_fen: 1_000_000,
      available_fen: 1_000_000,
      returned_fen: share(2),
      balanced: true,
    });
    let leaving = 0;
    const firstLeaves: Choose = (below) => (below === 25 && (leaving += 1) === 1 ? 0 : below - 1);
    expect(central(paid(3, firstLeaves).to.events)).toEqual({
      appropriated_fen: 1_000_000,
      available_fen: 1_000_000 - share(2),
      settled_fen: share(2),
      balanced: true,
    });
  });

  it('replaces the reservation of a batch that is locked anew', () => {
    const { to } = paid(3);
    const again = new Recorder();
    again.events.push(...after(to, 'FundsReserved'));
    const batch = 'FIRST_AID-2023-991001-1';
    const reserved = { type: 'FundsReserved', data: { ...AID, area, batch, funding: { ...NONE, county: '5' } } } as const;
    again.record(stream, reserved);
    const { total, layers } = books(again);
    expect(total.reserved_fen).toBe(5);
    expect(layers.map(({ reserved_fen }) => reserved_fen)).toEqual([0, 0, 0, 5]);
  });

  it('books what payees give back by the shares it was paid with, to the treasury and to no batch', () => {
    const { to, cases } = paid(1);
    const [one] = cases;
    if (one === undefined) throw new Error('nobody was paid');
    const { enrolmentId, caseNumber, village } = one;
    const who = { enrolmentId, caseNumber, village, programme: AID.programme, year: AID.year };
    const recovery = { recoveryId: 'r', entitlement: '2023/regular/regular', amountFen: '9999', reason: '去世后多发' };
    to.record(one.stream, { type: 'RecoveryOpened', data: { ...who, ...recovery } });
    to.record(one.stream, {
      type: 'RecoveryReceived',
      data: { ...who, recoveryId: 'r', amountFen: '9999', documentNo: '追1号' },
    });
    const { layers, balanced } = books(to);
    expect(layers.map(({ recovered_fen }) => recovered_fen)).toEqual([6001, 1999, 0, 1999]);
    expect(layers[0]).toMatchObject({ available_fen: 1_000_000 - share(1), settled_fen: share(1) });
    expect(balanced).toBe(true);
  });

  it('says when a year was closed, and finds an account that holds less than nothing', () => {
    const to = new Recorder();
    receive(to, '1000');
    book(to, 'AppropriationClosed', { documentNo: '结1号', closedOn: '2024-02-01' });
    expect(books(to)).toMatchObject({ closed_on: '2024-02-01', balanced: true });
    adjust(to, '-1001');
    expect(books(to)).toMatchObject({ balanced: false, layers: [{ balanced: false }, { balanced: true }, {}, {}] });
  });

  it('lists its postings in the order of the log, page by page', () => {
    const { to } = paid(3);
    const views = given(to);
    const whole = views.postings({ ...AID, limit: 500 }).data;
    expect(whole.slice(0, 4).map(({ kind, layer, cause, amount_fen }) => [kind, layer, cause, amount_fen])).toEqual([
      ['received', 'central', '拨1号', 1_000_000],
      ['received', 'province', '拨1号', 1_000_000],
      ['received', 'county', '拨1号', 1_000_000],
      ['reserved', 'central', 'FIRST_AID-2023-991001-1', share(3)],
    ]);
    const pages: LedgerPosting[] = [];
    for (let cursor: string | undefined; ;) {
      const { data, next_cursor } = views.postings({ ...AID, limit: 2, ...(cursor === undefined ? {} : { cursor }) });
      pages.push(...data);
      if (next_cursor === null) break;
      cursor = next_cursor;
    }
    expect(pages).toEqual(whole);
  });
});

describe('the ledger of any history that the deciders allow', () => {
  it('is balanced after every event, and settles and returns what the payments say once results are applied', () => {
    const views = openViews(':memory:', { scratch: true });
    fc.assert(
      fc.property(fc.nat(), fc.nat(8), (seed, people) => {
        views.forget();
        for (const event of history(seeded(seed), { people })) {
          views.apply([event]);
          if (views.ledger().some(({ balanced }) => !balanced)) throw new Error(`${event.type} unbalances the ledger`);
        }
        for (const { programme, year, total } of views.ledger()) {
          const [county] = views.balances({ programme, year, level: 'county' });
          expect(total).toMatchObject({
            available_fen: county?.remaining_fen,
            reserved_fen: 0,
            in_transit_fen: 0,
            settled_fen: county?.settled_fen,
            returned_fen: county?.returned_fen,
            recovered_fen: county?.recovered_fen,
          });
        }
      }),
      // One history is hundreds of events, each of them a property of its own.
      { numRuns: Math.ceil(numRuns / 10) },
    );
    views.close();
  });
});
