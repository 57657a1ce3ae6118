import { faultsBeyond, sentenceOfFileFault } from '@fenming/words';
import { fieldName } from './field-names';
import { ApiProblem, type ProblemFault } from '@fenming/api-client';
import { tableLines, type Column } from './table';

const MOST_SHOWN = 30;
const WHOLE_FILE = '整份文件';

type FaultColumn = Column & { readonly cell: (fault: ProblemFault) => string };
const COLUMNS: readonly FaultColumn[] = [
  { title: '行', align: 'right', cell: ({ row = 0 }) => (row === 0 ? WHOLE_FILE : String(row)) },
  { title: '列', cell: ({ column = '' }) => column },
  { title: '内容', cell: ({ value = '' }) => value },
  { title: '原因', cell: ({ message = '' }) => message },
  { title: '建议', cell: ({ hint = '' }) => hint },
];

/** Faults of the rows of a file as a table: where, what stands there, why, what to do. A column in which nothing stands is left out. */
export const rowFaultLines = (faults: readonly ProblemFault[], total = faults.length): readonly string[] => {
  const shown = faults.slice(0, MOST_SHOWN);
  const columns = COLUMNS.filter(({ cell }) => shown.some((fault) => cell(fault) !== ''));
  const rows = shown.map((fault) => columns.map(({ cell }) => cell(fault)));
  return [...tableLines(columns, rows), ...(total > shown.length ? [`  …… 共 ${total} 处`] : [])];
};

/** A control formula that does not hold (`I-06`) is about the county, and there may be no file at all. */
const isControl = ({ code }: ProblemFault): boolean => /^I-\d+$/.test(code);
const placeOf = (fault: ProblemFault): string => {
  const { pointer, code } = fault;
  if (isControl(fault)) return `控制公式 ${code}`;
  return pointer === undefined ? WHOLE_FILE : fieldName(pointer);
};
const fieldFaultLine = (fault: ProblemFault): string => {
  const { message = '', hint = '' } = fault;
  return `  ${placeOf(fault)}：${hint === '' ? message : `${message.replace(/。$/u, '')}。${hint}`}`;
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
  const number = request_id === undefined ? '' : `  [请求号 ${request_id}]`;
  return [
    `${title}${detail === undefined ? '' : `（${detail}）`}${number}`,
    ...faultLines(told, errors_total - errors.length + told.length),
    ...error.advice,
  ];
};
