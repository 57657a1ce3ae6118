import { say } from '@fenming/language';
import { dirname } from 'node:path';

type FileFault = NodeJS.ErrnoException & { readonly dest?: string };

const SENTENCES: Readonly<Record<string, (path: string) => string>> = {
  ENOENT: (path) => say(`找不到文件 ${path}`, `There is no file ${path}`),
  EACCES: (path) =>
    say(
      `没有权限读写 ${path}：请换一个有权限的系统用户，或请管理员授权。`,
      `No permission to read or write ${path}: use a system user that has it, or ask the administrator for it.`,
    ),
  EPERM: (path) =>
    say(
      `没有权限读写 ${path}：请换一个有权限的系统用户，或请管理员授权。`,
      `No permission to read or write ${path}: use a system user that has it, or ask the administrator for it.`,
    ),
  EEXIST: (path) => say(`${path} 已经有了，没有覆盖。`, `${path} is there already and was not overwritten.`),
  EISDIR: (path) => say(`${path} 是目录，不是文件。`, `${path} is a folder and no file.`),
  ENOTDIR: (path) => say(`${path} 的上级不是目录。`, `What ${path} would lie in is no folder.`),
  ENAMETOOLONG: (path) => say(`文件名太长：${path}`, `The file name is too long: ${path}`),
  ENOSPC: (path) =>
    say(
      `磁盘已满，写不下 ${path}：请腾出空间；临时文件可用环境变量 TMPDIR 另指一个目录。`,
      `The disk is full, there is no room for ${path}: make room; temporary files can be put elsewhere with the variable TMPDIR.`,
    ),
  ELOOP: (path) => say(`${path} 是绕回自己的链接。`, `${path} is a link that leads back to itself.`),
  EIO: (path) =>
    say(`读写 ${path} 时磁盘出错：请检查磁盘。`, `The disk failed while reading or writing ${path}: check the disk.`),
  EDQUOT: (path) =>
    say(`磁盘配额已满，写不下 ${path}：请腾出空间。`, `The disk quota is used up, there is no room for ${path}: make room.`),
  EFBIG: (path) =>
    say(`${path} 超过了系统允许的文件大小，没有写完。`, `${path} would be bigger than the system allows; it is not complete.`),
  EROFS: (path) => say(`${path} 所在的磁盘是只读的。`, `${path} lies on a disk that can only be read.`),
};

const noRoom = (): string =>
  say(
    '磁盘已满，没有写完：请腾出空间再试；临时文件可用环境变量 TMPDIR 另指一个目录。',
    'The disk is full, not all was written: make room and try again; temporary files can be put elsewhere with the variable TMPDIR.',
  );

/** SQLite says what went wrong, and of which file it does not. */
const ofDatabases = (): readonly (readonly [code: RegExp, sentence: string])[] => [
  [
    /^SQLITE_(CANTOPEN|PERM|READONLY)/,
    say(
      '有一个数据库文件打不开或不能写：请检查它所在的目录和磁盘，并用有权限的系统用户运行。',
      'A database file cannot be opened or written: check its folder and the disk, and run as a system user that may write there.',
    ),
  ],
  [/^SQLITE_IOERR/, say('磁盘读写出错：请检查磁盘后再试。', 'Reading or writing the disk failed: check the disk and try again.')],
  [
    /^SQLITE_(BUSY|LOCKED)/,
    say(
      '有一个数据库文件正被别的程序使用：请关闭那个程序后再试。',
      'A database file is in use by another program: end that program and try again.',
    ),
  ],
];

/** What is meant where a folder was to be made or looked into: nobody looked for a file. */
const OF_FOLDERS: Readonly<Record<string, typeof SENTENCES>> = {
  mkdir: {
    ENOENT: (path) =>
      say(
        `${path} 建不了：这里不能新建目录，请换一个位置。`,
        `${path} cannot be made: no folder can be made here, choose another place.`,
      ),
    EEXIST: (path) => say(`${path} 是文件，不是目录。`, `${path} is a file and no folder.`),
  },
  scandir: { ENOTDIR: (path) => say(`${path} 是文件，不是目录。`, `${path} is a file and no folder.`) },
};

/** What Node says in English of a file: which file, why, and what to do; undefined where the error is about something else. */
export const sentenceOfFileFault = (error: Error): string | undefined => {
  const { code = '', syscall, path, dest } = error as FileFault;
  // SQLite, and the system in the middle of a file, do not say which one.
  if (code === 'SQLITE_FULL' || (code === 'ENOSPC' && path === undefined)) return noRoom();
  if (path === undefined) return ofDatabases().find(([known]) => known.test(code))?.[1];
  if (syscall === 'mkdtemp')
    return say(
      `临时目录 ${dirname(path)} 不存在或不能写：请用环境变量 TMPDIR 指定一个目录。`,
      `The temporary folder ${dirname(path)} is not there or cannot be written: name one with the variable TMPDIR.`,
    );
  const said = OF_FOLDERS[syscall ?? '']?.[code] ?? SENTENCES[code];
  // A copy that finds no room is short of it where it writes.
  return said?.(code === 'ENOSPC' ? (dest ?? path) : path);
};
