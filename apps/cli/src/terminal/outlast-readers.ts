import { say, spoken } from '@fenming/language';
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
      say(
        `✗ 输出没有写全：${REASONS[error.code ?? ''] ?? error.code ?? say('写不进去', 'cannot be written')}。办理本身不受影响，请重新输出一次。\n`,
        `✗ The output is not complete: ${REASONS[error.code ?? ''] ?? error.code ?? say('写不进去', 'cannot be written')}. What was done is done; print it once more.\n`,
      ),
    );
    process.once('exit', () => {
      if (ending.exitCode === undefined || ending.exitCode === EXIT.ok) ending.exitCode = EXIT.failure;
    });
  });
  // Whoever closed the place where errors are told cannot be told anything.
  err.on('error', () => undefined);
};

const isClosedPipe = ({ code }: NodeJS.ErrnoException): boolean => code === 'EPIPE' || code === 'ERR_STREAM_DESTROYED';

const REASONS: Readonly<Record<string, string>> = spoken({
  ENOSPC: { zh: '磁盘已满', en: 'the disk is full' },
  EIO: { zh: '读写出错', en: 'reading or writing failed' },
  EFBIG: { zh: '文件太大', en: 'the file is too big' },
  EDQUOT: { zh: '磁盘配额已满', en: 'the disk quota is used up' },
});
