import type { Command } from 'commander';
import type { Api } from '@fenming/api-client';
import { say } from '@fenming/language';
import { EXIT, type ExitCode } from '../terminal/exit-codes';
import { tableLines } from '../terminal/table';
import type { Terminal } from '../terminal/terminal';
import { caseOf } from './case-of';
import {
  caseCommands,
  withBasis,
  withDocument,
  withNote,
  type CaseDesk,
  type CaseOptions,
  type Confirming,
} from './case-command';
import type { Shell } from './command';
import { sayNext } from './shown-changes';

type Told = {
  readonly from_village: string;
  readonly to_village: string;
  readonly moved_on: string;
  readonly document_no: string;
  readonly note: string;
  readonly proposed_by: string;
  readonly cases: readonly { readonly case_number: string; readonly from_year: number }[];
  readonly basis: string;
};

const told = (api: Api, enrolment: string): Promise<Told> => api.get<Told>(`/enrolments/${enrolment}/transfer`);

const show = (terminal: Terminal, { from_village, to_village, moved_on, document_no, note, proposed_by, cases }: Told): void => {
  terminal.out(
    say(
      `  ${moved_on} 由 ${from_village} 迁往 ${to_village}：${note}。依据 ${document_no}，${proposed_by} 提出`,
      `  moved on ${moved_on} from ${from_village} to ${to_village}: ${note}. By ${document_no}, proposed by ${proposed_by}`,
    ),
  );
  const columns = [
    { title: say('随迁档案', 'case that moves') },
    { title: say('起始年度', 'from the year on'), align: 'right' as const },
  ];
  const rows = cases.map(({ case_number, from_year }) => [case_number, String(from_year)]);
  for (const line of tableLines(columns, rows)) terminal.out(line);
};

type Proposing = CaseOptions & {
  readonly to: string;
  readonly on: string;
  readonly documentNo: string;
  readonly note: string;
};

const look = async ({ api, terminal, caseNumber }: CaseDesk): Promise<ExitCode> => {
  const waiting = await told(api, await caseOf(api, caseNumber));
  if (terminal.json) terminal.outJson(waiting);
  else show(terminal, waiting);
  terminal.say(say('  更早的年度仍由原来的村办完。', '  Earlier years stay with the village that began with them.'));
  sayNext(terminal, `fenming transfer confirm ${caseNumber} --document-no ${waiting.document_no}`, waiting);
  return EXIT.ok;
};

const propose = async (desk: CaseDesk, options: Proposing): Promise<ExitCode> => {
  const enrolment_id = await caseOf(desk.api, desk.caseNumber);
  const { to: to_village, on: moved_on, documentNo: document_no, note } = options;
  await desk.api.post('/transfers', { enrolment_id, to_village, moved_on, document_no, note });
  return look(desk);
};

/** What waits is shown before it is settled; what is confirmed is what was shown. */
const settle = async (
  { api, terminal, caseNumber }: CaseDesk,
  { path, bodyOf, done }: { readonly path: string; readonly bodyOf: (shown: Told) => object; readonly done: string },
): Promise<ExitCode> => {
  const enrolment_id = await caseOf(api, caseNumber);
  const waiting = await told(api, enrolment_id);
  if (!terminal.json) show(terminal, waiting);
  await api.post(path, { enrolment_id, ...bodyOf(waiting) });
  if (terminal.json) terminal.outJson(waiting);
  else terminal.out(`  ${done}`);
  return EXIT.ok;
};

type Dropping = CaseOptions & { readonly note: string };

/** A move to another village of the county. */
export const addTransfer = (program: Command, shell: Shell): void => {
  const transfer = program
    .command('transfer')
    .description(
      say('迁移：迁到本县另一个村，由两人凭文件办理', 'a move to another village of the county: two people, by a document'),
    );
  const add = caseCommands(transfer, shell);
  withNote(
    withDocument(
      add<Proposing>(
        'propose',
        say(
          '凭文件提出迁到本县另一个村；等第二人签字',
          'say by a document that somebody has moved to another village; a second person signs',
        ),
        propose,
      )
        .requiredOption(say('--to <区划代码>', '--to <code>'), say('迁入的村', 'the village moved to'))
        .requiredOption(say('--on <日期>', '--on <day>'), say('何日迁移', 'the day of the move')),
    ),
  );
  add('show', say('查看等待确认的迁移', 'the move that waits to be confirmed'), look);
  withBasis(
    withDocument(
      add<CaseOptions & Confirming>(
        'confirm',
        say('第二人按文号确认，档案转到迁入的村', 'the second signature, by the same document'),
        (desk, { documentNo: document_no, basis }) =>
          settle(desk, {
            path: '/transfers/confirmation',
            bodyOf: (shown) => ({ document_no, basis: basis ?? shown.basis }),
            done: say('已确认，档案已转到迁入的村', 'confirmed; the case lies in the other village now'),
          }),
      ),
    ),
  );
  withNote(
    add<Dropping>('drop', say('撤回还没有确认的迁移', 'drop what waits'), (desk, { note }) =>
      settle(desk, {
        path: '/transfers/dropping',
        bodyOf: () => ({ note }),
        done: say('已撤回，没有改变', 'dropped; nothing changes'),
      }),
    ),
  );
};
