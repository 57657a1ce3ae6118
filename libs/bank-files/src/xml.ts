import { say } from '@fenming/language';
import { SaxesParser } from 'saxes';

/** `name` is without its prefix, `namespace` what the prefix stands for; a leaf has text, any other element has children. */
export type XmlElement = {
  readonly name: string;
  readonly namespace: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly XmlElement[];
  readonly text: string;
};
type Open = {
  name: string;
  namespace: string;
  /** Whether it, or one around it, is of another namespace than the document. */
  foreign: boolean;
  attributes: Record<string, string>;
  children: XmlElement[];
  text: string;
};
/** Shown an element when it ends, and the name of the one around it: whether it is taken, and thus not kept. */
type Take = (element: XmlElement, around: string) => boolean;

/** In which line reading stopped, and why, in the language spoken. It repeats nothing of the document. */
export class XmlFault extends Error {
  constructor(
    readonly line: number,
    message: string,
  ) {
    super(message);
    this.name = 'XmlFault';
  }
}

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&apos;' };

export const xmlText = (text: string): string => text.replaceAll(/[&<>"']/g, (character) => ESCAPES[character] ?? '');
export const element = (name: string, content: string): string => `<${name}>${content}</${name}>`;

/** A payment message is some ten elements deep. */
const MAX_DEPTH = 32;
/** So many characters are parsed at once. */
const PIECE = 65_536;

/**
 * Reads a message of a bank, which comes from outside: document types, and with them entities of its own, are refused with XmlFault. `take` is shown
 * every element when it ends; one that it takes is not kept, so that the payments of a large message need not be in memory together. What a bank adds
 * in a namespace of its own, and all that stands inside, is passed over: an element there that has a name of the message is not one of it.
 */
export function readXml(document: string, take: Take = () => false): XmlElement {
  const parser = new SaxesParser({ xmlns: true });
  const root: Open = { name: '', namespace: '', foreign: false, attributes: {}, children: [], text: '' };
  const open = [root];
  const stop = (why: string): never => {
    throw new XmlFault(parser.line, why);
  };
  parser.on('doctype', () => stop(say('有文档类型声明（DOCTYPE），不接受', 'a document type (DOCTYPE) is not taken')));
  parser.on('error', ({ message }) => stop(reasonOf(message)));
  parser.on('opentag', ({ local, uri, attributes }) => {
    if (open.length > MAX_DEPTH) stop(say('元素嵌套过深', 'elements are nested too deeply'));
    const values = Object.values(attributes).map(({ name, value }) => [name, value] as const);
    const foreign = open.at(-1)?.foreign === true || uri !== (open[1]?.namespace ?? uri);
    open.push({ name: local, namespace: uri, foreign, attributes: Object.fromEntries(values), children: [], text: '' });
  });
  const addText = (text: string): void => void ((open.at(-1) ?? root).text += text);
  parser.on('text', addText);
  parser.on('cdata', addText);
  parser.on('closetag', () => close(open, take, stop));
  for (let at = 0; at < document.length; at += PIECE) parser.write(document.slice(at, at + PIECE));
  parser.close();
  const [only] = root.children;
  return only ?? stop(say('应有一个根元素', 'there should be one root element'));
}

function close(open: Open[], take: Take, stop: (why: string) => never): void {
  const ended = open.pop();
  const parent = open.at(-1);
  if (ended === undefined || parent === undefined) return stop(say('元素没有正确结束', 'an element is not ended rightly'));
  const { foreign, ...element } = ended;
  if (foreign) return;
  const text = ended.text.trim();
  if (ended.children.length > 0 && text !== '') return stop(say('元素之间有文字', 'there is text between elements'));
  const whole = { ...element, text };
  if (!take(whole, parent.name)) parent.children.push(whole);
}

/** The parser speaks English, and may quote the document. */
function reasonOf(message: string): string {
  if (/unclosed tag|unexpected end|document must contain a root/.test(message))
    return say('文件不完整，元素没有结束', 'the file is not complete, an element is not ended');
  if (/unmatched closing tag|unexpected close tag/.test(message))
    return say('元素没有正确结束', 'an element is not ended rightly');
  if (/entit/.test(message)) return say('有不接受的实体', 'there is an entity that is not taken');
  if (/namespace|prefix/.test(message))
    return say('有没有声明的命名空间前缀', 'there is a namespace prefix that is not declared');
  return say('不是有效的 XML', 'not valid XML');
}

export const named =
  (name: string) =>
  (each: XmlElement): boolean =>
    each.name === name;

/** The child of that name, unless it stands there twice: then nobody can say which one counts. */
export function child(parent: XmlElement | undefined, name: string): XmlElement | undefined {
  const found = parent?.children.filter(named(name)) ?? [];
  return found.length === 1 ? found[0] : undefined;
}

/** The text of that child; empty where there is none. */
export const leaf = (parent: XmlElement | undefined, name: string): string => child(parent, name)?.text ?? '';
