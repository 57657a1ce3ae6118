import { HEADER_WITHIN, headerOf, type Header } from './list-header';
import { claimsAmountOrVerdict, columnNamed, type RosterColumn } from './roster-columns';
import { fileFault, maskedValue, type RowFault, type Wrong } from './row-fault';
import type { SheetRow } from './workbook/sheet-reader';
import type { Sheet, Workbook } from './workbook/workbook';

/** The list inside a workbook: the sheet, its header, and where each column stands (number from 1). */
export type RosterList = {
  readonly sheet: Sheet;
  readonly header: Header;
  readonly columnAt: ReadonlyMap<RosterColumn, number>;
  readonly warnings: readonly RowFault[];
};

/** Where the empty roster is to be had. */
const TEMPLATE = '模板可用 fenming programme template <项目代码> --year <年度> 取得';
export const NOTES_SHEET = '填写说明';

/** A sheet with something on it, and the header of a list where it has one. */
type Filled = { readonly sheet: Sheet; readonly header: Header | undefined };
type Candidate = { readonly sheet: Sheet; readonly header: Header };

/** Finds the one visible sheet with the roster's header and judges its columns; any fault here and no row is read. */
export async function findList(workbook: Workbook, columns: readonly RosterColumn[]): Promise<RosterList | readonly RowFault[]> {
  const sheets = await filledSheets(workbook, columns);
  const candidates = sheets.flatMap(({ sheet, header }): Candidate[] => (sheet.hidden || !header ? [] : [{ sheet, header }]));
  const [found, second] = candidates;
  // Reading the first of several lists would silently leave whole villages out.
  if (second !== undefined) return [fileFault(severalSheets(candidates))];
  const unread = sheets.filter(({ sheet }) => sheet !== found?.sheet).map(unreadSheet);
  if (found === undefined) return [fileFault(NO_HEADER), ...unread.filter(({ code }) => code === 'sheet_hidden')];
  return judgeColumns(found, columns, unread);
}

async function filledSheets(workbook: Workbook, columns: readonly RosterColumn[]): Promise<readonly Filled[]> {
  const filled: Filled[] = [];
  for (const sheet of workbook.sheets) {
    const rows = await firstRows(workbook, sheet);
    const header = headerOf(rows, columns);
    if (header !== undefined || (rows.length > 0 && sheet.name !== NOTES_SHEET)) filled.push({ sheet, header });
  }
  return filled;
}

/** The filled rows among which a header can stand, or the first filled one below. */
async function firstRows(workbook: Workbook, sheet: Sheet): Promise<readonly SheetRow[]> {
  const filled: SheetRow[] = [];
  for await (const rows of workbook.rows(sheet)) {
    filled.push(...rows.filter(({ cells }) => cells.size > 0));
    if (filled.some(({ row }) => row > HEADER_WITHIN)) break;
  }
  return filled.toSorted((one, other) => one.row - other.row).slice(0, HEADER_WITHIN + 1);
}

function judgeColumns(
  { sheet, header }: Candidate,
  columns: readonly RosterColumn[],
  unreadSheets: readonly RowFault[],
): RosterList | readonly RowFault[] {
  const columnAt = new Map<RosterColumn, number>();
  const [faults, warnings]: [RowFault[], RowFault[]] = [[], [...unreadSheets]];
  for (const [at, text] of header.labels) {
    const column = columnNamed(columns, text);
    if (column === undefined) (claimsAmountOrVerdict(text) ? faults : warnings).push(strangeColumn(header.last, text));
    else if (columnAt.has(column)) faults.push(fileFault(repeated(column.header), header.last, column.header));
    else columnAt.set(column, at);
  }
  for (const column of columns) {
    if (column.required && !columnAt.has(column)) faults.push(fileFault(missing(column.header), header.last, column.header));
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
  const reason = `名单里不能有“${header}”：金额、月数和资格结论由系统按政策算出`;
  return { code: 'column_not_allowed', reason, hint: '请删去这一列后重新上传' };
}

function unread(header: string): Wrong {
  return { code: 'column_unknown', reason: `名单用不到“${header}”，没有读取`, hint: '无须处理；若是列名写错，请按模板改正' };
}

function repeated(header: string): Wrong {
  return { code: 'column_repeated', reason: `“${header}”出现不止一次`, hint: '请只保留一列' };
}

function missing(header: string): Wrong {
  return { code: 'column_missing', reason: `缺少“${header}”这一列`, hint: `请按模板的列名补齐，${TEMPLATE}` };
}

function severalSheets(candidates: readonly Candidate[]): Wrong {
  const names = candidates.map(({ sheet }) => `“${maskedValue('fact', sheet.name)}”`).join('、');
  return { code: 'several_sheets', reason: `有不止一张名单：${names}`, hint: '请把名单合并到一张工作表，或分成几个文件上传' };
}

function unreadSheet({ sheet, header }: Filled): RowFault {
  const name = maskedValue('fact', sheet.name);
  return {
    row: 0,
    column: '工作表',
    value: '',
    ...(sheet.hidden ? hiddenSheet(name, header) : ignoredSheet(name)),
    severity: 'warning',
  };
}

function hiddenSheet(name: string, header: Header | undefined): Wrong {
  const reason = `工作表“${name}”是隐藏的${header === undefined ? '' : '，其中有名单'}，没有读取`;
  return { code: 'sheet_hidden', reason, hint: '若其中有应当导入的人，请取消隐藏并合并到名单里' };
}

function ignoredSheet(name: string): Wrong {
  return { code: 'sheet_ignored', reason: `工作表“${name}”没有名单的表头，没有读取`, hint: '若其中有名单，请补上表头' };
}

const NO_HEADER: Wrong = {
  code: 'sheet_not_found',
  reason: `前 ${HEADER_WITHIN} 行里找不到名单的表头`,
  hint: `请把名单粘贴到模板里，保留表头；${TEMPLATE}`,
};
