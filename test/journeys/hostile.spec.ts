import { COUNTY } from './county.people';
import { documentedDoors, seatAt, type Door } from './doors';
import { openHall, type Hall } from './hall';
import { answerUnsent } from './unsent';

let hall: Hall;
let posts: readonly Door[];
beforeAll(async () => {
  hall = await openHall(COUNTY, '2023-02-13');
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
