import { say } from '@fenming/language';
import { decodeText, endsFile, markedEncoding, withoutEnding, type Encoding } from './encoding';

/** The name that a declaration gives, and the encoding that can read it: GB18030 holds both older standards. */
const NAMES: Readonly<Record<string, Encoding>> = {
  'utf-8': 'utf-8',
  utf8: 'utf-8',
  gb18030: 'gb18030',
  gbk: 'gb18030',
  gb2312: 'gb18030',
};
/** Every reader of XML knows these two by their mark, or by how the declaration begins. What they cannot decode is no valid XML either. */
const WIDE = [
  { begins: ['fffe', '3c003f00'], encoding: 'utf-16le' },
  { begins: ['feff', '003c003f'], encoding: 'utf-16be' },
] as const;
/** Names that banks abroad declare, and programs that turned UTF-16 into UTF-8 left standing: where all is ASCII, it is the same in each. */
const SAME_IN_ASCII = /^(?:(?:us-)?ascii|iso-8859-\d{1,2}|windows-125\d|utf-16(?:le|be)?)$/;
const PAST_ASCII = 0x80;
const DECLARED = /^<\?xml\s[^>]*?encoding\s*=\s*["']([\w.-]{1,40})["']/;

/** The text of an XML message in the encoding that its byte order mark or its declaration names, UTF-8 where neither does; or why not, in the language spoken. */
export function decodeXml(bytes: Buffer): { readonly text: string } | { readonly why: string } {
  const start = bytes.toString('hex', 0, 4);
  const wide = WIDE.find(({ begins }) => begins.some((mark) => start.startsWith(mark)));
  if (wide !== undefined) return { text: withoutEnding(new TextDecoder(wide.encoding).decode(bytes), endsFile) };
  const marked = markedEncoding(bytes);
  const declared = DECLARED.exec(bytes.toString('latin1', 0, 200))?.[1]?.toLowerCase();
  const encoding = marked ?? encodingNamed(declared, bytes);
  if (encoding === undefined)
    return {
      why: say(
        '报文声明的编码不是 UTF-8、GB18030、GBK 或 GB2312',
        'the message says an encoding that is not UTF-8, GB18030, GBK or GB2312',
      ),
    };
  const text = decodeText(encoding, bytes);
  if (text === undefined)
    return { why: say(`报文不是 ${encoding.toUpperCase()} 编码`, `the message is not ${encoding.toUpperCase()}`) };
  return { text: withoutEnding(text, endsFile) };
}

function encodingNamed(name: string | undefined, bytes: Buffer): Encoding | undefined {
  if (name === undefined || (SAME_IN_ASCII.test(name) && bytes.every((byte) => byte < PAST_ASCII))) return 'utf-8';
  return NAMES[name];
}
