import { say, spokenLanguage } from '@fenming/language';
import { ApiProblem, NotAnId, Unreachable, type Problem } from './problem';

/** `key`: the Idempotency-Key under which a repeated call does nothing twice. */
export type Readiness = { readonly events?: number };
export type Sending = { readonly key?: string };
export type Upload = { readonly fields: Readonly<Record<string, string>>; readonly fileName: string; readonly bytes: Buffer };

/** The engine's HTTP API as one actor speaks it. Every method throws ApiProblem when refused and Unreachable when nobody answers. */
export type Api = {
  readonly url: string;
  /** Until when what it has answered is whole, where that was said of any of it: its log was silent, or its tables behind. UTC. */
  readonly asOf: () => string | undefined;
  /** The same engine, spoken to by another actor. */
  readonly as: (token: string) => Api;
  readonly get: <Answer>(path: string) => Promise<Answer>;
  /** Whether the engine is ready, and how far its log is. */
  readonly ready: () => Promise<Readiness>;
  readonly post: <Answer>(path: string, body: object, sending?: Sending) => Promise<Answer>;
  readonly upload: <Answer>(path: string, upload: Upload, sending?: Sending) => Promise<Answer>;
  readonly bytes: (path: string) => Promise<Buffer>;
  /** What the engine tells as it happens (server-sent events), until it has nothing more to tell. */
  readonly events: <Told>(path: string) => AsyncIterable<Told>;
};

type Call = { readonly method: 'GET' | 'POST'; readonly headers: Record<string, string>; readonly body?: string | FormData };

const problemOf = async (response: Response): Promise<Problem> => {
  const text = await response.text();
  try {
    return JSON.parse(text) as Problem;
  } catch {
    return {
      title: say(
        `服务返回了意外的内容（HTTP ${response.status}）。`,
        `The server answered something unexpected (HTTP ${response.status}).`,
      ),
      status: response.status,
      code: 'unexpected_answer',
    };
  }
};

/** What was last said of each question: what is shown together is no newer than the oldest answer in it. */
class Staleness {
  private readonly said = new Map<string, string>();

  get asOf(): string | undefined {
    return [...this.said.values()].sort()[0];
  }

  hear(address: string, { headers }: Response): void {
    const asOf = headers.get('fenming-as-of');
    if (asOf === null) this.said.delete(address);
    else this.said.set(address, asOf);
  }
}

const call = async (address: string, init: Call, staleness?: Staleness): Promise<Response> => {
  const response = await fetch(address, init).catch((cause: unknown) => {
    throw new Unreachable(new URL(address).origin, { cause });
  });
  staleness?.hear(address, response);
  const replayed = response.headers.get('idempotency-replayed') === 'true';
  if (!response.ok) throw new ApiProblem(await problemOf(response), { replayed });
  return response;
};

/** An engine that is killed while it answers leaves half a body behind: that is the same as no answer. */
const bodyOf = async <Body>(response: Response, read: (response: Response) => Promise<Body>): Promise<Body> => {
  try {
    return await read(response);
  } catch (cause) {
    throw new Unreachable(new URL(response.url).origin, { cause });
  }
};

const formOf = ({ fields, fileName, bytes }: Upload): FormData => {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  form.append('file', new Blob([new Uint8Array(bytes)]), fileName);
  return form;
};

/** The data of the events named `progress`; the others say that all is told, or nothing. */
async function* told<Told>(ask: () => Promise<Response>): AsyncGenerator<Told> {
  const response = await ask();
  const decoder = new TextDecoder();
  let text = '';
  try {
    for await (const bytes of response.body ?? []) {
      text += decoder.decode(bytes as Uint8Array, { stream: true });
      const events = text.split('\n\n');
      text = events.pop() ?? '';
      for (const event of events) {
        const data = /^event: progress\ndata: (.*)$/m.exec(event)?.[1];
        if (data !== undefined) yield JSON.parse(data) as Told;
      }
    }
  } catch (cause) {
    throw new Unreachable(new URL(response.url).origin, { cause });
  }
}

/** How often a request that was refused before is asked anew. */
const RENEWALS = 20;

/**
 * A refusal is the answer to its key for ever, but what stood in the way may be gone when the same command is given again: then it is a new
 * request, under the next key in a row, so that a success whose answer was lost is found again too.
 */
const renewed = async <Answer>(key: string | undefined, ask: (key: string | undefined) => Promise<Answer>): Promise<Answer> => {
  for (let turn = 1; ; turn += 1) {
    try {
      return await ask(key === undefined || turn === 1 ? key : `${key}/${turn}`);
    } catch (error) {
      if (!(error instanceof ApiProblem) || !error.replayed || turn > RENEWALS) throw error;
    }
  }
};

export const connectApi = (url: string, token: string, staleness = new Staleness()): Api => {
  const address = (path: string): string => {
    const [steps = ''] = path.split('?');
    const astray = steps
      .slice(1)
      .split('/')
      .find((step) => ['', '.', '..'].includes(step));
    if (astray !== undefined) throw new NotAnId(astray);
    return `${url}/api/v1${path}`;
  };
  const headers = (key?: string): Record<string, string> => ({
    authorization: `Bearer ${token}`,
    'accept-language': spokenLanguage(),
    ...(key === undefined ? {} : { 'idempotency-key': key }),
  });
  const json = async <Answer>(response: Response): Promise<Answer> =>
    bodyOf(response, async (answered) => (await answered.json()) as Answer);
  const ask = (path: string, init: Call): Promise<Response> => call(address(path), init, staleness);
  return {
    url,
    asOf: () => staleness.asOf,
    as: (other) => connectApi(url, other, staleness),
    ready: async () => json(await call(`${url}/health/ready`, { method: 'GET', headers: headers() })),
    get: async (path) => json(await ask(path, { method: 'GET', headers: headers() })),
    post: (path, body, sending) =>
      renewed(sending?.key, async (key) =>
        json(
          await ask(path, {
            method: 'POST',
            headers: { ...headers(key), 'content-type': 'application/json' },
            body: JSON.stringify(body),
          }),
        ),
      ),
    upload: (path, upload, sending) =>
      renewed(sending?.key, async (key) =>
        json(await ask(path, { method: 'POST', headers: headers(key), body: formOf(upload) })),
      ),
    events: (path) => told(() => ask(path, { method: 'GET', headers: { ...headers(), accept: 'text/event-stream' } })),
    bytes: async (path) =>
      bodyOf(await ask(path, { method: 'GET', headers: headers() }), async (answered) =>
        Buffer.from(await answered.arrayBuffer()),
      ),
  };
};
