import { join } from 'node:path';
import * as rules from '@fenming/programmes';
import { demoCatalogue } from '../../libs/demo-county/src/catalogue';
import type { DemoCounty } from '../../libs/demo-county/src/county/demo-county';
import { DEMO_REGIONS } from '../../libs/demo-county/src/county/places';
import { OPENING, phasesFor } from '../../libs/demo-county/src/drive/phases';
import { keysIn } from '../../libs/demo-county/src/drive/keys';
import { appointPeople, appointStaff } from '../../libs/demo-county/src/drive/staff';
import { fillInbox } from '../../libs/demo-county/src/inbox';
import { connectApi, type Api } from '../../libs/api-client/src/api';
import { newFolder, removeFolder, startServer, type Server } from './real-server';

export const PROGRAMMES = demoCatalogue(rules);

/** What a programme pays in a year: how many, and how much in whole fen. */
export type Paid = { readonly count: number; readonly fen: number };
export type Year = Readonly<Record<string, Paid>>;

export const apiOf = ({ operator }: Pick<Server, 'operator'>, token: string): Api => connectApi(operator.url, token);

const LOCKED = '2023 开批、锁定名单、提交';

/** Drives a demo county from its rosters to the locked lists of 2023, as its staff would; answers what the lists pay and what the county owes. */
export const lockDemoYear = async (
  county: DemoCounty,
  catalogue?: string,
): Promise<{ readonly locked: Year; readonly owed: Year }> => {
  const dir = newFolder();
  const server = await startServer(catalogue === undefined ? { dir } : { dir, catalogue });
  const operator = apiOf(server, server.token);
  const inbox = join(dir, 'inbox');
  await fillInbox(inbox, county, PROGRAMMES);
  await operator.post('/county', {
    code: county.code,
    name: county.name,
    demo: true,
    regions: [...DEMO_REGIONS],
    clock: OPENING,
  });
  const areas = [...county.places.townships, ...county.places.villages].map(({ code, name }) => ({ code, name }));
  await operator.post('/county/areas', { areas });
  const keys = keysIn(dir);
  let drawn = 0;
  await appointPeople(operator, county, { drawPassword: () => `abcd-efgh-ijkl-${(drawn += 1)}`, keys });
  const desk = { operator, staff: await appointStaff(operator, county, keys), county, programmes: PROGRAMMES, inbox };
  for (const { at, title, run } of phasesFor([...PROGRAMMES.values()])) {
    await operator.post('/county/clock', { to: at });
    await run(desk);
    if (title === LOCKED) break;
  }
  const year = { locked: await lockedOf(operator), owed: await owedOf(operator) };
  await server.stop();
  removeFolder(dir);
  return year;
};

type Batch = { readonly programme: string; readonly roster: { readonly count: number; readonly sum_fen: number } };
const lockedOf = async (operator: Api): Promise<Year> => {
  const { data } = await operator.get<{ data: readonly Batch[] }>('/batches?year=2023');
  return Object.fromEntries(data.map(({ programme, roster }) => [programme, { count: roster.count, fen: roster.sum_fen }]));
};

type Balance = { readonly programme: string; readonly due_count: number; readonly due_fen: number };
const owedOf = async (operator: Api): Promise<Year> => {
  const { data } = await operator.get<{ data: readonly Balance[] }>('/balances?year=2023');
  const owing = data.filter(({ due_count }) => due_count > 0);
  return Object.fromEntries(owing.map(({ programme, due_count, due_fen }) => [programme, { count: due_count, fen: due_fen }]));
};
