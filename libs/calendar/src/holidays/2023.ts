import { plainDate } from '../plain-date';
import { days, daysFrom, type HolidayTable } from './holiday-table';

/** The notice announces Saturday 2022-12-31 too; a table holds the days of its own year alone, and a Saturday needs no naming. */
export const HOLIDAYS_2023: HolidayTable = {
  year: 2023,
  title: '国务院办公厅关于2023年部分节假日安排的通知',
  documentNo: '国办发明电〔2022〕16号',
  publishedOn: plainDate('2022-12-08'),
  holidays: [
    ...daysFrom('2023-01-01', '2023-01-02'), // 元旦
    ...daysFrom('2023-01-21', '2023-01-27'), // 春节
    ...days('2023-04-05'), // 清明节
    ...daysFrom('2023-04-29', '2023-05-03'), // 劳动节
    ...daysFrom('2023-06-22', '2023-06-24'), // 端午节
    ...daysFrom('2023-09-29', '2023-10-06'), // 中秋节、国庆节
  ],
  workdays: days('2023-01-28', '2023-01-29', '2023-04-23', '2023-05-06', '2023-06-25', '2023-10-07', '2023-10-08'),
};
