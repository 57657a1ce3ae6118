import type { Command } from 'commander';
import { say } from '@fenming/language';
import { tableLines } from '../terminal/table';
import type { Terminal } from '../terminal/terminal';
import { caseCommands, withBasis, withDocument, withNote, type CaseOptions, type Confirming } from './case-command';
import type { Shell } from './command';
import { secondSignature } from './second-signature';

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
  terminal.out(say('  更早的年度仍由原来的村办完。', '  Earlier years stay with the village that began with them.'));
};

type Proposing = CaseOptions & {
  readonly to: string;
  readonly on: string;
  readonly documentNo: string;
  readonly note: string;
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
  const steps = secondSignature<Told>({ where: 'transfer', confirming: 'transfer confirm', show });
  withNote(
    withDocument(
      add<Proposing>(
        'propose',
        say(
          '凭文件提出迁到本县另一个村；等第二人签字',
          'say by a document that somebody has moved to another village; a second person signs',
        ),
        (desk, { to: to_village, on: moved_on, documentNo: document_no, note }) =>
          steps.propose(desk, '/transfers', { to_village, moved_on, document_no, note }),
      )
        .requiredOption(say('--to <区划代码>', '--to <code>'), say('迁入的村', 'the village moved to'))
        .requiredOption(say('--on <日期>', '--on <day>'), say('何日迁移', 'the day of the move')),
    ),
  );
  add('show', say('查看等待确认的迁移', 'the move that waits to be confirmed'), steps.look);
  withBasis(
    withDocument(
      add<CaseOptions & Confirming>(
        'confirm',
        say('第二人按文号确认，档案转到迁入的村', 'the second signature, by the same document'),
        steps.confirm(
          '/transfers/confirmation',
          say('已确认，档案已转到迁入的村', 'confirmed; the case lies in the other village now'),
        ),
      ),
    ),
  );
  withNote(add<Dropping>('drop', say('撤回还没有确认的迁移', 'drop what waits'), steps.drop('/transfers/dropping')));
};
