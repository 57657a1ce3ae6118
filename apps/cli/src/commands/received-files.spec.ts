import { agreeOnNone, readReceivedFiles } from './received-files';

const SHA = '41fd59787d3b133869f0e976e4ca5dc322ee18c902810bd48c6a99d42edcb6a2';
const A = `DF_REWARD-2023-991001-1.txt,${SHA},3,2880.00`;
const B = `DF_REWARD-2023-991001-2.txt,${SHA},1,960.00`;
const read = (text: string) => readReceivedFiles(Buffer.from(text, 'utf8'));
const named = (text: string) => read(text).map(({ line, file_name, count, sum_fen }) => [line, file_name, count, sum_fen]);
const FIRST = [1, 'DF_REWARD-2023-991001-1.txt', 3, 288_000];

describe('the list of what the bank has received', () => {
  it.each([
    ['with its header', `文件名,SHA-256,笔数,金额\n${A}\n`, 2],
    ['with its header as it is written in the help', `文件名,SHA-256,笔数,金额（元）\r\n${A}\r\n`, 2],
    ['without one', A, 1],
    ['as a spreadsheet saves it', `\uFEFF${A}\r\n\r\n`, 1],
    ['with the mark that ends a file of old systems', `${A}\r\n\u001A`, 1],
    ['with quotes and spaces around', `"DF_REWARD-2023-991001-1.txt" , ${SHA.toUpperCase()} , "3" , "2,880.00"`, 1],
  ])('is read %s', (_how, text, line) => {
    expect(named(text)).toEqual([[line, ...FIRST.slice(1)]]);
  });

  it.each([
    ['LF', '\n'],
    ['CRLF', '\r\n'],
    ['CR', '\r'],
  ])('is read whole where %s ends its lines', (_how, lineEnd) => {
    expect(named([A, B].join(lineEnd))).toEqual([FIRST, [2, 'DF_REWARD-2023-991001-2.txt', 1, 96_000]]);
    expect(named(`文件名,SHA-256,笔数,金额${lineEnd}${A}${lineEnd}`)).toEqual([[2, ...FIRST.slice(1)]]);
    expect(named(`文件名,SHA-256,笔数,金额\r${A}${lineEnd}`)).toEqual([[2, ...FIRST.slice(1)]]);
  });

  it.each(['\uFEFF', ''])('is refused as UTF-16, and nothing of it is repeated', (mark) => {
    const reading = (): unknown => readReceivedFiles(Buffer.from(`${mark}${A}\r\n`, 'utf16le'));
    expect(reading).toThrow(/UTF-16/);
    expect(reading).not.toThrow(/\0/);
  });

  it.each([
    ['a full-width comma', A.replaceAll(',', '，'), '全角逗号'],
    ['a semicolon', A.replaceAll(',', ';'), '分号'],
    ['a tabulator', A.replaceAll(',', '\t'), '制表符'],
    ['a bar', A.replaceAll(',', '|'), '竖线'],
    ['full-width digits', A.replace(',3,', ',３,'), '笔数“３”'],
    ['no count', A.replace(',3,', ',,'), '缺少笔数'],
    ['a count of nothing', A.replace(',3,', ',0,'), '笔数“0”'],
    ['a digest that is too short', A.replace(SHA, SHA.slice(1)), 'SHA-256'],
    ['no amount', A.replace('2880.00', ''), '缺少金额'],
    ['an amount in 万', A.replace('2880.00', '0.288万'), '金额'],
    ['an amount of nothing', A.replace('2880.00', '0.00'), '金额'],
    ['a fifth column', `${A},已收`, '5 列'],
    ['a name in Chinese', A.replace('DF_', '送盘_'), '文件名'],
    ['an open quote', `"${A}`, '引号'],
    ['a remark', `# 银行复函附件\n${A}`, '1 列'],
    ['a title above', `已收送盘文件清单,,,\n${A}`, '缺少SHA-256'],
    ['a header that is not the header', `文件,摘要,笔数,金额\n${A}`, '文件名“文件”'],
    ['empty columns alone', ',,,', '缺少文件名'],
    ['a character nobody sees', A.replace('DF_', 'DF\0_'), '第 1 行有空字符'],
    ['a character that a terminal obeys', A.replace('DF_', '\u001B[2JDF_'), '第 1 行有控制字符'],
    ['the mark of an end before its end', `\u001A${A}`, '第 1 行有控制字符'],
  ])('with %s is refused with its line, and nothing of it is taken', (_what, text, why) => {
    for (const list of [text, `${text}\n${B}`]) {
      expect(() => read(list)).toThrow(/第 1 行/);
      expect(() => read(list)).toThrow(why);
      expect(() => read(list)).toThrow('用英文半角逗号分列');
    }
  });

  it('with the header a second time, further down, is refused', () => {
    expect(() => read(`${A}\n文件名,SHA-256,笔数,金额\n`)).toThrow('第 2 行');
  });

  it('in another encoding is refused with the first line that is not UTF-8', () => {
    const gb18030 = Buffer.from([0xce, 0xc4, 0xbc, 0xfe, 0xc3, 0xfb]);
    expect(() => readReceivedFiles(Buffer.concat([gb18030, Buffer.from(`\n${A}`)]))).toThrow('第 1 行不是 UTF-8');
    expect(() => readReceivedFiles(Buffer.concat([Buffer.from(`${A}\n`), gb18030]))).toThrow('第 2 行不是 UTF-8');
    expect(() => readReceivedFiles(Buffer.from(`\uFEFF${A}`, 'utf16le'))).toThrow('第 1 行');
  });

  it('with one file twice is refused, also when the two lines agree', () => {
    expect(() => read(`${A}\n${B}\n${A}`)).toThrow('第 3 行DF_REWARD-2023-991001-1.txt 在第 1 行已经列过');
    expect(() => read(`${A}\n${A.replace('.txt', '.TXT')}`)).toThrow('第 2 行');
  });

  it('names every line that is wrong', () => {
    expect(() => read(`${A}\nx\n${B}\ny\n`)).toThrow(/第 2 行[^]*第 4 行/);
  });

  it.each(['', '\n\n', '文件名,SHA-256,笔数,金额\n'])(
    '%j lists nothing, which counts only where it is said in words too',
    (text) => {
      expect(read(text)).toEqual([]);
      expect(() => agreeOnNone(read(text), false)).toThrow('--none-received');
      expect(() => agreeOnNone(read(text), true)).not.toThrow();
      expect(() => agreeOnNone(read(A), true)).toThrow('第 1 行');
    },
  );
});
