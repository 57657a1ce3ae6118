import type { FactDefinition } from '@fenming/programmes';
import type { Plain } from './workbook/cell';
import { readFact } from './read-fact';

const fact = (type: FactDefinition['type'], choices?: FactDefinition['choices']): FactDefinition => ({
  name: 'it',
  type,
  title: '事项',
  column: '事项',
  required: true,
  ...(choices && { choices }),
});
const read = (type: FactDefinition['type'], value: Plain): unknown => {
  const reading = readFact(fact(type, type === 'choice' ? { 农业: 'rural', 非农业: 'urban' } : undefined), value);
  return reading.ok ? reading.value : reading.wrong.code;
};

describe('a date', () => {
  it.each<Plain>([
    '1962-03-11',
    '19620311',
    '1962/3/11',
    '1962.3.11',
    '1962年3月11日',
    '1962 年 3 月 11 日',
    '１９６２－０３－１１',
    19620311,
    '1962-3-11 00:00:00',
    '1962/3/11 0:00',
    '1962-03-11 08:00',
    '1962年3月11日 上午8:05',
    '1962-03-11T00:00:00.000Z',
    '1962-03-11T08:00:00+08:00',
    '1962、3、11',
    '1962。3。11',
    '1962．3．11',
    '1962年3月11日星期日',
    '1962年3月11号',
    "'1962-3-11",
    '\u200e1962-03-11\u200e',
    '一九六二年三月十一日',
  ])('is the same day written as %p', (written) => {
    expect(read('date', written)).toBe('1962-03-11');
  });

  it.each<Plain>([
    '1962-02-30',
    '62-3-11',
    '3/11/1962',
    '0962-03-11',
    '1962 3 11',
    '1962-03-11 - 1962-04-11',
    '1962-03-11 25',
    '1962-3',
    '1962111',
    22716,
    '三月十一日',
    true,
    '1962-03-11T16:00:00Z',
    '一九六二年一二月二三日',
    '一九六二年三月二九日',
    '一九六二年十三月一日',
  ])('is not guessed from %p', (written) => {
    expect(read('date', written)).toBe('date_format');
  });
});

describe('what is said of a value', () => {
  const saidOf = (type: FactDefinition['type'], value: Plain): string => {
    const reading = readFact(fact(type), value);
    return reading.ok ? '' : reading.wrong.reason;
  };

  it.each<[FactDefinition['type'], Plain, string]>([
    ['integer', '-1', '不是 0 至 999999 的整数'],
    ['date', '2999-01-01', '年份不在 1900 至 2099 之间'],
    ['date', '1800-01-01', '年份不在 1900 至 2099 之间'],
    ['date', '1962-02-30', '不是有效的日期'],
  ])('is true of a %s %p', (type, value, reason) => {
    expect(saidOf(type, value)).toBe(reason);
  });
});

describe('a month', () => {
  it.each<Plain>(['1985-06', '1985/6', '1985.06', '1985年6月', '198506', 198506, 1985.06, '1985-06-15', '19850615'])(
    'is the same month written as %p',
    (written) => {
      expect(read('month', written)).toBe('1985-06');
    },
  );

  it.each<Plain>([
    '2016.1',
    2016.1,
    40969,
    31107,
    '40969',
    19856,
    '1985-13',
    '1985',
    '85-06',
    '六月',
    '2012 1 1',
    '二〇一二年一二月',
  ])('is not guessed from %p', (written) => {
    expect(read('month', written)).toBe('month_format');
  });
});

describe('a number of children', () => {
  it.each<[Plain, number]>([
    ['0', 0],
    [2, 2],
    ['２', 2],
    [' 1 ', 1],
  ])('is read from %p', (written, value) => {
    expect(read('integer', written)).toBe(value);
  });

  it.each<Plain>(['-1', '1.5', 1.5, '一', '1个', true])('is not guessed from %p', (written) => {
    expect(read('integer', written)).toBe('integer_format');
  });
});

describe('a choice', () => {
  it('becomes the value that the rules use', () => {
    expect([
      read('choice', '农业'),
      read('choice', ' 非农业 '),
      read('boolean', '是'),
      read('boolean', '否'),
      read('boolean', true),
    ]).toEqual(['rural', 'urban', true, false, true]);
  });

  it.each<Plain>(['农', '农业户口', 1, true])('is not guessed from %p', (written) => {
    expect(read('choice', written)).toBe('choice_unknown');
  });

  it('names in its hint what may stand there', () => {
    const reading = readFact(fact('choice', { 农业: 'rural', 非农业: 'urban' }), '城镇');
    expect(reading).toMatchObject({ wrong: { hint: '只能填：农业、非农业' } });
  });
});
