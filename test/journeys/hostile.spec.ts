import { setTimeout as pause } from 'node:timers/promises';
import { ATTACKS } from '../bench/hostile/attacks';
import type { Attack, Target } from '../bench/hostile/many-at-once';
import { documentedDoors, seatAt, type Door } from './doors';
import type { Hall } from './hall';
import { bankFile, lockRoster, signUpTo } from './payout';
import { FARMERS, fund, openRuralYear, RURAL } from './rural-year';
import { answerUnsent, holdUnsent } from './unsent';
import { confirmYear } from './walk';

let hall: Hall;
let posts: readonly Door[];
beforeAll(async () => {
  hall = await openRuralYear();
  const { doors } = await documentedDoors(hall.operator);
  posts = doors.filter(({ method }) => method === 'POST');
});
afterAll(() => hall.close());

const OPEN = '/api/v1/sessions';
const MUCH = 20_000_000;
const typeOf = ({ upload }: Door): string => (upload ? 'multipart/form-data; boundary=b' : 'application/json');
const unsent = (door: Door, token?: string, length = MUCH): Promise<string> =>
  answerUnsent(hall.operator.url, { path: door.path, type: typeOf(door), length, ...(token === undefined ? {} : { token }) });

describe('who asks is asked first', () => {
  it('at every door: a stranger is sent away before a byte of what was brought is read', async () => {
    const closed = posts.filter(({ path }) => path !== OPEN);
    expect(closed.length).toBeGreaterThan(35);
    for (const door of closed) expect([door.path, await unsent(door)]).toEqual([door.path, 'HTTP/1.1 401 Unauthorized']);
  });

  it('and so is whoever has another office than the door is for', async () => {
    const guarded = posts.filter(({ roles }) => roles !== undefined);
    expect(guarded.length).toBeGreaterThan(35);
    for (const door of guarded) {
      const other = ['bank', 'inspector', 'health'].find((role) => !door.roles?.includes(role)) ?? '';
      expect([door.path, await unsent(door, hall.tokenOf(other))]).toEqual([door.path, 'HTTP/1.1 403 Forbidden']);
    }
  });

  it('and nobody is sent away whom the rules would let in', async () => {
    for (const door of posts.filter(({ roles }) => roles !== undefined))
      for (const role of door.roles ?? []) {
        const seat = seatAt(hall, { roles: [role] });
        const answer = await seat.ask('POST', door.path, { body: '{', headers: { 'content-type': 'application/json' } });
        expect([door.path, role, answer.status === 401 || answer.status === 403]).toEqual([door.path, role, false]);
      }
  });

  it('and then how much it is: too much is refused before it is sent', async () => {
    for (const door of posts.filter(({ upload }) => !upload)) {
      const { token } = seatAt(hall, door);
      expect([door.path, await unsent(door, token)]).toEqual([door.path, 'HTTP/1.1 413 Payload Too Large']);
    }
  });
});

describe('what one caller does', () => {
  let target: Target;
  beforeAll(async () => {
    await confirmYear(hall, RURAL);
    await fund(hall, FARMERS.length);
    const locked = await lockRoster(hall, RURAL);
    await signUpTo(hall, 'release', locked);
    await bankFile(hall, locked.batch_id);
    const roles = ['health', 'bank', 'inspector'];
    const tokens = { system: hall.token, ...Object.fromEntries(roles.map((role) => [role, hall.tokenOf(role)])) };
    target = { url: hall.operator.url, tokens, batch: locked.batch_id };
  });

  const LONGEST_ANSWER = 64 * 1024;
  const BREATH_MS = 5;
  const living = (): Promise<number> => hall.operator.ask('GET', '/health/live').then(({ status }) => status);
  /** How many questions one after the other are answered before the attack is over. */
  const answeredMeanwhile = async ({ send }: Attack): Promise<number> => {
    let over = false;
    const attack = send(target).finally(() => (over = true));
    let answered = 0;
    while (!over) {
      expect(await living()).toBe(200);
      answered += 1;
      // Whoever asks without a breath is an attack of his own: the machine would answer him instead of working off the other.
      await pause(BREATH_MS);
    }
    await attack;
    return answered;
  };

  it.each(ATTACKS.map((attack) => [attack.name, attack] as const))(
    '%s is answered in few words',
    async (_name, { send, answers }) => {
      const [told, alive] = await Promise.all([send(target), living()]);
      expect(alive).toBe(200);
      for (const { status, bytes } of told)
        expect([answers.includes(status), status, bytes < LONGEST_ANSWER]).toEqual([true, status, true]);
    },
  );

  it.each(ATTACKS.filter(({ slow }) => slow).map((attack) => [attack.name, attack] as const))(
    '%s keeps nobody else waiting for its end',
    async (_name, attack) => {
      expect(await answeredMeanwhile(attack)).toBeGreaterThan(4);
    },
  );

  it('leaves nothing behind: the county is as it was, and its batch waits for the bank', async () => {
    const { state } = await hall.operator.read<{ state: string }>(`/batches/${target.batch}`);
    expect(state).toBe('file_issued');
  });

  it('files that are sent and never end take no place from others, and those of one account are so large together', async () => {
    const FULL = 24 * 1024 * 1024;
    const [door] = posts.filter(({ path }) => path === '/api/v1/imports');
    const [health, township] = ['health', 'officer-991002101'].map((actor) => hall.tokenOf(actor));
    const sending = (token = '') => ({ path: door?.path ?? '', type: 'multipart/form-data; boundary=b', length: FULL, token });
    const held = Array.from({ length: 5 }, () => holdUnsent(hall.operator.url, sending(health)));
    // The one too many is answered, and the four that wait for their bytes are not.
    expect(await Promise.race(held.map(({ answer }) => answer))).toBe('HTTP/1.1 503 Service Unavailable');
    const { status, headers, problem } = await hall.seat('health').upload('/imports', { fields: {}, bytes: Buffer.from('x') });
    expect([status, headers.get('retry-after'), problem.code]).toEqual([503, '30', 'uploads_waiting']);
    const other = await hall.operator.as(township).upload('/imports', { fields: {}, bytes: Buffer.from('x') });
    expect(other.status).toBe(400);
    for (const { answer, end } of held) {
      answer.catch(() => undefined);
      end();
    }
    const again = () => hall.seat('health').upload('/imports', { fields: {}, bytes: Buffer.from('x') });
    while ((await again()).status === 503);
  });

  it('a password that is guessed at is guessed at ever more slowly, and the wait is told', async () => {
    const stranger = hall.operator.as(undefined);
    const guess = () => stranger.post('/sessions', { actor: 'somebody', password: 'wrong' });
    const guesses = await Promise.all(Array.from({ length: 12 }, guess));
    const slowed = guesses.filter(({ status }) => status === 429);
    expect(slowed.length).toBeGreaterThanOrEqual(2);
    for (const { headers, problem } of slowed) {
      expect(Number(headers.get('retry-after'))).toBeGreaterThan(0);
      expect([problem.code, problem.title]).toEqual(['logins_slowed', '登录失败的次数太多，要等一会儿才能再试。']);
    }
    const atThePage = () =>
      stranger.ask('POST', '/login', {
        body: new URLSearchParams({ actor: 'somebody', password: 'wrong' }),
        headers: { accept: 'text/html' },
      });
    const pages = (await Promise.all(Array.from({ length: 12 }, atThePage))).filter(({ status }) => status === 429);
    expect(pages.length).toBeGreaterThan(0);
    for (const { text } of pages) expect(text).toContain('要等一会儿才能再试');
  });
});
