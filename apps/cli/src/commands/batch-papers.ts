import { say } from '@fenming/language';
import path from 'node:path';
import { REASON_TEXTS, type ReturnReason } from '@fenming/bank-files';
import { fen, formatYuan } from '@fenming/money';
import type { ExceptionGroup, FailedGroup, SentFile } from '@fenming/views';
import { refusalText } from '@fenming/words';
import { everyRow, type Api } from '@fenming/api-client';
import { EXIT, type ExitCode } from '../terminal/exit-codes';
import { writeBytes } from '../terminal/file';
import { tableLines, type Column } from '../terminal/table';
import type { Terminal } from '../terminal/terminal';
import { keyOf, pathOf } from './batch-run';

const right = (title: string): Column => ({ title, align: 'right' });
const number = (count: number): string => count.toLocaleString('en-US');

const show = (terminal: Terminal, columns: readonly Column[], rows: readonly (readonly string[])[]): void => {
  for (const line of tableLines(columns, rows)) terminal.out(line);
};

/** Why payments came back, and who has to mend it. */
export const failures = async (api: Api, terminal: Terminal, id: string): Promise<ExitCode> => {
  const data = await everyRow<FailedGroup>(api, pathOf(id, '/failures'));
  if (terminal.json) terminal.outJson({ batch_id: id, failures: data });
  else if (data.length === 0) terminal.out(say('  没有退票', '  no returns'));
  else
    show(
      terminal,
      [
        { title: say('原因', 'reason') },
        right(say('笔数', 'lines')),
        right(say('金额（元）', 'amount (yuan)')),
        right(say('已补发到账', 'reissued and arrived')),
        { title: say('由谁更正', 'who corrects it') },
      ],
      data.map(({ reason, count, sum_fen, settled_count }) => {
        const { text, fixBy } = REASON_TEXTS[reason as ReturnReason] ?? { text: reason, fixBy: '' };
        return [text, number(count), formatYuan(fen(sum_fen)), number(settled_count), fixBy];
      }),
    );
  return EXIT.ok;
};

/** Why lines were held back when their turn came. */
export const exceptions = async (api: Api, terminal: Terminal, id: string): Promise<ExitCode> => {
  const data = await everyRow<ExceptionGroup>(api, pathOf(id, '/exceptions'));
  if (terminal.json) terminal.outJson({ batch_id: id, exceptions: data });
  else if (data.length === 0) terminal.out(say('  没有暂缓的行', '  no lines held back'));
  else
    show(
      terminal,
      [{ title: say('原因', 'reason') }, right(say('笔数', 'lines')), right(say('金额（元）', 'amount (yuan)'))],
      data.map(({ cause, count, sum_fen }) => [refusalText(cause), number(count), formatYuan(fen(sum_fen))]),
    );
  return EXIT.ok;
};

type Issued = { readonly files: readonly (Omit<SentFile, 'profile'> & { readonly already_sent: boolean })[] };

/** Makes the files for the bank, and fetches them into a folder where one is named. */
export const bankFiles = async (
  api: Api,
  terminal: Terminal,
  { id, profile, out }: { readonly id: string; readonly profile?: string; readonly out?: string },
): Promise<ExitCode> => {
  const body = profile === undefined ? {} : { profile };
  const issued = await api.post<Issued>(pathOf(id, '/bank-file'), body, { key: keyOf('bank-file', id, profile ?? '') });
  if (terminal.json) terminal.outJson(issued);
  else
    show(
      terminal,
      [
        { title: say('文件', 'file') },
        right(say('笔数', 'lines')),
        right(say('金额（元）', 'amount (yuan)')),
        { title: say('摘要值', 'hash') },
      ],
      issued.files.map(({ file_name, count, sum_fen, sha256 }) => [
        file_name,
        number(count),
        formatYuan(fen(sum_fen)),
        sha256.slice(0, 12),
      ]),
    );
  const files = `/bank-files/${encodeURIComponent(id)}`;
  if (out !== undefined)
    for (const { file_name } of issued.files)
      save(terminal, path.join(out, file_name), await api.bytes(`${files}?file=${encodeURIComponent(file_name)}`));
  if (issued.files.some(({ already_sent }) => already_sent))
    terminal.say(
      say(
        '  恢复之前银行已经收到这些文件，不要再次交给银行；等待回盘即可。',
        '  The bank had received these files before the restore: do not hand them in again; wait for the bank return.',
      ),
    );
  else terminal.say(say(`下一步: fenming batch cover ${id}`, `Next: fenming batch cover ${id}`));
  return EXIT.ok;
};

const save = (terminal: Terminal, file: string, bytes: Buffer): void => {
  writeBytes(file, bytes);
  if (!terminal.json) terminal.out(`  ${file}`);
};

/** A form as PDF, beside where the command was given unless told. */
export const paper = async (
  api: Api,
  terminal: Terminal,
  { from, to }: { readonly from: string; readonly to: string },
): Promise<ExitCode> => {
  save(terminal, path.resolve(to), await api.bytes(from));
  if (terminal.json) terminal.outJson({ file: path.resolve(to) });
  return EXIT.ok;
};
