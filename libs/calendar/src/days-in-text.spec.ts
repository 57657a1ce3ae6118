import { namesDay, namesDayOfDeath } from './index';

describe('a text', () => {
  it.each([
    '张某2023年8月17日病故',
    '比对；2023-08-17',
    '2023/8/17 火化',
    '２０２３．８．１７',
    '2023–08–17',
    '20230817火化',
    '23.8.17',
    '二〇二三年八月十七日',
    '八月十七日去世',
    '8月17号',
    '七月初一',
    '2023 年 8 月 17 日',
    '17/8/2023',
    '腊月初八',
    '正月十五去世',
    '贰零贰叁年捌月拾柒日',
    '8.17',
    '8-17死',
    '8/17 火化',
    '17号',
    '张某17号夜里去世',
    '上月17日',
    '十七日病故',
  ])('names a day in %s', (text) => expect(namesDay(text)).toBe(true));

  it.each([
    '',
    '民政部门火化名单比对',
    '民政2023年8月火化名单',
    '2023 年第三季度比对，名单第 12 号',
    '民政函〔2023〕817号',
    '殡仪馆证明 第2023081700012号',
    '一人，两次核对',
    '民政函〔2023〕17号火化名单',
    '火化名单第17号',
    '17号楼一人死亡',
    '公示7日内死亡',
    '2023年1-3月火化名单',
    '死亡1-2人，少发8.17元、1.5万元',
    '第3.5条',
  ])('names none in %p', (text) => expect(namesDay(text)).toBe(false));
});

describe('a day of death', () => {
  it.each(['2023年8月17日去世，请退回', '8.17病故'])('is named in %s', (text) => expect(namesDayOfDeath(text)).toBe(true));
  it.each(['已死亡', '2023年8月17日核对', '2023年8月火化名单'])('is not named in %s', (text) =>
    expect(namesDayOfDeath(text)).toBe(false),
  );
});
