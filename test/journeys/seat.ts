import { asDescribed } from './described';

/** One fault of a refused request or file, as the API writes it. */
export type Fault = {
  readonly code: string;
  readonly message: string;
  readonly row?: number;
  readonly column?: string;
  readonly pointer?: string;
  readonly value?: string;
  readonly hint?: string;
};
/** application/problem+json (RFC 9457). */
export type Problem = {
  readonly title: string;
  readonly status: number;
  readonly code: string;
  readonly detail?: string;
  readonly request_id: string;
  readonly errors?: readonly Fault[];
};

/** What came back, whatever it is: a refusal is an answer too. */
export class Answer {
  constructor(
    readonly status: number,
    readonly headers: Headers,
    readonly bytes: Buffer,
  ) {}

  get text(): string {
    return this.bytes.toString('utf8');
  }

  json<Body>(): Body {
    return JSON.parse(this.text) as Body;
  }

  get problem(): Problem {
    return this.json<Problem>();
  }
}

export type Method = 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'OPTIONS';
export type Asking = { readonly body?: string | FormData | URLSearchParams; readonly headers?: Record<string, string> };
type Upload = { readonly fields: Readonly<Record<string, string>>; readonly bytes: Buffer };

let keys = 0;
/** An Idempotency-Key that no other request of this run has. */
export const freshKey = (): string => `journey-${(keys += 1)}`;

/** The chair of one actor in front of the county's HTTP doors; without a token, that of a stranger. */
export class Seat {
  constructor(
    readonly url: string,
    readonly token?: string,
    private readonly language?: string,
  ) {}

  as(token: string | undefined): Seat {
    return new Seat(this.url, token);
  }

  /** The same actor, who wants to be answered in this language. */
  speaking(language: string): Seat {
    return new Seat(this.url, this.token, language);
  }

  /** The same actor in front of another server over the same folder. */
  at(url: string): Seat {
    return new Seat(url, this.token);
  }

  /** Any request to any path of the server, as it is. */
  async ask(method: Method, path: string, { body, headers = {} }: Asking = {}): Promise<Answer> {
    const authorization: Record<string, string> = this.token === undefined ? {} : { authorization: `Bearer ${this.token}` };
    const wanted: Record<string, string> = this.language === undefined ? {} : { 'accept-language': this.language };
    const response = await fetch(`${this.url}${path}`, {
      method,
      redirect: 'manual',
      headers: { ...authorization, ...wanted, ...headers },
      ...(body === undefined ? {} : { body }),
    });
    const answer = new Answer(response.status, response.headers, Buffer.from(await response.arrayBuffer()));
    return asDescribed(method, path, answer);
  }

  get(path: string): Promise<Answer> {
    return this.ask('GET', `/api/v1${path}`);
  }

  post(path: string, body: object, key: string | undefined = freshKey()): Promise<Answer> {
    return this.ask('POST', `/api/v1${path}`, {
      body: JSON.stringify(body),
      headers: { 'content-type': 'application/json', ...(key === undefined ? {} : { 'idempotency-key': key }) },
    });
  }

  upload(path: string, { fields, bytes }: Upload, key: string = freshKey()): Promise<Answer> {
    const form = new FormData();
    for (const [name, value] of Object.entries(fields)) form.append(name, value);
    form.append('file', new Blob([new Uint8Array(bytes)]), 'file');
    return this.ask('POST', `/api/v1${path}`, { body: form, headers: { 'idempotency-key': key } });
  }

  /** What must succeed for a journey to go on: the body, or an Error with the server's own words. */
  async read<Body>(path: string): Promise<Body> {
    return granted(await this.get(path), path);
  }

  async act<Body>(path: string, body: object): Promise<Body> {
    return granted(await this.post(path, body), path);
  }

  async send<Body>(path: string, upload: Upload): Promise<Body> {
    return granted(await this.upload(path, upload), path);
  }
}

const granted = <Body>(answer: Answer, path: string): Body => {
  if (answer.status >= 300) throw new Error(`${path} answered ${answer.status}: ${answer.text}`);
  return answer.json<Body>();
};
