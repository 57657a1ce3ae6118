import { createHash } from 'node:crypto';
import { dateOf, type Instant } from '@fenming/calendar';
import PDFDocument from 'pdfkit';
import { FormError } from './form-error';

/** Where a form comes from, for its foot: the batch and the log entry that it shows. `demo` marks invented people and simulated time. */
export type Origin = {
  readonly batch: string;
  readonly position: string;
  readonly logId: string;
  readonly at: Instant;
  readonly demo: boolean;
};
export type Align = 'left' | 'center' | 'right';
export type TableColumn = { readonly title: string; readonly width: number; readonly align: Align };

const MARGIN = 56;
const FOOT = 64;
const INK = '#1a1a1a';
const PALE = '#666666';
const RULE = '#999999';
const SHADE = '#f2f2f2';
const ROW = 20;
const HEADING = 34;
const PAD = 6;
const BODY = 10;

/** An A4 page that fills from the top; measures are in points. */
export class Sheet {
  private readonly document: PDFKit.PDFDocument;
  private readonly chunks: Buffer[] = [];
  private y = MARGIN;
  private readonly left = MARGIN;
  private readonly width: number;

  constructor(
    title: string,
    font: Buffer,
    private readonly origin: Origin,
  ) {
    this.document = new PDFDocument({
      size: 'A4',
      margin: 0,
      bufferPages: true,
      lang: 'zh-CN',
      font: '',
      info: { Title: title, Creator: '分明' },
    });
    this.document.on('data', (chunk: Buffer) => this.chunks.push(chunk));
    this.document.registerFont('body', font).font('body');
    this.width = this.document.page.width - 2 * MARGIN;
    fixIdentity(this.document, title, origin);
  }

  title(text: string, below: string): void {
    this.line(text, { size: 20, align: 'center', strong: true });
    this.y += 6;
    this.line(below, { size: BODY, align: 'center', color: PALE });
    this.y += 10;
  }

  /** `follow` is the height of what must stand on the same page: a heading alone at the foot of one says nothing. */
  heading(text: string, follow = 3 * ROW): void {
    this.keep(HEADING + follow);
    this.y += 12;
    this.line(text, { size: 11.5, align: 'left', strong: true });
    this.y += 4;
  }

  /** Pairs of a label and a value, two pairs to a row; a value that stands alone in its row takes all of it and may wrap. */
  pairs(rows: readonly (readonly (readonly [label: string, value: string])[])[]): void {
    const label = 84;
    for (const row of rows) {
      const cell = this.width / row.length;
      const inner = cell - label - 2 * PAD;
      const height = Math.max(...row.map(([, value]) => Math.max(ROW + 2, this.heightOf(value, inner) + 2 * PAD - 4)));
      this.keep(height);
      row.forEach(([name, value], index) => {
        const x = this.left + index * cell;
        this.box(x, label, height, SHADE);
        this.box(x + label, cell - label, height);
        this.write(name, { x: x + PAD, width: label - 2 * PAD, height, align: 'left', color: PALE });
        this.write(value, { x: x + label + PAD, width: inner, height, align: 'left' });
      });
      this.y += height;
    }
  }

  /** The header stands again on every page that the table goes on to; rows listed in `strong` are totals. */
  table(columns: readonly TableColumn[], rows: readonly (readonly string[])[], strong: readonly number[] = []): void {
    const scale = this.width / columns.reduce((sum, { width }) => sum + width, 0);
    const header = (): void =>
      this.row(
        columns.map(({ title }) => title),
        { columns, scale, strong: true, fill: SHADE },
      );
    this.keep(2 * ROW);
    header();
    rows.forEach((cells, index) => {
      if (this.keep(this.rowHeight(cells, columns, scale))) header();
      this.row(cells, { columns, scale, strong: strong.includes(index) });
    });
  }

  /** Boxes side by side, each with a title and lines below it; never cut by the end of a page. */
  boxes(boxes: readonly { readonly title: string; readonly lines: readonly string[] }[], height: number): void {
    this.keep(height);
    const width = this.width / boxes.length;
    boxes.forEach(({ title, lines }, index) => {
      const x = this.left + index * width;
      this.box(x, width, height);
      this.box(x, width, ROW, SHADE);
      this.write(title, { x, width, height: ROW, align: 'center', strong: true });
      const from = this.y;
      const step = (height - ROW - PAD) / lines.length;
      lines.forEach((text, place) => {
        this.y = from + ROW + PAD / 2 + place * step;
        this.write(text, { x: x + PAD, width: width - 2 * PAD, height: step, align: 'left', size: 9 });
      });
      this.y = from;
    });
    this.y += height;
  }

  note(text: string): void {
    this.y += 6;
    this.line(text, { size: 8.5, align: 'left', color: PALE });
  }

