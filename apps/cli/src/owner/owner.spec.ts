import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sentenceOf } from '../terminal/complaint';
import { FolderFaulty, NoCounty, refuseCountyless } from './owner';

const place = mkdtempSync(join(tmpdir(), 'fenming-owner-'));
beforeAll(() => chmodSync(place, 0o755));
afterAll(() => rmSync(place, { recursive: true, force: true }));

const folderOf = (name: string, ...files: readonly string[]): string => {
  const dir = join(place, name);
  mkdirSync(dir);
  for (const file of files) writeFileSync(join(dir, file), 'content');
  return dir;
};
const refusal = (dir: string): unknown => {
  try {
    return refuseCountyless(dir);
  } catch (error) {
    return error;
  }
};

/** The superuser may look into every folder. */
const asNobody = <Answer>(act: () => Answer): Answer => {
  if (process.getuid?.() !== 0) return act();
  process.seteuid?.(65_534);
  try {
    return act();
  } finally {
    process.seteuid?.(0);
  }
};

describe('a folder that a command is given', () => {
  it('is taken where it holds a log, and refused as a wrong command line where it holds no county', () => {
    expect(refusal(folderOf('county', 'log.sqlite', 'vault.key'))).toBeUndefined();
    expect(refusal(folderOf('empty'))).toBeInstanceOf(NoCounty);
    expect(refusal(join(place, 'typo'))).toBeInstanceOf(NoCounty);
  });

  it('is refused in a sentence where its log is missing, is a folder, or has a rollback journal beside it', () => {
    const noFile = folderOf('no-file', 'vault.key');
    mkdirSync(join(noFile, 'log.sqlite'));
    const journal = folderOf('journal', 'log.sqlite', 'log.sqlite-journal');
    for (const [dir, said] of [
      [folderOf('lost', 'vault.key'), '不见了'],
      [noFile, '是目录，不是文件'],
      [journal, '移走 log.sqlite-journal'],
    ] as const) {
      const error = refusal(dir);
      expect(error).toBeInstanceOf(FolderFaulty);
      expect(sentenceOf(error)).toContain(said);
    }
  });

  it('that was moved is taken where the setting says that its log lies on a server; one that holds nothing is not', () => {
    process.env['FENMING_EVENTSTORE_URL'] = 'esdb://127.0.0.1:2113?tls=false';
    try {
      expect(refusal(folderOf('moved', 'vault.sqlite', 'vault.key', 'access.sqlite', 'log.seen'))).toBeUndefined();
      expect(refusal(folderOf('bare'))).toBeInstanceOf(NoCounty);
    } finally {
      delete process.env['FENMING_EVENTSTORE_URL'];
    }
    expect(sentenceOf(refusal(join(place, 'moved')))).toContain('请设置 FENMING_EVENTSTORE_URL');
  });

  it('is a matter of rights where nobody may look into it, and no county is to be opened in it', () => {
    const dir = folderOf('closed', 'log.sqlite');
    chmodSync(dir, 0);
    const error = asNobody(() => refusal(dir));
    chmodSync(dir, 0o755);
    expect(error).toMatchObject({ code: 'EACCES', path: dir });
  });
});
