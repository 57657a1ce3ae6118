import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { deflateSync, gzipSync } from 'node:zlib';
import { writeRoster } from '@fenming/rosters';
import { drawDemoCounty, type DemoCounty } from '../../libs/demo-county/src/county/demo-county';
import { DIED_ON } from '../../libs/demo-county/src/drive/cases';
import { MISTAKEN_FOR_DEAD_ON } from '../../libs/demo-county/src/drive/second-year-cases';
import { runDemo, type DemoRun } from '../../libs/demo-county/src/run-demo';
import { accountOf, citizen, fifteenDigits } from './citizens';
import { apiOf, PROGRAMMES } from './demo-year';
import { factsOf } from './hall';
import { newFolder, removeFolder, startServer, type Server } from './real-server';
import { indiscretionsWith } from './indiscretions';
import type { Answer, Seat } from './seat';
import { accountSecret, daySecret, found, hayOf, idSecret, nameSecret, type Hay, type Secret } from './secrets';

const [SEED, SCALE] = [7, 0.001];

/** An official whose own id, and a farmer whose everything, is pushed through every door below. */
const OFFICIAL = citizen('司马问天', '男', '1970-07-07');
const PLANTED = { ...citizen('欧阳映雪', '女', '1950-05-05'), account: accountOf(777_777) };

const secretsOf = ({ rosters, damaged, story }: DemoCounty): readonly Secret[] => {
  const applicants = [...rosters, damaged].flatMap((roster) => roster.applicants);
  const people = new Set(applicants.flatMap(({ identity, spouse }) => [identity, ...(spouse === undefined ? [] : [spouse])]));
  const accounts = new Set([
    ...applicants.map(({ account }) => account),
    ...story.troubles.flatMap(({ newAccount }) => newAccount ?? []),
  ]);
  // A name of two characters may be part of a village's name.
  const names = new Set([...people].map(({ name }) => name).filter((name) => name.length > 2));
  return [
    ...[...people].map(({ citizenId }) => idSecret(citizenId)),
    ...[...accounts].map(accountSecret),
    ...[...names].map(nameSecret),
    daySecret(DIED_ON),
    daySecret(MISTAKEN_FOR_DEAD_ON),
    ...[OFFICIAL, PLANTED].flatMap(({ id, account, name }) => [idSecret(id), accountSecret(account), nameSecret(name)]),
  ];
};

const secrets = secretsOf(drawDemoCounty(SEED, SCALE));
let server: Server;
let demo: DemoRun;
beforeAll(async () => {
  const dir = newFolder();
  server = await startServer({ dir });
  demo = await runDemo(apiOf(server, server.token), { dir, seed: SEED, scale: SCALE }, () => undefined);
});
afterAll(() => removeFolder(server.dir));

const answers: Hay[] = [];
/** Keeps what came back, to be searched with everything else. */
const heard = async (place: string, answering: Promise<Answer>): Promise<Answer> => {
  const answer = await answering;
  answers.push({ place, bytes: Buffer.concat([answer.bytes, Buffer.from(JSON.stringify([...answer.headers]))]) });
  return answer;
};
const isPublic = (path: string): boolean => !path.startsWith('inbox/') && !path.startsWith('outbox/');

const passwordOf = (id: string): string => demo.logins.find((login) => login.id === id)?.password ?? '';
const loginOf = (id: string): Promise<string> =>
  server.operator
    .as(undefined)
    .act<{ token: string }>('/sessions', { actor: id, password: passwordOf(id) })
    .then(({ token }) => token);

describe('personal data of a year', () => {
  it('stands in clear in the county’s own files and in those for the bank, where this search finds it', () => {
    const hay = hayOf(server.dir, (path) => !isPublic(path));
    const places = found(secrets.slice(0, 3), hay).join('\n');
    expect(places).toMatch(/citizen id .* in inbox\/2023-农村奖扶\.xlsx/);
    const paid = found(secrets, hay).filter((where) => where.includes('in outbox/'));
    expect(paid.length).toBeGreaterThan(10);
  });

  it.each<[string, (id: string) => Buffer]>([
    ['UTF-8', (id) => Buffer.from(id)],
    ['UTF-16', (id) => Buffer.from(id, 'utf16le')],
    ['UTF-16, the other way round', (id) => Buffer.from(id, 'utf16le').swap16()],
    ['base64', (id) => Buffer.from(Buffer.from(`{"a":"${id}"}`).toString('base64'))],
    ['base64 of something longer', (id) => Buffer.from(Buffer.from(`["${id}"]`).toString('base64url'))],
    ['hex', (id) => Buffer.from(Buffer.from(id).toString('hex'))],
    ['15 digits', (id) => Buffer.from(fifteenDigits(id))],
    ['lower case', (id) => Buffer.from(id.toLowerCase())],
    ['gzip', (id) => gzipSync(`x${id}`)],
    ['deflate', (id) => deflateSync(id.repeat(9))],
  ])('is found by this search when it is kept as %s', (_form, kept) => {
    const folder = newFolder();
    writeFileSync(join(folder, 'kept'), Buffer.concat([Buffer.from('……'), kept(PLANTED.id), Buffer.from('……')]));
    expect(
      found(
        [idSecret(PLANTED.id)],
        hayOf(folder, () => true),
      ).length,
    ).toBeGreaterThan(0);
    removeFolder(folder);
  });
});

