import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { beginWhole } from './new-folder';
import { ApiProblem } from '@fenming/api-client';

let place: string;
beforeEach(() => (place = mkdtempSync(path.join(tmpdir(), 'fenming-begin-'))));
afterEach(() => rmSync(place, { recursive: true }));

/** The engine makes its folder before the county is refused. */
const refusedIn = (dir: string, status: number) => (): Promise<never> => {
  mkdirSync(path.join(dir, 'outbox'), { recursive: true });
  for (const name of ['log.sqlite', 'vault.key']) writeFileSync(path.join(dir, name), '');
  return Promise.reject(new ApiProblem({ title: '没有这个地区的标准。', status, code: 'region_unknown' }));
};
const begun = async (dir: string, status = 422): Promise<void> => {
  await expect(beginWhole(dir, refusedIn(dir, status))).rejects.toThrow('没有这个地区的标准。');
};

describe('a county that is refused at its opening', () => {
  it('leaves no folder, and none of those above it that were made for it', async () => {
    await begun(path.join(place, 'counties', 'ours'));
    expect(readdirSync(place)).toEqual([]);
  });

  it('leaves what the folder held before, and that alone', async () => {
    writeFileSync(path.join(place, 'areas.csv'), '991003101,青石镇');
    await begun(place);
    expect(readdirSync(place)).toEqual(['areas.csv']);
  });

  it('takes nothing away from a folder that holds a county already', async () => {
    for (const name of ['log.sqlite', 'vault.key']) writeFileSync(path.join(place, name), '');
    await begun(place);
    expect(readdirSync(place).sort()).toEqual(['log.sqlite', 'outbox', 'vault.key']);
  });

  it('leaves nothing either where the log is kept elsewhere and is of another county', async () => {
    const dir = path.join(place, 'county');
    mkdirSync(dir);
    const begin = (): Promise<never> => {
      writeFileSync(path.join(dir, 'log.eventstore'), '');
      return refusedIn(dir, 409)();
    };
    await expect(beginWhole(dir, begin)).rejects.toThrow('没有这个地区的标准。');
    expect(readdirSync(dir)).toEqual([]);
  });

  it('keeps everything where the engine failed, or where something is recorded in a log that is kept elsewhere', async () => {
    const dir = path.join(place, 'county');
    await begun(dir, 500);
    expect(existsSync(path.join(dir, 'vault.key'))).toBe(true);
    const far = path.join(place, 'far');
    await expect(
      beginWhole(far, (recorded) => {
        recorded();
        mkdirSync(far);
        writeFileSync(path.join(far, 'log.eventstore'), '');
        return refusedIn(far, 422)();
      }),
    ).rejects.toThrow('没有这个地区的标准。');
    expect(existsSync(path.join(far, 'vault.key'))).toBe(true);
  });
});
