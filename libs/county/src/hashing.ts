import { scrypt } from 'node:crypto';
import { availableParallelism } from 'node:os';
import { Later } from '@fenming/commands';

/** One core stays with the thread that answers people, and Node's few threads are needed for files as well. */
const AT_ONCE = Math.max(1, Math.min(2, availableParallelism() - 1));
/** A county's morning: so many wait some seconds; more would wait longer than anybody does. */
const MOST_WAITING = 64;
const KEY_BYTES = 32;
const RETRY_SECONDS = 5;

/** Passwords are derived by scrypt (RFC 7914) away from the thread that answers people, a few at a time, and the queue has an end. */
export class Hashing {
  private running = 0;
  private readonly waiting: (() => void)[] = [];

  /** @throws Later('busy') when too many wait already. */
  async derive(password: string, salt: Buffer): Promise<Buffer> {
    await this.turn();
    try {
      return await derived(password, salt);
    } finally {
      this.running -= 1;
      this.waiting.shift()?.();
    }
  }

  private async turn(): Promise<void> {
    if (this.waiting.length >= MOST_WAITING) throw new Later({ refused: 'busy' }, RETRY_SECONDS);
    if (this.running >= AT_ONCE) await new Promise<void>((resolve) => this.waiting.push(resolve));
    this.running += 1;
  }
}

const derived = (password: string, salt: Buffer): Promise<Buffer> =>
  new Promise((resolve, reject) => {
    scrypt(password, salt, KEY_BYTES, (error, key) => (error === null ? resolve(key) : reject(error)));
  });
