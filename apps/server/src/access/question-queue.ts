import { setImmediate as nextTurn } from 'node:timers/promises';
import { Later } from '@fenming/commands';

type Hands = { busy: number; readonly waiting: (() => void)[] };
type Limits = { readonly atOnce: number; readonly waiting: number };

/** A browser asks for one page after the other; a program that asks for hundreds waits for itself, and for nobody else. */
const LIMITS: Limits = { atOnce: 2, waiting: 500 };
const RETRY_SECONDS = 5;

/**
 * Questions that are worked at, by whoever asks them: so many of one account at once, the rest in their order behind them. Between two of them
 * the questions of others get their turn, however many one account sends.
 */
export class QuestionQueue {
  private readonly hands = new Map<string, Hands>();

  /** `quiet`: resolves when whoever has come meanwhile has been let in. */
  constructor(
    private readonly limits: Limits = LIMITS,
    private readonly quiet: () => Promise<unknown> = nextTurn,
  ) {}

  /** Resolves when it is this question's turn, with what has to be called when it has been answered. @throws Later */
  async enter(who: string): Promise<() => void> {
    const own = this.hands.get(who) ?? { busy: 0, waiting: [] };
    this.hands.set(who, own);
    if (own.waiting.length >= this.limits.waiting) throw new Later({ refused: 'busy' }, RETRY_SECONDS);
    if (own.busy >= this.limits.atOnce) await new Promise<void>((resolve) => own.waiting.push(resolve));
    else own.busy += 1;
    await this.quiet();
    return () => this.leave(who, own);
  }

  /** Who has questions being answered or waiting. */
  get asking(): number {
    return this.hands.size;
  }

  private leave(who: string, own: Hands): void {
    const next = own.waiting.shift();
    if (next !== undefined) return next();
    own.busy -= 1;
    if (own.busy === 0) this.hands.delete(who);
  }
}

/** A flood of connections does not end, and those who ask must get on. */
const MOST_TURNS = 500;

/**
 * Node takes one new connection a turn of its loop (libuv since 1.45): behind a hundred of one caller that are each answered for 10 ms, another
 * caller's would be taken after a second. So they are all let in before one of them is answered. `taken`: how many connections have been taken so far.
 */
export const afterPendingConnections = (taken: () => number) => async (): Promise<void> => {
  let before: number | undefined;
  for (let turn = 0; turn < MOST_TURNS && before !== taken(); turn += 1) {
    before = taken();
    await nextTurn();
  }
};
