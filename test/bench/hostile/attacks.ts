import { MANY_AT_ONCE, type Attack, type Target, type Told } from './many-at-once';
import { badReturn, badRoster, goodRoster, strangeReturn } from './files';

const JSON_TYPE = { 'content-type': 'application/json' };
const FORM_TYPE = { 'content-type': 'application/x-www-form-urlencoded' };
const KEYS = 100_000;
const DEEP = 1_000_000;
const AT_ONCE = 40;

type Sending = {
  readonly path: string;
  readonly role?: string;
  readonly body: string | FormData;
  readonly type?: Record<string, string>;
};
let keys = 0;

const post = async ({ url, tokens }: Target, { path, role, body, type = {} }: Sending): Promise<Told> => {
  const authorization: Record<string, string> = role === undefined ? {} : { authorization: `Bearer ${tokens[role]}` };
  const key = { 'idempotency-key': `hostile-${process.pid}-${(keys += 1)}` };
  const response = await fetch(`${url}${path}`, {
    method: 'POST',
    redirect: 'manual',
    headers: { ...authorization, ...key, ...type },
    body,
  });
  return { status: response.status, bytes: (await response.arrayBuffer()).byteLength };
};

const unknownKeys = (): string => `{${Array.from({ length: KEYS }, (_, i) => `"k${i}":${i}`).join(',')}}`;
const fields = (): string => Array.from({ length: KEYS }, (_, i) => `k${i}=${i}`).join('&');
const upload = (bytes: Buffer, named: Readonly<Record<string, string>>): FormData => {
  const form = new FormData();
  for (const [name, value] of Object.entries(named)) form.append(name, value);
  form.append('file', new Blob([new Uint8Array(bytes)]), 'file');
  return form;
};

/** The same body to a door that anybody may knock at, and to one that is for others. */
const fromAStranger = (name: string, body: () => string, type: Record<string, string>, answers: readonly number[]): Attack => ({
  name,
  answers,
  send: async (target) => [
    await post(target, { path: '/api/v1/sessions', body: body(), type }),
    await post(target, { path: '/api/v1/deaths', body: body(), type }),
    await post(target, { path: '/nowhere', body: body(), type }),
  ],
});

const ROSTER = { programme: 'RURAL_REWARD', year: '2023' };
const roster = (name: string, role: string, answers: readonly number[], file: () => Promise<Buffer>): Attack => ({
  name,
  answers,
  send: async (target) => [await post(target, { path: '/api/v1/imports', role, body: upload(await file(), ROSTER) })],
});
const bankReturn = (name: string, role: string, answers: readonly number[], file: (batch: string) => Buffer): Attack => ({
  name,
  answers,
  send: async (target) => {
    const body = upload(file(target.batch), { batch_id: target.batch });
    return [await post(target, { path: '/api/v1/bank-returns', role, body })];
  },
});

const definition = (name: string, text: () => string): Attack => ({
  name: `${name}, by the inspector`,
  answers: [400, 422],
  send: async (target) => {
    const body = JSON.stringify({ text: text(), year: 2023 });
    return [await post(target, { path: '/api/v1/programmes/dry-runs', role: 'inspector', body, type: JSON_TYPE })];
  },
});

const logins: Attack = {
  name: '40 wrong logins at once',
  answers: [401, 429, 503],
  slow: true,
  send: (target) =>
    Promise.all(
      Array.from({ length: AT_ONCE }, (_, i) => {
        const body = JSON.stringify({ actor: `nobody-${i}`, password: 'wrong' });
        return post(target, { path: '/api/v1/sessions', body, type: JSON_TYPE });
      }),
    ),
};

const PADDING = 90_000_000;
const ROWS = 190_000;
const RETURNED = 280_000;
const MOST_RETURNED = 19_990;

/** An area with seven keys that nobody knows. */
const strange = (i: number): object => Object.fromEntries(Array.from({ length: 7 }, (_, key) => [`k${i}-${key}`, key]));
const areas = (name: string, answers: readonly number[], list: () => readonly unknown[]): Attack => ({
  name,
  answers,
  send: async (target) => {
    const body = JSON.stringify({ areas: list() });
    return [await post(target, { path: '/api/v1/county/areas', role: 'system', body, type: JSON_TYPE })];
  },
});

