/** What an attack needs of a county: bearer tokens by role, and a batch whose file has gone to the bank. */
export type Target = { readonly url: string; readonly tokens: Readonly<Record<string, string>>; readonly batch: string };
export type Told = { readonly status: number; readonly bytes: number };
/** `answers`: the statuses that the attack may be answered with; `send` does it once, and resolves when all of it is answered. */
export type Attack = {
  readonly name: string;
  readonly answers: readonly number[];
  /** Takes long enough for others to ask something meanwhile. */
  readonly slow?: true;
  readonly send: (target: Target) => Promise<readonly Told[]>;
};

/** What one account asks many times at once: each of them right, and all of them together more than the thread that answers people can take. */
const AT_ONCE = 20;
const VERY_MANY = 100;

const asked = async ({ url, tokens }: Target, path: string, body?: object): Promise<Told> => {
  const headers = { authorization: `Bearer ${tokens['inspector']}`, 'content-type': 'application/json' };
  const sent = body === undefined ? { headers } : { method: 'POST', headers, body: JSON.stringify(body) };
  const response = await fetch(`${url}${path}`, sent);
  return { status: response.status, bytes: (await response.arrayBuffer()).byteLength };
};
const times = (count: number, ask: () => Promise<Told>): Promise<readonly Told[]> =>
  Promise.all(Array.from({ length: count }, ask));

/** `slow`: also in a small county they take longer than a few answers to others. */
const questions = (name: string, count: number, ask: (target: Target) => Promise<Told>, slow = true): Attack => ({
  name: `${count} ${name} at once`,
  answers: [200, 503],
  ...(slow ? { slow: true as const } : {}),
  send: (target) => times(count, () => ask(target)),
});

type Versions = { readonly data: readonly { readonly content_hash: string }[] };
const definitionAt = async ({ url, tokens }: Target): Promise<string> => {
  const headers = { authorization: `Bearer ${tokens['inspector']}` };
  const read = async <Body>(path: string): Promise<Body> =>
    (await (await fetch(`${url}/api/v1/programmes/${path}`, { headers })).json()) as Body;
  const { data } = await read<Versions>('RURAL_REWARD/versions');
  return (await read<{ readonly text: string }>(`versions/${data[0]?.content_hash ?? ''}`)).text;
};

export const MANY_AT_ONCE: readonly Attack[] = [
  questions('replays of the whole log', AT_ONCE, (target) => asked(target, '/api/v1/audit/replays', {})),
  questions('reports of the control formulas', AT_ONCE, (target) => asked(target, '/api/v1/controls')),
  questions('dry runs of a programme', AT_ONCE, async (target) =>
    asked(target, '/api/v1/programmes/dry-runs', { text: await definitionAt(target), year: 2023 }),
  ),
  questions('approval forms', VERY_MANY, (target) => asked(target, `/api/v1/batches/${target.batch}/approval-form.pdf`)),
  questions('whole pages of cases', VERY_MANY, (target) => asked(target, '/api/v1/enrolments?limit=500'), false),
];
