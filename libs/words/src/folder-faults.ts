import { basename } from 'node:path';

/**
 * Why a county's folder is not opened: a file is `missing`, `damaged` (no program of ours wrote it like this) or `empty` beside others that say
 * that there is a county; `key_wrong`: the key file belongs to another vault.
 */
type ContentFault =
  | 'log_missing'
  | 'log_damaged'
  | 'log_empty'
  | 'log_journal'
  | 'vault_missing'
  | 'vault_damaged'
  | 'key_missing'
  | 'key_damaged'
  | 'key_wrong'
  | 'access_missing'
  | 'access_damaged'
  | 'token_empty'
  | 'lock_damaged'
  | 'demo_damaged';
/** Something else bears the file's or the folder's name: a folder, a link to what is not there, a pipe or a socket, a file in place of a folder. */
type ShapeFault = 'is_folder' | 'is_link' | 'is_device' | 'is_file';
export type FolderFault = ContentFault | ShapeFault;

const UNTOUCHED = '没有继续，目录里的文件都没有改动。';
const RESTORE = '请先把整个数据目录原样留存，再用最近的备份恢复到一个空目录: fenming restore';
const FROM_VAULT_PART = (name: string): string =>
  `请从最近备份的个人信息库部分（vault 目录）取回 ${name} 放在原处；没有较新的，把整个备份恢复到一个空目录: fenming restore`;
const FROM_KEEPER = '请向密钥保管人取得属于这个目录的 vault.key 放在原处';
const FIND = `请找回原处（不要新建）；找不回的，${RESTORE}`;

const SENTENCES: Readonly<Record<ContentFault, readonly [what: string, todo: string]>> = {
  log_missing: [
    '不见了，而县的其他文件还在',
    `日志在 EventStoreDB 中的，请设置 FENMING_EVENTSTORE_URL 再启动；在本目录的，${FIND}`,
  ],
  log_damaged: ['已损坏', RESTORE],
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
  demo_damaged: ['已损坏', '它只用来接着生成示例县：请换一个空目录重新生成: fenming demo --data <空目录>'],
};

const SHAPES: Readonly<Record<ShapeFault, string>> = {
  is_folder: '是目录，不是文件',
  is_link: '是断开的链接，指向的东西不在',
  is_device: '是管道、套接字或设备，不是文件',
  is_file: '不是目录',
};

/** What to do where something else bears the name of a file or a folder of the county, by that name; the rest holds nothing that counts. */
const IN_ITS_PLACE: readonly (readonly [name: RegExp, todo: string])[] = [
  [/^log\.sqlite(-wal)?$/, FIND],
  [/^vault\.sqlite$/, SENTENCES.vault_damaged[1]],
  [/^access\.sqlite$/, SENTENCES.access_damaged[1]],
  [/^vault\.key$/, FROM_KEEPER],
  [/^operator\.token$/, SENTENCES.token_empty[1]],
  [/^log\.seen$/, '请核对日志（fenming audit controls）并向银行核实已收到的送盘文件，再移走它重新启动'],
  [/^demo\.json$/, SENTENCES.demo_damaged[1]],
  [/^views\.sqlite/, '请移走它再启动，账表会由日志自动重建'],
  [/^bank-profiles$/, '请移走它：银行格式文件放在同名的目录里'],
  [/^(inbox|outbox)$/, '请把它移到别处再启动，会自动另建一个目录'],
];
const OF_NO_ACCOUNT = '它不存数据：请确认没有分明进程在使用这个目录，移走它再启动';

const isShape = (fault: FolderFault): fault is ShapeFault => fault in SHAPES;

/** What is wrong with a file of the county's folder, that nothing was done, and what to do (zh-CN). */
export const sentenceOfFolderFault = (fault: FolderFault, file: string): string => {
  const [what, todo] = isShape(fault) ? [SHAPES[fault], instead(basename(file))] : SENTENCES[fault];
  return `${file} ${what}，${UNTOUCHED}${todo}。`;
};

const instead = (name: string): string => IN_ITS_PLACE.find(([known]) => known.test(name))?.[1] ?? OF_NO_ACCOUNT;
