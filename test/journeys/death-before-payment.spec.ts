import { auditReplay } from '@fenming/audit';
import { addDays, plainDate } from '@fenming/calendar';
import { moveClock, type Hall } from './hall';
import { die } from './second-signature';
import { failing, lockRoster, payAll, type Locked } from './payout';
import { fund, openRuralYear, RURAL } from './rural-year';
import { confirmLevel, enrolmentAt } from './walk';
import { nothingChangesOnceMore } from './once-more';

let hall: Hall;
beforeAll(async () => {
  hall = await openRuralYear();
});
afterAll(() => hall.close());

/** The person in a row of the roster died in February, after which two months of 80.00 are due. */
const dies = async (row: number): Promise<void> => {
  const { enrolment_id } = await enrolmentAt(hall, RURAL, row);
  await die(hall, enrolment_id, '2023-02-10');
};
const through = async (level: 'village' | 'township' | 'county'): Promise<void> => {
  const { closesOn } = await confirmLevel(hall, level, RURAL);
  await moveClock(hall, addDays(plainDate(closesOn), 1));
};
type Unpaid = {
  readonly case_number: string;
  readonly due_fen: number;
  readonly code: string;
  readonly next_step: string | null;
};
const unpaid = async (): Promise<readonly Unpaid[]> => {
  const { data } = await hall.seat('finance-maker').read<{ data: readonly Unpaid[] }>(`/unpaid?programme=${RURAL}&year=2023`);
  return data;
};
const rows = (of: readonly Unpaid[]): readonly string[] =>
  of.map(({ case_number, due_fen, code }) => `${Number(case_number.slice(-5))} ${due_fen} ${code}`).toSorted();

describe('five of six people, who die in February before they are paid', () => {
  let locked: Locked;

  it('go on to be confirmed, by what is due up to the death', async () => {
    await dies(2);
    await through('village');
    await dies(3);
    await through('township');
    await dies(4);
    await through('county');
    await dies(5);
    expect(rows(await unpaid())).toEqual(['2', '3', '4', '5'].map((row) => `${row} 16000 payee_awaited`));
  });

  it('are left out of the list by name, and taken off it where they die after the lock', async () => {
    await fund(hall, 6);
    locked = await lockRoster(hall, RURAL);
    expect(locked).toMatchObject({ count: 2, sum_fen: 192_000 });
    expect(locked.left_out.map(({ case_number, code }) => `${case_number.slice(-1)} ${code}`).toSorted()).toEqual(
      ['2', '3', '4', '5'].map((row) => `${row} payee_awaited`),
    );
    await dies(6);
    locked = { ...locked, ...(await hall.seat('finance-maker').act<Locked>(`/batches/${locked.batch_id}/lock`, {})) };
    expect(locked).toMatchObject({ count: 1, sum_fen: 96_000 });
  });

  it('are paid by nobody, and stand on the list of what is unpaid when the batch is closed: 800.00', async () => {
    await payAll(hall, locked);
    await hall.seat('finance-checker').act(`/batches/${locked.batch_id}/reconcile`, {});
    await hall.seat('finance-maker').act(`/batches/${locked.batch_id}/close`, {});
    const left = await unpaid();
    expect(rows(left)).toEqual(['2', '3', '4', '5', '6'].map((row) => `${row} 16000 payee_awaited`));
    expect(left.every(({ next_step }) => next_step?.includes('继承人'))).toBe(true);
    expect(await failing(hall)).toEqual([]);
  });

  it('is read page after page, each as long as asked', async () => {
    const first = await hall
      .seat('finance-maker')
      .read<{ data: readonly Unpaid[]; next_cursor: string }>('/unpaid?year=2023&limit=2');
    const second = await hall
      .seat('finance-maker')
      .read<{ data: readonly Unpaid[] }>(`/unpaid?year=2023&limit=3&cursor=${encodeURIComponent(first.next_cursor)}`);
    expect([...first.data, ...second.data].map(({ due_fen }) => due_fen)).toEqual([16_000, 16_000, 16_000, 16_000, 16_000]);
  });

  it('stay in the balances and in the audit, which compute what is due alike', async () => {
    const { data } = await hall
      .seat('finance-maker')
      .read<{ data: readonly { level: string }[] }>(`/balances?programme=${RURAL}&year=2023`);
    expect(data.filter(({ level }) => level === 'county')).toMatchObject([
      { due_count: 6, due_fen: 5 * 16_000 + 96_000, settled_fen: 96_000 },
    ]);
    const audited = await auditReplay(hall.dir, {});
    expect(audited.differences).toEqual([]);
    expect(audited.recomputed.differences).toEqual([]);
  });
});

describe('every case afterwards', () => {
  it('comes to the same once more', () => nothingChangesOnceMore(hall, RURAL));
});
