import { say } from '@fenming/language';
import { HEADER_WITHIN, headerOf, type Header } from './list-header';
import { claimsAmountOrVerdict, columnNamed, type ListColumn } from './roster-columns';
import { fileFault, maskedValue, type RowFault, type Wrong } from './row-fault';
import type { SheetRow } from './workbook/sheet-reader';
import type { Sheet, Workbook } from './workbook/workbook';

/** What a list is looked for in: a workbook, or a text file as a book of one sheet. */
export type Book = Pick<Workbook, 'sheets' | 'outline' | 'rows'>;

/** The list inside a workbook: the sheet, its header, and where each column stands (number from 1). */
export type RosterList = {
  readonly sheet: Sheet;
  readonly header: Header;
  readonly columnAt: ReadonlyMap<ListColumn, number>;
  readonly warnings: readonly RowFault[];
};

/** A kind of list: where one is told which columns it has, and whether it may have others. */
export type ListKind = { readonly told: () => string; readonly strict: boolean };
const ROSTER: ListKind = {
  told: () =>
    say(
      '模板可用 fenming programme template <项目代码> --year <年度> 取得',
      'the template comes from fenming programme template <programme> --year <year>',
    ),
  strict: false,
};
export const NOTES_SHEET = '填写说明';

/** A sheet with something on it, and the header of a list where it has one. */
type Filled = { readonly sheet: Sheet; readonly header: Header | undefined };
type Candidate = { readonly sheet: Sheet; readonly header: Header };

/** Finds the one visible sheet with the roster's header and judges its columns; any fault here and no row is read. */
export async function findList(
  workbook: Book,
  columns: readonly ListColumn[],
  kind: ListKind = ROSTER,
): Promise<RosterList | readonly RowFault[]> {
  const sheets = await filledSheets(workbook, columns);
  const candidates = sheets.flatMap(({ sheet, header }): Candidate[] => (sheet.hidden || !header ? [] : [{ sheet, header }]));
  const [found, second] = candidates;
  // Reading the first of several lists would silently leave whole villages out.
  if (second !== undefined) return [fileFault(severalSheets(candidates))];
  const unread = sheets.filter(({ sheet }) => sheet !== found?.sheet).map(unreadSheet);
  if (found === undefined) return [fileFault(noHeader(kind)), ...unread.filter(({ code }) => code === 'sheet_hidden')];
  return judgeColumns(found, columns, { kind, unread });
}

async function filledSheets(workbook: Book, columns: readonly ListColumn[]): Promise<readonly Filled[]> {
  const filled: Filled[] = [];
  for (const sheet of workbook.sheets) {
    const rows = await firstRows(workbook, sheet);
    const header = headerOf(rows, columns);
    if (header !== undefined || (rows.length > 0 && sheet.name !== NOTES_SHEET)) filled.push({ sheet, header });
  }
  return filled;
}

/** The filled rows among which a header can stand, or the first filled one below. */
async function firstRows(workbook: Book, sheet: Sheet): Promise<readonly SheetRow[]> {
  const filled: SheetRow[] = [];
  for await (const rows of workbook.rows(sheet)) {
    filled.push(...rows.filter(({ cells }) => cells.size > 0));
    if (filled.some(({ row }) => row > HEADER_WITHIN)) break;
  }
  return filled.toSorted((one, other) => one.row - other.row).slice(0, HEADER_WITHIN + 1);
}

function judgeColumns(
  { sheet, header }: Candidate,
  columns: readonly ListColumn[],
  { kind, unread: unreadSheets }: { readonly kind: ListKind; readonly unread: readonly RowFault[] },
): RosterList | readonly RowFault[] {
  const columnAt = new Map<ListColumn, number>();
  const [faults, warnings]: [RowFault[], RowFault[]] = [[], [...unreadSheets]];
  for (const [at, text] of header.labels) {
    const column = columnNamed(columns, text);
    if (column === undefined && kind.strict)
      faults.push(fileFault(notOfSource(text, kind), header.last, maskedValue('fact', text)));
    else if (column === undefined) (claimsAmountOrVerdict(text) ? faults : warnings).push(strangeColumn(header.last, text));
    else if (columnAt.has(column)) faults.push(fileFault(repeated(column.header), header.last, column.header));
    else columnAt.set(column, at);
  }
  for (const column of columns) {
    if (column.required && !columnAt.has(column))
      faults.push(fileFault(missing(column.header, kind), header.last, column.header));
  }
  return faults.length > 0 ? faults : { sheet, header, columnAt, warnings };
}

