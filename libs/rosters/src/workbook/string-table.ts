import { RichText } from './rich-text';
import { nameOf, readXml, type Tag } from './xml';

/**
 * The texts that cells share by number, kept as UTF-8 in one block: a hundred thousand people have half a million of them, and as many
 * separate strings would be most of the memory.
 */
export class StringTable {
  private bytes = Buffer.alloc(0);
  private used = 0;
  private readonly ends: number[] = [];

  static async read(chunks: AsyncIterable<string>): Promise<StringTable> {
    const strings = new StringTable();
    let item: RichText | undefined;
    const open = (tag: Tag): void => {
      if (item === undefined && nameOf(tag) === 'si') item = new RichText();
      else item?.open(tag);
    };
    const close = (): void => {
      if (item === undefined || item.depth > 0) return item?.close();
      strings.add(item.value);
      item = undefined;
    };
    await readXml(chunks, { open, text: (text) => item?.text(text), close });
    return strings;
  }

  /** Undefined for a number that the file does not have. */
  at(index: number): string | undefined {
    const end = this.ends[index];
    return end === undefined ? undefined : this.bytes.toString('utf8', this.ends[index - 1] ?? 0, end);
  }

  private add(text: string): void {
    const size = Buffer.byteLength(text);
    if (this.used + size > this.bytes.length) this.grow(size);
    this.used += this.bytes.write(text, this.used);
    this.ends.push(this.used);
  }

  private grow(size: number): void {
    const larger = Buffer.alloc(Math.max(2 * this.bytes.length, this.used + size, 4096));
    this.bytes.copy(larger, 0, 0, this.used);
    this.bytes = larger;
  }
}
