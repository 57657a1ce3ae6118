import { say, spoken } from '@fenming/language';
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

const untouched = (): string =>
  say('没有继续，目录里的文件都没有改动。', 'nothing was done, and no file in the folder was changed. ');
const restoreIt = (): string =>
  say(
    '请先把整个数据目录原样留存，再用最近的备份恢复到一个空目录: fenming restore',
    'First keep the whole data folder as it is, then restore the latest backup into an empty folder: fenming restore',
  );
const FROM_VAULT_PART = (name: string): string =>
  say(
    `请从最近备份的个人信息库部分（vault 目录）取回 ${name} 放在原处；没有较新的，把整个备份恢复到一个空目录: fenming restore`,
    `Take ${name} back from the personal data part (folder vault) of the latest backup and put it in its place; where there is none recent, restore the whole backup into an empty folder: fenming restore`,
  );
const fromKeeper = (): string =>
  say(
    '请向密钥保管人取得属于这个目录的 vault.key 放在原处',
    'Have the keeper of the key bring the vault.key of this folder and put it in its place',
  );
const findIt = (): string =>
  say(
    `请找回原处（不要新建）；找不回的，${restoreIt()}`,
    `Find it and put it back (make no new one); where it cannot be found: ${restoreIt()}`,
  );

const sentences = (): Readonly<Record<ContentFault, readonly [what: string, todo: string]>> => ({
  log_missing: [
    say('不见了，而县的其他文件还在', 'is gone, while other files of the county are there'),
    say(
      `日志在 EventStoreDB 中的，请设置 FENMING_EVENTSTORE_URL 再启动；在本目录的，${findIt()}`,
      `Where the log is kept in EventStoreDB, set FENMING_EVENTSTORE_URL and start again; where it is kept in this folder: ${findIt()}`,
    ),
  ],
  log_damaged: [say('已损坏', 'is damaged'), restoreIt()],
  log_journal: [
    say(
      '旁边有一个 log.sqlite-journal，不是本系统留下的，打开日志会被它改动',
      'has a log.sqlite-journal beside it that is none of ours, and opening the log would let it change it',
    ),
    say(
      '请先把整个数据目录原样留存，移走 log.sqlite-journal，再核对日志: fenming audit controls；有不符的用最近的备份恢复: fenming restore',
      'First keep the whole data folder as it is, move log.sqlite-journal away, then check the log: fenming audit controls; where something is wrong, restore the latest backup: fenming restore',
    ),
  ],
  log_empty: [say('是空的，而个人信息库里已有人', 'is empty, while there are persons in the personal data'), restoreIt()],
  vault_missing: [
    say('不见了或是空的，而日志里已有记录', 'is gone or empty, while there are records in the log'),
    FROM_VAULT_PART('vault.sqlite'),
  ],
  vault_damaged: [say('已损坏', 'is damaged'), FROM_VAULT_PART('vault.sqlite')],
  key_missing: [say('不见了，而个人信息库还在', 'is gone, while the personal data is there'), fromKeeper()],
  key_damaged: [say('已损坏（应为 32 字节）', 'is damaged (it should have 32 bytes)'), fromKeeper()],
  key_wrong: [say('不属于同一目录的 vault.sqlite', 'does not belong to the vault.sqlite of the same folder'), fromKeeper()],
  access_missing: [
    say('不见了，而日志里已有记录', 'is gone, while there are records in the log'),
    say(
      `${FROM_VAULT_PART('access.sqlite')}；没有备份的，把 operator.token 也移走再启动，会另建一份，各账号须重设密码`,
      `${FROM_VAULT_PART('access.sqlite')}; where there is no backup, move operator.token away as well and start again: a new one is made, and every account needs a new password`,
    ),
  ],
  access_damaged: [
    say('已损坏或是空的', 'is damaged or empty'),
    say(
      `${FROM_VAULT_PART('access.sqlite')}；没有备份的，把它和 operator.token 都移走再启动，会另建一份，各账号须重设密码`,
      `${FROM_VAULT_PART('access.sqlite')}; where there is no backup, move it and operator.token away and start again: a new one is made, and every account needs a new password`,
    ),
  ],
  token_empty: [
    say('是空的或不是管理员令牌', 'is empty or holds no token of an administrator'),
    say('请移走这个文件再启动，会另发一个新令牌', 'Move this file away and start again; a new token is given'),
  ],
  lock_damaged: [
    say('已损坏', 'is damaged'),
    say(
      '它不存数据：请确认没有分明进程在使用这个目录，移走这个文件再启动',
      'It holds no data: make sure that no Fenming process uses this folder, move the file away and start again',
    ),
  ],
  demo_damaged: [
    say('已损坏', 'is damaged'),
    say(
      '它只用来接着生成演示县：请换一个空目录重新生成: fenming demo --data <空目录>',
      'It only serves to go on making a demo county: make one in another, empty folder: fenming demo --data <empty folder>',
    ),
  ],
});

