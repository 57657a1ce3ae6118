import { say } from '@fenming/language';
import { ApiProblem, type Api } from '@fenming/api-client';
import { UsageError } from '../terminal/exit-codes';
import { readBytes } from '../terminal/file';
import { readPassword, secretIn } from '../terminal/secret';

export type Speaker = { readonly as?: string; readonly passwordFile?: string; readonly tokenFile?: string };

/** @throws UsageError for a file without a token: nothing said is not said as nobody */
const tokenOf = (file: string): string => {
  const token = readBytes(file).toString('utf8').trim();
  if (token === '') throw new UsageError(say(`令牌文件 ${file} 是空的。`, `The token file ${file} is empty.`));
  return token;
};

/** Whoever runs the machine takes no step and asks about nobody: a command without an account is turned away, and says how to name one. */
export const advisingSpeaker = (error: unknown, { as, tokenFile }: Speaker): unknown =>
  error instanceof ApiProblem && error.code === 'forbidden_role' && error.advice.length === 0 && (as ?? tokenFile) === undefined
    ? error.advising(
        say(
          '以上述岗位的账号办理或查询: 加上 --as <账号>',
          'To do or ask this as an account of the office named above: add --as <account>',
        ),
      )
    : error;

/** Speaks as somebody else than the operator: by a token or a password from a file, or by a password from the keyboard or stdin. Never by an argument. */
export const speakAs = async (operator: Api, { as, passwordFile, tokenFile }: Speaker): Promise<Api> => {
  if (tokenFile !== undefined) return operator.as(tokenOf(tokenFile));
  if (as === undefined) return operator;
  const password =
    passwordFile === undefined ? await readPassword(say(`${as} 的密码：`, `Password of ${as}: `)) : secretIn(passwordFile);
  const { token } = await operator.post<{ readonly token: string }>('/sessions', { actor: as, password });
  return operator.as(token);
};
