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
  EROFS: (path) => `${path} 所在的磁盘是只读的。`,
};

const NO_ROOM = '磁盘已满，没有写完：请腾出空间再试；临时文件可用环境变量 TMPDIR 另指一个目录。';

/** What is meant where a folder was to be made: nobody looked for a file. */
const OF_FOLDERS: typeof SENTENCES = {
  ENOENT: (path) => `${path} 建不了：这里不能新建目录，请换一个位置。`,
  EEXIST: (path) => `${path} 是文件，不是目录。`,
};

/** What Node says in English of a file: which file, why, and what to do; undefined where the error is about something else. */
export const sentenceOfFileFault = (error: Error): string | undefined => {
  const { code = '', syscall, path, dest } = error as FileFault;
  // SQLite, and the system in the middle of a file, do not say which one.
  if (code === 'SQLITE_FULL' || (code === 'ENOSPC' && path === undefined)) return NO_ROOM;
  if (path === undefined) return undefined;
  if (syscall === 'mkdtemp') return `临时目录 ${dirname(path)} 不存在或不能写：请用环境变量 TMPDIR 指定一个目录。`;
  const said = (syscall === 'mkdir' ? OF_FOLDERS[code] : undefined) ?? SENTENCES[code];
  // A copy that finds no room is short of it where it writes.
  return said?.(code === 'ENOSPC' ? (dest ?? path) : path);
};
