/**
 * Why a county's folder is not opened: a file is `missing`, `damaged` (no program of ours wrote it like this) or `empty` beside others that say
 * that there is a county; `key_wrong`: the key file belongs to another vault.
 */
export type FolderFault =
  | 'log_missing'
  | 'log_damaged'
  | 'log_empty'
  | 'log_no_file'
  | 'log_journal'
  | 'vault_missing'
  | 'vault_damaged'
  | 'key_missing'
  | 'key_damaged'
  | 'key_wrong'
  | 'access_missing'
  | 'access_damaged'
  | 'token_empty'
  | 'lock_damaged';

const UNTOUCHED = '没有继续，目录里的文件都没有改动。';
const RESTORE = '请先把整个数据目录原样留存，再用最近的备份恢复到一个空目录: fenming restore';
const FROM_VAULT_PART = (name: string): string =>
  `请从最近备份的个人信息库部分（vault 目录）取回 ${name} 放在原处；没有较新的，把整个备份恢复到一个空目录: fenming restore`;
const FROM_KEEPER = '请向密钥保管人取得属于这个目录的 vault.key 放在原处';

const SENTENCES: Readonly<Record<FolderFault, readonly [what: string, todo: string]>> = {
  log_missing: ['不见了，而县的其他文件还在', `请找回原处（不要新建）；找不回的，${RESTORE}`],
  log_damaged: ['已损坏', RESTORE],
  log_no_file: ['是目录，不是文件', `请找回原来的 log.sqlite；找不回的，${RESTORE}`],
  log_journal: [
    '旁边有一个 log.sqlite-journal，不是本系统留下的，打开日志会被它改动',
    '请先把整个数据目录原样留存，移走 log.sqlite-journal，再核对日志: fenming audit controls；有不符的用最近的备份恢复: fenming restore',
  ],
  log_empty: ['是空的，而个人信息库里已有人', RESTORE],
  vault_missing: ['不见了或是空的，而日志里已有记录', FROM_VAULT_PART('vault.sqlite')],
  vault_damaged: ['已损坏', FROM_VAULT_PART('vault.sqlite')],
  key_missing: ['不见了，而个人信息库还在', FROM_KEEPER],
  key_damaged: ['已损坏（应为 32 字节）', FROM_KEEPER],
  key_wrong: ['不属于同一目录的 vault.sqlite', FROM_KEEPER],
  access_missing: [
    '不见了，而日志里已有记录',
    `${FROM_VAULT_PART('access.sqlite')}；没有备份的，把 operator.token 也移走再启动，会另建一份，各账号须重设密码`,
  ],
  access_damaged: [
    '已损坏或是空的',
    `${FROM_VAULT_PART('access.sqlite')}；没有备份的，把它和 operator.token 都移走再启动，会另建一份，各账号须重设密码`,
  ],
  token_empty: ['是空的或不是管理员令牌', '请移走这个文件再启动，会另发一个新令牌'],
  lock_damaged: ['已损坏', '它不存数据：请确认没有分明进程在使用这个目录，移走这个文件再启动'],
};

/** What is wrong with a file of the county's folder, that nothing was done, and what to do (zh-CN). */
export const sentenceOfFolderFault = (fault: FolderFault, file: string): string => {
  const [what, todo] = SENTENCES[fault];
  return `${file} ${what}，${UNTOUCHED}${todo}。`;
};
