import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { newFolder, removeFolder, startInVain, startServer, type Server } from './real-server';

const elsewhere = newFolder();
let server: Server;
beforeAll(async () => {
  mkdirSync(join(elsewhere, 'office'));
  server = await startServer({ dir: join(elsewhere, 'county'), cwd: join(elsewhere, 'office') });
});
afterAll(async () => {
  await server.stop();
  removeFolder(elsewhere);
});

describe('the server as it is built', () => {
  it('starts from any place, finds its rules, and leaves nothing where it was started', async () => {
    await server.operator.act('/county', { code: '991002', name: '样例县', demo: true, regions: ['national', 'henan'] });
    const { data } = await server.operator.read<{ data: readonly { id: string }[] }>('/programmes/catalogue');
    expect(data.map(({ id }) => id)).toEqual(
      expect.arrayContaining(['RURAL_REWARD', 'URBAN_ONLY_CHILD', 'SPECIAL_ASSISTANCE', 'ONLY_CHILD_FEE']),
    );
    expect(readdirSync(join(elsewhere, 'office'))).toEqual([]);
    expect(readdirSync(join(elsewhere, 'county'))).toEqual(
      expect.arrayContaining(['log.sqlite', 'vault.key', 'inbox', 'outbox', 'owner.url']),
    );
  });

  it('takes a folder named from where it was started', async () => {
    const other = await startServer({ dir: join(elsewhere, 'office', 'near'), cwd: elsewhere });
    expect((await other.operator.get('/county')).json()).toMatchObject({ open: false });
    await other.stop();
    expect(other.said()).toBe('');
  });

  it('says that it lives and that it is ready, to anybody', async () => {
    const stranger = server.operator.as(undefined);
    expect((await stranger.ask('GET', '/health/live')).json()).toMatchObject({ status: 'ok' });
    expect((await stranger.ask('GET', '/health/ready')).json()).toEqual({ status: 'ok' });
  });

  it('says how far its log is, and by which clock, to those who say who they are', async () => {
    const told = (await server.operator.ask('GET', '/health/ready')).json();
    expect(told).toMatchObject({ status: 'ok', simulated_clock: false, log_position: expect.any(String) as string });
  });
});

describe('a folder in which nothing can be made', () => {
  it('is told in one sentence: which, and why', async () => {
    writeFileSync(join(elsewhere, 'notes.txt'), '');
    const dir = join(elsewhere, 'notes.txt', 'county');
    const { code, said } = await startInVain({ dir });
    expect([code, said.trim()]).toEqual([1, `${join(elsewhere, 'notes.txt')} 是文件，不是目录。`]);
  });
});

describe('where the server can be reached', () => {
  // Linux answers at every address of 127/8, so that another one than 127.0.0.1 stands for another machine.
  const elsewhereOn = (url: string): string => url.replace('127.0.0.1', process.platform === 'linux' ? '127.0.0.2' : '127.0.0.1');

  it('is this machine alone, unless another address is asked for, as an image must', async () => {
    if (process.platform === 'linux') await expect(fetch(`${elsewhereOn(server.operator.url)}/health/live`)).rejects.toThrow();
    const dir = newFolder();
    const open = await startServer({ dir, host: '0.0.0.0' });
    expect(open.operator.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    expect(await (await fetch(`${elsewhereOn(open.operator.url)}/health/live`)).json()).toMatchObject({ status: 'ok' });
    await open.stop();
    removeFolder(dir);
  });

  it('is no address that this machine does not have: it says so in one sentence', async () => {
    const dir = newFolder();
    const { code, said } = await startInVain({ dir, host: '192.0.2.1' });
    expect([code, said.trim()]).toEqual([1, '本机没有地址 192.0.2.1，请检查 --host；只在本机访问时不用写，容器里写 0.0.0.0。']);
    removeFolder(dir);
  });
});

describe('a second server over the same folder', () => {
  it('gives up with exit code 69 and says in one sentence which folder is taken, and by whom', async () => {
    const { code, said } = await startInVain({ dir: server.dir });
    expect(code).toBe(69);
    expect(said.trim().split('\n')).toEqual([
      `数据目录 ${server.dir} 正由另一个分明进程使用（${server.operator.url}），不能再启动一个。`,
    ]);
    expect((await server.operator.get('/county')).status).toBe(200);
  });

  it('starts as soon as the first has ended, and finds everything', async () => {
    const dir = newFolder();
    const first = await startServer({ dir });
    await first.operator.act('/county', { code: '991003', name: '另一县', demo: true, regions: ['national', 'demo'] });
    await first.stop();
    const second = await startServer({ dir });
    expect((await second.operator.get('/county')).json()).toMatchObject({ code: '991003', name: '另一县' });
    await second.stop();
    removeFolder(dir);
  });
});

describe('the documentation', () => {
  type Documented = { readonly paths: Readonly<Record<string, Readonly<Record<string, object>>>> };
  const SOURCES = join(__dirname, '../../apps/server/src');

  /** Every route that a controller declares, read from the sources; pages are not part of the API. */
  const declared = (): readonly string[] =>
    readdirSync(SOURCES, { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.controller.ts'))
      .map((file) => readFileSync(join(SOURCES, file), 'utf8'))
      .filter((text) => !text.includes('@ApiExcludeController()'))
      .flatMap((text) => {
        const base = /@Controller\('([^']*)'\)/.exec(text)?.[1] ?? '';
        return [...text.matchAll(/@(Get|Post)\((?:'([^']*)')?\)/g)].map(([, method = '', path]) => {
          const route = ['', base, ...(path === undefined ? [] : [path])].join('/');
          return `${method.toLowerCase()} ${route.replaceAll(/:(\w+)/g, '{$1}')}`;
        });
      });

  it('lists every route', async () => {
    const { paths } = (await server.operator.ask('GET', '/openapi.json')).json<Documented>();
    const documented = Object.entries(paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method} ${path}`),
    );
    expect(documented.toSorted()).toEqual(declared().toSorted());
    expect(documented.length).toBeGreaterThan(45);
  });

  it('is served by the server itself: nothing in it comes from another host', async () => {
    const page = await server.operator.ask('GET', '/docs');
    expect(page.text).not.toMatch(/(src|href)="(https?:)?\/\//);
    const assets = [...page.text.matchAll(/(?:src|href)="([^"]+)"/g)].map(
      ([, path = '']) => new URL(path, `${server.operator.url}/docs`).pathname,
    );
    expect(assets.length).toBeGreaterThan(3);
    for (const asset of assets) expect([asset, (await server.operator.ask('GET', asset)).status]).toEqual([asset, 200]);
    for (const path of ['/docs', '/openapi.json', ...assets])
      expect([path, (await server.operator.as(undefined).ask('GET', path)).status]).toEqual([path, 401]);
    expect(page.headers.get('content-security-policy')).toMatch(/^default-src 'self'/);
  });
});

it('keeps what is built beside what it needs', () => {
  expect(existsSync(join(__dirname, '../../dist/libs/programmes/catalogue/RURAL_REWARD.yaml'))).toBe(true);
});
