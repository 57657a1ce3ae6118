import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { compileProgramme, parseDefinition, type Programme } from '@fenming/programmes';
import { newFolder, removeFolder, startServer, type Server, type Start } from './real-server';
import type { Seat } from './seat';

export type Village = { readonly code: string; readonly name: string };
export type Township = Village & { readonly villages: readonly Village[] };
export type County = {
  readonly code: string;
  readonly name: string;
  readonly demo: boolean;
  readonly regions: readonly string[];
  readonly townships: readonly Township[];
};
export type Appointment = {
  readonly id: string;
  readonly title: string;
  readonly role: string;
  readonly area: string;
  readonly kind?: 'person' | 'service';
  readonly citizen_id?: string;
  readonly password?: string;
};

/** An open county of one test: its server and data folder, and whoever was given a seat. */
export type Hall = Server & {
  readonly county: County;
  readonly seat: (actor: string) => Seat;
  readonly tokenOf: (actor: string) => string;
  /** Everybody's token: a machine is told it once. */
  readonly tokens: ReadonlyMap<string, string>;
  readonly appoint: (...appointments: readonly Appointment[]) => Promise<void>;
  readonly close: () => Promise<void>;
};

const OFFICES = {
  health: '县卫健委 经办',
  'finance-maker': '县财政局 经办',
  'finance-checker': '县财政局 审核',
  'finance-approver': '县财政局 审批',
  'finance-releaser': '县财政局 放款',
  bank: '代发银行',
  inspector: '县纪委监委',
} as const;

const staffOf = ({ code, townships }: County): readonly Appointment[] => [
  ...Object.entries(OFFICES).map(([role, title]) => ({ id: role, title, role, area: code })),
  { id: 'health-2', title: '县卫健委 复核', role: 'health', area: code },
  ...townships.map((township) => ({
    id: `officer-${township.code}`,
    title: `${township.name} 计生办`,
    role: 'township',
    area: township.code,
  })),
  ...townships.flatMap(({ villages }) =>
    villages.map((village) => ({
      id: `clerk-${village.code}`,
      title: `${village.name} 专干`,
      role: 'village',
      area: village.code,
    })),
  ),
];

const NOBODY_YET: Pick<Hall, 'tokens'> = { tokens: new Map() };

/** Starts a server over a new folder and opens a county in it, everybody in office. `at`: the simulated day, in a demo county. */
export const openHall = async (county: County, at?: string, env: Start['env'] = {}): Promise<Hall> => {
  const server = await startServer({ dir: newFolder(), env });
  const { operator } = server;
  const { code, name, demo, regions } = county;
  await operator.act('/county', { code, name, demo, regions, ...(at === undefined ? {} : { clock: morningOf(at) }) });
  const areas = county.townships.flatMap(({ villages, ...township }) => [township, ...villages]);
  await operator.act('/county/areas', { areas });
  const hall = await takeSeats(server, county);
  await adoptCatalogue(hall.seat('health'), hall.seat('finance-approver'));
  return hall;
};

/** The second person, who confirms whoever is appointed later in the year. */
const WITNESS = { id: 'witness', title: '县纪委监委 专员', role: 'inspector', kind: 'person', password: 'sees-it-all' } as const;

/** What the operator gives somebody who is appointed late, to come in with once. */
const givenTo = (id: string): string => `given-to-${id}`;

type Appointed = { readonly id: string; readonly token?: string; readonly unconfirmed?: string };

/**
 * Gives everybody of an open county a chair in front of a server over its folder. After a restart or a restore they come with the tokens that
 * they were given `before`.
 */