  /** The finished bytes, with every page numbered. */
  finish(): Promise<Buffer> {
    const { start, count } = this.document.bufferedPageRange();
    for (let page = start; page < start + count; page += 1) {
      this.document.switchToPage(page);
      if (this.origin.demo) this.watermark();
      this.foot(page + 1, count);
    }
    return new Promise((resolve, reject) => {
      this.document.on('end', () => resolve(Buffer.concat(this.chunks)));
      this.document.on('error', reject);
      this.document.end();
    });
  }

  private row(
    cells: readonly string[],
    look: { columns: readonly TableColumn[]; scale: number; strong: boolean; fill?: string },
  ): void {
    let x = this.left;
    const height = this.rowHeight(cells, look.columns, look.scale);
    look.columns.forEach((column, index) => {
      const width = column.width * look.scale;
      this.box(x, width, height, look.fill);
      this.write(cells[index] ?? '', { x: x + PAD, width: width - 2 * PAD, height, align: column.align, strong: look.strong });
      x += width;
    });
    this.y += height;
  }

  /** A name that is long goes on below, for a township cannot be renamed to be paid; a number that does not fit is never broken. */
  private rowHeight(cells: readonly string[], columns: readonly TableColumn[], scale: number): number {
    const heights = columns.map(({ title, width, align }, index) => {
      const text = cells[index] ?? '';
      const inner = width * scale - 2 * PAD;
      if (this.document.fontSize(BODY).widthOfString(text) <= inner) return ROW;
      if (align === 'right') throw new FormError(`“${title}”一栏放不下，请缩短`);
      return this.heightOf(text, inner) + PAD;
    });
    return Math.max(...heights);
  }

  /** Starts a new page when less than that is left of this one, and says so. */
  private keep(height: number): boolean {
    if (this.y + height <= this.document.page.height - FOOT) return false;
    this.document.addPage();
    this.y = MARGIN;
    return true;
  }

  private box(x: number, width: number, height: number, fill?: string): void {
    if (fill !== undefined) this.document.rect(x, this.y, width, height).fill(fill);
    this.document.rect(x, this.y, width, height).lineWidth(0.5).stroke(RULE);
  }

  private line(text: string, look: { size: number; align: Align; strong?: boolean; color?: string }): void {
    const height = look.size * 1.45;
    this.write(text, { x: this.left, width: this.width, height, ...look });
    this.y += height;
  }

  private heightOf(text: string, width: number): number {
    return this.document.fontSize(BODY).heightOfString(text, { width });
  }

  /** Text in the middle of a strip from the cursor down, `height` high. */
  private write(
    text: string,
    look: { x: number; width: number; height: number; align: Align; size?: number; strong?: boolean; color?: string },
  ): void {
    const { x, width, height, align, size = BODY, strong = false, color = INK } = look;
    this.document
      .fontSize(size)
      .fillColor(color)
      .strokeColor(color)
      .lineWidth(size / 40);
    const top = this.y + (height - this.document.heightOfString(text, { width })) / 2;
    // One weight of the font is enough: a thin outline makes it strong.
    this.document.text(text, x, top, { width, align, fill: true, stroke: strong });
  }

  private foot(page: number, pages: number): void {
    const { batch, position, logId, at, demo } = this.origin;
    this.y = this.document.page.height - FOOT + 12;
    this.document
      .moveTo(this.left, this.y)
      .lineTo(this.left + this.width, this.y)
      .lineWidth(0.5)
      .stroke(RULE);
    const strip = { x: this.left, width: this.width, height: 14, size: 8, color: PALE };
    this.y += 3;
    this.write(`批次 ${batch}`, { ...strip, align: 'left' });
    this.write(`第 ${page} 页 共 ${pages} 页`, { ...strip, align: 'right' });
    this.y += strip.height;
    this.write(`日志 ${logId} · 位置 ${position}`, { ...strip, align: 'left' });
    this.write(`数据截至 ${shanghaiTime(at)}${demo ? '（模拟时钟）' : ''}`, { ...strip, align: 'right' });
  }

  private watermark(): void {
    const { width, height } = this.document.page;
    this.document
      .save()
      .rotate(-35, { origin: [width / 2, height / 2] })
      .fillOpacity(0.06);
    this.y = height / 2 - 60;
    this.write('演示数据', { x: 0, width, height: 120, align: 'center', size: 96 });
    this.document.restore();
  }
}

/** A PDF carries the time it was made and an id drawn from it; both must come from what it shows, or no two prints are the same. */
function fixIdentity(document: PDFKit.PDFDocument, title: string, origin: Origin): void {
  const id = createHash('sha256').update(`${title}\n${origin.batch}\n${origin.at}`).digest().subarray(0, 16);
  document.info.CreationDate?.setTime(Date.parse(origin.at));
  Object.assign(document, { _id: id });
}

/** Minutes in Asia/Shanghai, for people. */
export function shanghaiTime(at: Instant): string {
  const hour = (Number(at.slice(11, 13)) + 8) % 24;
  return `${dateOf(at)} ${String(hour).padStart(2, '0')}:${at.slice(14, 16)}`;
}

export const groupedDigest = (digest: string): string => digest.match(/.{1,8}/g)?.join(' ') ?? '';
