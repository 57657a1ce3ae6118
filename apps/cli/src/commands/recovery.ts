import { createHash } from 'node:crypto';
import type { Command } from 'commander';
import { everyRow } from '@fenming/api-client';
import { listed, say } from '@fenming/language';
import { fen, formatYuan, type Fen } from '@fenming/money';
import { OWED_SUMS } from '@fenming/words';
import { EXIT, UsageError, type ExitCode } from '../terminal/exit-codes';
import { caseCommands, withDocument, type CaseDesk, type CaseOptions } from './case-command';
import { yuanOf, type Shell } from './command';
import type { Overpaid, Recovery } from './overpaid';

type Receiving = CaseOptions & { readonly yuan: Fen; readonly documentNo: string; readonly recovery?: string };
type Found = { readonly enrolment_id: string; readonly year: number; readonly recovery: Recovery };

const outstanding = ({ claimed_fen, received_fen }: Recovery): number => claimed_fen - received_fen;
const yuan = (amount: number): string => formatYuan(fen(amount));

/**
 * The one that is meant; where none is named, the only one of which something is still to come, or the only one at all: a command that was cut off
 * after it was heard is answered as it was then. @throws UsageError
 */
const recoveryOf = async ({ api, caseNumber }: CaseDesk, named: string | undefined): Promise<Found> => {
  const years = await everyRow<Overpaid>(api, '/overpaid', { case_number: caseNumber });
  const all = years.flatMap(({ enrolment_id, year, recoveries }) =>
    recoveries.map((recovery): Found => ({ enrolment_id, year, recovery })),
  );
  const open = all.filter(({ recovery }) => outstanding(recovery) > 0);
  const unnamed = open.length > 0 ? open : all;
  const meant = named === undefined ? unnamed : all.filter(({ recovery }) => recovery.recovery_id === named);
  const [found, ...others] = meant;
  if (found === undefined)
    throw new UsageError(
      say(
        `${caseNumber} 没有追回中的款项，或没有这个追回编号。见 fenming overpaid`,
        `nothing of ${caseNumber} is being recovered, or not under this number. See fenming overpaid`,
      ),
    );
  if (others.length === 0) return found;
  const each = listed(
    meant.map(({ year, recovery }) =>
      say(
        `${recovery.recovery_id}（${year} 年度，${OWED_SUMS.recovering} ${yuan(outstanding(recovery))} 元）`,
        `${recovery.recovery_id} (${year}, ${yuan(outstanding(recovery))} yuan ${OWED_SUMS.recovering})`,
      ),
    ),
  );
  throw new UsageError(
    say(`${caseNumber} 有几笔，请用 --recovery 指明：${each}`, `${caseNumber} has several; name one by --recovery: ${each}`),
  );
};

/** The key follows from what is said: a document is recorded once, and a command that was cut off can simply be given again. */
const keyOf = (body: object): string =>
  createHash('sha256')
    .update(`recovery\n${JSON.stringify(body)}`)
    .digest('hex');

const receive = async (desk: CaseDesk, { yuan: amount_fen, documentNo, recovery: named }: Receiving): Promise<ExitCode> => {
  const { api, terminal, caseNumber } = desk;
  const { enrolment_id, year, recovery } = await recoveryOf(desk, named);
  const body = { enrolment_id, recovery_id: recovery.recovery_id, amount_fen, document_no: documentNo };
  const recorded = await api.post<object>('/recoveries', body, { key: keyOf(body) });
  if (terminal.json) terminal.outJson({ case_number: caseNumber, year, ...recorded });
  else
    terminal.out(
      say(
        `  已登记：${caseNumber} ${year} 年度${OWED_SUMS.recovered} ${yuan(amount_fen)} 元。下一步: fenming overpaid`,
        `  Recorded: ${yuan(amount_fen)} yuan ${OWED_SUMS.recovered} of ${caseNumber}, ${year}. Next: fenming overpaid`,
      ),
    );
  return EXIT.ok;
};

/** Money that people pay back: it goes to the treasury, and is paid out no more. */
export const addRecovery = (program: Command, shell: Shell): void => {
  const group = program.command('recovery').description(say('追回多发的款项', 'what was overpaid and is recovered'));
  const about = say('登记追回的款项（财政经办）', 'record what is recovered (finance maker)');
  withDocument(caseCommands(group, shell)<Receiving>('receive', about, receive))
    .requiredOption(say('--yuan <金额>', '--yuan <amount>'), say('追回的金额（元）', 'what is recovered, in yuan'), yuanOf)
    .option(
      say('--recovery <编号>', '--recovery <id>'),
      say('追回编号（fenming overpaid）；只有一笔的不用写', 'which one (fenming overpaid); not needed where there is only one'),
    );
};
