/** A leaf has text, any other element has children; the namespace of the document stands in `attributes.xmlns`. */
export type XmlElement = {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly XmlElement[];
  readonly text: string;
};
type Open = { name: string; attributes: Record<string, string>; children: XmlElement[]; text: string };

/** Where reading stopped, in characters from the start, and in Chinese why. It repeats nothing of the document. */
export class XmlFault extends Error {
  constructor(
    readonly at: number,
    message: string,
  ) {
    super(message);
    this.name = 'XmlFault';
  }
}

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&apos;' };
const CHARACTERS: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

export const xmlText = (text: string): string => text.replaceAll(/[&<>"']/g, (character) => ESCAPES[character] ?? '');
export const element = (name: string, content: string): string => `<${name}>${content}</${name}>`;

const DECLARATION = /^<\?xml version="1\.0"(?: encoding="UTF-8")?(?: standalone="(?:yes|no)")?\s*\?>/i;
const TAG = /<(\/?)([A-Za-z_][\w.-]*)((?:\s+[A-Za-z_][\w:.-]*="[^"<]*")*)\s*(\/?)>/y;
const ATTRIBUTE = /([A-Za-z_][\w:.-]*)="([^"]*)"/g;
const MAX_DEPTH = 32;

/**
 * Reads the part of XML that payment messages use. A bank's file comes from outside, so whatever could reach further is refused with XmlFault: document types, entities
 * of its own, comments, CDATA, instructions, prefixes, and text between elements.
 */
export function readXml(document: string): XmlElement {
  const root: Open = { name: '', attributes: {}, children: [], text: '' };
  const open = [root];
  let at = DECLARATION.exec(document)?.[0].length ?? 0;
  while (at < document.length) {
    const next = document.indexOf('<', at);
    const end = next < 0 ? document.length : next;
    (open.at(-1) ?? root).text += plainText(document.slice(at, end), at);
    if (next < 0) break;
    at = readTag(document, end, open);
  }
  const [only, ...others] = root.children;
  if (open.length !== 1) throw new XmlFault(document.length, '文件不完整');
  if (only === undefined || others.length > 0 || root.text.trim() !== '') throw new XmlFault(0, '应只有一个根元素');
  return only;
}

/** Takes the tag at `at` and answers where it ends. */
function readTag(document: string, at: number, open: Open[]): number {
  TAG.lastIndex = at;
  const [tag, closing, name = '', attributes = '', empty] = TAG.exec(document) ?? [];
  if (tag === undefined) throw new XmlFault(at, '有不接受的标记');
  if (closing === '/') {
    if (attributes !== '' || empty === '/') throw new XmlFault(at, '有不接受的标记');
    close(open, name, at);
  } else {
    if (open.length > MAX_DEPTH) throw new XmlFault(at, '元素嵌套过深');
    open.push({ name, attributes: readAttributes(attributes, at), children: [], text: '' });
    if (empty === '/') close(open, name, at);
  }
  return at + tag.length;
}

function close(open: Open[], name: string, at: number): void {
  const element = open.pop();
  const parent = open.at(-1);
  if (element === undefined || parent === undefined || element.name !== name) throw new XmlFault(at, '元素没有正确结束');
  if (element.children.length > 0 && element.text.trim() !== '') throw new XmlFault(at, '元素之间有文字');
  parent.children.push(element);
}

function readAttributes(text: string, at: number): Record<string, string> {
  const found = [...text.matchAll(ATTRIBUTE)].map(([, name = '', value = '']) => [name, plainText(value, at)] as const);
  if (new Set(found.map(([name]) => name)).size !== found.length) throw new XmlFault(at, '属性重复');
  return Object.fromEntries(found);
}

function plainText(raw: string, at: number): string {
  if (!raw.includes('&')) return raw;
  return raw.replaceAll(
    /&(?:([a-z]+);|#(\d{1,7});|#x([0-9A-Fa-f]{1,6});)?/g,
    (_, name?: string, decimal?: string, hex?: string) => {
      const code = decimal === undefined ? Number(`0x${hex ?? 'x'}`) : Number(decimal);
      const character = name === undefined ? characterOf(code) : Object.hasOwn(CHARACTERS, name) ? CHARACTERS[name] : undefined;
      if (character === undefined) throw new XmlFault(at, '有不接受的实体');
      return character;
    },
  );
}

/** XML 1.0 section 2.2: no control characters but tab and line ends, no surrogates. */
function characterOf(code: number): string | undefined {
  const allowed =
    code === 9 || code === 10 || code === 13 || (code >= 32 && code < 0xd800) || (code >= 0xe000 && code <= 0x10ffff);
  return allowed && code !== 0xfffe && code !== 0xffff ? String.fromCodePoint(code) : undefined;
}
