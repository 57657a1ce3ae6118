import { connect } from 'node:net';

/** A request whose headers promise a body that never comes. */
export type Unsent = { readonly path: string; readonly type: string; readonly length: number; readonly token?: string };

type Held = { readonly answer: Promise<string>; readonly end: () => void };

/** The same, with the connection left open until `end`; `answer` is the first line, should one come. */
export const holdUnsent = (url: string, { path, type, length, token }: Unsent): Held => {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  const lines = [
    `POST ${path} HTTP/1.1`,
    `host: ${hostname}`,
    `content-type: ${type}`,
    `content-length: ${length}`,
    ...(token === undefined ? [] : [`authorization: Bearer ${token}`]),
  ];
  const answer = new Promise<string>((resolve, reject) => {
    socket.once('error', reject);
    socket.once('data', (bytes: Buffer) => resolve(bytes.toString('utf8').split('\r\n')[0] ?? ''));
  });
  socket.write(`${lines.join('\r\n')}\r\n\r\n`);
  return { answer, end: () => void socket.destroy() };
};

/**
 * The first line of the answer, given though not a byte of the body was sent: whatever was decided, was decided without reading it. Waits for ever
 * where the server waits for the body.
 */
export const answerUnsent = async (url: string, unsent: Unsent): Promise<string> => {
  const { answer, end } = holdUnsent(url, unsent);
  return answer.finally(end);
};
