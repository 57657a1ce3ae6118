import { HOLIDAY_TABLES, lawfulWorkingDays, readHolidayFile, workingDaysOf, type HolidayFault } from '../index';

const HEAD = ['年度,2028', '文件,国务院办公厅关于2028年部分节假日安排的通知', '文号,国办发明电〔2027〕8号'];
const DAYS = ['放假,2028-01-01', '放假,2028-05-01,2028-05-03,劳动节', '放假,2028-10-01,2028-10-07', '上班,2028-01-08'];
const file = (...lines: readonly string[]): string => lines.join('\n');
const faultsOf = (text: string): readonly HolidayFault[] => {
  const reading = readHolidayFile(text);
  return reading.ok ? [] : reading.faults;
};
const withLine = (line: string): readonly HolidayFault[] => faultsOf(file(...HEAD, ...DAYS, line));

describe('a holiday file', () => {
  it('is read as the notice says it: days and stretches of days, in the order of the year', () => {
    const reading = readHolidayFile(file(...HEAD, ...DAYS.toReversed()));
    expect(reading).toMatchObject({
      ok: true,
      table: {
        year: 2028,
        title: '国务院办公厅关于2028年部分节假日安排的通知',
        documentNo: '国办发明电〔2027〕8号',
        workdays: ['2028-01-08'],
      },
    });
    const days = reading.ok ? reading.table.holidays : [];
    expect([days.length, days.slice(0, 4)]).toEqual([11, ['2028-01-01', '2028-05-01', '2028-05-02', '2028-05-03']]);
  });

  it('may come out of a spreadsheet: padding commas, quotes, full-width signs, other date signs, Windows line ends, a byte order mark', () => {
    const typed = [
      '\uFEFF年度,2028,,,',
      '"文件","国务院办公厅关于2028年部分节假日安排的通知",,',
      '文号，国办发明电〔2027〕8号',
      '# 对照通知录入',
      ',,,',
      '放假,2028/1/1,,元旦',
      '放假,2028年5月1日,2028.5.3',
      '放假\t２０２８－１０－０１\t2028-10-07',
      '上班,2028/1/8,,,',
    ].join('\r\n');
    expect(readHolidayFile(typed)).toEqual(readHolidayFile(file(...HEAD, ...DAYS)));
  });

  it.each([
    ['放假,2028-02-30', '起日', '没有这一天'],
    ['放假,2028-02-01,元旦', '止日', '只有一天时留空'],
    ['放假,2028-06-03,2028-06-01', '止日', '止日早于起日'],
    ['放假,2028-06-01,2028-08-01', '止日', '62 天'],
    ['放假,2029-01-01', '起日', '不在 2028 年'],
    ['放假,2028-01-01', '起日', '写了两次放假'],
    ['放假,2028-01-08', '起日', '既写放假又写上班'],
    ['上班,2028-01-12', '起日', '是星期三，本来就上班'],
    ['休息,2028-06-01', '类别', '年度、文件、文号、放假、上班 之一'],
    ['年度,2028', '年度', '写了两次'],
    ['文号,', '文号', '写了两次'],
  ])('is refused whole for %p, with line and column', (line, column, reason) => {
    expect(withLine(line)).toMatchObject([{ line: 8, column, reason: expect.stringContaining(reason) as string }]);
  });

  it('is refused with everything that is wrong in it, not the first of it', () => {
    const faults = faultsOf(file('年度,两千', '放假,1月1日', '文件,通知'));
    expect(faults.map(({ line, column }) => [line, column])).toEqual([
      [0, '年度'],
      [0, '文号'],
      [1, '年度'],
      [2, '起日'],
    ]);
  });

  it('is refused when it is cut off: some days are off in every year', () => {
    const faults = faultsOf(file(...HEAD, ...DAYS.slice(0, 2)));
    expect(faults.map(({ reason }) => reason)).toEqual([
      '没有把国庆节 2028-10-01 列为放假，文件不完整',
      '没有把国庆节 2028-10-02 列为放假，文件不完整',
      '没有把国庆节 2028-10-03 列为放假，文件不完整',
    ]);
  });

  it('repeats no long text of a wrong file, which may be somebody’s number', () => {
    expect(JSON.stringify(withLine('放假,991001199001011234'))).not.toContain('991001199001011234');
  });
});

describe('the number of working days', () => {
  it('is the lawful one in every table that is shipped', () => {
    for (const table of HOLIDAY_TABLES)
      expect([table.year, workingDaysOf(table)]).toEqual([table.year, lawfulWorkingDays(table.year)]);
  });

  it('tells of a line that is missing', () => {
    const [table] = HOLIDAY_TABLES;
    if (table === undefined) throw new Error('There is no holiday table');
    expect(workingDaysOf({ ...table, workdays: table.workdays.slice(1) })).toBe(lawfulWorkingDays(table.year) - 1);
  });
});
