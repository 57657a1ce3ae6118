import { say, spoken, type Word } from '@fenming/language';
import { REASON_TEXTS, type ReturnReason } from '@fenming/bank-files';
import { isInstant } from '@fenming/calendar';
import { fen, formatYuan } from '@fenming/money';
import { clockText, EXIT_REASONS, isRefusalCode, refusalText } from '@fenming/words';

export type Said = (text: string) => string;
export type Words = Readonly<Record<string, string>>;
/** What a column is called, and how a value of it is said where it is no plain text or number. */
export type Column = readonly [title: Word, said?: Said];

export const among =
  (...words: readonly Words[]): Said =>
  (code) =>
    words.map((each) => each[code]).find((word) => word !== undefined) ?? code;
export const yesNo = among(spoken({ 0: { zh: '否', en: 'no' }, 1: { zh: '是', en: 'yes' } }));
export const moment: Said = (text) => (isInstant(text) ? clockText(text) : text);
export const yuan: Said = (text) =>
  /^-?\d+$/.test(text) && Number.isSafeInteger(Number(text))
    ? say(`${formatYuan(fen(Number(text)))} 元`, `${formatYuan(fen(Number(text)))} yuan`)
    : text;
/** Why something came back, was held back, left or is claimed back; a sentence that somebody typed stands for itself. */
export const reason: Said = (code) =>
  REASON_TEXTS[code as ReturnReason]?.text ??
  (isRefusalCode(code) ? refusalText(code).replace(/[。.]$/u, '') : undefined) ??
  among(EXIT_REASONS, {
    roster: say('按名单', 'by the list'),
    correction: say('更正', 'correction'),
    returned: say('退票', 'returned'),
    rules: say('规则变动', 'changed rules'),
  })(code.replace(/^displaced:/u, say('享受另一项目：', 'receives another programme: ')));
