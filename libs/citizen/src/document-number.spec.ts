import { documentKey, documentNumber } from './index';

describe('document numbers', () => {
  it.each([
    '示财社〔2024〕1号',
    '示财社[2024]1号',
    '示财社（2024）1号',
    '示财社(2024)1号',
    '示财社【2024】1号',
    '示财社［2024］1号',
    '示财社﹝2024﹞1号',
    '示财社〖2024〗1号',
    '示财社{2024}1号',
    '示财社「2024」1号',
    '示财社《2024》1号',
    '示财社<2024>1号',
    '示财社〔2024]1号',
    '示财社〔２０２４〕１号',
    ' 示财社 〔2024〕 1 号\u3000',
    '示财社\u200B〔2024〕\u00A01号\uFEFF',
    '示财社〔2024〕\n1号',
    '示财社〔2024年〕1号',
    '示财社〔2024〕第1号',
    '示财社〔2024〕001号',
    '示财社〔2024〕1',
    '\u2F70财社〔2024〕1号',
    '示财社〔2024〕1号。',
    '示财社〔2024〕1号；',
    '示财社〔2024〕1 号 .',
    '示财社〔2024〕1号文',
    '示财社〔2024〕1号文件',
    '（示财社〔2024〕1号）',
    '《示财社〔2024〕1号》',
    '“示财社〔2024〕1号”',
    '文号：示财社〔2024〕1号',
    '发文字号:示财社[2024]1号',
    '示财社〔2024〕-1号',
    '示财社〔2024〕No.1',
    '示财社〔二〇二四〕1号',
    '示财社〔二零二四〕1号',
  ])('%p is 示财社〔2024〕1号, and the same document', (typed) => {
    expect(documentNumber(typed)).toBe('示财社〔2024〕1号');
    expect(documentKey(typed)).toBe(documentKey('示财社〔2024〕1号'));
  });

  it.each(['示财社2024年1号', '示财社2024年第01号'])('%s is the same document, its year typed without brackets', (typed) => {
    expect(documentKey(typed)).toBe(documentKey('示财社〔2024〕1号'));
    expect(documentNumber('公告2024年第1号')).toBe('公告2024年第1号');
  });

  it.each([
    '示财社〔2024〕10号',
    '示财社〔2023〕1号',
    '示财教〔2024〕1号',
    '示财社〔2024〕1号之二',
    '示财社〔2024〕11号',
    '示财社〔2024〕1号（补）',
  ])('%s is another document', (other) => {
    expect(documentKey(other)).not.toBe(documentKey('示财社〔2024〕1号'));
  });

  it('finds a receipt again in other capitals, widths and dashes, and writes it as it was typed', () => {
    expect(documentNumber('ＨＺ–2024－007')).toBe('HZ-2024-007');
    expect(documentKey('hz－2024—007')).toBe(documentKey('HZ-2024-007'));
    expect(documentNumber('收据（补）No 7')).toBe('收据（补）No7');
    expect(documentNumber('Bank letter of May')).toBe('Bank letter of May');
    expect(documentNumber('（县）财库（2024）')).toBe('（县）财库〔2024〕');
    expect(documentNumber('会议纪要（一）')).toBe('会议纪要（一）');
  });

  it('changes nothing when a number that it has written is read again', () => {
    const written = documentNumber('示财社[2024] 第01号（补）');
    expect(written).toBe('示财社〔2024〕1号（补）');
    expect(documentNumber(written)).toBe(written);
  });
});
