import { say } from '@fenming/language';
import { isUtf8 } from 'node:buffer';
import { UsageError } from './exit-codes';
import { readBytes } from './file';

/** A text that a person wrote. Read in another encoding its Chinese would turn into signs that nobody typed. @throws UsageError */
export const readText = (file: string): string => {
  const bytes = readBytes(file);
  if (bytes.toString('latin1').trim() === '') throw new UsageError(say(`${file} 是空的`, `${file} is empty`));
  if (isUtf8(bytes)) return bytes.toString('utf8').replace(/^\uFEFF/, '');
  throw new UsageError(
    say(
      `${file} 不是 UTF-8 编码（可能存成了 GBK/GB18030）：请另存为 UTF-8 再试`,
      `${file} is not UTF-8 (perhaps GBK or GB18030): save it as UTF-8 and try again`,
    ),
  );
};
