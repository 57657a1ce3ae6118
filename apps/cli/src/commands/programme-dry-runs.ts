import { say } from '@fenming/language';
import type { Command } from 'commander';
import { ApiProblem, type Api } from '@fenming/api-client';
import { speakAs, type Speaker } from '../owner/session';
import { EXIT, type ExitCode } from '../terminal/exit-codes';
import { tableLines } from '../terminal/table';
import { readText } from '../terminal/text-file';
import type { Terminal } from '../terminal/terminal';
import { withSpeaker, withGlobalOptions, withEngine, yearOf, type GlobalOptions, type Shell } from './command';
import { costColumns, costRows, tallyColumns, tallyRow, type Tally } from './programme-tables';

/** Where a definition is at fault, in the order of its lines, as a compiler says it. */
export const complainOf = (terminal: Terminal, file: string | undefined, error: unknown): void => {
  if (!(error instanceof ApiProblem)) return;
  for (const { line, pointer, message } of error.problem.errors ?? [])
    if (line !== undefined) terminal.complain(`${file ?? ''}:${line}  ${pointer ?? ''}  ${message ?? ''}`);
};

type DryRun = Tally & {
  readonly year: number;
  readonly left_out: number;
  readonly besides_unasked: 'household' | 'child' | null;
  readonly examples: number;
  readonly failing_examples: readonly { readonly line: number; readonly message: string }[];
  readonly townships: readonly (Tally & { readonly area: string })[];
};

/** How many and how much, then who bears it: in the whole and in each township. */
const tallyLines = (result: DryRun): readonly string[] => {
  const scopes: readonly (readonly [title: string, tally: Tally])[] = [
    [say('全县', 'whole county'), result],
    ...result.townships.map((township) => [township.area, township] as const),
  ];
  const costs = scopes.flatMap(([title, tally]) => costRows(title, tally));
  const people = tableLines(
    tallyColumns(),
    scopes.map(([title, tally]) => tallyRow(title, tally)),
  );
  return costs.length === 0 ? people : [...people, '', ...tableLines(costColumns(), costs)];
};

const number = (count: number): string => count.toLocaleString('en-US');

/** How many were looked at, and who was not. */
const lookedAt = ({ year, people, looked, left_out, besides_unasked: unit }: DryRun): readonly string[] => {
  const own = say(
    `试算 ${number(people)} 人：本项目 ${year} 年度名单 ${number(looked.own)} 人，其他名单（含往年）在册 ${number(looked.besides)} 人`,
    `${number(people)} persons looked at: ${number(looked.own)} on the programme's list of ${year}, ${number(looked.besides)} on record by other lists or those of earlier years`,
  );
  const leftOut = say(
    `本项目名单上另有 ${number(left_out)} 人符合条件而未予确认（异议或其他项目），不计在内`,
    `${number(left_out)} more on the programme's list meet the conditions but were not confirmed (an objection, another programme): they are not counted`,
  );
  const units = { household: say('户', 'household'), child: say('孩子', 'child') };
  return [
    own,
    ...(left_out === 0 ? [] : [leftOut]),
    ...(unit === null
      ? []
      : [
          say(
            `本项目按${units[unit]}发放，其他名单只登记到人，未予试算`,
            `The programme pays by ${units[unit]}: other lists know persons only, and were not asked`,
          ),
        ]),
    ...(looked.besides === 0
      ? []
      : [
          say(
            '其他名单上的人按在册事实试算，视为年初前已确认；名单没有问到的事实为不详',
            'Those on other lists are asked by the facts on record, as if confirmed before the year; facts that no list asked for are uncertain',
          ),
        ]),
  ];
};

const dryRun = async (api: Api, terminal: Terminal, file: string, year: number): Promise<ExitCode> => {
  const body = { text: readText(file), year };
  const result = await api.post<DryRun>('/programmes/dry-runs', body).catch((error: unknown) => {
    complainOf(terminal, file, error);
    throw error;
  });
  for (const { line, message } of result.failing_examples) terminal.complain(`${file}:${line}  ${message}`);
  if (terminal.json) {
    terminal.outJson(result);
    return EXIT.ok;
  }
  for (const line of tallyLines(result)) terminal.out(line);
  for (const sentence of lookedAt(result)) terminal.out(`  ${sentence}`);
  const { examples, failing_examples: failing } = result;
  if (failing.length > 0)
    terminal.say(
      say(
        `文件自带的 ${examples} 个例子有 ${failing.length} 个不成立，改正之前不能提出和采用。试算没有写入任何记录。`,
        `${failing.length} of the ${examples} examples in the file do not hold; it cannot be proposed or adopted until they do. The dry run recorded nothing.`,
      ),
    );
  else
    terminal.say(
      say(
        '试算没有写入任何记录。下一步: fenming programme propose <文件.yaml> --document-no <文号> --document-date <日期> --from <日期>',
        'The dry run recorded nothing. Next: fenming programme propose <file.yaml> --document-no <number> --document-date <date> --from <date>',
      ),
    );
  return EXIT.ok;
};

export const addDryRun = (programme: Command, shell: Shell): void => {
  const trying = programme
    .command(say('dry-run <文件.yaml>', 'dry-run <file.yaml>'))
    .description(
      say(
        '用草案试算某年度的名单和其他名单上在册的人，不写入任何记录',
        'try a draft on the list of a year and on who is on record by other lists; nothing is written',
      ),
    )
    .requiredOption(say('--year <年>', '--year <year>'), say('年度', 'year'), yearOf);
  withGlobalOptions(withSpeaker(trying)).action((file: string, options: GlobalOptions & Speaker & { readonly year: number }) =>
    shell.finish(
      (desk) => withEngine(desk, async (api) => dryRun(await speakAs(api, options), desk.terminal, file, options.year)),
      options,
    ),
  );
};
