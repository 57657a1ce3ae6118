import iconv from 'iconv-lite';
import { readAreas } from './areas-file';

const TOWN = '991001100,青禾街道';
const VILLAGE = '991001100201,上河村';
const read = (text: string): ReturnType<typeof readAreas> => readAreas(Buffer.from(text, 'utf8'), '991001');

describe('the list of areas of a new county', () => {
  it('is read with or without its header line, a mark of UTF-8, empty lines and empty cells at the end', () => {
    const areas = [
      { code: '991001100', name: '青禾街道' },
      { code: '991001100201', name: '上河村' },
    ];
    for (const text of [
      `代码,名称\n${TOWN}\n${VILLAGE}\n`,
      `\uFEFF991001100, 青禾街道\r\n\r\n${VILLAGE}`,
      `Code,Name\r\n${TOWN},\r\n,,\r\n${VILLAGE},\r\n`,
      `${VILLAGE}\n${TOWN}\n`,
    ])
      expect(read(text)).toEqual(areas.toSorted((a, b) => text.indexOf(a.code + ',') - text.indexOf(b.code + ',')));
  });

  it.each([
    ['991001,示例县', '县级代码不用登记'],
    ['991001000000,示例县', '县级代码不用登记'],
    ['991001101,', '应为 9 位'],
    ['99100110O,青禾街道', '应为 9 位'],
    ['９９１００１１０１,青禾街道', '全角数字'],
    ['\u200B991001101,青禾街道', '看不见的字符'],
    ['991001101;青禾街道', '分号'],
    ['991001101\t青禾街道', '制表符'],
    ['991001101，青禾街道', '全角逗号'],
    ['9.91001E+11,上河村', '科学计数'],
    ['991002101,邻县的镇', '不在本县（991001）之内'],
    ['991001101,青禾\uFFFD道', '无法显示的字符'],
    ['991001101,青禾街道,备注', '只应有代码和名称两列'],
    ['991001100,青禾街道', '代码 991001100 在第 1 行已经有了'],
    ['991001102201,上河村', '村 991001102201 所在的乡镇 991001102 不在文件里'],
    ['"991001101,青禾街道', '引号不成对'],
  ])('is refused whole with line and reason when its second line says %s', (line, reason) => {
    expect(() => read(`${TOWN}\n${line}\n`)).toThrow(new RegExp(`第 2 行.*${reason.replaceAll(/[()]/g, '.')}`));
  });

  it.each(['９９１００１１００,青禾街道', '区划;名称', '乡镇,名称', '合计,名称', '名称,代码'])(
    'takes a first line for a header only when it is the header: %s is none',
    (line) => {
      expect(() => read(`${line}\n${TOWN}\n`)).toThrow('第 1 行');
    },
  );

  it('is refused in another encoding than UTF-8, with the first line that is', () => {
    const gb = (text: string): Buffer => iconv.encode(text, 'gb18030');
    expect(() => readAreas(gb(`${TOWN}\n${VILLAGE}\n`), '991001')).toThrow('第 1 行：不是 UTF-8 编码');
    expect(() => readAreas(Buffer.concat([Buffer.from(`${TOWN}\n`), gb(`${VILLAGE}\n`)]), '991001')).toThrow(
      '第 2 行：不是 UTF-8',
    );
    expect(() => readAreas(Buffer.from(`\uFEFF${TOWN}\n`, 'utf16le'), '991001')).toThrow('UTF-16');
  });

  it('is refused when nothing stands in it', () => {
    for (const text of ['', '\n', '代码,名称\n']) expect(() => read(text)).toThrow('没有乡镇和村');
  });

  it('tells every fault at once', () => {
    expect(() => read('991001100,青禾街道\n99,一\n991001101;二\n')).toThrow(/第 2 行[^]*第 3 行/);
  });
});
