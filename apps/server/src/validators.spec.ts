import 'reflect-metadata';
import { validateSync } from 'class-validator';
import { Day, Moment, NoDay, Text } from './validators';

class Dated {
  @Day() day = '2023-03-15';
  @Moment() moment = '2023-03-15T01:00:00Z';
  @NoDay() source = '民政火化名单比对';
  @Text(200) reason = '2023年3月15日入户核查属实';
}
const faulty = (given: Partial<Dated>): readonly string[] =>
  validateSync(Object.assign(new Dated(), given)).map(({ property }) => property);

describe('a date that a door takes', () => {
  it('is one of our time', () => {
    for (const day of ['1900-01-01', '2023-03-15', '2099-12-31']) expect(faulty({ day })).toEqual([]);
    for (const day of ['0001-01-01', '1899-12-31', '2100-01-01', '9999-12-31', '2023-02-30', '2023-3-15'])
      expect(faulty({ day })).toEqual(['day']);
  });

  it('and so is a moment', () => {
    expect(faulty({ moment: '2023-03-15T01:00:00.000Z' })).toEqual([]);
    for (const moment of ['0001-01-01T01:00:00Z', '9999-12-31T16:00:00Z', '2023-03-15'])
      expect(faulty({ moment })).toEqual(['moment']);
  });
});

describe('a day of death', () => {
  it('stands in no text that is kept in clear, whichever door it comes through', () => {
    expect(faulty({ source: '2023年8月17日病故；2023-08-17' })).toEqual(['source']);
    expect(faulty({ reason: '张某2023年6月11日去世，请退回' })).toEqual(['reason']);
    expect(faulty({ reason: '已于二〇二三年八月十七日病故' })).toEqual(['reason']);
    expect(faulty({ reason: '已病故，户口已注销', source: '民政2023年8月火化名单' })).toEqual([]);
  });
});