/** Everything that one caller, one file or one office has done to the product. */
export const ATTACKS: readonly Attack[] = [
  fromAStranger('100,000 unknown JSON keys', unknownKeys, JSON_TYPE, [401, 404, 413]),
  fromAStranger('2 MB of nested braces', () => '{"a":'.repeat(DEEP / 2.5), JSON_TYPE, [401, 404, 413]),
  fromAStranger('2 MB of nested lists', () => '['.repeat(2 * DEEP), JSON_TYPE, [401, 404, 413]),
  fromAStranger('100,000 form fields', fields, FORM_TYPE, [401, 404, 413]),
  {
    ...areas('11,900 unknown keys in a list, by the operator', [400], () => Array.from({ length: 1_700 }, (_, i) => strange(i))),
    slow: true,
  },
  areas('5,000 areas of which none is right', [400], () => Array.from({ length: 5_000 }, (_, i) => ({ code: i, name: i }))),
  areas('a list of 19,000 numbers', [400], () => Array.from({ length: 19_000 }, (_, i) => i)),
  areas('a list of 19,000 lists', [400], () => Array.from({ length: 19_000 }, () => [])),
  areas('a name of 2 MB', [413], () => [{ code: '991001101', name: '1-'.repeat(DEEP) }]),
  areas('an unknown key of 2 MB', [413], () => [{ ['1-'.repeat(DEEP)]: 1 }]),
  {
    name: '20 addresses of 800 personal numbers',
    answers: [404],
    send: (target) =>
      Promise.all(
        Array.from({ length: 20 }, () => post(target, { path: `/nowhere/${'12345678901234567-'.repeat(800)}`, body: '' })),
      ),
  },
  {
    name: '40 addresses of 15,000 digits',
    answers: [401, 404],
    send: (target) => Promise.all(Array.from({ length: 40 }, () => post(target, { path: `/${'1'.repeat(15_000)}`, body: '' }))),
  },
  definition('a definition of 99,000 digits', () => '1'.repeat(99_000)),
  definition('a definition of 33,000 numerals', () => '一二三'.repeat(11_000)),
  definition('a definition of 8,000 unknown keys', () => Array.from({ length: 8_000 }, (_, i) => `k${i}: ${i}`).join('\n')),
  logins,
  { ...roster('a roster of 190,000 bad rows', 'health', [422], () => badRoster(ROWS)), slow: true },
  { ...roster('a small workbook that unpacks to 90 MB', 'health', [422], () => badRoster(10, PADDING)), slow: true },
  roster('the same from an office that imports nothing', 'bank', [403], () => badRoster(10, PADDING)),
  bankReturn('a return of 280,000 bad lines', 'bank', [422], (batch) => badReturn(batch, RETURNED)),
  bankReturn('a return of 19,990 bad lines', 'bank', [422], (batch) => badReturn(batch, MOST_RETURNED)),
  bankReturn('a return of 19,990 lines that nobody sent', 'bank', [422], (batch) => strangeReturn(batch, MOST_RETURNED)),
  bankReturn('the same from another office', 'inspector', [403], (batch) => strangeReturn(batch, MOST_RETURNED)),
  ...MANY_AT_ONCE,
];

type Areas = { readonly data: readonly { readonly code: string; readonly name: string }[] };
const villageAt = async ({ url, tokens }: Target): Promise<{ readonly township: string; readonly village: string }> => {
  const headers = { authorization: `Bearer ${tokens['health']}` };
  const { data } = (await (await fetch(`${url}/api/v1/county/areas?limit=500`, { headers })).json()) as Areas;
  const village = data.find(({ code }) => code.length === 12);
  const township = data.find(({ code }) => village?.code.startsWith(code) === true && code.length === 9);
  return { township: township?.name ?? '', village: village?.name ?? '' };
};

const GOOD_ROWS = 20_000;
/** What an office does on its busiest day; it changes the county, so it comes last. */
export const WORK: readonly Attack[] = [
  {
    name: 'a roster of 20,000 good rows',
    answers: [200, 201],
    send: async (target) => {
      const body = upload(await goodRoster(GOOD_ROWS, await villageAt(target)), { ...ROSTER, year: '2024' });
      return [await post(target, { path: '/api/v1/imports', role: 'health', body })];
    },
  },
];
