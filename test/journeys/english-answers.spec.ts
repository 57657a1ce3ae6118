import { COUNTY } from './county.people';
import { documentedDoors, seatAt, type Door } from './doors';
import { untranslatedIn } from './english';
import { openHall, type Hall } from './hall';
import { freshKey, type Answer } from './seat';

let hall: Hall;
let doors: readonly Door[];
beforeAll(async () => {
  hall = await openHall(COUNTY, '2023-02-13');
  ({ doors } = await documentedDoors(hall.operator));
});
afterAll(() => hall.close());

const ENGLISH = { 'accept-language': 'de, en-GB;q=0.8, zh-CN;q=0.3' };
/** What the county, its areas, offices and documents are called, and the words of a holiday file. */
const NAMES = [
  '示例县',
  '县财政局',
  '县卫健委',
  '县纪委监委',
  '计生办',
  '代发银行',
  '专干',
  '专员',
  '经办',
  '复核',
  '审核',
  '审批',
  '放款',
  '农村商业银行',
  '丹江',
  '邮政储蓄支行',
  '示例市商业银行',
  '年度',
  '文件',
  '文号',
  '放假',
  '上班',
  '国务院办公厅关于',
  '年部分节假日安排的通知',
];

/** Chinese that the caller did not write and that is no name. */
const chineseIn = (answer: Answer): readonly string[] =>
  untranslatedIn(answer.text, [...NAMES, ...(JSON.stringify(COUNTY).match(/\p{Script=Han}+/gu) ?? [])]);
const judge = (what: string, answer: Answer): void => {
  expect([what, answer.headers.get('content-language'), answer.headers.get('vary')]).toEqual([what, 'en', 'Accept-Language']);
  expect([what, chineseIn(answer)]).toEqual([what, []]);
};

const JUNK: readonly unknown[] = [null, {}, [], [null], ['x'], true, -1, 0.5, '', '\0', 'x'.repeat(1001)];
const send = ({ path, roles }: Door, body: unknown, headers: Record<string, string> = {}): Promise<Answer> =>
  seatAt(hall, { roles }).ask('POST', path, {
    body: typeof body === 'string' ? body : JSON.stringify(body),
    headers: { 'content-type': 'application/json', 'idempotency-key': freshKey(), ...ENGLISH, ...headers },
  });
const posts = (): readonly Door[] => doors.filter(({ method }) => method === 'POST');

describe('a program that asks for English', () => {
  it('is refused in English for every field of every body', async () => {
    for (const door of posts())
      for (const field of door.body ?? [])
        for (const junk of JUNK)
          judge(`${door.path} ${field}=${JSON.stringify(junk)?.slice(0, 20)}`, await send(door, { [field]: junk }));
  });

  it('is refused in English for every body that is none', async () => {
    for (const door of posts())
      for (const body of ['', '{', 'null', '[]', '{"a": 1}', '{"__proto__": {"role": "system"}}'])
        for (const type of ['application/json', 'application/xml', 'multipart/form-data'])
          judge(`${door.path} ${type} ${body}`, await send(door, body, { 'content-type': type }));
  });

  it('is answered in English at every door that is asked, but for the log itself, the papers and the columns of lists', async () => {
    for (const door of doors.filter(
      ({ method, path }) => method === 'GET' && path.startsWith('/api/') && !/events|[.]pdf$/.test(path),
    ))
      for (const query of ['', '?year=1999', '?cursor=x', '?nothing=1', '?limit=0']) {
        const answer = await seatAt(hall, door).ask('GET', `${door.path}${query}`, { headers: ENGLISH });
        // Lists of other bodies, their keepers and their columns are called what those bodies call them.
        if (!(door.path.endsWith('/comparisons/sources') && answer.status === 200)) judge(`${door.path}${query}`, answer);
      }
  });

  it('reads the description of the doors in English, and in Chinese without asking for it', async () => {
    const read = async (path: string, headers: Record<string, string>) => {
      const { status, headers: answered, text } = await hall.operator.ask('GET', path, { headers });
      return [
        status,
        answered.get('content-language'),
        answered.get('vary'),
        /at most so many rows|一次至多几行/.exec(text)?.[0],
      ];
    };
    for (const path of ['/openapi.json', '/docs/swagger-ui-init.js']) {
      expect(await read(path, ENGLISH)).toEqual([200, 'en', 'Accept-Language', 'at most so many rows']);
      expect(await read(path, {})).toEqual([200, 'zh-CN', 'Accept-Language', '一次至多几行']);
    }
  });

  it('is refused in English for what is too large, for an address that is none, and without a login', async () => {
    const large = posts().find(({ path }) => path === '/api/v1/deaths');
    if (large !== undefined) judge('413', await send(large, { source: 'x'.repeat(4_000_000) }));
    for (const path of ['/nothing', '/api/v1/nothing', '/api/v1/%E0%A4%A', '/health/ready'])
      judge(path, await hall.operator.ask('GET', path, { headers: ENGLISH }));
    for (const path of ['/api/v1/county', '/openapi.json', '/docs']) {
      const answer = await hall.operator.as(undefined).ask('GET', path, { headers: ENGLISH });
      expect([path, answer.status, answer.headers.get('content-language')]).toEqual([path, 401, 'en']);
      judge(path, answer);
    }
  });
});

describe('whoever asks for nothing, or for Chinese first', () => {
  it.each([undefined, 'zh-CN', 'fr', 'zh, en;q=0.9', 'en;q=0.2, zh;q=0.5'])('is answered in Chinese: %s', async (wanted) => {
    const headers: Record<string, string> = wanted === undefined ? {} : { 'accept-language': wanted };
    const answer = await hall.operator.ask('GET', '/api/v1/batches/none', { headers });
    expect([answer.headers.get('content-language'), answer.problem.title]).toEqual([
      'zh-CN',
      expect.stringMatching(/\p{Script=Han}/u),
    ]);
  });
});
