import { plainDate } from '../plain-date';
import { days, daysFrom, type HolidayTable } from './holiday-table';

/** 2024-02-09 (除夕) is a working day: the notice only encourages employers to give leave on it. */
export const HOLIDAYS_2024: HolidayTable = {
  year: 2024,
  title: '国务院办公厅关于2024年部分节假日安排的通知',
  documentNo: '国办发明电〔2023〕7号',
  publishedOn: plainDate('2023-10-25'),
  holidays: [
    ...days('2024-01-01'), // 元旦
    ...daysFrom('2024-02-10', '2024-02-17'), // 春节
    ...daysFrom('2024-04-04', '2024-04-06'), // 清明节
    ...daysFrom('2024-05-01', '2024-05-05'), // 劳动节
    ...days('2024-06-10'), // 端午节
    ...daysFrom('2024-09-15', '2024-09-17'), // 中秋节
    ...daysFrom('2024-10-01', '2024-10-07'), // 国庆节
  ],
  workdays: days('2024-02-04', '2024-02-18', '2024-04-07', '2024-04-28', '2024-05-11', '2024-09-14', '2024-09-29', '2024-10-12'),
};
