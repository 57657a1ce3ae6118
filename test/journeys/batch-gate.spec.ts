import { randomUUID } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RunningCounty } from '@fenming/county';
import { streams } from '@fenming/subsidy';
import type { BatchProgress } from '@fenming/views';
import { fenming, type Ended } from './command-line';
import { behindClosedDoors, changeAccountsUnseen } from './folder-desk';
import type { Hall } from './hall';
import { lockRoster, sign, signUpTo, type Locked } from './payout';
import { expectRefusal } from './refusal';
import { FARMERS, fund, openRuralYear, RURAL } from './rural-year';
import { confirmYear } from './walk';

let hall: Hall;
let locked: Locked;
const path = (rest = ''): string => `/batches/${locked.batch_id}${rest}`;

/** An office at the command line. */
const typed = (step: string, office: 'finance-checker' | 'finance-releaser'): Promise<Ended> => {
  const file = join(hall.dir, `${office}.token`);
  writeFileSync(file, hall.tokenOf(office), { mode: 0o600 });
  return fenming('batch', step, locked.batch_id, '--token-file', file, '--data', hall.dir);
};
const run = (): Promise<Ended> => typed('run', 'finance-releaser');

beforeAll(async () => {
  hall = await openRuralYear();
  await confirmYear(hall, RURAL);
  await fund(hall, FARMERS.length);
  locked = await lockRoster(hall, RURAL);
  await signUpTo(hall, 'approve', locked);
});
afterAll(() => hall.close());

describe('a batch of which every line is held back', () => {
  it('says why on its page and whose turn it is, and closes without a file for the bank', async () => {
    hall = await behindClosedDoors(hall, (county) => changeAccountsUnseen(county, locked.batch_id));
    const { code, out, err } = await run();
    expect([code, out]).toEqual([3, expect.stringContaining('发放指令 0 笔（0.00 元），暂缓 6 笔')]);
    expect(err).not.toContain('✗');
    const page = (await hall.seat('finance-maker').ask('GET', path())).text;
    expect(page).toContain('收款账户在名单锁定后变更。');
    expect(page).toContain('财政经办按新账户列入下一轮');
    await hall.seat('finance-checker').act(path('/reconcile'), {});
    await hall.seat('finance-maker').act(path('/close'), {});
    expect(await hall.operator.read<BatchProgress>(path('/progress'))).toMatchObject({
      state: 'closed',
      instructed: 0,
      exceptions: 6,
      files: 0,
    });
  });
});

describe('a log into which somebody has written money that nobody was entitled to book', () => {
  it('lets no money go: the release is refused with the formula and the sentence, and the page shows them', async () => {
    locked = await lockRoster(hall, RURAL);
    await signUpTo(hall, 'approve', locked);
    hall = await behindClosedDoors(hall, plant);
    const { errors } = await expectRefusal(hall, () => sign(hall, 'release', locked), {
      status: 409,
      code: 'controls_failed',
      detail: 'I-34',
    });
    expect(errors).toEqual([expect.objectContaining({ code: 'I-34', message: '指标到账：intruder 当时没有任职。' })]);
    expect(await run()).toMatchObject({ code: 5, err: expect.stringContaining('控制公式不成立') as string });
    expect((await hall.operator.get(path('/controls'))).json()).toMatchObject({ totals: { fails: 1 } });
    const page = (await hall.operator.ask('GET', path())).text;
    expect(page).toContain('1 条公式不成立，资金不能再往下走 ✗');
  });
});

describe('a batch whose list is locked no more', () => {
  it('is not checked: the command is told where it stands, not which digest it lacks', async () => {
    await hall.seat('finance-checker').act(path('/send-back'), { reason: '合计有误' });
    const { code, err } = await typed('check', 'finance-checker');
    expect([code, err]).toEqual([5, expect.stringContaining('批次当前状态不能办理这一步。（当前为“草稿”，下一步是锁定名单）')]);
  });
});

/** One document more in the books of the programme, under a name that was never appointed. */
const plant = async (county: RunningCounty): Promise<void> => {
  const stream = streams.appropriation(RURAL, 2023, county.code());
  const events = await county.log.readStream(stream);
  const booked = events.find(({ type }) => type === 'AppropriationReceived');
  if (booked === undefined) throw new Error('no money has arrived');
  const { type, schemaVersion, payload, meta } = booked;
  const planted = {
    id: randomUUID(),
    type,
    schemaVersion,
    payload: { ...payload, documentNo: '无此文号' },
    meta: { ...meta, at: county.clock.now(), actor: 'intruder' },
  };
  await county.log.append({ stream, expected: events.length - 1, events: [planted] });
};
