import { sentenceOfFolderFault } from './folder-faults';

describe('what is said of a folder that is not opened', () => {
  it('names the file, says that nothing was changed, and what to do', () => {
    const said = sentenceOfFolderFault('vault_missing', '/county/vault.sqlite');
    expect(said).toMatch(/^\/county\/vault\.sqlite 不见了或是空的.*都没有改动。请从最近备份.*fenming restore。$/u);
    expect(sentenceOfFolderFault('token_empty', '/county/operator.token')).toContain('移走这个文件再启动');
  });
});
