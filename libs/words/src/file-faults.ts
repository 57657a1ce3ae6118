import { dirname } from 'node:path';

type FileFault = NodeJS.ErrnoException & { readonly dest?: string };

const SENTENCES: Readonly<Record<string, (path: string) => string>> = {
  ENOENT: (path) => `找不到文件 ${path}`,
  EACCES: (path) => `没有权限读写 ${path}：请换一个有权限的系统用户，或请管理员授权。`,
  EPERM: (path) => `没有权限读写 ${path}：请换一个有权限的系统用户，或请管理员授权。`,
  EEXIST: (path) => `${path} 已经有了，没有覆盖。`,
  EISDIR: (path) => `${path} 是目录，不是文件。`,
  ENOTDIR: (path) => `${path} 的上级不是目录。`,
  ENAMETOOLONG: (path) => `文件名太长：${path}`,
  ENOSPC: (path) => `磁盘已满，写不下 ${path}：请腾出空间；临时文件可用环境变量 TMPDIR 另指一个目录。`,
  ELOOP: (path) => `${path} 是绕回自己的链接。`,
  EIO: (path) => `读写 ${path} 时磁盘出错：请检查磁盘。`,
  EDQUOT: (path) => `磁盘配额已满，写不下 ${path}：请腾出空间。`,
  EFBIG: (path) => `${path} 超过了系统允许的文件大小，没有写完。`,
  EROFS: (path) => `${path} 所在的磁盘是只读的。`,
};

const NO_ROOM = '磁盘已满，没有写完：请腾出空间再试；临时文件可用环境变量 TMPDIR 另指一个目录。';

/** SQLite says what went wrong, and of which file it does not. */
const OF_DATABASES: readonly (readonly [code: RegExp, sentence: string])[] = [
  [/^SQLITE_(CANTOPEN|PERM|READONLY)/, '有一个数据库文件打不开或不能写：请检查它所在的目录和磁盘，并用有权限的系统用户运行。'],
  [/^SQLITE_IOERR/, '磁盘读写出错：请检查磁盘后再试。'],
  [/^SQLITE_(BUSY|LOCKED)/, '有一个数据库文件正被别的程序使用：请关闭那个程序后再试。'],
];

/** What is meant where a folder was to be made or looked into: nobody looked for a file. */
const OF_FOLDERS: Readonly<Record<string, typeof SENTENCES>> = {
  mkdir: {
    ENOENT: (path) => `${path} 建不了：这里不能新建目录，请换一个位置。`,
    EEXIST: (path) => `${path} 是文件，不是目录。`,
  },
  scandir: { ENOTDIR: (path) => `${path} 是文件，不是目录。` },
};

/** What Node says in English of a file: which file, why, and what to do; undefined where the error is about something else. */
export const sentenceOfFileFault = (error: Error): string | undefined => {
  const { code = '', syscall, path, dest } = error as FileFault;
  // SQLite, and the system in the middle of a file, do not say which one.
  if (code === 'SQLITE_FULL' || (code === 'ENOSPC' && path === undefined)) return NO_ROOM;
  if (path === undefined) return OF_DATABASES.find(([known]) => known.test(code))?.[1];
  if (syscall === 'mkdtemp') return `临时目录 ${dirname(path)} 不存在或不能写：请用环境变量 TMPDIR 指定一个目录。`;
  const said = OF_FOLDERS[syscall ?? '']?.[code] ?? SENTENCES[code];
  // A copy that finds no room is short of it where it writes.
  return said?.(code === 'ENOSPC' ? (dest ?? path) : path);
};
