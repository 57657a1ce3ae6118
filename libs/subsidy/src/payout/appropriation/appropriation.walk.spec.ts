import { addFen, fen, type Fen } from '@fenming/money';
import fc from 'fast-check';
import counts from '../../../../../test/counts.json';
import { isRefusal } from '../../decider';
import { COUNTY, given, official } from '../../subsidy.fixture';
import { addFunding, FUNDING_LAYERS, fundingTotal, NO_FUNDING, parseFunding, sumFunding, type Funding } from '../funding';
import type { AppropriationCommand, CarryOut } from './appropriation.commands';
import { appropriationDecider } from './appropriation.decider';
import type { AppropriationEvent } from './appropriation.events';

const numRuns = (process.env['FENMING_TEST_COUNTS'] === 'long' ? counts.long : counts.ci).properties;
const maker = official('maker-zhao', 'finance-maker', COUNTY, '2026-03-01');
const YEARS = [2021, 2022, 2023, 2024, 2025] as const;
const DAY = '2021-03-01';
const BATCHES = ['a', 'b', 'c'] as const;

const of = (year: number) => ({ programme: 'REWARD', year, area: COUNTY });
const fenOf = (...amounts: readonly number[]): fc.Arbitrary<Fen> => fc.constantFrom(...amounts).map(fen);
const fundingOf = (amount: fc.Arbitrary<Fen>): fc.Arbitrary<Funding> =>
  fc.record({ central: amount, province: amount, city: amount, county: amount });
const anyFunding = fundingOf(fenOf(0, 0, 1, 500, 1000, 3000));
const little = fundingOf(fenOf(0, 0, 0, 1, 400));
const documentNo = fc.constantFrom('1号', '2号', '3号', '4号', '5号', '6号');
const batch = fc.constantFrom(...BATCHES);
const layer = fc.constantFrom(...FUNDING_LAYERS);
const doing = <Said extends object>(said: fc.Arbitrary<Said>) => fc.tuple(fc.constantFrom(...YEARS), said);

/** `whole: false`: the carry-over is cut off after its first half. */
type Carry = Omit<CarryOut, 'do'> & { readonly do: 'carry'; readonly whole: boolean };
type Said = Carry | Omit<Exclude<AppropriationCommand, { do: 'carry-out' | 'carry-in' }>, 'programme' | 'year' | 'area'>;
const anyCommand: fc.Arbitrary<readonly [number, Said]> = fc.oneof(
  doing(
    fc.record({ do: fc.constant('receive'), layer, amountFen: fenOf(-1, 0, 1, 5000), documentNo, arrivedOn: fc.constant(DAY) }),
  ),
  doing(
    fc.record({
      do: fc.constant('adjust'),
      layer,
      amountFen: fenOf(-3000, -1, 0, 700),
      documentNo,
      reason: fc.constant('据实结算'),
      adjustedOn: fc.constant(DAY),
    }),
  ),
  doing(fc.record({ do: fc.constant('reserve'), batch, funding: anyFunding })),
  doing(
    fc.record({
      do: fc.constant('free'),
      batch,
      funding: little,
      reason: fc.constantFrom('returned', 'held-back'),
      reference: fc.constantFrom('result-1', 'result-2'),
    }),
  ),
  doing(fc.record({ do: fc.constant('lapse'), funding: little, documentNo, lapsedOn: fc.constant(DAY) })),
  doing(
    fc.record({
      do: fc.constant('carry'),
      funding: anyFunding,
      documentNo,
      carriedOn: fc.constant(DAY),
      whole: fc.boolean(),
    }),
  ),
  doing(fc.record({ do: fc.constant('carry'), funding: little, documentNo, carriedOn: fc.constant(DAY), whole: fc.boolean() })),
  doing(fc.record({ do: fc.constant('close'), documentNo, closedOn: fc.constant(DAY), finished: fc.subarray([...BATCHES]) })),
) as fc.Arbitrary<readonly [number, Said]>;

/** A ledger of its own over the events: two entries an event, so that what one account gives another one takes. */
type Account = 'outside' | 'available' | 'carried' | 'lapsed' | `batch ${string}`;
class Ledger {
  readonly accounts = new Map<string, number>();

  post(event: AppropriationEvent): void {
    const { year } = event.data;
    switch (event.type) {
      case 'AppropriationReceived':
      case 'AppropriationAdjusted':
        return this.move(year, { ...NO_FUNDING, [event.data.layer]: Number(event.data.amountFen) }, ['outside', 'available']);
      case 'AppropriationCarriedOut':
        return this.move(year, parseFunding(event.data.funding), ['available', 'carried']);
      case 'AppropriationCarriedIn':
        return this.move(year, parseFunding(event.data.funding), ['carried', 'available']);
      case 'AppropriationLapsed':
        return this.move(year, parseFunding(event.data.funding), ['available', 'lapsed']);
      case 'FundsReserved':
        // The reservation of a batch that was locked anew replaces its former one.
        for (const each of FUNDING_LAYERS) this.replace(year, each, `batch ${event.data.batch}`);
        return this.move(year, parseFunding(event.data.funding), ['available', `batch ${event.data.batch}`]);
      case 'FundsFreed':
        return this.move(year, parseFunding(event.data.funding), [`batch ${event.data.batch}`, 'available']);
      case 'AppropriationClosed':
        return undefined;
    }
  }

