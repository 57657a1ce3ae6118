import { SaxesParser, type SaxesTagNS } from 'saxes';
import { FileRefused, notXlsx } from './file-refused';

export type Tag = SaxesTagNS;
/** What a reader of one part does with its elements; what it does not name is passed over. */
export type Elements = {
  readonly open?: (tag: Tag) => void;
  readonly text?: (text: string) => void;
  readonly close?: (tag: Tag) => void;
};

/** No spreadsheet nests deeper than a few dozen elements; a file that does is made to exhaust its reader. */
const DEEPEST = 256;

/** Reads XML chunk by chunk, namespaces resolved. Throws FileRefused at anything that is not well-formed, and at a DOCTYPE, which could define entities without end. */
export class XmlReader {
  private readonly parser = new SaxesParser({ xmlns: true, position: false });
  private depth = 0;

  constructor({ open, text, close }: Elements) {
    this.parser.on('doctype', () => {
      throw notXlsx();
    });
    this.parser.on('opentag', (tag) => {
      this.depth += 1;
      if (this.depth > DEEPEST) throw notXlsx();
      open?.(tag);
    });
    this.parser.on('closetag', (tag) => {
      this.depth -= 1;
      close?.(tag);
    });
    if (text === undefined) return;
    this.parser.on('text', text);
    this.parser.on('cdata', text);
  }

  write(chunk: string): void {
    this.guarded(() => this.parser.write(chunk));
  }

  end(): void {
    this.guarded(() => this.parser.close());
  }

  private guarded(step: () => void): void {
    try {
      step();
    } catch (error) {
      // The parser throws plain errors at what is not well-formed; a fault of ours is of another kind and goes on.
      if (error instanceof FileRefused || (error instanceof Error && error.constructor !== Error)) throw error;
      throw notXlsx();
    }
  }
}

/** Reads a whole part. */
export async function readXml(chunks: AsyncIterable<string>, elements: Elements): Promise<void> {
  const reader = new XmlReader(elements);
  for await (const chunk of chunks) reader.write(chunk);
  reader.end();
}

const MAIN = new Set([
  'http://schemas.openxmlformats.org/spreadsheetml/2006/main',
  'http://purl.oclc.org/ooxml/spreadsheetml/main',
  '',
]);

/** The local name of an element of SpreadsheetML, in its transitional or strict form or without any namespace; '' for every other element. */
export function nameOf({ uri, local }: Tag): string {
  return MAIN.has(uri) ? local : '';
}

/** An attribute without a namespace. */
export function attributeOf(tag: Tag, name: string): string | undefined {
  return tag.attributes[name]?.value;
}

/** xsd:boolean: 1 and true; anything else, or nothing, is false. */
export function flagOf(tag: Tag, name: string): boolean {
  return /^\s*(?:1|true)\s*$/.test(attributeOf(tag, name) ?? '');
}
