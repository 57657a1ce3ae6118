import { dirname } from 'node:path';

type FileFault = NodeJS.ErrnoException & { readonly dest?: string };

const SENTENCES: Readonly<Record<string, (path: string) => string>> = {
  ENOENT: (path) => `找不到文件 ${path}`,
  EACCES: (path) => `没有权限读写 ${path}：请换一个有权限的系统用户，或请管理员授权。`,
  EPERM: (path) => `没有权限读写 ${path}：请换一个有权限的系统用户，或请管理员授权。`,
  EISDIR: (path) => `${path} 是目录，不是文件。`,
  ENOTDIR: (path) => `${path} 的上级不是目录。`,
  ENOSPC: (path) => `磁盘已满，写不下 ${path}：请腾出空间；临时文件可用环境变量 TMPDIR 另指一个目录。`,
  EROFS: (path) => `${path} 所在的磁盘是只读的。`,
};

/** What Node says in English of a file: which file, why, and what to do; undefined where the error is about something else. */
export const sentenceOfFileFault = (error: Error): string | undefined => {
  const { code = '', syscall, path = '', dest } = error as FileFault;
  if (syscall === 'mkdtemp') return `临时目录 ${dirname(path)} 不存在或不能写：请用环境变量 TMPDIR 指定一个目录。`;
  // A copy that finds no room is short of it where it writes.
  return SENTENCES[code]?.(code === 'ENOSPC' ? (dest ?? path) : path);
};
