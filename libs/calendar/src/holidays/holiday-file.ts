import { say } from '@fenming/language';
import type { PlainDate } from '../plain-date';
import { yearOf } from '../month';
import { readHolidayLines, type HolidayFault, type HolidayLines, type NamedDay } from './holiday-lines';
import type { HolidayTable } from './holiday-table';
import { isWeekend, weekdayName } from './week';

export type HolidayReading =
  { readonly ok: true; readonly table: HolidayTable } | { readonly ok: false; readonly faults: readonly HolidayFault[] };

/** Days off in every year since 2000, by art. 2 of the regulation on public holidays (国务院令第270号，2024 年修订): a file without them is cut off. */
const ALWAYS_OFF = [
  ['01-01', '元旦'],
  ['05-01', '劳动节'],
  ['10-01', '国庆节'],
  ['10-02', '国庆节'],
  ['10-03', '国庆节'],
] as const;

const at = ({ date, line, column }: NamedDay, reason: string): HolidayFault => ({ line, column, value: date, reason });
const missing = (column: string, reason: string): HolidayFault => ({ line: 0, column, value: '', reason });

const headFaults = ({ year, title, documentNo }: HolidayLines): HolidayFault[] => [
  ...(year === undefined
    ? [missing('年度', say('没有“年度”一行，如：年度,2027', 'there is no line “年度”, such as: 年度,2027'))]
    : []),
  ...(title === undefined
    ? [
        missing(
          '文件',
          say('没有“文件”一行，应写放假通知的标题', 'there is no line “文件”, which gives the title of the holiday notice'),
        ),
      ]
    : []),
  ...(documentNo === undefined
    ? [
        missing(
          '文号',
          say(
            '没有“文号”一行，应写放假通知的文号',
            'there is no line “文号”, which gives the document number of the holiday notice',
          ),
        ),
      ]
    : []),
];

const dayFaults = ({ year, holidays, workdays }: HolidayLines): HolidayFault[] => {
  const seen = new Map<PlainDate, '放假' | '上班'>();
  const faultOf = (day: NamedDay, kind: '放假' | '上班'): HolidayFault[] => {
    const before = seen.get(day.date);
    seen.set(day.date, kind);
    if (year !== undefined && yearOf(day.date) !== year)
      return [at(day, say(`不在 ${year} 年，请写进那一年的文件`, `is not in ${year}; write it into the file of that year`))];
    if (before !== undefined)
      return [
        at(
          day,
          before === kind
            ? say(`这一天写了两次${kind}`, `this day is written twice as ${kind}`)
            : say('这一天既写放假又写上班', 'this day is written as a day off and as a working day'),
        ),
      ];
    if (kind === '上班' && !isWeekend(day.date))
      return [
        at(
          day,
          say(
            `是${weekdayName(day.date)}，本来就上班；这里只写调休上班的周末`,
            `is a ${weekdayName(day.date)} and a working day anyway; only weekends that are worked instead are written here`,
          ),
        ),
      ];
    return [];
  };
  const named = [
    ...holidays.map((day) => ({ day, kind: '放假' as const })),
    ...workdays.map((day) => ({ day, kind: '上班' as const })),
  ];
  // In the order of the lines, so that the later one of two is the one to look at.
  return named.sort((a, b) => a.day.line - b.day.line).flatMap(({ day, kind }) => faultOf(day, kind));
};

const absent = ({ year, holidays }: HolidayLines): HolidayFault[] => {
  const off = new Set<string>(holidays.map(({ date }) => date));
  return ALWAYS_OFF.flatMap(([day, name]) =>
    year === undefined || off.has(`${year}-${day}`)
      ? []
      : [
          missing(
            '放假',
            say(
              `没有把${name} ${year}-${day} 列为放假，文件不完整`,
              `${year}-${day} (${name}) is not listed as a day off, so the file is not complete`,
            ),
          ),
        ],
  );
};

const sorted = (days: readonly NamedDay[]): PlainDate[] => days.map(({ date }) => date).sort();

/** A holiday file, whole or not at all: every fault with its line. Line 0 is a fault of the file as a whole. */
export function readHolidayFile(text: string): HolidayReading {
  const lines = readHolidayLines(text);
  const faults = [...lines.faults, ...dayFaults(lines), ...headFaults(lines)];
  // A wrong line may be the very one that is missed.
  if (faults.length === 0) faults.push(...absent(lines));
  const { year, title, documentNo } = lines;
  if (faults.length > 0 || year === undefined || title === undefined || documentNo === undefined)
    return { ok: false, faults: faults.sort((a, b) => a.line - b.line) };
  return { ok: true, table: { year, title, documentNo, holidays: sorted(lines.holidays), workdays: sorted(lines.workdays) } };
}
