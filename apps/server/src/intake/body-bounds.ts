import { say } from '@fenming/language';
import { sizeText, type Intake } from '../limits';
import { TooLarge } from './too-large';

const [QUOTE, BACKSLASH, COLON, COMMA] = ['"', '\\', ':', ','].map((sign) => sign.charCodeAt(0));
const [OPEN_OBJECT, CLOSE_OBJECT, OPEN_LIST, CLOSE_LIST] = ['{', '}', '[', ']'].map((sign) => sign.charCodeAt(0));
const AMPERSAND = '&'.charCodeAt(0);

type Counted = { name: number; text: number; depth: number; keys: number; keysOfOne: number; values: number };

const wordsOf = ({ name, text, depth, keys, keysOfOne, values }: Intake): Readonly<Record<keyof Counted, string>> => ({
  name: say(
    `请求内容里有一栏的名称太长：不超过 ${name} 字节。`,
    `A field of the request has too long a name: at most ${name} bytes.`,
  ),
  text: say(
    `请求内容里有一段文字太长：这里不超过 ${sizeText(text)}。`,
    `A text in the request is too long: at most ${sizeText(text)} here.`,
  ),
  depth: say(`请求内容的层级太深：这里不超过 ${depth} 层。`, `The request is nested too deeply: at most ${depth} levels here.`),
  keys: say(
    `请求内容的栏目太多：这里总共不超过 ${keys} 项，请分几次办理。`,
    `The request has too many fields: at most ${keys} in all here; send it in parts.`,
  ),
  keysOfOne: say(
    `请求内容的栏目太多：一个对象不超过 ${keysOfOne} 项。`,
    `The request has too many fields: at most ${keysOfOne} in one object.`,
  ),
  values: say(
    `请求内容的项目太多：这里不超过 ${values} 项，请分几次办理。`,
    `The request has too many items: at most ${values} here; send it in parts.`,
  ),
});

/** Where the text that begins at a quotation mark ends. */
const endOfText = (bytes: Buffer, start: number): number => {
  let at = start + 1;
  while (at < bytes.length && bytes[at] !== QUOTE) at += bytes[at] === BACKSLASH ? 2 : 1;
  return at;
};

/**
 * Refuses JSON that a parser or a validator would be long about, in one pass over its bytes and before either sees it. Whether it is JSON at all
 * is the parser's to say. @throws TooLarge
 */
export const refuseSprawlingJson = (bytes: Buffer, intake: Intake): void => {
  const counted: Counted = { name: 0, text: 0, depth: 0, keys: 0, keysOfOne: 0, values: 1 };
  const keysInside: number[] = [];
  const refuse = (measure: keyof Counted): void => {
    if (counted[measure] > intake[measure]) throw new TooLarge(wordsOf(intake)[measure]);
  };
  for (let at = 0; at < bytes.length; at += 1) {
    const sign = bytes[at];
    if (sign === QUOTE) {
      const end = endOfText(bytes, at);
      counted.text = end - at - 1;
      refuse('text');
      at = end;
    } else if (sign === OPEN_OBJECT || sign === OPEN_LIST) {
      counted.depth = keysInside.push(0);
      refuse('depth');
    } else if (sign === CLOSE_OBJECT || sign === CLOSE_LIST) keysInside.pop();
    else if (sign === COLON) {
      counted.keys += 1;
      counted.keysOfOne = (keysInside.pop() ?? 0) + 1;
      keysInside.push(counted.keysOfOne);
      counted.name = counted.text;
      refuse('name');
      refuse('keysOfOne');
      refuse('keys');
    } else if (sign === COMMA) {
      counted.values += 1;
      refuse('values');
    }
  }
};

/** Refuses a form with more fields than the door takes. @throws TooLarge */
export const refuseSprawlingForm = (bytes: Buffer, intake: Intake): void => {
  let fields = 1;
  for (const sign of bytes) if (sign === AMPERSAND) fields += 1;
  if (fields > intake.keys) throw new TooLarge(wordsOf(intake).keys);
};
