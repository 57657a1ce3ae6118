import { say } from '@fenming/language';
import { createInterface } from 'node:readline';
import { Writable } from 'node:stream';
import { UsageError } from './exit-codes';
import { readBytes } from './file';

/** The first line of a file. Throws UsageError when it is empty. */
export const secretIn = (file: string): string => {
  const [first = ''] = readBytes(file).toString('utf8').split(/\r?\n/);
  if (first === '')
    throw new UsageError(say(`${file} 的第一行是空的，没有读到密码`, `The first line of ${file} is empty; no password was read`));
  return first;
};

/**
 * Reads one line that nobody may see: without echo from the keyboard, or the first line of stdin. Throws UsageError, which says what is
 * `missing`, when there is none.
 */
export const readSecret = async (prompt: string, missing: string): Promise<string> => {
  const keyboard = process.stdin.isTTY;
  if (keyboard) process.stderr.write(prompt);
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() });
  const lines = createInterface({ input: process.stdin, output: silent, terminal: keyboard });
  try {
    for await (const line of lines) return line;
  } finally {
    lines.close();
    if (keyboard) process.stderr.write('\n');
  }
  throw new UsageError(missing);
};

/** The same for a password. */
export const readPassword = (prompt: string): Promise<string> =>
  readSecret(
    prompt,
    say('没有读到密码：请在键盘输入，或用管道从标准输入给出。', 'No password was read: type it, or pipe it to standard input.'),
  );
