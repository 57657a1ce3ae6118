import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { RunningCounty } from './running-county';
import { OtherProfile } from './open-log';

const dir = mkdtempSync(join(tmpdir(), 'fenming-profile-'));
afterAll(() => rmSync(dir, { recursive: true }));

describe('a folder whose log is kept on a server', () => {
  it('is told that the setting was forgotten, and not that its log is lost', async () => {
    for (const name of ['log.eventstore', 'vault.sqlite', 'vault.key', 'access.sqlite'])
      writeFileSync(join(dir, name), 'content');
    const opening = RunningCounty.open({ dir });
    await expect(opening).rejects.toBeInstanceOf(OtherProfile);
    await expect(opening).rejects.toThrow('请设置 FENMING_EVENTSTORE_URL');
  });
});
