import 'reflect-metadata';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Folder } from '@fenming/application';
import type { RecordedEvent } from '@fenming/event-log';
import type { Programme } from '@fenming/programmes';
import { createServer, listenOnFreePort } from '../../apps/server/src/server';
import { Seat } from './seat';

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
  readonly citizen_id?: string;
};

/** An open county of one test: its data folder, its doors on a port of this machine, and whoever was given a seat. */
export type Hall = {
  readonly dir: string;
  readonly folder: Folder;
  readonly county: County;
  readonly operator: Seat;
  readonly seat: (actor: string) => Seat;
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
export type Office = keyof typeof OFFICES;

const staffOf = ({ code, townships }: County): readonly Appointment[] => [
  ...Object.entries(OFFICES).map(([role, title]) => ({ id: role, title, role, area: code })),
  ...townships.map((township) => ({
    id: `officer-${township.code}`,
    title: `${township.name} 计生办`,
    role: 'township',
    area: township.code,
  })),
  ...townships.flatMap(({ villages }) =>
    villages.map((village) => ({ id: `clerk-${village.code}`, title: `${village.name} 专干`, role: 'village', area: village.code })),
  ),
];

export const openFolder = async (options: { readonly catalogue?: string } = {}) => {
  const dir = mkdtempSync(join(tmpdir(), 'fenming-journey-'));
  const folder = await Folder.open({ dir, ...options });
  const server = await createServer(folder);
  const operator = new Seat(await listenOnFreePort(server, 0), folder.access.operatorToken());
  const close = async (): Promise<void> => {
    await server.close();
    await folder.close();
    rmSync(dir, { recursive: true });
  };
  return { dir, folder, operator, close };
};

/** Opens a county on a port of this machine with everybody in office. The requests are real; only the process is the test's own. */
export const openHall = async (county: County, at?: string): Promise<Hall> => {
  const { dir, folder, operator, close } = await openFolder();
  const { code, name, demo, regions } = county;
  await operator.act('/county', { code, name, demo, regions });
  if (at !== undefined) await operator.act('/county/clock', { to: morningOf(at) });
  const areas = county.townships.flatMap(({ villages, ...township }) => [township, ...villages]);
  await operator.act('/county/areas', { areas });
  const tokens = new Map<string, string>();
  const appoint = async (...appointments: readonly Appointment[]): Promise<void> => {
    const actors = appointments.map((appointment) => ({ ...appointment, kind: 'service' }));
    const { data } = await operator.act<{ data: readonly { id: string; token: string }[] }>('/actors', { actors });
    for (const { id, token } of data) tokens.set(id, token);
  };
  await appoint(...staffOf(county));
  const seat = (actor: string): Seat => {
    const token = tokens.get(actor);
    if (token === undefined) throw new Error(`nobody is appointed as ${actor}`);
    return operator.as(token);
  };
  return { dir, folder, county, operator, seat, appoint, close };
};

/** Nine o'clock in the county, as UTC. */
export const morningOf = (date: string): string => `${date}T01:00:00.000Z`;

export const moveClock = ({ operator }: Hall, date: string): Promise<unknown> =>
  operator.act('/county/clock', { to: morningOf(date) });

export const eventsOf = ({ folder }: Pick<Hall, 'folder'>): Promise<readonly RecordedEvent[]> =>
  folder.log.readAll('start', 1_000_000);

/**
 * Every fact of the log in order. The receipt of a money request (which key, which content) is kept also when the request is refused;
 * it says that somebody asked, and is left out here.
 */
export const factsOf = async (hall: Pick<Hall, 'folder'>): Promise<readonly string[]> =>
  (await eventsOf(hall)).filter(({ type }) => type !== 'RequestAccepted').map(({ type, stream, revision }) => `${type} ${stream} ${revision}`);

export const programmeOf = ({ folder }: Hall, id: string): Programme => {
  const found = folder.programme(id);
  if (found === undefined) throw new Error(`the catalogue has no ${id}`);
  return found;
};
