import { aside, say, withHint } from '@fenming/language';
import { faultsBeyond, sentenceOfFileFault } from '@fenming/words';
import { fieldName } from './field-names';
import { ApiProblem, type ProblemFault } from '@fenming/api-client';
import { tableLines, type Column } from './table';

const MOST_SHOWN = 30;
const wholeFile = (): string => say('整份文件', 'whole file');

type FaultColumn = Column & { readonly cell: (fault: ProblemFault) => string };
const titles = (): readonly FaultColumn[] => [
  { title: say('行', 'line'), align: 'right', cell: ({ row = 0 }) => (row === 0 ? wholeFile() : String(row)) },
  { title: say('列', 'column'), cell: ({ column = '' }) => column },
  { title: say('内容', 'content'), cell: ({ value = '' }) => value },
  { title: say('原因', 'reason'), cell: ({ message = '' }) => message },
  { title: say('建议', 'advice'), cell: ({ hint = '' }) => hint },
];

/** Faults of the rows of a file as a table: where, what stands there, why, what to do. A column in which nothing stands is left out. */
export const rowFaultLines = (faults: readonly ProblemFault[], total = faults.length): readonly string[] => {
  const shown = faults.slice(0, MOST_SHOWN);
  const columns = titles().filter(({ cell }) => shown.some((fault) => cell(fault) !== ''));
  const rows = shown.map((fault) => columns.map(({ cell }) => cell(fault)));
  return [...tableLines(columns, rows), ...(total > shown.length ? [say(`  …… 共 ${total} 处`, `  … ${total} in all`)] : [])];
};

/** A control formula that does not hold (`I-06`) is about the county, and there may be no file at all. */
const isControl = ({ code }: ProblemFault): boolean => /^I-\d+$/.test(code);
const placeOf = (fault: ProblemFault): string => {
  const { pointer, code } = fault;
  if (isControl(fault)) return say(`控制公式 ${code}`, `control formula ${code}`);
  return pointer === undefined ? wholeFile() : fieldName(pointer);
};
const fieldFaultLine = (fault: ProblemFault): string => {
  const { message = '', hint = '' } = fault;
  return `  ${placeOf(fault)}${say('：', ': ')}${withHint(message, hint)}`;
};

/** The faults of a definition have a line, and the command that sent the definition knows of which file. */
const faultLines = (faults: readonly ProblemFault[], total: number): readonly string[] => {
  const untold = faults.filter(({ line }) => line === undefined);
  const rows = untold.filter(({ row }) => row !== undefined);
  const others = untold.filter(({ row }) => row === undefined);
  const unnamed = total - faults.length;
  return [...(rows.length > 0 ? rowFaultLines(rows, rows.length + unnamed) : []), ...others.map(fieldFaultLine)];
};

/** A path that was mistyped is the commonest failure of all, and Node tells it in English. */
export const sentenceOf = (error: unknown): string => {
  if (!(error instanceof Error)) return String(error);
  return sentenceOfFileFault(error) ?? error.message;
};

/** All that is said of a command that failed: the reason first, then every fault, then what can be done about it. */
export const complaintLines = (error: unknown): readonly string[] => {
  if (!(error instanceof ApiProblem)) return [sentenceOf(error)];
  const { title, detail, errors = [], errors_total = errors.length, request_id } = error.problem;
  const told = faultsBeyond(title, errors);
  const number = request_id === undefined ? '' : say(`  [请求号 ${request_id}]`, `  [request ${request_id}]`);
  return [`${title}${aside(detail)}${number}`, ...faultLines(told, errors_total - errors.length + told.length), ...error.advice];
};
