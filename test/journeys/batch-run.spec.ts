import { randomUUID } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, statSync, unlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { PayoutWork } from '@fenming/payout';
import { type RunningCounty } from '@fenming/county';
import { DEMO_BANK, readBankFile, writeBankReturn } from '@fenming/bank-files';
import { batchDecider, streams } from '@fenming/subsidy';
import type { BatchFile, BatchProgress } from '@fenming/views';
import { stringify } from 'yaml';
import { ProgressFeed } from '../../apps/server/src/batches/progress';
import { fenming } from './command-line';
import { behindClosedDoors, callerOf, lockInChunks, releaseOnly } from './folder-desk';
import type { Hall } from './hall';
import { lockRoster, openBatch, sendReturn, signUpTo, type Locked } from './payout';
import { expectRefusal } from './refusal';
import { FARMERS, fund, openRuralYear, RURAL } from './rural-year';
import type { Answer } from './seat';
import { confirmYear } from './walk';

/** No remark fits into its files. */
const CURT_BANK = { ...DEMO_BANK, id: 'CURT_BANK', name: '摘要一字的银行', maxRemarkLength: 1 };
const SMALL_BANK = { ...DEMO_BANK, id: 'SMALL_BANK', name: '两笔一份的银行', maxLines: 2 };

let hall: Hall;
let locked: Locked;
const path = (rest = ''): string => `/batches/${locked.batch_id}${rest}`;
const batch = (): Promise<BatchFile> => hall.operator.read<BatchFile>(path());
const progress = (): Promise<BatchProgress> => hall.operator.read<BatchProgress>(path('/progress'));

beforeAll(async () => {
  hall = await openRuralYear();
  await confirmYear(hall, RURAL);
  await fund(hall, FARMERS.length);
  locked = await lockRoster(hall, RURAL);
  await hall.seat('finance-checker').act(path('/send-back'), { reason: '分成两组重新锁定' });
  mkdirSync(join(hall.dir, 'bank-profiles'));
  writeFileSync(join(hall.dir, 'bank-profiles', 'small.yaml'), stringify(SMALL_BANK));
  writeFileSync(join(hall.dir, 'bank-profiles', 'curt.yaml'), stringify(CURT_BANK));
  hall = await behindClosedDoors(hall, (county) => lockInChunks(county, locked.batch_id, 3));
  locked = { ...locked, roster_hash: (await batch()).roster?.hash ?? '' };
  await signUpTo(hall, 'approve', locked);
});
afterAll(() => hall.close());

/** The next event of a stream of server-sent events: its name and what it tells. */
const events = async function* (stream: Readable): AsyncGenerator<{ name: string; progress: Partial<BatchProgress> }> {
  for await (const bytes of stream)
    for (const [, name = '', said = '{}'] of String(bytes).matchAll(/event: (\w+)\ndata: (.*)\n/g))
      yield { name, progress: JSON.parse(said) as Partial<BatchProgress> };
};

/** Whoever watches when the server stops is told that there is nothing more to come. */
const endsWithTheServer = async (county: RunningCounty, id: string): Promise<void> => {
  const feed = new ProgressFeed(county);
  const stream = feed.stream(id);
  feed.onModuleDestroy();
  const names: string[] = [];
  for await (const { name } of events(stream)) names.push(name);
  expect(names).toEqual(['progress', 'end']);
};

