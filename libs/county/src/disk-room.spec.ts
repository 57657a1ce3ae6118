import { DiskRoom, isDiskFull, isWriteFailed, RESERVE_BYTES } from './disk-room';

describe('room on the disk of a folder', () => {
  it('is asked for once a second; below the reserve nothing new is begun, and with room again it goes on by itself', () => {
    let [free, now, asked] = [RESERVE_BYTES, 0, 0];
    const room = new DiskRoom(
      '/county',
      () => ((asked += 1), free),
      () => now,
    );
    for (let times = 0; times < 100; times += 1) room.refuseWhenShort();
    free = RESERVE_BYTES - 1;
    now = 999;
    room.refuseWhenShort();
    expect(asked).toBe(1);
    now = 1000;
    expect(() => room.refuseWhenShort()).toThrow(
      expect.objectContaining({ refusal: { refused: 'disk_full', detail: '现在可用 63 MB，至少要有 64 MB' } }),
    );
    free = RESERVE_BYTES;
    now = 2000;
    expect(room.isShort()).toBe(false);
    expect(asked).toBe(3);
  });

  it('is told by SQLite and by the system, each in its own words', () => {
    expect(['SQLITE_FULL', 'ENOSPC', 'EIO'].map((code) => isDiskFull(Object.assign(new Error(code), { code })))).toEqual([
      true,
      true,
      false,
    ]);
  });

  it('is another thing than a disk that fails under a write, which no later write makes good', () => {
    const failed = (code: string) => isWriteFailed(Object.assign(new Error(code), { code }));
    expect(['SQLITE_IOERR_WRITE', 'SQLITE_IOERR_FSYNC', 'SQLITE_IOERR_READ', 'SQLITE_FULL'].map(failed)).toEqual([
      true,
      true,
      false,
      false,
    ]);
    const ofSystem = (syscall: string) => isWriteFailed(Object.assign(new Error('EIO'), { code: 'EIO', syscall }));
    expect(['write', 'fsync', 'read'].map(ofSystem)).toEqual([true, true, false]);
  });
});
