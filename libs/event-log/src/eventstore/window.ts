import type { SealedItem } from '../envelope';

const MOST_APPENDS = 256;
const MOST_CHARACTERS = 8 * 1024 * 1024;

/** How much may be on its way to the server at once; who comes later waits for a place, in order. */
export class Window {
  private appends = 0;
  private characters = 0;
  private turn: Promise<void> = Promise.resolve();
  private left: () => void = () => {};

  async enter(item: SealedItem): Promise<void> {
    const before = this.turn;
    let next = () => {};
    this.turn = new Promise((resolve) => (next = resolve));
    await before;
    while (!this.hasRoom(item)) await new Promise<void>((resolve) => (this.left = resolve));
    this.appends += 1;
    this.characters += lengthOf(item);
    next();
  }

  leave(item: SealedItem): void {
    this.appends -= 1;
    this.characters -= lengthOf(item);
    this.left();
  }

  /** One append may be larger than the whole window: it then goes alone. */
  private hasRoom(item: SealedItem): boolean {
    return this.appends === 0 || (this.appends < MOST_APPENDS && this.characters + lengthOf(item) <= MOST_CHARACTERS);
  }
}

const lengthOf = ({ events }: SealedItem): number =>
  events.reduce((sum, { payload, meta }) => sum + payload.length + meta.length, 0);