describe('a batch whose payments are being made', () => {
  it('cannot be paused before it is released', async () => {
    await expectRefusal(hall, () => hall.seat('finance-releaser').post(path('/pause'), { reason: '核实' }), {
      status: 409,
      code: 'batch_state',
      detail: '当前为“已批准”，下一步是放款',
    });
  });

  it('tells everybody who watches how far it is, and never less than before, until it is paused between two chunks', async () => {
    hall = await behindClosedDoors(hall, async (county) => {
      await releaseOnly(county, locked.batch_id);
      await county.caughtUp();
      await endsWithTheServer(county, locked.batch_id);
      const feed = new ProgressFeed(county);
      const watching = [feed.stream(locked.batch_id), feed.stream(locked.batch_id)].map(events);
      const told = () => Promise.all(watching.map(async (one) => (await one.next()).value as { progress: BatchProgress }));
      for (const { progress: first } of await told())
        expect(first).toMatchObject({ state: 'released', lines: 6, instructed: 0, chunks: 2, chunks_done: 0 });
      await new PayoutWork(county).carryOut({ batch: locked.batch_id, chunk: 1 });
      await county.caughtUp();
      let last = await told();
      while ((last[0]?.progress.chunks_done ?? 0) < 1) last = await told();
      for (const { progress: second } of last) expect(second).toMatchObject({ instructed: 3, sum_fen: 288_000, chunks_done: 1 });
      const pause = { do: 'pause' as const, reason: '银行系统检修' };
      const caller = callerOf(county, 'finance-releaser', 'pause');
      await county.executor.one(batchDecider, streams.payoutBatch(locked.batch_id), pause, caller);
      for (const { progress: third } of await told()) expect(third).toMatchObject({ paused: true, instructed: 3 });
      for (const end of await told()) expect(end).toMatchObject({ name: 'end' });
      feed.onModuleDestroy();
    });
    expect(await progress()).toMatchObject({ state: 'released', paused: true, instructed: 3, chunks_done: 1 });
  });

  it('shows on its page that it stands still, and the missing lines behind the difference', async () => {
    const maker = hall.seat('finance-maker');
    const page = (await maker.ask('GET', path())).text;
    expect(page).toContain('发放已暂停');
    expect(page).toContain('暂停和继续发放由财政放款办理。');
    expect(page).not.toContain('<script');
    const rows = await maker.read<{ data: readonly { line_no: number }[] }>(path('/payments?difference=instructed'));
    expect(rows.data.map(({ line_no }) => line_no)).toEqual([4, 5, 6]);
    expect(page).toContain(`href="${path('/rows?difference=instructed')}"`);
    expect((await maker.ask('GET', path('/rows?difference=instructed'))).text).toContain('造成“发放指令”差异的明细');
  });

  it('goes on where it stopped when the releaser says so, and pays nobody twice', async () => {
    await expectRefusal(hall, () => hall.seat('finance-maker').post(path('/resume'), {}), {
      status: 403,
      code: 'forbidden_role',
    });
    const answer = await hall.seat('finance-releaser').act(path('/resume'), {});
    expect(answer).toMatchObject({ done: 'resume', state: 'instructed', paused: false });
    expect(await progress()).toMatchObject({ state: 'instructed', lines: 6, instructed: 6, sum_fen: 576_000, chunks_done: 2 });
  });

  it('ends the stream of its progress when nothing is under way, and tells a browser not to come back', async () => {
    const ask = (last: Record<string, string>) =>
      hall.operator.ask('GET', `/api/v1${path('/progress')}`, { headers: { accept: 'text/event-stream', ...last } });
    const { headers, text } = await ask({});
    expect(headers.get('content-type')).toMatch(/^text\/event-stream/);
    expect([headers.get('cache-control'), headers.get('x-accel-buffering')]).toEqual(['no-cache, no-store, no-transform', 'no']);
    expect(text).toMatch(/^id: \S+\nevent: progress\ndata: \{"state":"instructed".*\}\n\nevent: end\n/);
    expect((await ask({ 'last-event-id': /^id: (\S+)/.exec(text)?.[1] ?? '' })).status).toBe(204);
  });
});

const SMALL = { profile: SMALL_BANK.id };

