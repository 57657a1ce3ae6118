import { zipParts } from './zip-parts';

/** A cell: a text, a number, or nothing. */
export type WrittenValue = string | number | undefined;
export type WrittenSheet = {
  readonly name: string;
  readonly widths: readonly number[];
  readonly rows: readonly (readonly WrittenValue[])[];
  /** Every cell of every column stays text when somebody types over it, and the first row stays in sight. */
  readonly asList?: boolean;
  readonly choices?: readonly Choice[];
};
/** What the cells of a column (from 1) may hold from the second row to the last one named. */
export type Choice = {
  readonly column: number;
  readonly lastRow: number;
  readonly title: string;
  readonly labels: readonly string[];
};

const DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml';
/** Cell styles by number: 0 plain, 1 text, 2 the bold text of a header. */
const STYLES =
  `<styleSheet xmlns="${MAIN}"><fonts count="2"><font><sz val="11"/><name val="宋体"/></font><font><b/><sz val="11"/><name val="宋体"/></font></fonts>` +
  '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>' +
  '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>' +
  '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="3">' +
  '<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>' +
  '<xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>' +
  '<xf numFmtId="49" fontId="1" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1"/>' +
  '</cellXfs><cellStyles count="1"><cellStyle name="常规" xfId="0" builtinId="0"/></cellStyles></styleSheet>';

/** Writes an .xlsx file: equal content is an equal file, on whatever day. */
export function writeWorkbook(title: string, sheets: readonly WrittenSheet[]): Promise<Buffer> {
  const strings = new Strings();
  const worksheets = sheets.map((sheet, i) => [`xl/worksheets/sheet${i + 1}.xml`, sheetXml(sheet, strings)] as const);
  const parts: Record<string, string> = {
    '[Content_Types].xml': contentTypes(sheets.length),
    '_rels/.rels': relationships([
      [`${OFFICE}/officeDocument`, 'xl/workbook.xml'],
      [`${PACKAGE}/relationships/metadata/core-properties`, 'docProps/core.xml'],
    ]),
    'docProps/core.xml': coreProperties(title),
    'xl/workbook.xml': workbookXml(sheets),
    'xl/_rels/workbook.xml.rels': relationships([
      ...sheets.map((_, i) => [`${OFFICE}/worksheet`, `worksheets/sheet${i + 1}.xml`] as const),
      [`${OFFICE}/styles`, 'styles.xml'],
      [`${OFFICE}/sharedStrings`, 'sharedStrings.xml'],
    ]),
    'xl/styles.xml': STYLES,
    ...Object.fromEntries(worksheets),
    'xl/sharedStrings.xml': strings.xml(),
  };
  return zipParts(Object.fromEntries(Object.entries(parts).map(([name, xml]) => [name, DECLARATION + xml])));
}

/** Texts are kept once each and named by number, as Excel itself does. */
class Strings {
  private readonly numbers = new Map<string, number>();

  numberOf(text: string): number {
    const known = this.numbers.get(text);
    if (known !== undefined) return known;
    this.numbers.set(text, this.numbers.size);
    return this.numbers.size - 1;
  }

  xml(): string {
    const items = [...this.numbers.keys()].map((text) => `<si><t xml:space="preserve">${escaped(text)}</t></si>`);
    return `<sst xmlns="${MAIN}" uniqueCount="${items.length}">${items.join('')}</sst>`;
  }
}

function sheetXml({ widths, rows, asList = false, choices = [] }: WrittenSheet, strings: Strings): string {
  const view = asList
    ? '<sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView>'
    : '<sheetView workbookViewId="0"/>';
  const columns = widths.map(
    (width, i) => `<col min="${i + 1}" max="${i + 1}" width="${width}" style="${asList ? 1 : 0}" customWidth="1"/>`,
  );
  const written = rows.map((cells, i) => rowXml(cells, i + 1, { strings, style: i === 0 ? 2 : asList ? 1 : 0 }));
  const rules = choices.map(choiceXml);
  return (
    `<worksheet xmlns="${MAIN}"><sheetViews>${view}</sheetViews><cols>${columns.join('')}</cols><sheetData>${written.join('')}</sheetData>` +
    `${rules.length === 0 ? '' : `<dataValidations count="${rules.length}">${rules.join('')}</dataValidations>`}</worksheet>`
  );
}

