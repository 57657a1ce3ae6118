import { comparisonKey, ordinaryText } from './index';

describe('what people type', () => {
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
