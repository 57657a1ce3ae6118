import { say } from '@fenming/language';
import { contradictory } from './file-refused';
import { RichText } from './rich-text';
import { nameOf, readXml, type Tag } from './xml';

/** The table itself, and a text in it. */
const DEPTH_OF_ITEMS = 2;

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
    let depth = 0;
    const open = (tag: Tag): void => {
      depth += 1;
      if (item !== undefined || nameOf(tag) !== 'si') return item?.open(tag);
      // Cells name a text by its number: one that stands in several forms, or elsewhere, would move every text after it to another cell.
      if (depth !== DEPTH_OF_ITEMS)
        throw contradictory(
          say(
            '文件的文字表里有一条写了不止一种形式，无法确定每格是哪一条',
            "an entry of the file's texts has more than one form, so nobody can tell which one a cell has",
          ),
        );
      item = new RichText();
    };
    const close = (): void => {
      depth -= 1;
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