describe('a batch that goes to the bank in several files', () => {
  it('is told why a bank would not take it, and leaves no half file with names in it', async () => {
    const issue = () => hall.seat('finance-releaser').post(path('/bank-file'), { profile: CURT_BANK.id });
    const { detail } = await expectRefusal(hall, issue, { status: 422, code: 'bank_file_unwritable' });
    expect(detail).toBe('序号 1 的附言超过 1 字');
    expect(readdirSync(join(hall.dir, 'outbox'))).toEqual([]);
  });

  it('has as many as the bank asks for, each with a cover, the same bytes every time', async () => {
    const { files } = await hall.seat('finance-releaser').act<{ files: readonly { count: number }[] }>(path('/bank-file'), SMALL);
    expect(files.map(({ count }) => count)).toEqual([2, 2, 2]);
    const papers = [path('/approval-form.pdf'), ...(await batch()).files.map(coverPath)];
    const printed = await Promise.all(papers.map((paper) => hall.seat('finance-maker').get(paper)));
    expect(printed.map(({ headers }) => headers.get('content-type'))).toEqual(papers.map(() => 'application/pdf'));
    const again = await Promise.all(papers.map((paper) => hall.seat('finance-maker').get(paper)));
    expect(again.map(({ bytes }) => bytes.toString('base64'))).toEqual(printed.map(({ bytes }) => bytes.toString('base64')));
    expect(new Set(printed.map(({ bytes }) => bytes.toString('base64'))).size).toBe(4);
  });

  it('leaves the files alone that lie there whole, and writes again what is missing from the first such on', async () => {
    const [first, second, third] = (await batch()).files.map(({ file_name }) => join(hall.dir, 'outbox', file_name)) as [
      string,
      string,
      string,
    ];
    const written = () => [first, second, third].map((file) => statSync(file).mtimeMs);
    const [before, bytes] = [written(), readFileSync(second)];
    unlinkSync(second);
    const { files } = await hall.seat('finance-releaser').act<{ files: readonly unknown[] }>(path('/bank-file'), SMALL);
    expect(files).toHaveLength(3);
    expect(readFileSync(second).equals(bytes)).toBe(true);
    expect(written().map((at, index) => at === before[index])).toEqual([true, false, false]);
  });

  it('has its files written again for nobody but the releaser', async () => {
    for (const office of ['finance-maker', 'bank', 'clerk-991002101201'])
      await expectRefusal(hall, () => hall.seat(office).post(path('/bank-file'), SMALL), { status: 403, code: 'forbidden_role' });
  });

  it('takes the answer to each file on its own and says what is still open', async () => {
    const open: number[] = [];
    for (const { file_name } of (await batch()).files) {
      await sendReturn(hall, locked.batch_id, await answered(file_name));
      const totals = await hall.operator.read<{ rows: readonly { step: string; count: number }[] }>(path('/control-totals'));
      open.push(totals.rows.find(({ step }) => step === 'unknown')?.count ?? -1);
    }
    expect(open).toEqual([4, 2, 0]);
    expect(await progress()).toMatchObject({ state: 'result_applied', settled: 5, failed: 1, files: 3 });
  });

  it('is told the same at the command line, with exit code 3 where a payment came back', async () => {
    const { code, out } = await fenming('batch', 'progress', locked.batch_id, '--data', hall.dir);
    expect([code, out]).toEqual([3, expect.stringContaining('送盘文件 3 份，到账 5 笔，退票 1 笔')]);
    const failures = await fenming('batch', 'failures', locked.batch_id, '--data', hall.dir);
    expect(failures.out).toContain('账户已销户');
    const controls = await fenming('batch', 'controls', locked.batch_id, '--data', hall.dir);
    expect([controls.code, controls.out]).toEqual([0, expect.stringContaining('不成立 0')]);
  });
});

describe('the forms of the page', () => {
  const submit = (office: string, step: string, batchId = locked.batch_id): Promise<Answer> =>
    hall.seat(office).ask('POST', `/batches/${batchId}/${step}`, { body: new URLSearchParams({ request_id: randomUUID() }) });

  it('reconcile the batch for the checker, and tell anybody else that it is not theirs', async () => {
    const refused = await submit('finance-maker', 'reconcile');
    expect([refused.status, refused.text]).toEqual([403, expect.stringContaining('您的岗位不能办理这一步。')]);
    expect((await submit('finance-checker', 'reconcile')).status).toBe(303);
    expect(await progress()).toMatchObject({ state: 'reconciled' });
  });

  it('lock the next round, and close nothing while a payment waits', async () => {
    const { batch_id } = await openBatch(hall, RURAL);
    expect((await submit('finance-maker', 'lock', batch_id)).status).toBe(303);
    expect(await hall.operator.read(`/batches/${batch_id}`)).toMatchObject({ state: 'locked', roster: { count: 1 } });
    const waiting = await submit('finance-maker', 'close');
    expect([waiting.status, waiting.text]).toEqual([409, expect.stringContaining('还有退票没有补发到账，不能办结。')]);
    expect((await submit('finance-maker', 'nonsense')).status).toBe(404);
  });
});

const coverPath = ({ file_name }: { readonly file_name: string }): string =>
  `/bank-files/${locked.batch_id}/cover.pdf?file=${encodeURIComponent(file_name)}`;

/** The bank reads one file and answers it; the sixth farmer has closed the account. */
const answered = async (fileName: string): Promise<Buffer> => {
  const { bytes } = await hall.seat('bank').get(`/bank-files/${locked.batch_id}?file=${encodeURIComponent(fileName)}`);
  const { batchNo, payments } = readBankFile(SMALL_BANK, bytes);
  const answers = payments.map(({ lineNo, amountFen }) =>
    lineNo === 6
      ? { lineNo, amountFen, outcome: 'failed' as const, reason: 'CLOSED' as const }
      : { lineNo, amountFen, outcome: 'settled' as const },
  );
  return writeBankReturn(SMALL_BANK, { batchNo }, answers);
};
