import { comparisonKey, ordinaryText, unwritableIn } from './index';

describe('what people type', () => {
  it.each([
    ['示财社\uE000号', '第 4 个字（U+E000）是自造字，各单位显示不一'],
    ['\uD842号', '第 1 个字（U+D842）只剩半个字符，转存文件时丢失了另一半'],
    ['𠀀\uFFFD', '第 2 个字（U+FFFD）不是任何文字，转存文件时原字已经丢失'],
    ['号\uFFFF', '第 2 个字（U+FFFF）不是任何文字，转存文件时原字已经丢失'],
  ])('cannot be kept of %p, and it is said why', (typed, reason) => {
    expect(unwritableIn(typed)).toBe(reason);
  });

  it('can be kept in every script and with every sign that there is', () => {
    expect(unwritableIn('示财社〔2024〕1号，𠀀 ①㎡ é ؀ 😀')).toBeUndefined();
  });

  it.each([
    ['  青禾\u3000街道\u200B ', '青禾 街道'],
    ['\u2F63\u2F49', '生月'],
    ['先说一句\r\n再说一句', '先说一句 再说一句'],
    ['“补发”，（一）', '“补发”，（一）'],
    ['e\u0301', 'é'],
  ])('is kept of %p as %p', (typed, kept) => {
    expect(ordinaryText(typed)).toBe(kept);
  });

  it.each([
    ['青禾街道', '青 禾街道\u3000'],
    ['青禾（街道）', '青禾(街道)'],
    ['青禾〔街道〕', '青禾【街道】'],
    ['东风村１组', '东风村1组'],
    ['长青村', '\u2ED3青村'],
    ['东-西村', '东－西村'],
    ['艾·村', '艾•村'],
    ['艾·村', '艾˙村'],
    ['艾·村', '艾．村'],
    ['艾·村', '艾･村'],
    ['Shenhe', 'ｓｈｅｎｈｅ'],
  ])('is the same for people: %p and %p', (one, other) => {
    expect(comparisonKey(one)).toBe(comparisonKey(other));
  });

  it.each([
    ['东风村', '东凤村'],
    ['一组', '二组'],
    ['1组', '11组'],
  ])('differs where it differs for people: %p and %p', (one, other) => {
    expect(comparisonKey(one)).not.toBe(comparisonKey(other));
  });
});
