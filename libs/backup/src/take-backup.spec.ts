import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { takeBackup } from './take-backup';

describe('a county whose log is kept by a server', () => {
  it('is not said to be none: whoever backs it up is told how', async () => {
    const place = mkdtempSync(join(tmpdir(), 'fenming-take-backup-'));
    const to = join(tmpdir(), 'fenming-never-made');
    writeFileSync(join(place, 'log.eventstore'), '');
    const order = { dir: place, logTo: to, vaultTo: to, keepVaultDays: 35 };
    await expect(takeBackup(order)).rejects.toThrow(/^这个县的事件日志在 EventStoreDB 中.*EventStoreDB 自己的备份/);
    expect(readdirSync(place)).toEqual(['log.eventstore']);
    rmSync(place, { recursive: true });
  });
});