describe('what goes wrong', () => {
  it('is told without the number, wherever the number was put', async () => {
    const { operator } = server;
    const bank = { id: 'bank-desk', title: '代发银行 柜台', role: 'bank', area: '991001', kind: 'service' };
    type Appointed = { readonly data: readonly { readonly token?: string; readonly unconfirmed?: string }[] };
    const appointed = await operator.act<Appointed>('/actors', { actors: [bank] });
    const change = appointed.data[0]?.unconfirmed;
    const own = { current: passwordOf('fangkuan'), password: 'known-to-me-alone' };
    const { token } = await operator.as(await loginOf('fangkuan')).act<{ token: string }>('/own-password', own);
    await operator.as(token).act(`/actors/${bank.id}/confirmation`, { change });
    const inspector = operator.as(await loginOf('jiwei'));
    const before = await factsOf({ seat: () => inspector });
    const seatOf = async (actor: string): Promise<Seat> => operator.as(await loginOf(actor));
    const seats = {
      operator,
      village: await seatOf('cun'),
      township: await seatOf('xiangzhen'),
      health: await seatOf('weijian'),
      maker: await seatOf('jingban'),
      approver: await seatOf('shenpi'),
      bank: operator.as(appointed.data[0]?.token),
    };
    const indiscretions = indiscretionsWith(PLANTED, seats);
    const told: (readonly [string, number])[] = [];
    for (const [what, , ask] of indiscretions) told.push([what, (await heard(what, ask())).status]);
    expect(told).toEqual(indiscretions.map(([what, status]) => [what, status]));
    expect(await factsOf({ seat: () => inspector })).toEqual(before);
  });

  it('in a roster is told with masked values', async () => {
    const { operator } = server;
    const health = operator.as(await loginOf('weijian'));
    const programme = PROGRAMMES.get('RURAL_REWARD');
    if (programme === undefined) throw new Error('the catalogue has no rural reward');
    const { id, account, name } = PLANTED;
    const wrong = { 姓名: `${name}${id}`, 身份证号: `${id}9`, 性别: id, 乡镇: id, 村: account };
    const slipped = { ...wrong, 身份证号: name, 银行账号: `${account}X`, 户口性质: id, 现存男孩数: account };
    const bytes = await writeRoster([wrong, slipped], programme, '名单');
    const answer = await heard(
      'a roster',
      health.upload('/imports', { fields: { programme: 'RURAL_REWARD', year: '2024' }, bytes }),
    );
    expect([answer.status, answer.problem.code]).toEqual([422, 'import_refused']);
    expect(answer.problem.errors?.length).toBeGreaterThan(8);
  });
});

describe('apart from inbox and outbox', () => {
  it('an official’s own id is known to the vault alone', async () => {
    const actor = {
      id: 'sima',
      title: '县卫健委 经办',
      role: 'health',
      area: '991001',
      kind: 'service',
      citizen_id: OFFICIAL.id,
    };
    await heard('an appointment', server.operator.post('/actors', { actors: [actor] }));
    await heard('the list of officials', server.operator.get('/actors'));
  });

  it('no page and no list holds a number or a name', async () => {
    const { operator } = server;
    const inspector = operator.as(await loginOf('jiwei'));
    const { data } = await operator.read<{ data: readonly { batch_id: string }[] }>('/batches');
    const lists = [
      'enrolments?limit=500',
      'imports',
      'notices',
      'appropriations',
      'balances',
      'batches',
      'county',
      'county/areas',
      'events?limit=500',
    ];
    const pages = [
      '/login',
      '/years/2023',
      '/years/2024',
      '/docs',
      '/openapi.json',
      '/health/ready',
      ...data.map(({ batch_id }) => `/batches/${batch_id}`),
    ];
    const payments = data.map(({ batch_id }) => `batches/${batch_id}/payments?limit=500`);
    for (const path of [...lists, ...payments].map((list) => `/api/v1/${list}`).concat(pages)) {
      const { status } = await heard(path, inspector.ask('GET', path));
      expect([path, status]).toEqual([path, 200]);
    }
    const { data: enrolments } = await inspector.read<{ data: readonly { enrolment_id: string }[] }>('/enrolments?limit=500');
    for (const { enrolment_id } of enrolments) {
      await heard('an enrolment', inspector.get(`/enrolments/${enrolment_id}`));
      await heard('a timeline', inspector.get(`/enrolments/${enrolment_id}/timeline`));
    }
    expect(answers.length).toBeGreaterThan(100);
    expect(found(secrets, answers)).toEqual([]);
  });

  it('no file holds a number or a name while the server runs', () => {
    const hay = hayOf(server.dir, isPublic);
    expect(hay.map(({ place }) => place)).toEqual(
      expect.arrayContaining([
        'log.sqlite',
        'log.sqlite-wal',
        'log.sqlite (values)',
        'views.sqlite',
        'vault.sqlite',
        'access.sqlite',
        'demo.json',
      ]),
    );
    expect(found(secrets, hay)).toEqual([]);
  });

  it('no line of the server’s own log does, nor any file after it has ended', async () => {
    await server.stop();
    const log = { place: 'stdout and stderr', bytes: Buffer.from(server.said()) };
    expect(found(secrets, [log, ...hayOf(server.dir, isPublic)])).toEqual([]);
  });
});