const SHAPES: Readonly<Record<ShapeFault, string>> = spoken({
  is_folder: { zh: '是目录，不是文件', en: 'is a folder and no file' },
  is_link: { zh: '是断开的链接，指向的东西不在', en: 'is a broken link: what it leads to is not there' },
  is_device: { zh: '是管道、套接字或设备，不是文件', en: 'is a pipe, a socket or a device and no file' },
  is_file: { zh: '不是目录', en: 'is no folder' },
});

/** What to do where something else bears the name of a file or a folder of the county, by that name; the rest holds nothing that counts. */
const inItsPlace = (): readonly (readonly [name: RegExp, todo: string])[] => [
  [/^log\.sqlite(-wal)?$/, findIt()],
  [/^vault\.sqlite$/, sentences().vault_damaged[1]],
  [/^access\.sqlite$/, sentences().access_damaged[1]],
  [/^vault\.key$/, fromKeeper()],
  [/^operator\.token$/, sentences().token_empty[1]],
  [
    /^log\.seen$/,
    say(
      '请核对日志（fenming audit controls）并向银行核实已收到的送盘文件，再移走它重新启动',
      'Check the log (fenming audit controls), have the bank say which bank files it received, then move it away and start again',
    ),
  ],
  [/^demo\.json$/, sentences().demo_damaged[1]],
  [
    /^views\.sqlite/,
    say('请移走它再启动，账表会由日志自动重建', 'Move it away and start again; the tables are rebuilt from the log'),
  ],
  [
    /^bank-profiles$/,
    say('请移走它：银行格式文件放在同名的目录里', 'Move it away: the formats of banks lie in a folder of this name'),
  ],
  [
    /^comparison-sources$/,
    say(
      '请移走它：比对来源文件放在同名的目录里',
      'Move it away: the files of sources to compare with lie in a folder of this name',
    ),
  ],
  [
    /^(inbox|outbox)$/,
    say('请把它移到别处再启动，会自动另建一个目录', 'Move it elsewhere and start again; a folder is made in its place'),
  ],
];
const ofNoAccount = (): string =>
  say(
    '它不存数据：请确认没有分明进程在使用这个目录，移走它再启动',
    'It holds no data: make sure that no Fenming process uses this folder, move it away and start again',
  );

const isShape = (fault: FolderFault): fault is ShapeFault => fault in SHAPES;

/** What is wrong with a file of the county's folder, that nothing was done, and what to do. */
export const sentenceOfFolderFault = (fault: FolderFault, file: string): string => {
  const [what, todo] = isShape(fault) ? [SHAPES[fault], instead(basename(file))] : sentences()[fault];
  return `${file} ${what}，${untouched()}${todo}。`;
};

const instead = (name: string): string => inItsPlace().find(([known]) => known.test(name))?.[1] ?? ofNoAccount();
