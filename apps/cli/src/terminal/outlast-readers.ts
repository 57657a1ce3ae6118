import { EXIT } from './exit-codes';

/** The two streams on which a command speaks. */
type Spoken = Pick<NodeJS.WriteStream, 'on'>;
type Ending = { exitCode?: NodeJS.Process['exitCode'] };

/**
 * A reader that has seen enough (`fenming … | head`) closes the pipe: the next write is then an EPIPE, which would end this process in the
 * middle of a payment. The command goes on to its own end and exit code instead, and what nobody reads is written to nobody. Output that
 * cannot be kept for another reason (a full disk) must not pass for a success.
 */
export const outlastReaders = (out: Spoken = process.stdout, err: Spoken = process.stderr, ending: Ending = process): void => {
  let lost = false;
  out.on('error', (error: NodeJS.ErrnoException) => {
    if (isClosedPipe(error) || lost) return;
    lost = true;
    process.stderr.write(
      `✗ 输出没有写全：${REASONS[error.code ?? ''] ?? error.code ?? '写不进去'}。办理本身不受影响，请重新输出一次。\n`,
    );
    process.once('exit', () => {
      if (ending.exitCode === undefined || ending.exitCode === EXIT.ok) ending.exitCode = EXIT.failure;
    });
  });
  // Whoever closed the place where errors are told cannot be told anything.
  err.on('error', () => undefined);
};

const isClosedPipe = ({ code }: NodeJS.ErrnoException): boolean => code === 'EPIPE' || code === 'ERR_STREAM_DESTROYED';

const REASONS: Readonly<Record<string, string>> = {
  ENOSPC: '磁盘已满',
  EIO: '读写出错',
  EFBIG: '文件太大',
  EDQUOT: '磁盘配额已满',
};
