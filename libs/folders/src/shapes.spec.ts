import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { misshapenIn, OF_THE_LOG } from './index';

describe('what bears the name of a file of the county', () => {
  let dir: string;
  const at = (name: string): string => join(dir, name);
  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'fenming-shapes-'));
    for (const name of ['log.sqlite', 'vault.key', 'access.sqlite']) writeFileSync(at(name), 'content');
    mkdirSync(at('outbox'));
  });
  afterEach(() => rmSync(dir, { recursive: true }));

  const NAMES = [
    'log.sqlite',
    'log.sqlite-wal',
    'vault.sqlite',
    'vault.key',
    'access.sqlite',
    'views.sqlite',
    'views.sqlite-shm',
  ];
  it.each([...NAMES, 'log.seen', 'log.seen.part', 'log.eventstore', 'operator.token', 'owner.lock', 'owner.url', 'demo.json'])(
    'is told where it is a folder, or a link that leads nowhere or back to itself: %s',
    (name) => {
      expect(misshapenIn(dir)).toBeUndefined();
      rmSync(at(name), { force: true });
      mkdirSync(at(name));
      expect(misshapenIn(dir)).toEqual({ fault: 'is_folder', file: at(name) });
      rmSync(at(name), { recursive: true });
      for (const target of [at('nowhere'), at(name)]) {
        symlinkSync(target, at(name));
        expect(misshapenIn(dir)).toEqual({ fault: 'is_link', file: at(name) });
        rmSync(at(name));
      }
    },
  );

  it('is told where it is a pipe, before anybody waits on it', () => {
    spawnSync('mkfifo', [at('owner.url')]);
    expect(misshapenIn(dir)).toEqual({ fault: 'is_device', file: at('owner.url') });
  });

  it.each(['inbox', 'outbox', 'bank-profiles', 'comparison-sources'])(
    'is told where it is a file, and a folder is wanted: %s',
    (name) => {
      rmSync(at(name), { recursive: true, force: true });
      writeFileSync(at(name), '');
      expect(misshapenIn(dir)).toEqual({ fault: 'is_file', file: at(name) });
    },
  );

  it('is told where a rollback journal lies beside the log', () => {
    writeFileSync(at('log.sqlite-journal'), '');
    expect(misshapenIn(dir)).toEqual({ fault: 'log_journal', file: at('log.sqlite') });
  });

  it('may be a link to a file elsewhere, and what else lies there is nobody’s business', () => {
    writeFileSync(at('elsewhere'), 'token');
    symlinkSync(at('elsewhere'), at('operator.token'));
    mkdirSync(at('notes'));
    expect(misshapenIn(dir)).toBeUndefined();
    expect(misshapenIn(at('nothing here'))).toBeUndefined();
    expect(misshapenIn(at('elsewhere'))).toBeUndefined();
  });

  it('is passed over where an audit of the log alone does not read it', () => {
    mkdirSync(at('views.sqlite'));
    expect(misshapenIn(dir, OF_THE_LOG)).toBeUndefined();
    mkdirSync(at('log.seen'));
    expect(misshapenIn(dir, OF_THE_LOG)).toEqual({ fault: 'is_folder', file: at('log.seen') });
  });
});
