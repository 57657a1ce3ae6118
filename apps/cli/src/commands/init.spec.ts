import { readAreas } from './init';

describe('the list of areas of a new county', () => {
  it('is read with or without a header line', () => {
    const areas = [
      { code: '991001100', name: '青禾街道' },
      { code: '991001100201', name: '上河村' },
    ];
    expect(readAreas('代码,名称\n991001100,青禾街道\n991001100201,上河村\n')).toEqual(areas);
    expect(readAreas('\uFEFF991001100, 青禾街道\r\n\r\n991001100201,上河村')).toEqual(areas);
  });

  it.each(['991001,示例县', '991001100,', '99100110O,青禾街道'])('is refused with its line when it says %s', (line) => {
    expect(() => readAreas(`991001100,青禾街道\n${line}\n`)).toThrow('第 2 行');
  });
});
