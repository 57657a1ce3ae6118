import { DEMO_BANK, writeBankReturn } from '@fenming/bank-files';
import { instant } from '@fenming/calendar';
import { fen } from '@fenming/money';
import { writeRoster, type RosterProgramme } from '@fenming/rosters';
import { Later } from '@fenming/commands';
import { FileReading } from './file-reading';

const PROGRAMME: RosterProgramme = { unit: 'person', hasSpouse: false, facts: [] };
const AREAS = { '991001': '示例县', '991001101': '石桥镇', '991001101201': '李家村' };
const day = '2023-02-06';
const row = (序号: string, 村 = '李家村') => ({
  序号,
  姓名: '王示例',
  身份证号: '991001195001010013',
  性别: '男',
  乡镇: '石桥镇',
  村,
  银行账号: '9900001234567890',
});

let reading: FileReading;
beforeEach(() => (reading = new FileReading()));
afterEach(() => reading.close());

const rosterOf = (rows: number) =>
  writeRoster(
    Array.from({ length: rows }, (_, i) => row(String(i + 1), '没有的村')),
    PROGRAMME,
    '名单',
  );

describe('a file is read in a thread of its own', () => {
  it('and a roster comes out with its rows, its faults and what became of each row', async () => {
    const bytes = await writeRoster([row('1'), row('2', '没有的村')], PROGRAMME, '名单');
    const { rows, faults, counts, fileFaults } = await reading.roster({ bytes, programme: PROGRAMME, areas: AREAS, day });
    expect(fileFaults).toEqual([]);
    expect(counts).toMatchObject({ sheet: 3, taken: rows.length, refused: 2 - rows.length });
    expect(faults.map(({ row: at }) => at)).toContain(3);
  });

  it('and a return with its lines in their order', async () => {
    const lines = [3, 1, 2].map((lineNo) => ({ lineNo, amountFen: fen(96_000), outcome: 'settled' as const }));
    const answeredAt = instant('2023-12-01T01:00:00.000Z');
    const bytes = writeBankReturn(DEMO_BANK, { batchNo: 'B1', answeredAt }, lines);
    const read = await reading.bankReturn({ bytes, profile: DEMO_BANK });
    expect(read.ok && read.lines.map(({ lineNo }) => lineNo)).toEqual([3, 1, 2]);
  });

  it('and of a return full of faults the first are named and all are counted', async () => {
    const bytes = Buffer.from(`B1|5000|0|0|0|0|0|0|0\r\n${'x|y|z|w\r\n'.repeat(5000)}文件校验|0\r\n`);
    const read = await reading.bankReturn({ bytes, profile: DEMO_BANK });
    expect(read).toMatchObject({ ok: false, onlyRepeats: false });
    if (!read.ok) expect([read.faults.length <= 100, read.total >= read.faults.length]).toEqual([true, true]);
  });

  it('and a list that is wrong in every row is not read to its end', async () => {
    const bytes = await rosterOf(10_500);
    const { fileFaults, rows } = await reading.roster({ bytes, programme: PROGRAMME, areas: AREAS, day });
    expect([fileFaults[0]?.code, fileFaults.length <= 1_000, rows.length]).toEqual(['too_many_faults', true, 0]);
  });

  it('and those who wait are not without number', async () => {
    const bytes = await rosterOf(50);
    const order = { bytes, programme: PROGRAMME, areas: AREAS, day };
    const busyOf = async (limits: { readonly files: number; readonly bytes: number }): Promise<number> => {
      const narrow = new FileReading({ ms: 60_000, megabytes: 1024, ...limits });
      const told = await Promise.allSettled(Array.from({ length: 6 }, () => narrow.roster(order)));
      await narrow.close();
      const refused = told.flatMap((one) => (one.status === 'rejected' ? [one.reason as unknown] : []));
      expect(refused.every((error) => error instanceof Later && error.refusal.refused === 'busy')).toBe(true);
      return refused.length;
    };
    expect(await busyOf({ files: 4, bytes: 1e8 })).toBe(2);
    expect(await busyOf({ files: 100, bytes: bytes.length * 3 })).toBe(3);
    expect(await busyOf({ files: 100, bytes: 1 })).toBe(5);
  });

  it('and one that is too much for its reader is refused, and the next one read', async () => {
    const limits = { files: 8, bytes: 1e8, ms: 1, megabytes: 1024 };
    const hasty = new FileReading(limits);
    const order = { programme: PROGRAMME, areas: AREAS, day };
    const much = await rosterOf(9_000);
    await expect(hasty.roster({ ...order, bytes: much })).rejects.toMatchObject({ refusal: { refused: 'file_beyond_reading' } });
    limits.ms = 60_000;
    expect((await hasty.roster({ ...order, bytes: await rosterOf(3) })).counts.refused).toBe(3);
    await hasty.close();
  });
});
