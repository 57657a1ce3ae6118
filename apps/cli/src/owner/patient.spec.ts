import { ApiProblem, patiently, type Api, type Sending } from '@fenming/api-client';
import { exitCodeOf } from '../terminal/exit-codes';
import { complaintLines } from '../terminal/complaint';

const AWAY = new ApiProblem({ title: '事件日志暂时不能写入或读取', status: 503, code: 'log_unavailable' });

/** An engine whose log is away for so many milliseconds; every request that reaches it is kept. */
const engineAwayFor = (ms: number) => {
  let clock = 0;
  const asked: { readonly path: string; readonly key: string | undefined }[] = [];
  const said: string[] = [];
  const answer = async <Answer>(path: string, sending?: Sending): Promise<Answer> => {
    asked.push({ path, key: sending?.key });
    if (clock < ms) throw AWAY;
    return path as Answer;
  };
  const engine: Api = {
    url: '',
    asOf: () => undefined,
    as: () => engine,
    ready: () => answer('/health/ready'),
    get: (path) => answer(path),
    post: (path, _body, sending) => answer(path, sending),
    upload: (path, _upload, sending) => answer(path, sending),
    bytes: (path) => answer(path),
    events: () => (async function* () {})(),
  };
  const patience = {
    now: () => clock,
    sleep: async (pause: number) => {
      clock += pause;
    },
    say: (sentence: string) => said.push(sentence),
  };
  return { api: patiently(engine, patience), asked, said, clock: () => clock };
};

describe('the demo while the log is away', () => {
  it('makes the same request again, under the same key, until it is answered', async () => {
    const { api, asked, said } = engineAwayFor(10_000);
    expect(await api.as('token').post('/batches', {}, { key: 'demo-1' })).toBe('/batches');
    expect(asked).toHaveLength(6);
    expect(new Set(asked.map(({ key }) => key))).toEqual(new Set(['demo-1']));
    expect(new Set(said).size).toBe(1);
    for (const ask of [
      () => api.get('/a'),
      () => api.bytes('/a'),
      () => api.upload('/a', { fields: {}, fileName: '', bytes: Buffer.alloc(0) }),
    ])
      expect(await ask()).toBe('/a');
  });

  it('gives up after two minutes with the exit code of what cannot be reached, and says how it goes on', async () => {
    const { api, clock } = engineAwayFor(Number.POSITIVE_INFINITY);
    const error: unknown = await api.get('/county').catch((reason: unknown) => reason);
    expect(clock()).toBe(120_000);
    expect(exitCodeOf(error)).toBe(69);
    expect(complaintLines(error).join('')).toContain('再次运行同一命令会接着做');
  });

  it('is told at once what is refused', async () => {
    const refused = new ApiProblem({ title: '已锁定', status: 409, code: 'locked' });
    const { api, clock } = engineAwayFor(0);
    const stubborn = patiently(
      { ...api, get: () => Promise.reject(refused) },
      { now: clock, sleep: async () => {}, say: () => {} },
    );
    await expect(stubborn.get('/a')).rejects.toBe(refused);
  });
});
