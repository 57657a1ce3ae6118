import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Api } from '@fenming/api-client';
import { drawDemoCounty } from '../county/demo-county';
import { keysIn } from './keys';
import { appointPeople, appointStaff, type Login } from './staff';

type Sent = { readonly id: string; readonly title: string; readonly kind: string };

/** An operator who appoints whoever is asked for, and remembers them. */
const appointed: Sent[] = [];
const operator = {
  post: (path: string, { actors }: { readonly actors: readonly Sent[] }) => {
    if (path !== '/actors') return Promise.resolve({ token: 'session' });
    appointed.push(...actors);
    return Promise.resolve({ data: actors.map(({ id }) => ({ id, outcome: 'done', token: id })) });
  },
  as: () => operator,
} as unknown as Api;

describe('whoever the record of the demo county names', () => {
  it('either has a login that is shown, or is marked in id and title as the demo’s own stand-in', async () => {
    const county = drawDemoCounty(1, 0.01);
    const keys = keysIn(mkdtempSync(path.join(tmpdir(), 'fenming-keys-')));
    await appointStaff(operator, county, keys);
    const logins = await appointPeople(operator, county, { drawPassword: () => 'abcd-efgh-ijkl', keys });
    const told = Object.keys(keys.kept().tokens).length;
    await appointStaff(operator, county, keys);
    expect(appointed).toHaveLength(told + logins.length);
    keys.forget();
    expect(keys.kept()).toEqual({ tokens: {}, given: {}, passwords: {} });
    const shown = new Set(logins.map(({ id }: Login) => id));
    const unmarked = appointed.filter(({ id, title }) => !(id.startsWith('shili-') && title.endsWith('（示例代办）')));
    expect(unmarked.map(({ id }) => id)).toEqual([...shown]);
    expect(appointed.filter(({ kind }) => kind === 'service')).toHaveLength(appointed.length - logins.length);
  });
});
