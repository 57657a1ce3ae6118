import { nameOf, type Tag } from './xml';

/** Readings above Chinese characters, and what applications add for themselves: neither is what the cell says. */
const BESIDE_THE_TEXT = new Set(['rPh', 'extLst']);

/**
 * Collects the text inside a shared string or a cell: `t` of every run in order, `v` and `f` apart. Where a file offers the same in several
 * forms (mc:AlternateContent), only the first is read.
 */
export class RichText {
  /** Elements that are open inside. */
  depth = 0;
  hasFormula = false;
  /** Undefined when there was no such element at all; '' when it was empty. */
  readonly written: { v?: string; t?: string } = {};
  /** The values that were written: more than one is no cell that a spreadsheet would write. */
  values = 0;
  private mutedAt: number | undefined;
  private holds: 'v' | 't' | undefined;
  private branchTaken = false;

  get value(): string {
    return this.written.t ?? '';
  }

  open(tag: Tag): void {
    this.depth += 1;
    if (this.mutedAt !== undefined) return;
    const name = nameOf(tag);
    if (BESIDE_THE_TEXT.has(name) || this.isSecondBranch(tag)) this.mutedAt = this.depth;
    else if (name === 'f') this.hasFormula = true;
    else if (name === 'v' || name === 't') this.hold(name);
  }

  text(text: string): void {
    if (this.holds !== undefined) this.written[this.holds] = (this.written[this.holds] ?? '') + text;
  }

  close(): void {
    if (this.mutedAt === this.depth) this.mutedAt = undefined;
    this.holds = undefined;
    this.depth -= 1;
  }

  private hold(name: 'v' | 't'): void {
    this.holds = name;
    this.written[name] ??= '';
    if (name === 'v') this.values += 1;
  }

  private isSecondBranch({ uri, local }: Tag): boolean {
    if (!uri.endsWith('/markup-compatibility/2006')) return false;
    if (local === 'AlternateContent') this.branchTaken = false;
    if (local !== 'Choice' && local !== 'Fallback') return false;
    if (this.branchTaken) return true;
    this.branchTaken = true;
    return false;
  }
}

/** Signs that XML cannot hold are written _x000D_ (ECMA-376 part 1, 22.9.2.19). */
export function unescaped(text: string): string {
  return text.includes('_x')
    ? text.replaceAll(/_x([0-9a-f]{4})_/giu, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
    : text;
}
