import { inMap } from '../register/columns';

/**
 * The accounts of a programme and year, by budget. Money comes from the sources and is in one of the places.
 * Returned: the bank gave it back and it is not available yet. BackAtTreasury: recovered from people, with county finance.
 */
export const SOURCES = ['Appropriated', 'Adjusted', 'CarriedIn', 'Recovered'] as const;
export const PLACES = [
  'Available',
  'Reserved',
  'InTransit',
  'Settled',
  'Returned',
  'CarriedOut',
  'Lapsed',
  'BackAtTreasury',
] as const;
export type LedgerAccount = (typeof SOURCES)[number] | (typeof PLACES)[number];

/** The fifth layer takes what the log does not split by budget: recoveries, and amounts that differ from their split. */
export const UNSPLIT = 4;
type Amounts = bigint[];

type Side = { readonly layers: readonly bigint[]; readonly unsplit: bigint; readonly sign: 1n | -1n };

/** The books of one programme × year × area. Sources are kept as credits, which are negative. */
export class Books {
  closed = false;
  private readonly balances = new Map<LedgerAccount, Amounts>();

  constructor(
    readonly programme: string,
    readonly year: number,
    readonly area: string,
  ) {}

  balance(account: LedgerAccount, layer: number): bigint {
    return this.balances.get(account)?.[layer] ?? 0n;
  }

  total(account: LedgerAccount): bigint {
    return (this.balances.get(account) ?? []).reduce((sum, amount) => sum + amount, 0n);
  }

  add(account: LedgerAccount, layer: number, amount: bigint): void {
    const amounts = inMap(this.balances, account, () => [0n, 0n, 0n, 0n, 0n]);
    amounts[layer] = (amounts[layer] ?? 0n) + amount;
  }
}

/** One event's posting as the formulas see it. */
export type Posting = {
  readonly what: string;
  readonly batch?: string;
  readonly caseNumber?: string;
  readonly lineNo?: number;
  debit: bigint;
  credit: bigint;
  /** A figure of the event is no whole number, or its amount is not positive. */
  readonly malformed: boolean;
  readonly touched: Set<Books>;
};

/** A double-entry book derived from the events alone. `posting` is what the event now seen has posted, if anything. */
export class Ledger {
  posting: Posting | undefined;
  /** Debits less credits of everything ever posted. */
  imbalance = 0n;
  private readonly books = new Map<string, Books>();

  at(programme: string, year: number, area: string): Books {
    return inMap(this.books, `${programme} ${year} ${area}`, () => new Books(programme, year, area));
  }

  all(): Iterable<Books> {
    return this.books.values();
  }

  begin(posting: Pick<Posting, 'what' | 'batch' | 'caseNumber' | 'lineNo' | 'malformed'>): void {
    this.posting = { ...posting, debit: 0n, credit: 0n, touched: new Set() };
  }

  debit(books: Books, account: LedgerAccount, layers: readonly bigint[], unsplit = 0n): void {
    this.post(books, account, { layers, unsplit, sign: 1n });
  }

  credit(books: Books, account: LedgerAccount, layers: readonly bigint[], unsplit = 0n): void {
    this.post(books, account, { layers, unsplit, sign: -1n });
  }

  private post(books: Books, account: LedgerAccount, { layers, unsplit, sign }: Side): void {
    let sum = unsplit;
    layers.forEach((amount, layer) => {
      if (amount !== 0n) books.add(account, layer, sign * amount);
      sum += amount;
    });
    if (unsplit !== 0n) books.add(account, UNSPLIT, sign * unsplit);
    this.imbalance += sign * sum;
    if (this.posting === undefined) return;
    this.posting.touched.add(books);
    if (sign === 1n) this.posting.debit += sum;
    else this.posting.credit += sum;
  }
}