  balance(year: number, account: Account, each: string): number {
    return this.accounts.get(`${year}/${account}/${each}`) ?? 0;
  }

  /** Accounts that hold money and hold less than none; what came from outside is owed, and what was carried stands in both years. */
  overdrawn(): readonly (readonly [string, number])[] {
    return [...this.accounts].filter(([name, held]) => held < 0 && !/outside|carried/.test(name));
  }

  private replace(year: number, each: string, account: Account): void {
    const held = this.balance(year, account, each);
    this.move(year, { ...NO_FUNDING, [each]: held }, [account, 'available']);
  }

  private move(year: number, funding: Funding, [from, to]: readonly [Account, Account]): void {
    for (const each of FUNDING_LAYERS) {
      this.accounts.set(`${year}/${from}/${each}`, this.balance(year, from, each) - funding[each]);
      this.accounts.set(`${year}/${to}/${each}`, this.balance(year, to, each) + funding[each]);
    }
  }
}

/** Five fiscal years of one programme, each its own stream, and the ledger over all of them. */
class Books {
  readonly ledger = new Ledger();
  readonly events: AppropriationEvent[] = [];
  private readonly years = new Map(YEARS.map((year) => [year as number, given(appropriationDecider)]));

  story(year: number) {
    return this.years.get(year) ?? given(appropriationDecider);
  }

  take(command: AppropriationCommand): boolean {
    const story = this.story(command.year);
    const decision = story.when(command, maker);
    if (isRefusal(decision)) return false;
    for (const event of decision) this.ledger.post(event);
    this.events.push(...decision);
    this.years.set(command.year, story.and(...decision.map((event) => ({ event, by: maker.by }))));
    return true;
  }

  carry(year: number, { whole, ...said }: Carry): void {
    if (this.story(year + 1).state.closed || !this.take({ ...of(year), ...said, do: 'carry-out' })) return;
    if (whole) this.arrive(year);
  }

  /** What carry-overs brought into a year, or took out of it. */
  carried(type: 'AppropriationCarriedIn' | 'AppropriationCarriedOut', year: number): Funding {
    const fundings = this.events.flatMap((event) =>
      event.type === type && event.data.year === year ? [parseFunding(event.data.funding)] : [],
    );
    return sumFunding(fundings);
  }

  /** What left a year arrives in the next one; a second time it does nothing. */
  arrive(year: number): void {
    for (const carried of this.story(year).state.carriedOut) this.take({ ...of(year + 1), ...carried, do: 'carry-in' });
  }
}

/** Something in every layer of the first years, so that most histories have money to move. */
const fill = (books: Books): void => {
  for (const year of [2021, 2022])
    for (const each of FUNDING_LAYERS)
      books.take({ ...of(year), do: 'receive', layer: each, amountFen: fen(6000), documentNo: '0号', arrivedOn: DAY });
};
describe('whatever is booked, reserved, freed, carried, handed back and closed', () => {
  it('no account is ever overdrawn, all accounts together are zero, and every fen is where a plain ledger says', () => {
    fc.assert(
      fc.property(fc.array(anyCommand, { minLength: 10, maxLength: 60, size: 'max' }), (commands) => {
        const books = new Books();
        fill(books);
        for (const [year, said] of commands) {
          if (said.do === 'carry') books.carry(year, said);
          else {
            if (said.do === 'close') books.arrive(year - 1);
            books.take({ ...of(year), ...said } as AppropriationCommand);
          }
          const { ledger } = books;
          expect(ledger.overdrawn()).toEqual([]);
          expect([...ledger.accounts.values()].reduce((sum, held) => sum + held, 0)).toBe(0);
          const { state } = books.story(year);
          const available = state.closed ? NO_FUNDING : state.available;
          for (const layerOf of FUNDING_LAYERS) expect(available[layerOf]).toBe(ledger.balance(year, 'available', layerOf));
        }
      }),
      { numRuns },
    );
  });

  it('what left a year is what arrives in the next, and never more than two years after its own', () => {
    fc.assert(
      fc.property(fc.array(anyCommand, { minLength: 10, maxLength: 60, size: 'max' }), (commands) => {
        const books = new Books();
        fill(books);
        for (const [year, said] of commands) {
          if (said.do === 'carry') books.carry(year, said);
          else if (said.do !== 'close') books.take({ ...of(year), ...said } as AppropriationCommand);
        }
        for (const year of YEARS) {
          books.arrive(year);
          books.arrive(year);
          expect(books.carried('AppropriationCarriedIn', year + 1)).toEqual(books.carried('AppropriationCarriedOut', year));
        }
        const ages = books.events.flatMap((event) =>
          event.type === 'AppropriationCarriedIn' ? [event.data.year - event.data.since] : [],
        );
        expect(ages.filter((age) => age < 1 || age > 2)).toEqual([]);
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
