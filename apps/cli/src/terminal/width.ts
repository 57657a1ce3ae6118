/** East Asian wide and full-width blocks (Unicode UAX 11) as far as Chinese office text uses them: each takes two columns. */
const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\u9fff\ua000-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6\u{20000}-\u{3fffd}]/u;
const ESCAPE = String.fromCharCode(27);
const COLOUR = new RegExp(`${ESCAPE}\\[\\d+m`, 'g');

/** How many columns of a terminal a text takes; colours take none. */
export const displayWidth = (text: string): number =>
  Array.from(text.replaceAll(COLOUR, '')).reduce((width, character) => width + (WIDE.test(character) ? 2 : 1), 0);

export const padEnd = (text: string, width: number): string => text + ' '.repeat(Math.max(0, width - displayWidth(text)));
export const padStart = (text: string, width: number): string => ' '.repeat(Math.max(0, width - displayWidth(text))) + text;

/** Closing marks do not begin a line (GB/T 15834). */
const CLOSING = /[，。；：、）”』」》！？,.;:)]/u;

/**
 * A long sentence in lines that fit into `columns`, each indented by `indent`; whole where nobody watches (`columns` is undefined), so
 * that a line stays a line for the next program. A closing mark may stand beyond by its own width.
 */
export const folded = (text: string, indent: number, columns: number | undefined): readonly string[] => {
  const room = columns === undefined ? Infinity : Math.max(20, columns - indent - 2);
  const lines: string[] = [];
  let line = '';
  for (const piece of text.match(/[!-~]+|./gu) ?? []) {
    const isFull = line !== '' && displayWidth(line) + displayWidth(piece) > room;
    if (isFull && !CLOSING.test(piece[0] ?? '')) {
      lines.push(line.trimEnd());
      line = piece.trimStart();
    } else line += piece;
  }
  return [...lines, line].map((each) => ' '.repeat(indent) + each);
};
