import { createHash } from 'node:crypto';
import { copyFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { restoreBackup } from '@fenming/backup';
import type { RecordedEvent } from '@fenming/event-log';
import { startServer as startToDie } from '../crash/county-folder';
import { doubledPayments } from '../crash/log-story';
import { fenming, fenmingJson } from './command-line';
import { COUNTY } from './county.people';
import { eventsOf, takeSeats, type Hall } from './hall';
import { bankFile, lockRoster, returnFile, sendReturn, sign, signUpTo, type BankLine, type Locked } from './payout';
import { startServer } from './real-server';
import { DUE_FEN, FARMERS, fund, openRuralYear, RURAL } from './rural-year';
import { confirmYear } from './walk';

type Backup = { readonly log: string; readonly vault: string; readonly position: string; readonly events: number };
type BankFile = { readonly file_name: string; readonly sha256: string; readonly count: number; readonly sum_fen: number };

const elsewhere = mkdtempSync(join(tmpdir(), 'fenming-backups-'));
const PAID: Record<string, number> = { count: FARMERS.length, sum_fen: FARMERS.length * DUE_FEN };
let hall: Hall;
let restored: Hall;
let locked: Locked;
let backup: Backup;
/** What the bank received in the county's first life, after the backup was taken. */
let sent: BankFile & { readonly bytes: Buffer };
let paid: readonly BankLine[];
let instructed: readonly string[];

const folder = (name: string): string => join(elsewhere, name);
const again = async (dir: string): Promise<Hall> => takeSeats(await startServer({ dir }), COUNTY, hall);
const stateOf = async ({ operator }: Hall): Promise<string> =>
  (await operator.read<{ readonly state: string }>(`/batches/${locked.batch_id}`)).state;
const recordedIn = async (where: Hall) => (await eventsOf(where)) as unknown as readonly RecordedEvent[];
const instructionsOf = async (where: Hall): Promise<readonly string[]> =>
  (await recordedIn(where))
    .filter(({ type }) => type === 'PaymentInstructed')
    .map(({ id }) => id)
    .sort();
const issue = (where: Hall) => where.seat('finance-releaser').post(`/batches/${locked.batch_id}/bank-file`, {});
const reconcileWith = ({ file_name, sha256, count, sum_fen }: BankFile, where: Hall) =>
  where
    .seat('finance-checker')
    .post('/restores/reconciliation', { document_no: '行函〔2023〕7号', bank_files: [{ file_name, sha256, count, sum_fen }] });
/** The bank pays everybody whom its file names, and the batch is closed. */
const settle = async (where: Hall): Promise<void> => {
  const lines = paid.map(({ lineNo, fen }) => ({ lineNo, fen, verdict: 'settled' as const }));
  expect((await sendReturn(where, locked.batch_id, returnFile(locked.batch_id, lines))).json()).toMatchObject({ settled: PAID });
  await where.seat('finance-checker').act(`/batches/${locked.batch_id}/reconcile`, {});
  await where.seat('finance-maker').act(`/batches/${locked.batch_id}/close`, {});
};

beforeAll(async () => {
  hall = await openRuralYear();
  await confirmYear(hall, RURAL);
  await fund(hall, FARMERS.length);
  locked = await lockRoster(hall, RURAL);
  await signUpTo(hall, 'approve', locked);
});
afterAll(async () => {
  await hall.close();
  rmSync(elsewhere, { recursive: true });
});

describe('a backup of a county at work', () => {
  it('lets everybody go on, and holds the log as it was at one moment', async () => {
    const working = { over: false, areas: 0 };
    const taking = hall.operator
      .act<Backup>('/backups', { log_to: elsewhere, vault_to: elsewhere })
      .finally(() => (working.over = true));
    while (!working.over) {
      const code = `991002102${String(300 + working.areas)}`;
      await hall.operator.act('/county/areas', { areas: [{ code, name: `新村${working.areas}` }] });
      working.areas += 1;
    }
    const { events } = await taking;
    expect(working.areas).toBeGreaterThan(1);
    const all = await eventsOf(hall);
    expect(all.length).toBeGreaterThan(events);
    expect(all.length - working.areas).toBeLessThanOrEqual(events);
  });

  it('is the operator’s to ask for, and lies outside the folder that it saves', async () => {
    const body = { log_to: elsewhere, vault_to: elsewhere };
    expect((await hall.seat('inspector').post('/backups', body)).problem.code).toBe('forbidden_role');
    const inside = { log_to: join(hall.dir, 'backups'), vault_to: elsewhere };
    expect((await hall.operator.post('/backups', inside)).problem.code).toBe('backup_refused');
  });
});

describe('a county that dies while it instructs a batch, and is backed up as it lies', () => {
  it('goes on after the backup: the bank gets its file and pays', async () => {
    await hall.stop();
    copyFileSync(join(hall.dir, 'log.sqlite'), folder('approved.sqlite'));
    const kill = {
      events: 1,
      type: 'ChunkInstructed',
      moment: 'before' as const,
      milliseconds: 0,
      note: join(elsewhere, 'killed'),
    };
    const dying = await startToDie(hall.dir, kill);
    if (dying === 'killed') throw new Error('killed too early');
    const last = await takeSeats({ ...hall, operator: hall.operator.at(dying.api.url) }, COUNTY, hall);
    await expect(sign(last, 'release', locked)).rejects.toThrow();
    expect(await dying.ended).toBe('SIGKILL');
    backup = await fenmingJson<Backup>('backup', '--data', hall.dir, '--to', elsewhere);
    hall = await again(hall.dir);
    const file = (await issue(hall)).json<BankFile & { readonly already_sent: boolean }>();
    expect(file).toMatchObject({ ...PAID, already_sent: false });
    // By the answer the folder has noted that it has seen the file: a log put back to before it is found out, whatever comes next.
    const seen = JSON.parse(readFileSync(join(hall.dir, 'log.seen'), 'utf8')) as { readonly position: string };
    const issued = (await recordedIn(hall)).find(({ type }) => type === 'BankFileIssued');
    expect(seen.position >= (issued?.position ?? '9')).toBe(true);
    sent = { ...file, bytes: (await hall.seat('bank').get(`/bank-files/${locked.batch_id}`)).bytes };
    paid = await bankFile(hall, locked.batch_id);
    instructed = await instructionsOf(hall);
    expect(instructed).toHaveLength(FARMERS.length);
    await settle(hall);
  });

  it('comes back, from the backup, as it was: in the middle of the batch', async () => {
    const dir = folder('restored');
    const key = join(hall.dir, 'vault.key');
    const words = ['restore', backup.log, '--vault', backup.vault, '--key', key, '--data', dir, '--verify'];
    const { code, err } = await fenming(...words);
    expect([code, err]).toEqual([0, expect.stringContaining('核对之前不能放款、送盘')]);
    restored = await again(dir);
    expect(await restored.operator.read('/county')).toMatchObject({ restored: 'unreconciled' });
    expect(await stateOf(restored)).toBe('released');
    expect(await instructionsOf(restored)).toEqual(instructed);

    expect((await sign(restored, 'release', locked)).problem).toMatchObject({ status: 409, code: 'restored_unreconciled' });
    expect((await issue(restored)).problem.code).toBe('restored_unreconciled');
    const token = join(elsewhere, 'releaser.token');
    writeFileSync(token, restored.tokenOf('finance-releaser'));
    const run = await fenming('batch', 'run', locked.batch_id, '--data', dir, '--token-file', token);
    expect([run.code, run.err]).toEqual([5, expect.stringContaining('登记恢复核对后再审批、放款、送盘')]);
  });

  it.each([
    ['with full-width commas', () => `${sent.file_name}，${sent.sha256}，${sent.count}，${sent.sum_fen / 100}.00\n`, '第 1 行'],
    ['that is empty', () => '', '--none-received'],
    ['with a name of another bank', () => `${sent.file_name}.bak,${sent.sha256},1,9.60\n`, '第 1 行'],
  ])('stays shut to a list %s', async (_how, written, said) => {
    const list = join(elsewhere, 'unread.csv');
    writeFileSync(list, written());
    const token = join(elsewhere, 'checker.token');
    writeFileSync(token, restored.tokenOf('finance-checker'));
    const words = ['reconcile-restore', list, '--document-no', '行函〔2023〕7号', '--data', restored.dir, '--token-file', token];
    const { code, err } = await fenming(...words);
    expect([code, err]).toEqual([2, expect.stringContaining(said)]);
    const body = { document_no: '行函〔2023〕7号', bank_files: [] };
    const unsaid = await restored.seat('finance-checker').post('/restores/reconciliation', body);
    expect(unsaid.problem).toMatchObject({ status: 422, code: 'received_none_unsaid' });
    expect(await restored.operator.read('/county')).toMatchObject({ restored: 'unreconciled' });
  });

  it('pays nobody twice once the checker has said what the bank received: same payments, same bytes', async () => {
    const list = join(elsewhere, 'received.csv');
    writeFileSync(list, `文件名,SHA-256,笔数,金额\n${sent.file_name},${sent.sha256},${sent.count},${sent.sum_fen / 100}.00\n`);
    const token = join(elsewhere, 'checker.token');
    writeFileSync(token, restored.tokenOf('finance-checker'));
    const words = ['reconcile-restore', list, '--document-no', '行函〔2023〕7号', '--data', restored.dir, '--token-file', token];
    expect(await fenmingJson(...words)).toMatchObject({ unknown: 1, bank_files: [{ file_name: sent.file_name, known: false }] });
    expect(await stateOf(restored)).toBe('instructed');

    const file = (await issue(restored)).json();
    expect(file).toMatchObject({ sha256: sent.sha256, already_sent: true });
    const releaser = ['--data', restored.dir, '--token-file', join(elsewhere, 'releaser.token')];
    const said = await fenming('batch', 'bank-file', locked.batch_id, ...releaser);
    expect([said.code, said.err]).toEqual([0, expect.stringContaining('银行已经收到')]);
    expect((await restored.seat('bank').get(`/bank-files/${locked.batch_id}`)).problem.code).toBe('already_sent');
    const { bytes } = await restored.seat('finance-releaser').get(`/bank-files/${locked.batch_id}`);
    expect(createHash('sha256').update(bytes).digest('hex')).toBe(sent.sha256);
    expect(bytes.equals(sent.bytes)).toBe(true);
    await settle(restored);
    expect(await instructionsOf(restored)).toEqual(instructed);
    expect(doubledPayments(await recordedIn(restored))).toEqual([]);
    const { differences } = await restored.operator.act<{ differences: readonly object[] }>('/audit/replays', {});
    expect(differences).toEqual([]);
    await restored.stop();
  });

  it('writes no other file under the name of one that the bank has received', async () => {
    const dir = folder('other');
    await restoreBackup({ log: backup.log, vault: { folder: backup.vault, key: join(hall.dir, 'vault.key') }, dir });
    const other = await again(dir);
    await reconcileWith({ ...sent, sha256: 'f'.repeat(64) }, other);
    expect((await issue(other)).problem).toMatchObject({ code: 'control_total_mismatch', detail: sent.file_name });
    expect(readdirSync(join(dir, 'outbox'))).toEqual([]);
    await other.stop();
  });
});

describe('a county whose log is put back to before a release', () => {
  it('moves no money until the checker has said what the bank received, and then all of it, once', async () => {
    await hall.stop();
    copyFileSync(folder('approved.sqlite'), join(hall.dir, 'log.sqlite'));
    // Whoever takes the place that was noted back to the first note of all is found out, as one who takes the file away.
    writeFileSync(join(hall.dir, 'log.seen'), '{"origin":"","id":""}\n');
    hall = await again(hall.dir);
    const { alarms } = await hall.operator.read<{ readonly alarms: readonly { readonly sentence: string }[] }>('/county');
    expect(alarms.map(({ sentence }) => sentence)).toEqual([expect.stringContaining(sent.file_name)]);
    for (const step of ['approve', 'release'] as const)
      expect((await sign(hall, step, locked)).problem).toMatchObject({ status: 409, code: 'restored_unreconciled' });
    expect((await reconcileWith(sent, hall)).json()).toMatchObject({ bank_files: [{ file_name: sent.file_name, known: false }] });
    expect(await hall.operator.read('/county')).toMatchObject({ restored: 'reconciled', alarms: [] });
    expect((await sign(hall, 'release', locked)).status).toBe(200);
    expect((await issue(hall)).json()).toMatchObject({ sha256: sent.sha256, already_sent: true });
    await settle(hall);
    expect(await instructionsOf(hall)).toEqual(instructed);
    expect(doubledPayments(await recordedIn(hall))).toEqual([]);
  });
});