export const takeSeats = async (server: Server, county: County, before: Pick<Hall, 'tokens'> = NOBODY_YET): Promise<Hall> => {
  const { operator } = server;
  const tokens = new Map(before.tokens);
  const confirm = async ({ id, unconfirmed: change }: Appointed): Promise<void> => {
    const { token } = await operator.act<{ token: string }>('/sessions', { actor: WITNESS.id, password: WITNESS.password });
    await operator.as(token).act(`/actors/${id}/confirmation`, { change });
  };
  /** Whoever waits chooses a password of their own in place of the one that the operator knows. */
  const choosePassword = async ({ id }: Appointed, password: string): Promise<Appointed> => {
    const given = await operator.act<{ token: string }>('/sessions', { actor: id, password: givenTo(id) });
    const own = { current: givenTo(id), password };
    const { token } = await operator.as(given.token).act<{ token: string }>('/own-password', own);
    tokens.set(id, token);
    const { data } = await operator.read<{ data: readonly { id: string; awaited: string | null }[] }>('/actors?limit=500');
    const change = data.find((account) => account.id === id)?.awaited ?? undefined;
    return { id, ...(change === undefined ? {} : { unconfirmed: change }) };
  };
  const appoint = async (...appointments: readonly Appointment[]): Promise<void> => {
    const isLate = tokens.size > 0;
    const actors = appointments.map((one) => ({
      kind: 'service',
      ...one,
      ...(isLate && one.password !== undefined ? { password: givenTo(one.id) } : {}),
    }));
    const { data } = await operator.act<{ data: readonly Appointed[] }>('/actors', { actors });
    for (const { id, token } of data) if (token !== undefined) tokens.set(id, token);
    for (const appointed of data) {
      const own = appointments.find(({ id }) => id === appointed.id)?.password;
      const waiting = own === undefined || !isLate ? appointed : await choosePassword(appointed, own);
      if (waiting.unconfirmed !== undefined) await confirm(waiting);
    }
  };
  if (tokens.size === 0) {
    await appoint(...staffOf(county), { ...WITNESS, area: county.code, password: givenTo(WITNESS.id) });
    await choosePassword(WITNESS, WITNESS.password);
  }
  const tokenOf = (actor: string): string => {
    const token = tokens.get(actor);
    if (token === undefined) throw new Error(`nobody is appointed as ${actor}`);
    return token;
  };
  const seat = (actor: string): Seat => operator.as(tokenOf(actor));
  const close = async (): Promise<void> => {
    await server.stop();
    removeFolder(server.dir);
  };
  return { ...server, county, seat, tokenOf, tokens, appoint, close };
};

export type Proposal = { readonly programme: string; readonly content_hash: string; readonly outcome: string };

/** One official proposes what is shipped, another adopts it: nothing is in force in a county before. */
const adoptCatalogue = async (proposer: Seat, adopter: Seat): Promise<void> => {
  const proposal = { document_no: '县卫健〔2023〕1号', document_date: '2023-01-01', effective_from: '2023-01-01' };
  const { data } = await proposer.act<{ data: readonly Proposal[] }>('/programmes/proposals', proposal);
  for (const { programme, content_hash } of data) await adopter.act(`/programmes/${programme}/adoptions`, { content_hash });
};

/** Nine o'clock in the county, as UTC. */
export const morningOf = (date: string): string => `${date}T01:00:00.000Z`;

export const moveClock = ({ operator }: Pick<Server, 'operator'>, date: string): Promise<unknown> =>
  operator.act('/county/clock', { to: morningOf(date) });

export type LoggedEvent = {
  readonly position: string;
  readonly type: string;
  readonly stream: string;
  readonly revision: number;
  readonly payload: Readonly<Record<string, unknown>>;
};

/** The whole log, as the inspector may read it. */
export const eventsOf = async ({ seat }: Pick<Hall, 'seat'>): Promise<readonly LoggedEvent[]> => {
  const events: LoggedEvent[] = [];
  for (let more = true; more;) {
    const after = events.at(-1)?.position;
    const page = await seat('inspector').read<{ data: readonly LoggedEvent[]; has_more: boolean }>(
      `/events?limit=500${after === undefined ? '' : `&after=${after}`}`,
    );
    events.push(...page.data);
    more = page.has_more;
  }
  return events;
};

/**
 * Every fact of the log in order. The receipt and the answer of a money request are kept also when the request is refused; they say that
 * somebody asked, and are left out here.
 */
export const factsOf = async (hall: Pick<Hall, 'seat'>): Promise<readonly string[]> =>
  (await eventsOf(hall))
    .filter(({ type }) => type !== 'RequestAccepted' && type !== 'RequestAnswered')
    .map(({ type, stream, revision }) => `${type} ${stream} ${revision}`);

export const CATALOGUE = join(__dirname, '../../libs/programmes/catalogue');

/** A programme of the catalogue as it is in force in a county. */
export const programmeOf = ({ county }: Pick<Hall, 'county'>, id: string): Programme => {
  for (const file of readdirSync(CATALOGUE).filter((name) => name === `${id}.yaml`)) {
    const reading = parseDefinition(readFileSync(join(CATALOGUE, file), 'utf8'), file);
    if (reading.ok) return compileProgramme(reading.definition, county.regions);
  }
  throw new Error(`the catalogue has no ${id}`);
};
