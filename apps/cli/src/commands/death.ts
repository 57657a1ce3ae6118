import type { Command } from 'commander';
import { say } from '@fenming/language';
import { EXIT } from '../terminal/exit-codes';
import { caseOf } from './case-of';
import { caseCommands, withDocument, type CaseOptions } from './case-command';
import type { Shell } from './command';

type Recording = CaseOptions & { readonly on: string; readonly source: string };
type Withdrawing = CaseOptions & { readonly documentNo: string; readonly reason: string };

export const addDeath = (program: Command, shell: Shell): void => {
  const death = program
    .command('death')
    .description(say('死亡：登记，两人撤销误登', 'deaths: recording one, and two people taking a wrong record back'));
  const step = caseCommands(death, shell);
  const add = <Options extends CaseOptions>(
    name: string,
    description: string,
    {
      path,
      body,
      done,
    }: { readonly path: string; readonly body: (options: Options) => object; readonly done: (caseNumber: string) => string },
  ): Command =>
    step<Options>(name, description, async ({ api, terminal, caseNumber }, options) => {
      const recorded = await api.post<object>(path, { enrolment_id: await caseOf(api, caseNumber), ...body(options) });
      if (terminal.json) terminal.outJson(recorded);
      else terminal.out(`  ${done(caseNumber)}`);
      return EXIT.ok;
    });
  add<Recording>(
    'record',
    say('登记死亡，此人各项目随之重新核定', 'record a death; every case of the person is determined again'),
    {
      path: '/deaths',
      body: ({ on: died_on, source }) => ({ died_on, source }),
      done: () => say('已登记，此人的各项目已重新核定', 'recorded; every case of the person is determined again'),
    },
  )
    .requiredOption(say('--on <日期>', '--on <day>'), say('死亡日期', 'the day of the death'))
    .requiredOption(say('--source <来源>', '--source <source>'), say('凭什么得知，不写日期', 'how it is known, without a day'));
  withDocument(
    add<Withdrawing>('withdraw', say('凭文件提出撤销误登的死亡', 'say by a document that a death was recorded by mistake'), {
      path: '/deaths/withdrawals',
      body: ({ documentNo: document_no, reason }) => ({ document_no, reason }),
      done: (caseNumber) =>
        say(
          `已登记，待县卫健委另一人确认。下一步: fenming death confirm-withdrawal ${caseNumber}`,
          `recorded; another person of the health commission confirms it. Next: fenming death confirm-withdrawal ${caseNumber}`,
        ),
    }),
  ).requiredOption(say('--reason <理由>', '--reason <reason>'), say('理由，不写日期', 'why, without a day'));
  add<CaseOptions>(
    'confirm-withdrawal',
    say('第二人确认撤销，重新核定', 'the second signature; the years are determined again'),
    {
      path: '/deaths/withdrawals/confirmation',
      body: () => ({}),
      done: () => say('已撤销，此人的各项目已重新核定', 'withdrawn; every case of the person is determined again'),
    },
  );
};
