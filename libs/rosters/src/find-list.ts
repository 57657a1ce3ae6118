import { claimsAmountOrVerdict, columnNamed, type RosterColumn } from './roster-columns';
import { fileFault, maskedValue, type RowFault, type Wrong } from './row-fault';
import { cellText, type Sheet, type SheetRow } from './workbook-sheets';

/** The list inside a workbook: where each column stands (number from 1) and the rows under the header. */
export type RosterList = {
  readonly columnAt: ReadonlyMap<RosterColumn, number>;
  readonly rows: readonly SheetRow[];
  readonly warnings: readonly RowFault[];
};

/** Offices put a title above the header; more than this is a form, not a list. */
const HEADER_WITHIN = 5;
export const NOTES_SHEET = '填写说明';

type Candidate = { readonly sheet: Sheet; readonly header: SheetRow };

/** Finds the one sheet with the roster's header and judges its columns; any fault here and no row is read. */
export function findList(sheets: readonly Sheet[], columns: readonly RosterColumn[]): RosterList | readonly RowFault[] {
  const others = sheets.filter((sheet) => sheet.name !== NOTES_SHEET && sheet.rows.length > 0);
  const candidates = others.flatMap((sheet): Candidate[] => {
    const header = headerOf(sheet, columns);
    return header === undefined ? [] : [{ sheet, header }];
  });
  const [found, second] = candidates;
  if (found === undefined) return [fileFault(NO_HEADER)];
  // Reading the first of several lists would silently leave whole villages out.
  if (second !== undefined) return [fileFault(severalSheets(candidates))];
  const ignored = others.filter((sheet) => sheet !== found.sheet).map((sheet) => ignoredSheet(sheet.name));
  return judgeColumns(found, columns, ignored);
}

function headerOf(sheet: Sheet, columns: readonly RosterColumn[]): SheetRow | undefined {
  const known = (row: SheetRow): number => [...row.cells.keys()].filter((at) => columnNamed(columns, cellText(row, at))).length;
  const near = sheet.rows.filter((row) => row.row <= HEADER_WITHIN).map((row) => ({ row, known: known(row) }));
  const best = near.toSorted((one, other) => other.known - one.known)[0];
  return best !== undefined && best.known >= 2 ? best.row : undefined;
}

function judgeColumns(
  { sheet, header }: Candidate,
  columns: readonly RosterColumn[],
  ignored: readonly RowFault[],
): RosterList | readonly RowFault[] {
  const columnAt = new Map<RosterColumn, number>();
  const [faults, warnings]: [RowFault[], RowFault[]] = [[], [...ignored]];
  for (const at of header.cells.keys()) {
    const text = cellText(header, at);
    const column = columnNamed(columns, text);
    if (column === undefined) (claimsAmountOrVerdict(text) ? faults : warnings).push(strangeColumn(header.row, text));
    else if (columnAt.has(column)) faults.push(fileFault(repeated(column.header), header.row, column.header));
    else columnAt.set(column, at);
  }
  for (const column of columns) {
    if (column.required && !columnAt.has(column)) faults.push(fileFault(missing(column.header), header.row, column.header));
  }
  if (faults.length > 0) return faults;
  const rows = sheet.rows.filter((row) => row.row > header.row);
  return { columnAt, rows, warnings };
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
  return { code: 'column_missing', reason: `缺少“${header}”这一列`, hint: '请下载模板，按模板的列名补齐' };
}

function severalSheets(candidates: readonly Candidate[]): Wrong {
  const names = candidates.map(({ sheet }) => `“${maskedValue('fact', sheet.name)}”`).join('、');
  return { code: 'several_sheets', reason: `有不止一张名单：${names}`, hint: '请把名单合并到一张工作表，或分成几个文件上传' };
}

function ignoredSheet(name: string): RowFault {
  const wrong: Wrong = {
    code: 'sheet_ignored',
    reason: `工作表“${maskedValue('fact', name)}”没有名单的表头，没有读取`,
    hint: '若其中有名单，请补上表头',
  };
  return { row: 0, column: '工作表', value: '', ...wrong, severity: 'warning' };
}

const NO_HEADER: Wrong = {
  code: 'sheet_not_found',
  reason: `前 ${HEADER_WITHIN} 行里找不到名单的表头`,
  hint: '请下载模板，把名单粘贴到模板里，保留表头',
};
