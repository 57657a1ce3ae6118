import { sentenceOfFolderFault } from './folder-faults';

describe('what is said of a folder that is not opened', () => {
  it('names the file, says that nothing was changed, and what to do', () => {
    const said = sentenceOfFolderFault('vault_missing', '/county/vault.sqlite');
    expect(said).toMatch(/^\/county\/vault\.sqlite 不见了或是空的.*都没有改动。请从最近备份.*fenming restore。$/u);
    expect(sentenceOfFolderFault('token_empty', '/county/operator.token')).toContain('移走这个文件再启动');
  });

  it.each([
    ['is_folder', 'log.sqlite', '是目录，不是文件', '请找回原处'],
    ['is_folder', 'log.seen', '是目录，不是文件', 'fenming audit controls'],
    ['is_device', 'vault.key', '是管道、套接字或设备', '密钥保管人'],
    ['is_link', 'access.sqlite', '是断开的链接', '从最近备份的个人信息库部分'],
    ['is_folder', 'views.sqlite-wal', '是目录', '账表会由日志自动重建'],
    ['is_file', 'outbox', '不是目录', '会自动另建一个目录'],
    ['is_device', 'owner.url', '是管道', '移走它再启动'],
  ] as const)('says of what bears its name what it is (%s), and what to do for this very one: %s', (fault, name, what, todo) => {
    const said = sentenceOfFolderFault(fault, `/county/${name}`);
    expect(said).toContain(`/county/${name} ${what}`);
    expect(said).toContain(todo);
  });
});
