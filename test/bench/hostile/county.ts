import { fork, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Target } from './many-at-once';

const ROOT = path.join(__dirname, '../../../..');
const SERVER = path.join(ROOT, 'dist/apps/server/src/main.js');
const SCALE = '0.01';
const ROLES = ['health', 'bank', 'inspector'];

/** A demo county after its year, a server over it, and a chair for each office that attacks. */
export type BenchCounty = { readonly target: Target; readonly close: () => Promise<void> };

export const openBenchCounty = async (): Promise<BenchCounty> => {
  const dir = mkdtempSync(path.join(tmpdir(), 'fenming-hostile-'));
  const command = [path.join(ROOT, 'bin/fenming.js'), 'demo', '--scale', SCALE, '--data', dir, '-q'];
  const { stderr } = spawnSync(process.execPath, command, { stdio: ['ignore', 'ignore', 'pipe'], encoding: 'utf8' });
  const password = /^\s*jiwei\b.*?(\S+)\s*$/m.exec(stderr)?.[1] ?? '';
  const server = fork(SERVER, ['--data', dir, '--port', '0'], { stdio: 'inherit' });
  const [{ ready: url }] = (await once(server, 'message')) as [{ readonly ready: string }];
  const system = readFileSync(path.join(dir, 'operator.token'), 'utf8').trim();
  const tokens = { system, ...(await seatsAt(url, system, password)) };
  return { target: { url, tokens, batch: await batchAt(url, system) }, close: () => closing(server, dir) };
};

const closing = async (server: ChildProcess, dir: string): Promise<void> => {
  server.kill('SIGTERM');
  await once(server, 'exit');
  rmSync(dir, { recursive: true });
};

const ask = async <Body>(url: string, token: string, body?: object): Promise<Body> => {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const response = await fetch(url, body === undefined ? { headers } : { method: 'POST', headers, body: JSON.stringify(body) });
  if (!response.ok) throw new Error(`${url} answered ${response.status}: ${await response.text()}`);
  return (await response.json()) as Body;
};

/** Machines that an inspector of the county has confirmed, for one that waits does nothing. `password`: the inspector's, as it was given. */
const seatsAt = async (url: string, system: string, password: string): Promise<Readonly<Record<string, string>>> => {
  const { code } = await ask<{ readonly code: string }>(`${url}/api/v1/county`, system);
  const actors = ROLES.map((role) => ({ id: `bench-${role}`, title: '压力测试', role, area: code, kind: 'service' }));
  type Appointed = { readonly id: string; readonly token?: string; readonly unconfirmed?: string };
  const { data } = await ask<{ readonly data: readonly Appointed[] }>(`${url}/api/v1/actors`, system, { actors });
  type Session = { readonly token: string };
  const given = await ask<Session>(`${url}/api/v1/sessions`, '', { actor: 'jiwei', password });
  const own = { current: password, password: 'known-to-me-alone' };
  const { token } = await ask<Session>(`${url}/api/v1/own-password`, given.token, own);
  for (const { id, unconfirmed: change } of data) await ask(`${url}/api/v1/actors/${id}/confirmation`, token, { change });
  return Object.fromEntries(ROLES.map((role, i) => [role, data[i]?.token ?? '']));
};

const batchAt = async (url: string, system: string): Promise<string> => {
  type Batches = { readonly data: readonly { readonly batch_id: string }[] };
  const { data } = await ask<Batches>(`${url}/api/v1/batches?programme=RURAL_REWARD&year=2023`, system);
  if (data[0] === undefined) throw new Error('the demo county has no batch');
  return data[0].batch_id;
};
