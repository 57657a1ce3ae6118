/** A calendar for the second computation alone: days and months are texts ('2023-03-15', '2023-03'), which compare as they read. */
export const yearOf = (day: string): number => Number(day.slice(0, 4));
export const monthOf = (day: string): number => Number(day.slice(5, 7));

/** Months in one row, so that two of them can be compared or counted: of '2023-03' or of any day in it. */
export const monthInRow = (day: string): number => yearOf(day) * 12 + monthOf(day);

const isLeap = (year: number): boolean => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;

/** How many days a month has; 1 is January. */
export const daysIn = (year: number, month: number): number => {
  if (month === 2) return isLeap(year) ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
};

const two = (number: number): string => String(number).padStart(2, '0');
export const dayText = (year: number, month: number, day: number): string => `${year}-${two(month)}-${two(day)}`;

/** The day on which somebody reaches an age; where that month has no such day, its last (民法典 第二百零二条). */
export const birthday = (birthDate: string, age: number): string => {
  const year = yearOf(birthDate) + age;
  const month = monthOf(birthDate);
  return dayText(year, month, Math.min(Number(birthDate.slice(8, 10)), daysIn(year, month)));
};
