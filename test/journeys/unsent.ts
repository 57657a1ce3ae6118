import { connect } from 'node:net';

/** A request whose headers promise a body that never comes. */
export type Unsent = { readonly path: string; readonly type: string; readonly length: number; readonly token?: string };

/**
 * The first line of the answer, given though not a byte of the body was sent: whatever was decided, was decided without reading it. Waits for ever
 * where the server waits for the body.
 */
export const answerUnsent = (url: string, { path, type, length, token }: Unsent): Promise<string> =>
  new Promise((resolve, reject) => {
    const { hostname, port } = new URL(url);
    const socket = connect(Number(port), hostname);
    const lines = [
      `POST ${path} HTTP/1.1`,
      `host: ${hostname}`,
      `content-type: ${type}`,
      `content-length: ${length}`,
      ...(token === undefined ? [] : [`authorization: Bearer ${token}`]),
    ];
    socket.once('error', reject);
    socket.once('data', (bytes: Buffer) => {
      socket.destroy();
      resolve(bytes.toString('utf8').split('\r\n')[0] ?? '');
    });
    socket.write(`${lines.join('\r\n')}\r\n\r\n`);
  });
