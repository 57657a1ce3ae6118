import { say } from '@fenming/language';
import { Injectable } from '@nestjs/common';
import { RunningCounty } from '@fenming/county';
import { Later, Refused } from '@fenming/commands';
import { logIn } from '@fenming/offices';
import { ordinaryText } from '@fenming/citizen';
import type { ActorId, Refusal } from '@fenming/subsidy';
import { Typed } from '../validators';
import { Attempts } from './attempts';

export class LoginBody {
  @Typed(64, 'jingban') actor!: string;
  @Typed(200) password!: string;
}

/** Ten slips of a person; then 120 guesses an hour, which guess no password. */
const OF_ACCOUNT = { burst: 10, everyMs: 30_000 };
/** An office behind one address; then a guess every two seconds, whosever account it is for. */
const OF_ADDRESS = { burst: 30, everyMs: 2_000 };

/** Desks of a county's offices. */
const MOST_KNOWN = 10_000;

/** By what a guess is counted. Without a network: an account where it has come in before, whom a neighbour's guesses at the same address do not shut out. */
type Guess = { readonly account: string; readonly network?: string };

/** The way in by account and password. Wrong ones are slowed, by account and by address; the memory for it is bounded and dies with the process. */
@Injectable()
export class Logins {
  private readonly accounts = new Attempts(OF_ACCOUNT);
  private readonly addresses = new Attempts(OF_ADDRESS);
  /** Accounts with an address that each has come in from: counted apart, so that whoever guesses elsewhere shuts nobody out of their own desk. */
  private readonly known = new Set<string>();

  constructor(private readonly county: RunningCounty) {}

  /** The token of a new session; the same answer for an unknown actor and a wrong password. @throws Refused, Later */
  async open({ actor, password }: LoginBody, address: string): Promise<string> {
    // Accounts are small ASCII letters; an input method that was left on types them wide, and phones begin with a capital.
    const id = ordinaryText(actor).normalize('NFKC').toLowerCase() as ActorId;
    let wasGiven = false;
    const token = await this.counted(id, address, async () => {
      const opened = await logIn(this.county, id, password);
      ({ wasGiven } = opened);
      return opened.token;
    });
    if (token === undefined) throw new Refused(wasGiven ? this.changedSince(id) : { refused: 'login_wrong' });
    return token;
  }

  /** Whoever has what was handed over hears when it was changed: it may have been by somebody else, and nobody but the owner can tell. */
  private changedSince(id: ActorId): Refusal {
    const changes = this.county.views.accountChanges(id).filter(({ what }) => what === 'equipped');
    const given = changes.findLastIndex(({ by }) => by !== id);
    const at = changes[given + 1]?.at;
    return { refused: 'password_changed', ...(at === undefined ? {} : { detail: at }) };
  }

  /** A guess at the password of an account, whichever door it comes through; undefined where it was wrong. @throws Later */
  async counted<Right>(id: ActorId, address: string, judge: () => Promise<Right | undefined>): Promise<Right | undefined> {
    const network = networkOf(address);
    const pair = pairOf(id, network);
    const guess = this.known.has(pair) ? { account: pair } : { account: id, network };
    this.take(guess);
    const right = await this.judged(guess, judge);
    if (right === undefined) return undefined;
    this.accounts.forget(guess.account);
    this.giveBackAddress(guess);
    this.remember(pair);
    return right;
  }

  /** Counted before it is judged, for a hundred guesses at once are a hundred guesses. */
  private take(guess: Guess): void {
    if (guess.network !== undefined) refuseFor(this.addresses.take(guess.network));
    const wait = this.accounts.take(guess.account);
    if (wait > 0) this.giveBackAddress(guess);
    refuseFor(wait);
  }

  private async judged<Right>(guess: Guess, judge: () => Promise<Right | undefined>): Promise<Right | undefined> {
    try {
      return await judge();
    } catch (error) {
      // What was not judged was no guess.
      this.accounts.giveBack(guess.account);
      this.giveBackAddress(guess);
      throw error;
    }
  }

  private giveBackAddress({ network }: Guess): void {
    if (network !== undefined) this.addresses.giveBack(network);
  }

  private remember(pair: string): void {
    this.known.delete(pair);
    this.known.add(pair);
    const [oldest] = this.known;
    if (this.known.size > MOST_KNOWN && oldest !== undefined) this.known.delete(oldest);
  }
}

const pairOf = (id: ActorId, network: string): string => `${id} ${network}`;

const refuseFor = (waitMs: number): void => {
  const seconds = Math.ceil(waitMs / 1000);
  if (seconds > 0)
    throw new Later({ refused: 'logins_slowed', detail: say(`${seconds} 秒后`, `in ${seconds} seconds`) }, seconds);
};

/** One subscriber has a whole network of IPv6 addresses (RFC 6177). */
const networkOf = (address: string): string => (address.includes('.') ? address : address.split(':').slice(0, 4).join(':'));
