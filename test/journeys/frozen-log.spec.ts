import { once } from 'node:events';
import { fork, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { shortageUnknown } from '@fenming/words';
import { fenmingIn, type Ended } from './command-line';
import type { Hall } from './hall';
import { lockRoster } from './payout';
import { FARMERS, fund, openRuralYear, RURAL } from './rural-year';
import { confirmYear } from './walk';

const PEER = join(__dirname, '../../dist-test/test/eventstore-peer/main.js');
const AS_OF = /数据截至 \d{4}-\d\d-\d\d \d\d:\d\d:\d\d（服务器时间）/;
const UTC = expect.stringMatching(/^20\d\d-.*Z$/) as string;
const UNREAD = { code: 'read_unavailable', title: expect.stringContaining('什么都没有改动') as string };

let peer: ChildProcess;
let hall: Hall;
let batch: string;
const fenming = (...words: readonly string[]): Promise<Ended> => fenmingIn({}, ...words, '--data', hall.dir);
const asOfSaid = async (): Promise<string> => (await hall.operator.get('/county')).headers.get('fenming-as-of') ?? '';

beforeAll(async () => {
  peer = fork(PEER, ['--port', '0', '--store', 'memory'], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  const [{ ready }] = (await once(peer, 'message')) as [{ readonly ready: string }];
  hall = await openRuralYear({ env: { FENMING_EVENTSTORE_URL: ready } });
  await confirmYear(hall, RURAL);
  await fund(hall, FARMERS.length);
  ({ batch_id: batch } = await lockRoster(hall, RURAL));
});
afterAll(async () => {
  peer.kill('SIGCONT');
  await hall.close();
  peer.kill('SIGKILL');
});

describe('a log that stands still', () => {
  it('is told of as of when it last was whole, which a county where nothing happens is too', async () => {
    const quiet = new Date().toISOString();
    let asOf = '';
    while (asOf <= quiet) {
      peer.kill('SIGCONT');
      await sleep(1_000);
      peer.kill('SIGSTOP');
      asOf = await asOfSaid();
    }
    const { as_of } = (await hall.operator.ask('GET', '/health/ready')).json<{ readonly as_of: string }>();
    expect(as_of).toBe(asOf);
    while (!hall.said().includes('事件日志没有应答')) await sleep(100);
  });

  it.each([
    ['batch', 'list'],
    ['appropriation', 'ledger'],
    ['county', 'show'],
  ])('is told under what `%s %s` shows, and in its --json', async (...words) => {
    const [table, json] = await Promise.all([fenming(...words, '-q'), fenming(...words, '--json')]);
    expect([table.code, table.out]).toEqual([0, expect.stringMatching(AS_OF)]);
    expect(JSON.parse(json.out)).toMatchObject({ as_of: UTC });
  });

  it('lets the steps of a batch be read, and says that nobody knows whether the money reaches', async () => {
    const { code, out } = await fenming('batch', 'totals', batch);
    expect([code, out]).toEqual([0, expect.stringContaining(shortageUnknown())]);
    expect(await hall.operator.read(`/batches/${batch}`)).toMatchObject({ state: 'locked', shortage: null });
    const page = await hall.seat('finance-approver').ask('GET', `/batches/${batch}`);
    expect([page.status, page.text]).toEqual([200, expect.stringMatching(AS_OF)]);
    expect(page.text).toContain(shortageUnknown());
  });

  it('answers a reader who wants a position that the tables have, and tells one who wants a later one that nothing was changed', async () => {
    const had = await hall.operator.get('/batches?min_position=0000000000000001');
    expect([had.status, had.headers.get('fenming-as-of')]).toEqual([200, UTC]);
    const later = await hall.operator.get('/batches?min_position=9999999999999999');
    expect([later.status, later.json()]).toEqual([503, expect.objectContaining(UNREAD)]);
    const wrong = await hall.operator.get('/batches?min_position=1');
    expect(wrong.status).toBe(400);
  });

  it('tells whoever asks for what stands in it alone, and whoever wants to come in, that nothing was changed', async () => {
    const question = { programme: RURAL, year: 2023, case_number: `${RURAL}-2023-1-00002` };
    const [asked, form, login] = await Promise.all([
      hall.seat('inspector').post('/eligibility/queries', question),
      fenming('batch', 'approval-form', batch),
      hall.operator.as(undefined).post('/sessions', { actor: 'witness', password: 'wrong' }),
    ]);
    expect([asked.status, asked.json()]).toEqual([503, expect.objectContaining(UNREAD)]);
    expect([form.code, form.err]).toEqual([69, UNREAD.title]);
    expect(login.status).toBe(401);
  });

  it('is said to answer again, and nothing is as of an earlier time any more', async () => {
    peer.kill('SIGCONT');
    while (!hall.said().includes('事件日志恢复应答')) await sleep(100);
    expect(await asOfSaid()).toBe('');
    const { out } = await fenming('batch', 'list', '--json');
    expect(JSON.parse(out)).not.toHaveProperty('as_of');
  });
});
