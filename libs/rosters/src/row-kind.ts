import { say, spoken } from '@fenming/language';
import { ordinaryText } from '@fenming/citizen';
import type { RosterList } from './find-list';
import type { Wrong } from './row-fault';
import { textOf } from './workbook/cell';
import type { SheetRow } from './workbook/sheet-reader';

/** Rows that are no person's: lists carry totals, signatures, and the header again on every page. */
export type NotAPerson = 'header' | 'total' | 'signature' | 'remark';

const TOTAL = /^.{0,14}?(?:合计|总计|小计|共计|累计|总人数|汇总$)|^(?:此表|本表|本页|全表|以上)?共\d+[人户名条页]/u;
const SIGNATURE =
  /^(?:单位|部门|乡镇|村居?|县级?)?(?:主要|分管|经办)?(?:负责人|领导|主管|主任|填表|制表|填报|审核|审批|审定|复核|复审|初审|经办|经手|核对|核实|监督|汇总|报送|上报|联系人|联系电话|电话|签字|签名|盖章|公章|日期)(?:人员?|单位|部门|日期|时间|员|意见)?(?:\(.*\))?(?:[::].*)?$/u;
/** A text that stands alone in its row and asks for a name, or for a seal: no list of words knows every office. */
const SIGNED = /:$|^[^\d]{1,16}(?:签字|签名|签章|盖章)$/u;
const SIGNED_ON =
  /^(?:[\d〇○零一二三四五六七八九]{4}年[\d一二三四五六七八九十]{0,3}月[\d一二三四五六七八九十]{0,3}日|年月日|\d{4}[-./]\d{1,2}[-./]\d{1,2})$/u;
const REMARK =
  /^(?:说明|备注|注|填表说明|填写说明)[::\d(]|^第\d+页|^[—–-]*(?:以下|此页|本页)(?:空白|无正文|无内容)|^以上(?:情况|名单|信息)|公示(?:期间?)?(?:内)?无异议|(?:花名册|名册|名单|汇总表|登记表|统计表|公示表|明细表|审批表|申报表|情况表)(?:\(.*\))?$/u;
/** An id or an account: whoever has one is a person, whatever else stands in the row. */
const PERSONAL = /\d{14}[\dXx]/u;

/** What a row under the header is when it is nobody's; undefined when it may be a person's. */
export function notAPerson(row: SheetRow, list: RosterList): NotAPerson | undefined {
  if ([...row.cells.values()].some((cell) => PERSONAL.test(textOf(cell)))) return undefined;
  const texts = [...row.cells]
    .map(([at, cell]) => [at, compact(textOf(cell))] as const)
    .toSorted(([one], [other]) => one - other);
  const named = texts.filter(([at, text]) => text === compact(list.header.labels.get(at) ?? ''));
  if (named.length >= 2 && 2 * named.length >= texts.length) return 'header';
  if (texts.some(([, text]) => PERSONAL.test(text))) return undefined;
  const first = texts.map(([, text]) => text).find((text) => !/^\d*$/.test(text));
  if (first === undefined) return undefined;
  if (TOTAL.test(first)) return 'total';
  if (SIGNATURE.test(first) || /\((?:盖章|公章|签字|签章)\)/u.test(first)) return 'signature';
  if (texts.length === 1 && (SIGNED_ON.test(first) || SIGNED.test(first))) return 'signature';
  return texts.length <= 2 && REMARK.test(first) ? 'remark' : undefined;
}

/** What a row says that says nothing in the list's columns: somebody's numbers, words, or nothing but what dragged formulas leave. */
export function besideTheList(row: SheetRow, list: RosterList): 'person' | 'words' | undefined {
  const own = new Set(list.columnAt.values());
  const texts = [...row.cells].flatMap(([at, cell]) => (own.has(at) || cell.state !== 'filled' ? [] : [compact(textOf(cell))]));
  if (texts.some((text) => PERSONAL.test(text))) return 'person';
  return texts.some((text) => /\p{L}/u.test(text)) ? 'words' : undefined;
}

/** Whether a row of the heading, above or in the header, holds what looks like a person. */
export function looksLikeAPerson(row: SheetRow): boolean {
  return [...row.cells.values()].some((cell) => /^'?\d{14,17}[\dXx]$/u.test(compact(textOf(cell))));
}

/** How many people a grand total speaks of; undefined where it names no number of them, or a part of the list. */
export function statedTotal(row: SheetRow): number | undefined {
  const texts = [...row.cells.values()].map((cell) => compact(textOf(cell)));
  if (!texts.some((text) => /^(?:合计|总计|共计|总人数)/u.test(text))) return undefined;
  const numbers = texts.flatMap((text) => /(?:^|\D)(\d{1,7})[人户名]/u.exec(text)?.[1] ?? []);
  return numbers.length === 1 ? Number(numbers[0]) : undefined;
}

export function skipped(kind: NotAPerson): Wrong {
  const reason = say(`这一行是${KINDS[kind]}，不是对象，没有读取`, `this line is ${KINDS[kind]} and no person; it was not read`);
  return {
    code: 'row_skipped',
    reason,
    hint: say(
      '无须处理；若是对象，请补齐后重新上传',
      'nothing needs to be done; if it is a person, complete it and upload the list again',
    ),
  };
}

const KINDS: Readonly<Record<NotAPerson, string>> = spoken({
  header: { zh: '重复的表头', en: 'a repeated heading' },
  total: { zh: '合计', en: 'a total' },
  signature: { zh: '签字栏', en: 'for signatures' },
  remark: { zh: '说明', en: 'a note' },
});

function compact(text: string): string {
  return ordinaryText(text).normalize('NFKC').replaceAll(/\s/gu, '');
}