/** Nothing but the rules may say what somebody is paid, so such a column is refused; any other stranger is only left unread. */
function strangeColumn(row: number, text: string): RowFault {
  const header = maskedValue('fact', text);
  const wrong = claimsAmountOrVerdict(text) ? notAllowed(header) : unread(header);
  const severity = wrong.code === 'column_not_allowed' ? 'error' : 'warning';
  return { row, column: header, value: '', ...wrong, severity };
}

function notAllowed(header: string): Wrong {
  const reason = say(
    `名单里不能有“${header}”：金额、月数和资格结论由系统按政策算出`,
    `a list cannot have “${header}”: amounts, months and conclusions are computed by the system`,
  );
  return {
    code: 'column_not_allowed',
    reason,
    hint: say('请删去这一列后重新上传', 'remove this column and upload the list again'),
  };
}

function unread(header: string): Wrong {
  return {
    code: 'column_unknown',
    reason: say(`名单用不到“${header}”，没有读取`, `the list does not need “${header}”; it was not read`),
    hint: say(
      '无须处理；若是列名写错，请按模板改正',
      'nothing needs to be done; if the name of a column is wrong, mend it after the template',
    ),
  };
}

function repeated(header: string): Wrong {
  return {
    code: 'column_repeated',
    reason: say(`“${header}”出现不止一次`, `“${header}” is there more than once`),
    hint: say('请只保留一列', 'keep one such column'),
  };
}

function missing(header: string, { told }: ListKind): Wrong {
  return {
    code: 'column_missing',
    reason: say(`缺少“${header}”这一列`, `the column “${header}” is missing`),
    hint: say(`请按规定的列名补齐，${told()}`, `complete the columns; ${told()}`),
  };
}

/** Nothing of another body's list is left unread without a word: the column may be what the list is about. */
function notOfSource(text: string, { told }: ListKind): Wrong {
  const header = maskedValue('fact', text);
  return {
    code: 'column_unknown',
    reason: say(`这个来源的名单里没有“${header}”这一列`, `lists of this source have no column “${header}”`),
    hint: say(
      `请删去这一列，或在来源文件里说明它；${told()}`,
      `remove this column, or say in the file of the source what it is; ${told()}`,
    ),
  };
}

function severalSheets(candidates: readonly Candidate[]): Wrong {
  const names = candidates.map(({ sheet }) => `“${maskedValue('fact', sheet.name)}”`).join('、');
  return {
    code: 'several_sheets',
    reason: say(`有不止一张名单：${names}`, `there is more than one list: ${names}`),
    hint: say('请把名单合并到一张工作表，或分成几个文件上传', 'put the list into one sheet, or upload several files'),
  };
}

function unreadSheet({ sheet, header }: Filled): RowFault {
  const name = maskedValue('fact', sheet.name);
  return {
    row: 0,
    column: say('工作表', 'sheet'),
    value: '',
    ...(sheet.hidden ? hiddenSheet(name, header) : ignoredSheet(name)),
    severity: 'warning',
  };
}

function hiddenSheet(name: string, header: Header | undefined): Wrong {
  const reason = say(
    `工作表“${name}”是隐藏的${header === undefined ? '' : say('，其中有名单', ', has a list in it')}，没有读取`,
    `the sheet “${name}” is hidden${header === undefined ? '' : say('，其中有名单', ', has a list in it')} and was not read`,
  );
  return {
    code: 'sheet_hidden',
    reason,
    hint: say(
      '若其中有应当导入的人，请取消隐藏并合并到名单里',
      'if there are persons in it to be imported, show it and put them into the list',
    ),
  };
}

function ignoredSheet(name: string): Wrong {
  return {
    code: 'sheet_ignored',
    reason: say(`工作表“${name}”没有名单的表头，没有读取`, `the sheet “${name}” has no heading of a list and was not read`),
    hint: say('若其中有名单，请补上表头', 'if there is a list in it, give it a heading'),
  };
}

const noHeader = ({ told }: ListKind): Wrong => ({
  code: 'sheet_not_found',
  reason: say(`前 ${HEADER_WITHIN} 行里找不到名单的表头`, `no heading of a list was found in the first ${HEADER_WITHIN} lines`),
  hint: say(`请保留表头，列名要照规定写；${told()}`, `keep the heading, with the columns as they are called; ${told()}`),
});
