import type { ControlTotals, ResultLine } from './batch.events';
import { addTotals, NOTHING } from './control-totals';

/** The bank's answer to one line; none yet, or a final one. */
export type Answer = 'none' | 'settled' | 'failed';
const ANSWERS = ['none', 'settled', 'failed'] as const satisfies readonly Answer[];

/** The bank's final answers to the lines of a batch: one byte a line, so that a million lines take a megabyte. */
export type AnswerSheet = {
  readonly settled: ControlTotals;
  readonly failed: ControlTotals;
  readonly unknown: ControlTotals;
  /** By line number, beginning with the line `from`; shorter than the roster where nothing beyond was answered. */
  readonly from: number;
  readonly byLine: Uint8Array;
};

export const NO_ANSWERS: AnswerSheet = {
  settled: NOTHING,
  failed: NOTHING,
  unknown: NOTHING,
  from: 0,
  byLine: new Uint8Array(0),
};

/** The place of 'none' among the answers. */
const NOT_ANSWERED = 0;

export const answerTo = ({ from, byLine }: AnswerSheet, lineNo: number): Answer =>
  ANSWERS[byLine[lineNo - from] ?? NOT_ANSWERED] ?? 'none';

/** How many lines have a final answer, and their sum. */
export const answered = ({ settled, failed }: AnswerSheet): ControlTotals => addTotals(settled, failed);

export const sheetOf = (lines: readonly ResultLine[]): AnswerSheet => {
  const from = lines.length === 0 ? 0 : lines.reduce((least, { lineNo }) => Math.min(least, lineNo), Infinity);
  const byLine = new Uint8Array(lines.reduce((most, { lineNo }) => Math.max(most, lineNo - from + 1), 0));
  const totals = { settled: NOTHING, failed: NOTHING, unknown: NOTHING };
  for (const { lineNo, outcome, amountFen } of lines) {
    totals[outcome] = addTotals(totals[outcome], { count: 1, sumFen: amountFen });
    if (outcome !== 'unknown') byLine[lineNo - from] = ANSWERS.indexOf(outcome);
  }
  return { ...totals, from, byLine };
};

/** Whether a sheet answers a line that has its final answer. */
export const answersAgain = (before: AnswerSheet, { from, byLine }: AnswerSheet): boolean =>
  byLine.some((answer, index) => answer !== NOT_ANSWERED && answerTo(before, from + index) !== 'none');

/** Both sheets together; what the later one answers stands. What was unknown is not carried on. */
export const joinSheets = (sheets: readonly AnswerSheet[]): AnswerSheet => {
  const byLine = new Uint8Array(Math.max(0, ...sheets.map((sheet) => sheet.from + sheet.byLine.length)));
  let { settled, failed, unknown } = NO_ANSWERS;
  for (const sheet of sheets) {
    settled = addTotals(settled, sheet.settled);
    failed = addTotals(failed, sheet.failed);
    unknown = addTotals(unknown, sheet.unknown);
    sheet.byLine.forEach((answer, index) => {
      if (answer !== 0) byLine[sheet.from + index] = answer;
    });
  }
  return { settled, failed, unknown, from: 0, byLine };
};
