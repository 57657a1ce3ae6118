import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sentenceOfFileFault } from './file-faults';

const folder = mkdtempSync(join(tmpdir(), 'fenming-faults-'));
afterAll(() => rmSync(folder, { recursive: true }));

const faultOf = (act: () => unknown): Error => {
  try {
    act();
  } catch (error) {
    return Object.assign(new Error(), error);
  }
  throw new Error('nothing went wrong');
};

describe('what is said of a file that cannot be used', () => {
  it.each([
    ['is not there', () => readFileSync(join(folder, 'typo')), `找不到文件 ${join(folder, 'typo')}`],
    ['is a folder', () => copyFileSync(folder, join(folder, 'copy')), '是目录，不是文件'],
    ['bears the name of a folder that is to be made', () => mkdirSync(__filename), `${__filename} 是文件，不是目录`],
    ['is a file that was taken for a folder', () => readdirSync(__filename), `${__filename} 是文件，不是目录`],
    ['is a folder that can lie nowhere', () => mkdirSync(join(folder, 'no', 'x')), `${join(folder, 'no', 'x')} 建不了`],
    ['has a name that no disk takes', () => readFileSync(join(folder, 'x'.repeat(300))), '文件名太长'],
    ['would lie below a file', () => readFileSync(join(__filename, 'below')), '的上级不是目录'],
    ['is to lie in a temporary folder that is not there', () => mkdtempSync(join(folder, 'no', 'x-')), '请用环境变量 TMPDIR'],
  ])('is a Chinese sentence where it %s', (_, act, said) => {
    expect(sentenceOfFileFault(faultOf(act))).toContain(said);
  });

  it.each([
    ['EACCES', '没有权限读写 /county/log.sqlite'],
    ['ENOSPC', '磁盘已满，写不下 /tmp/copy'],
  ])('names the file that %s is about', (code, said) => {
    const error = Object.assign(new Error(code), { code, syscall: 'copyfile', path: '/county/log.sqlite', dest: '/tmp/copy' });
    expect(sentenceOfFileFault(error)).toContain(said);
  });

  it.each(['SQLITE_FULL', 'ENOSPC'])('says that there is no room where nobody knows for which file (%s)', (code) => {
    expect(sentenceOfFileFault(Object.assign(new Error(code), { code, syscall: 'write' }))).toContain('磁盘已满，没有写完');
  });

  it.each([
    ['SQLITE_CANTOPEN', '打不开或不能写'],
    ['SQLITE_READONLY_DBMOVED', '打不开或不能写'],
    ['SQLITE_IOERR_FSYNC', '磁盘读写出错'],
    ['SQLITE_BUSY', '正被别的程序使用'],
  ])('is Chinese where SQLite says it in English and names no file (%s)', (code, said) => {
    expect(sentenceOfFileFault(Object.assign(new Error('unable to open database file'), { code }))).toContain(said);
  });

  it('is nothing of its own where no file is at fault, or nobody knows which', () => {
    expect(sentenceOfFileFault(Object.assign(new Error('x'), { code: 'EISDIR', syscall: 'read' }))).toBeUndefined();
    expect(sentenceOfFileFault(new Error('x'))).toBeUndefined();
  });
});
