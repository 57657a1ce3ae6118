import { columnLetters, escaped } from './write-workbook';
import { zipParts } from './zip-parts';

/** A cell as some program writes it: a value in the plainest way, or the attributes and content of its element. */
export type Given = string | number | boolean | null | undefined | { readonly attributes?: string; readonly content: string };
export type GivenSheet = { readonly name?: string; readonly state?: string; readonly xml: string };
export type GivenBook = {
  readonly sheets: readonly GivenSheet[];
  /** Attributes of workbookPr. */
  readonly properties?: string;
  /** Texts of xl/sharedStrings.xml, as the content of its items. */
  readonly strings?: readonly string[];
  /** Custom number formats by id. */
  readonly formats?: Readonly<Record<number, string>>;
  /** The number format of each cell style. */
  readonly styles?: readonly number[];
  /** Parts as they are, beside or instead of those that are made. */
  readonly parts?: Readonly<Record<string, string>>;
  readonly namespace?: string;
};

export const TRANSITIONAL = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
export const STRICT = 'http://purl.oclc.org/ooxml/spreadsheetml/main';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006/relationships';

export const formula = (text: string, result?: string, attributes = ''): Given => ({
  attributes,
  content: `<f>${text}</f>${result === undefined ? '' : `<v>${result}</v>`}`,
});
export const styled = (style: number, value: number | string): Given => ({
  attributes: `s="${style}"`,
  content: `<v>${value}</v>`,
});

const cellXml = (reference: string, given: Given): string => {
  if (given === null || given === undefined) return '';
  const at = `r="${reference}"`;
  switch (typeof given) {
    case 'string':
      return `<c ${at} t="inlineStr"><is><t xml:space="preserve">${escaped(given)}</t></is></c>`;
    case 'number':
      return `<c ${at}><v>${given}</v></c>`;
    case 'boolean':
      return `<c ${at} t="b"><v>${given ? 1 : 0}</v></c>`;
    default:
      return `<c ${at} ${given.attributes ?? ''}>${given.content}</c>`;
  }
};

export const cellsXml = (row: number, cells: readonly Given[]): string =>
  cells.map((given, i) => cellXml(`${columnLetters(i + 1)}${row}`, given)).join('');

export const rowXml = (row: number, cells: readonly Given[], attributes = ''): string =>
  `<row r="${row}" ${attributes}>${cellsXml(row, cells)}</row>`;

export const sheetXml = (rows: string, after = '', namespace = TRANSITIONAL): string =>
  `<worksheet xmlns="${namespace}" xmlns:r="${OFFICE}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><sheetData>${rows}</sheetData>${after}</worksheet>`;

/** Rows from the first one down. */
export const sheetOf = (rows: readonly (readonly Given[])[], after = ''): string =>
  sheetXml(rows.map((cells, i) => rowXml(i + 1, cells)).join(''), after);

export const bookOf = (book: GivenBook): Promise<Buffer> => {
  const { sheets, properties = '', strings, formats = {}, styles = [0], namespace = TRANSITIONAL } = book;
  const listed = sheets.map(({ name = `Sheet${0}`, state }, i) => {
    return `<sheet name="${escaped(name)}" sheetId="${i + 1}" ${state === undefined ? '' : `state="${state}"`} r:id="rId${i + 1}"/>`;
  });
  const related = sheets.map((_, i) => relationship(`rId${i + 1}`, 'worksheet', `worksheets/sheet${i + 1}.xml`));
  const parts: Record<string, string> = {
    '_rels/.rels': `<Relationships xmlns="${PACKAGE}">${relationship('rId1', 'officeDocument', 'xl/workbook.xml')}</Relationships>`,
    'xl/workbook.xml': `<workbook xmlns="${namespace}" xmlns:r="${OFFICE}"><workbookPr ${properties}/><sheets>${listed.join('')}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels':
      `<Relationships xmlns="${PACKAGE}">${related.join('')}${relationship('rIdS', 'styles', 'styles.xml')}` +
      `${strings === undefined ? '' : relationship('rIdT', 'sharedStrings', 'sharedStrings.xml')}</Relationships>`,
    'xl/styles.xml': stylesXml(formats, styles, namespace),
    ...Object.fromEntries(sheets.map(({ xml }, i) => [`xl/worksheets/sheet${i + 1}.xml`, xml])),
    ...(strings && {
      'xl/sharedStrings.xml': `<sst xmlns="${namespace}">${strings.map((item) => `<si>${item}</si>`).join('')}</sst>`,
    }),
    ...book.parts,
  };
  return zipParts(parts);
};

const relationship = (id: string, type: string, target: string): string =>
  `<Relationship Id="${id}" Type="${OFFICE}/${type}" Target="${target}"/>`;

const stylesXml = (formats: Readonly<Record<number, string>>, styles: readonly number[], namespace: string): string => {
  const custom = Object.entries(formats).map(([id, code]) => `<numFmt numFmtId="${id}" formatCode="${escaped(code)}"/>`);
  const cells = styles.map((id) => `<xf numFmtId="${id}"/>`);
  return `<styleSheet xmlns="${namespace}"><numFmts>${custom.join('')}</numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs>${cells.join('')}</cellXfs></styleSheet>`;
};
