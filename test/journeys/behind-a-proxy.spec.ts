import { setImmediate } from 'node:timers/promises';
import { newFolder, removeFolder, startInVain, startServer, type Server } from './real-server';
import type { Answer } from './seat';

/** What a proxy that ends TLS says of whoever asked it. */
const forwarded = (address: string): Record<string, string> => ({ 'x-forwarded-proto': 'https', 'x-forwarded-for': address });

const open = (env: Readonly<Record<string, string>>): Promise<Server> => startServer({ dir: newFolder(), env });
const close = async (server: Server): Promise<void> => {
  await server.stop();
  removeFolder(server.dir);
};
const page = ({ operator }: Server, headers: Record<string, string>): Promise<Answer> =>
  operator.as(undefined).ask('GET', '/login', { headers: { accept: 'text/html', ...headers } });
const leaving = ({ operator }: Server, headers: Record<string, string>): Promise<Answer> =>
  operator.ask('POST', '/logout', { headers: { ...headers, cookie: 'fenming_session=x' } });

describe('a server behind a proxy that it is told of', () => {
  let server: Server;
  beforeAll(async () => {
    server = await open({ FENMING_TRUSTED_PROXIES: '127.0.0.1' });
  });
  afterAll(() => close(server));

  it('tells browsers that came by TLS to come by nothing else, and to keep the session to it', async () => {
    expect((await page(server, forwarded('192.0.2.1'))).headers.get('strict-transport-security')).toMatch(/^max-age=\d{8}$/);
    expect((await leaving(server, forwarded('192.0.2.1'))).headers.get('set-cookie')).toContain('Secure');
  });

  it('says nothing of it to those who came without', async () => {
    expect((await page(server, {})).headers.get('strict-transport-security')).toBeNull();
    expect((await leaving(server, {})).headers.get('set-cookie')).not.toContain('Secure');
  });

  it('slows whoever guesses, and not the next office behind the same proxy', async () => {
    let guesses = 0;
    const guess = (address: string): Promise<Answer> => {
      guesses += 1;
      const body = JSON.stringify({ actor: `nobody-${guesses}`, password: 'wrong' });
      const headers = { 'content-type': 'application/json', ...forwarded(address) };
      return server.operator.as(undefined).ask('POST', '/api/v1/sessions', { body, headers });
    };
    const crowd = await Promise.all(Array.from({ length: 40 }, () => guess('192.0.2.1')));
    expect(crowd.filter(({ status }) => status === 429).length).toBeGreaterThan(0);
    expect((await guess('192.0.2.2')).status).toBe(401);
  });
});

describe('a server that is told of no proxy', () => {
  it('believes nobody about it, and says once that one stands in front', async () => {
    const server = await open({});
    expect((await page(server, forwarded('192.0.2.1'))).headers.get('strict-transport-security')).toBeNull();
    expect((await leaving(server, forwarded('192.0.2.1'))).headers.get('set-cookie')).not.toContain('Secure');
    while (!server.said().includes('没有设置 FENMING_TRUSTED_PROXIES')) await setImmediate();
    await close(server);
    expect(server.said().match(/没有设置 FENMING_TRUSTED_PROXIES/g)).toHaveLength(1);
  });

  it('listens nowhere where the address is empty, as a variable that nobody has set leaves it: that would be everywhere', async () => {
    const dir = newFolder();
    expect(await startInVain({ dir, host: '' })).toEqual({ code: 1, said: expect.stringContaining('--host 的值是空的') });
    removeFolder(dir);
  });

  it('does not start where its name is none', async () => {
    const dir = newFolder();
    const { code, said } = await startInVain({ dir, env: { FENMING_TRUSTED_PROXIES: 'proxy.example' } });
    expect([code, said.trim()]).toEqual([
      78,
      'FENMING_TRUSTED_PROXIES 应为代理的地址或网段，用逗号分开，如 127.0.0.1,10.0.0.0/8；“proxy.example”不是。',
    ]);
    removeFolder(dir);
  });

  it('does not start under a setting that there is not', async () => {
    const dir = newFolder();
    const { code, said } = await startInVain({ dir, env: { FENMING_TRUSTED_PROXY: '127.0.0.1' } });
    expect([code, said]).toEqual([78, expect.stringContaining('没有 FENMING_TRUSTED_PROXY 这个环境变量')]);
    removeFolder(dir);
  });
});
