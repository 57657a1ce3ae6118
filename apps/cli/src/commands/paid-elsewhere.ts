import type { Command } from 'commander';
import { say } from '@fenming/language';
import { UsageError } from '../terminal/exit-codes';
import type { Terminal } from '../terminal/terminal';
import { caseCommands, withBasis, withDocument, withNote, type CaseOptions, type Confirming } from './case-command';
import { yearOf, type Shell } from './command';
import { secondSignature } from './second-signature';
import { sayChanges, type Shown } from './shown-changes';

type Told = {
  readonly year: number;
  readonly months: readonly number[];
  readonly paid_by: string;
  readonly document_no: string;
  readonly note: string;
  readonly proposed_by: string;
} & Shown;

const NONE = '0';
/** `1-6`, `1,2,9-12`; `0` where nothing was paid. */
const monthsOf = (text: string): readonly number[] => {
  if (text === NONE) return [];
  const spans = text.split(/[,，、]/).map((part) => /^(\d{1,2})(?:-(\d{1,2}))?$/.exec(part.trim()));
  const months = spans.flatMap((span) => {
    const [first, last] = [Number(span?.[1]), Number(span?.[2] ?? span?.[1])];
    return first >= 1 && first <= last && last <= 12 ? Array.from({ length: last - first + 1 }, (_, at) => first + at) : [0];
  });
  if (months.includes(0))
    throw new UsageError(
      say(`应为月份，如 1-6 或 1,3,9-12；没有发放过写 ${NONE}`, `It should be months, such as 1-6 or 1,3,9-12; ${NONE} for none`),
    );
  return months;
};

const show = (terminal: Terminal, { year, months, paid_by, note, document_no, proposed_by, changes }: Told): void => {
  const paid =
    months.length === 0
      ? say(`${paid_by} ${year} 年没有发放`, `${paid_by} has paid nothing of ${year}`)
      : say(`${paid_by} 已发 ${year} 年 ${months.join('、')} 月`, `${paid_by} has paid months ${months.join(', ')} of ${year}`);
  terminal.out(
    say(
      `  ${paid}：${note}。依据 ${document_no}，${proposed_by} 提出`,
      `  ${paid}: ${note}. By ${document_no}, proposed by ${proposed_by}`,
    ),
  );
  sayChanges(terminal, changes, say('  没有年度因此改变', '  no year changes by it'));
};

type Proposing = CaseOptions & {
  readonly year: string;
  readonly months: string;
  readonly paidBy: string;
  readonly documentNo: string;
  readonly note: string;
};
type Dropping = CaseOptions & { readonly note: string };

/** Months that another county has paid, of somebody who has moved here. */
export const addPaidElsewhere = (program: Command, shell: Shell): void => {
  const elsewhere = program
    .command('paid-elsewhere')
    .description(
      say(
        '外县已发：迁入的人，原县证明发过的月份本县不再发',
        'months that another county certifies to have paid, of somebody who has moved here',
      ),
    );
  const add = caseCommands(elsewhere, shell);
  const steps = secondSignature<Told>({ where: 'paid-elsewhere', confirming: 'paid-elsewhere confirm', show });
  withNote(
    withDocument(
      add<Proposing>(
        'propose',
        say(
          '凭外县的证明提出；等第二人签字，在此之前不确认、不发放',
          "say by the other county's certificate; until the second signature nothing is confirmed or paid",
        ),
        (desk, { year, months, paidBy: paid_by, documentNo: document_no, note }) =>
          steps.propose(desk, '/paid-elsewhere', { year: yearOf(year), months: monthsOf(months), paid_by, document_no, note }),
      )
        .requiredOption(say('--year <年度>', '--year <year>'), say('哪一年度', 'of which year'))
        .requiredOption(
          say('--months <月份>', '--months <months>'),
          say('已发的月份，如 1-6；没有发放过写 0', 'the months paid, such as 1-6; 0 for none'),
        )
        .requiredOption(say('--paid-by <单位>', '--paid-by <county>'), say('出具证明的县', 'the county that certifies it')),
    ),
  );
  add('show', say('查看等待确认的一项及其影响', 'what waits to be confirmed, and what it would do'), steps.look);
  withBasis(
    withDocument(
      add<CaseOptions & Confirming>(
        'confirm',
        say('第二人按文号确认，该年度重新核定', 'the second signature, by the same document; the year is determined again'),
        steps.confirm('/paid-elsewhere/confirmation', say('已确认，按所列办理完毕', 'confirmed; it is as shown above')),
      ),
    ),
  );
  withNote(add<Dropping>('drop', say('撤回还没有确认的', 'drop what waits'), steps.drop('/paid-elsewhere/dropping')));
};
