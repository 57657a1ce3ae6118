import { moveClock, type Hall } from './hall';
import { failing, lockRoster, payAll } from './payout';
import { FARMERS, fund, openRuralYear, RURAL } from './rural-year';
import { confirmYear, enrolmentAt } from './walk';
import { confirmDeath, die } from './second-signature';
import { nothingChangesOnceMore } from './once-more';

let hall: Hall;
let dead: string;
beforeAll(async () => {
  hall = await openRuralYear();
  await confirmYear(hall, RURAL);
  await fund(hall, FARMERS.length);
  dead = (await enrolmentAt(hall, RURAL, 2)).enrolment_id;
  const locked = await lockRoster(hall, RURAL);
  await payAll(hall, locked);
  await moveClock(hall, '2023-08-01');
});
afterAll(() => hall.close());

const propose = () =>
  hall
    .seat('health')
    .post('/deaths/withdrawals', { enrolment_id: dead, document_no: DOCUMENT, reason: '火化名单中是同名的另一人' });
const DOCUMENT = '县卫健〔2023〕19号';
const confirm = (by: string, document_no = DOCUMENT) => confirmDeath(hall, { enrolment_id: dead, document_no }, { by });

type Case = {
  readonly exit_reason: string | null;
  readonly years: readonly { readonly stage: string; readonly amount_fen: number }[];
  readonly recoveries: readonly { readonly recovery_id: string; readonly amount_fen: number; readonly received_fen: number }[];
};
const found = (): Promise<Case> => hall.seat('health').read<Case>(`/enrolments/${dead}`);

describe('a death that was recorded by mistake, after the year had been paid', () => {
  it('cannot be withdrawn where none is recorded', async () => {
    expect((await propose()).problem).toMatchObject({ status: 409, code: 'death_unknown' });
    expect((await confirm('health-2')).problem).toMatchObject({ status: 409, code: 'death_unknown' });
  });

  it('ends the case, and claims back what the month of the death leaves nothing due for: 720.00', async () => {
    await die(hall, dead, '2023-03-18');
    expect(await found()).toMatchObject({
      exit_reason: 'death',
      years: [{ stage: 'county_noticed', amount_fen: 24_000 }],
      recoveries: [{ amount_fen: 72_000, received_fen: 0 }],
    });
  });

  it('is withdrawn under a document by one person of the health commission and confirmed by another', async () => {
    expect((await propose()).status).toBe(200);
    expect((await confirm('health')).problem).toMatchObject({ status: 403, code: 'proposal_own' });
    expect((await confirm('officer-991002101')).problem).toMatchObject({ status: 403, code: 'forbidden_role' });
    expect((await confirm('health-2')).status).toBe(200);
    expect(await found()).toMatchObject({
      exit_reason: null,
      years: [{ stage: 'county_noticed', amount_fen: 96_000 }],
      recoveries: [{ amount_fen: 0, received_fen: 0 }],
    });
    expect(await failing(hall)).toEqual([]);
  });

  it('leaves the way free for the right day: in July, and 560.00 are due, 400.00 claimed back', async () => {
    await die(hall, dead, '2023-07-02');
    expect(await found()).toMatchObject({
      exit_reason: 'death',
      years: [{ stage: 'county_noticed', amount_fen: 56_000 }],
      recoveries: [{ amount_fen: 0 }, { amount_fen: 40_000 }],
    });
    expect(await failing(hall)).toEqual([]);
  });

  it('is withdrawn once more after the family had paid the 400.00 back, and they are payable again', async () => {
    const [, claimed] = (await found()).recoveries;
    const list = await hall.seat('finance-maker').read<{ data: readonly object[] }>(`/overpaid?programme=${RURAL}`);
    const recoveries = [{ recovery_id: claimed?.recovery_id, claimed_fen: 40_000, received_fen: 0 }];
    expect(list.data).toMatchObject([{ claimed_fen: 40_000, received_fen: 0, recoveries }]);
    await hall.seat('finance-maker').act('/recoveries', {
      enrolment_id: dead,
      recovery_id: claimed?.recovery_id,
      amount_fen: 40_000,
      document_no: '县财政非税〔2023〕7号',
    });
    expect(await failing(hall)).toEqual([]);
    expect((await propose()).status).toBe(200);
    expect((await confirm('health-2')).status).toBe(200);
    expect(await found()).toMatchObject({ exit_reason: null, years: [{ amount_fen: 96_000 }] });
    expect(await failing(hall)).toEqual([]);
    const arrears = await lockRoster(hall, RURAL);
    expect(arrears).toMatchObject({ count: 1, sum_fen: 40_000 });
  });
});

describe('every case afterwards', () => {
  it('comes to the same once more', () => nothingChangesOnceMore(hall, RURAL));
});
