import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { undoOfOpening } from './undo-opening';

let place: string;
beforeEach(() => (place = mkdtempSync(join(tmpdir(), 'fenming-undo-opening-'))));
afterEach(() => rmSync(place, { recursive: true }));

const openIn = (dir: string, ...more: readonly string[]): void => {
  for (const name of ['inbox', 'outbox']) mkdirSync(join(dir, name), { recursive: true });
  for (const name of ['owner.lock', 'log.eventstore', 'log.seen', ...more]) writeFileSync(join(dir, name), '');
};

describe('an opening that is refused', () => {
  it('leaves no folder, and none of those above it that were made for it', () => {
    const dir = join(place, 'counties', 'ours');
    const leave = undoOfOpening(dir);
    openIn(dir);
    leave();
    expect(readdirSync(place)).toEqual([]);
  });

  it('leaves what was there, and what somebody has put there meanwhile', () => {
    for (const name of ['areas.csv', 'log.seen']) writeFileSync(join(place, name), '');
    const leave = undoOfOpening(place);
    openIn(place);
    writeFileSync(join(place, 'inbox', 'roster.xlsx'), '');
    leave();
    expect(readdirSync(place).sort()).toEqual(['areas.csv', 'inbox', 'log.seen']);
  });

  it('takes nothing away once there is a key', () => {
    const leave = undoOfOpening(place);
    openIn(place, 'vault.key');
    leave();
    expect(readdirSync(place)).toHaveLength(6);
  });
});
