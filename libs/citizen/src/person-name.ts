import { say } from '@fenming/language';
import { halfWidth } from './cleaning';
import { characterNamed, DOTS, ordinaryText, unwritableIn } from './typed-text';
import { unifiedIdeographs } from './unified-ideographs';

/** What a person should look at although the name was read: a name of one character, or characters that were replaced by what they look like. */
export type NameWarning = 'one_character' | 'look_alikes';
export type NameReading =
  | { readonly ok: true; readonly name: string; readonly warnings: readonly NameWarning[] }
  | { readonly ok: false; readonly code: 'name_missing' | 'name_characters'; readonly reason: string; readonly hint: string };

const LONGEST = 50;
const HAN = String.raw`\p{Unified_Ideograph}〇`;
const STRANGE = new RegExp(`[^${HAN}a-zA-Z· ]`, 'u');
const NAME = new RegExp(`^[${HAN}a-zA-Z]+(?:[· ][${HAN}a-zA-Z]+)*$`, 'u');

/**
 * Reads a person's name as banks and the police register write it: radicals and compatibility ideographs become the characters they look like,
 * every dot of a minority name U+00B7, letters half-width; spaces and invisible marks go. Anything else is refused with its code point.
 */
export function readName(raw: unknown): NameReading {
  if (raw === undefined || raw === null) return missing();
  if (typeof raw !== 'string')
    return refused(
      say('姓名不是文字', 'the name is no text'),
      say('请把该列设为“文本”格式后重新录入', 'make this column text and type it again'),
    );
  const name = writtenName(raw);
  if (name === '') return missing();
  const strange = STRANGE.exec(name)?.[0];
  if (strange !== undefined) return refused(...strangeCharacter(name, strange));
  if (!NAME.test(name))
    return refused(
      say('间隔号“·”的位置不对', 'the dot “·” is in a wrong place'),
      say('间隔号只能写在两个字之间，每处一个', 'a dot stands between two characters, one at a time'),
    );
  if (Array.from(name).length > LONGEST)
    return refused(
      say(`姓名超过 ${LONGEST} 字`, `the name is longer than ${LONGEST} characters`),
      say('请按身份证原件核对姓名', 'check the name against the identity card'),
    );
  return { ok: true, name, warnings: warningsOf(raw, name) };
}

/** A name is written without any space, or with single ones where it has Latin letters. */
function writtenName(raw: string): string {
  const name = halfWidth(ordinaryText(raw)).replaceAll(DOTS, '·').replaceAll(/ *· */g, '·');
  return /[a-z]/i.test(name) ? name : name.replaceAll(' ', '');
}

function warningsOf(raw: string, name: string): readonly NameWarning[] {
  return [
    ...(Array.from(name).length === 1 ? (['one_character'] as const) : []),
    ...(unifiedIdeographs(raw) === raw ? [] : (['look_alikes'] as const)),
  ];
}

/** Only the code point is quoted: what stands in a name column by mistake may be part of a number. */
function strangeCharacter(name: string, strange: string): readonly [reason: string, hint: string] {
  const unwritable = unwritableIn(name);
  if (unwritable !== undefined)
    return [
      say(`姓名${unwritable}`, `the name: ${unwritable}`),
      say(
        '请按身份证原件重新录入，用国家标准 GB 18030-2022 中的字，并与银行户名核对',
        "type it again from the identity card in characters of the national standard GB 18030-2022, and check it against the bank's name",
      ),
    ];
  const which = say(`姓名${characterNamed(name, strange)}`, `the name: ${characterNamed(name, strange)}`);
  if (/[\u2E80-\u2FDF\u31C0-\u31EF]/u.test(strange))
    return [
      say(`${which}是部首或笔画，不是字`, `${which} is a radical or a stroke and no character`),
      say('请按身份证原件重新录入这个字', 'type this character again from the identity card'),
    ];
  return [
    say(`${which}不应出现`, `${which} should not be there`),
    say(
      '只能是汉字、字母和间隔号“·”，请按身份证原件核对',
      'Chinese characters, letters and the dot “·” alone; check it against the identity card',
    ),
  ];
}

function missing(): NameReading {
  return {
    ok: false,
    code: 'name_missing',
    reason: say('姓名为空', 'the name is empty'),
    hint: say('请按身份证原件填写姓名', 'write the name of the identity card'),
  };
}

function refused(reason: string, hint: string): NameReading {
  return { ok: false, code: 'name_characters', reason, hint };
}