function rowXml(
  cells: readonly WrittenValue[],
  row: number,
  look: { readonly strings: Strings; readonly style: number },
): string {
  const written = cells.map((value, i) => {
    if (value === undefined) return '';
    const at = `r="${columnLetters(i + 1)}${row}" s="${look.style}"`;
    return typeof value === 'number'
      ? `<c ${at}><v>${value}</v></c>`
      : `<c ${at} t="s"><v>${look.strings.numberOf(value)}</v></c>`;
  });
  return `<row r="${row}">${written.join('')}</row>`;
}

function choiceXml({ column, lastRow, title, labels }: Choice): string {
  const letters = columnLetters(column);
  return (
    `<dataValidation type="list" allowBlank="1" showErrorMessage="1" errorTitle="${escaped(title)}" error="${escaped(`只能填：${labels.join('、')}`)}"` +
    ` sqref="${letters}2:${letters}${lastRow}"><formula1>${escaped(`"${labels.join(',')}"`)}</formula1></dataValidation>`
  );
}

function workbookXml(sheets: readonly WrittenSheet[]): string {
  const listed = sheets.map(({ name }, i) => `<sheet name="${escaped(name)}" sheetId="${i + 1}" r:id="rId${i + 1}"/>`);
  return `<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets>${listed.join('')}</sheets></workbook>`;
}

function relationships(targets: readonly (readonly [type: string, target: string])[]): string {
  const listed = targets.map(([type, target], i) => `<Relationship Id="rId${i + 1}" Type="${type}" Target="${target}"/>`);
  return `<Relationships xmlns="${PACKAGE}/relationships">${listed.join('')}</Relationships>`;
}

function contentTypes(sheets: number): string {
  const overrides = [
    ['/xl/workbook.xml', `${TYPE}.sheet.main+xml`],
    ...Array.from({ length: sheets }, (_, i) => [`/xl/worksheets/sheet${i + 1}.xml`, `${TYPE}.worksheet+xml`]),
    ['/xl/styles.xml', `${TYPE}.styles+xml`],
    ['/xl/sharedStrings.xml', `${TYPE}.sharedStrings+xml`],
    ['/docProps/core.xml', 'application/vnd.openxmlformats-package.core-properties+xml'],
  ].map(([part, type]) => `<Override PartName="${part}" ContentType="${type}"/>`);
  return (
    `<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
    `<Default Extension="xml" ContentType="application/xml"/>${overrides.join('')}</Types>`
  );
}

function coreProperties(title: string): string {
  return (
    `<cp:coreProperties xmlns:cp="${PACKAGE}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/">` +
    `<dc:title>${escaped(title)}</dc:title><dc:creator>分明</dc:creator></cp:coreProperties>`
  );
}

/** 1 is A, 26 Z, 27 AA. */
export function columnLetters(column: number): string {
  const before = Math.floor((column - 1) / 26);
  return (before === 0 ? '' : columnLetters(before)) + String.fromCharCode(65 + ((column - 1) % 26));
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\t': '&#9;',
  '\n': '&#10;',
  '\r': '&#13;',
};

/** A text as XML holds it, in an element or an attribute. Signs that XML cannot hold at all are left out. */
export function escaped(text: string): string {
  return text.replaceAll(/[&<>"\t\n\r]/g, (sign) => ENTITIES[sign] ?? '').replaceAll(/[\p{Cc}\uFFFE\uFFFF\p{Cs}]/gu, '');
}
