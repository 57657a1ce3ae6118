import { Option, type Command } from 'commander';
import type { Api } from '@fenming/api-client';
import { say } from '@fenming/language';
import { EXIT, UsageError, type ExitCode } from '../terminal/exit-codes';
import type { Terminal } from '../terminal/terminal';
import { caseOf } from './case-of';
import {
  caseCommands,
  withBasis,
  withDocument,
  withNote,
  type CaseAction,
  type CaseDesk,
  type CaseOptions,
  type Confirming,
} from './case-command';
import type { Shell } from './command';
import { sayChanges, sayNext, type Shown } from './shown-changes';

const PARTS = ['applicant', 'spouse', 'child'] as const;
type Told = {
  readonly who: (typeof PARTS)[number];
  readonly name: string;
  readonly citizen_id: string;
  readonly was_name: string;
  readonly was_citizen_id: string;
  readonly document_no: string;
  readonly note: string;
  readonly proposed_by: string;
} & Shown;
type Spoken = CaseOptions & { readonly who: Told['who'] };
type Proposing = Spoken & {
  readonly citizenId: string;
  readonly name?: string;
  readonly documentNo: string;
  readonly note: string;
};
type Dropping = Spoken & { readonly note: string };

const waiting = async (api: Api, enrolment: string, who: Told['who']): Promise<Told | undefined> => {
  const { data } = await api.get<{ readonly data: readonly Told[] }>(`/enrolments/${enrolment}/identities`);
  return data.find((one) => one.who === who);
};

/** What is signed, masked; and what it makes of the years of every case of the person. */
const show = (terminal: Terminal, told: Told): void => {
  const { name, citizen_id, was_name, was_citizen_id, document_no, note, proposed_by, changes } = told;
  terminal.out(
    say(
      `  ${was_name} ${was_citizen_id} → ${name} ${citizen_id}：${note}。依据 ${document_no}，${proposed_by} 提出`,
      `  ${was_name} ${was_citizen_id} → ${name} ${citizen_id}: ${note}. By ${document_no}, proposed by ${proposed_by}`,
    ),
  );
  const none = say('  出生日期和性别不变，没有年度因此改变', '  neither birth nor sex is another, and no year changes by it');
  sayChanges(terminal, changes, none);
};

const correct = async ({ api, terminal, caseNumber }: CaseDesk, options: Proposing): Promise<ExitCode> => {
  const { who, citizenId: citizen_id, name, documentNo: document_no, note } = options;
  const enrolment_id = await caseOf(api, caseNumber);
  await api.post('/identities/corrections', {
    enrolment_id,
    who,
    citizen_id,
    ...(name === undefined ? {} : { name }),
    document_no,
    note,
  });
  return look({ api, terminal, caseNumber }, options);
};

const look = async ({ api, terminal, caseNumber }: CaseDesk, { who }: Spoken): Promise<ExitCode> => {
  const told = await waiting(api, await caseOf(api, caseNumber), who);
  if (told === undefined) throw new UsageError(say(`${caseNumber} 没有待确认的更正`, `no correction waits in ${caseNumber}`));
  if (terminal.json) terminal.outJson(told);
  else show(terminal, told);
  const whose = who === 'applicant' ? '' : ` --who ${who}`;
  sayNext(terminal, `fenming identity confirm ${caseNumber}${whose} --document-no ${told.document_no}`, told);
  return EXIT.ok;
};

/** It is the server's to say why nothing waits. */
const NOTHING_WAITS = { basis: '0'.repeat(64) };
type Settling = {
  readonly who: Told['who'];
  readonly path: string;
  readonly bodyOf: (shown: Pick<Shown, 'basis'>) => object;
  readonly done: string;
};
/** What waits is shown before it is settled; what is confirmed is what was shown. */
const settle = async ({ api, terminal, caseNumber }: CaseDesk, { who, path, bodyOf, done }: Settling): Promise<ExitCode> => {
  const enrolment_id = await caseOf(api, caseNumber);
  const told = await waiting(api, enrolment_id, who);
  if (!terminal.json && told !== undefined) show(terminal, told);
  await api.post(path, { enrolment_id, who, ...bodyOf(told ?? NOTHING_WAITS) });
  if (terminal.json) terminal.outJson(told ?? { case_number: caseNumber, who });
  else terminal.out(done);
  return EXIT.ok;
};

/** Adds one of the commands that take a step with somebody of a case. */
type Add = <Options extends Spoken>(name: string, description: string, action: CaseAction<Options>) => Command;

const addCorrect = (add: Add): void => {
  const description = say(
    '凭文件提出正确的身份证号；确认之前没有改变，会使应发减少的在此之前不发放',
    'say by a document what the citizen id should be; nothing changes until it is confirmed, and what it would lower is held',
  );
  withNote(withDocument(add<Proposing>('correct', description, correct)))
    .requiredOption(say('--citizen-id <号码>', '--citizen-id <id>'), say('正确的身份证号', 'the citizen id as it should be'))
    .option(say('--name <姓名>', '--name <name>'), say('姓名也有误的，正确的姓名', 'the name, where it is wrong as well'));
};

const addConfirm = (add: Add): void => {
  const description = say(
    '第二人按文号确认；从此按正确的号码查找和发放',
    'the second signature, by the same document; found and paid under it from then on',
  );
  const done = say(
    '  已更正，以后的名单和送盘文件都按正确的号码和姓名',
    '  corrected; later lists and bank files go by the right number and name',
  );
  withBasis(
    withDocument(
      add<Spoken & Confirming>('confirm', description, (desk, { who, documentNo: document_no, basis }) =>
        settle(desk, {
          who,
          path: '/identities/confirmation',
          bodyOf: (shown) => ({ document_no, basis: basis ?? shown.basis }),
          done,
        }),
      ),
    ),
  );
};

const addDrop = (add: Add): void => {
  const done = say('  已撤回，没有改变', '  dropped; nothing changes');
  withNote(
    add<Dropping>('drop', say('撤回还没有确认的更正', 'drop what waits'), (desk, { who, note }) =>
      settle(desk, { who, path: '/identities/dropping', bodyOf: () => ({ note }), done }),
    ),
  );
};

/** A citizen id or a name that was taken down wrongly. */
export const addIdentity = (program: Command, shell: Shell): void => {
  const description = say(
    '更正录错的身份证号或姓名：由两人凭文件办理',
    'a citizen id or a name that was taken down wrongly: two people, by a document',
  );
  const identity = program.command('identity').description(description);
  const step = caseCommands(identity, shell);
  const add: Add = (name, about, action) =>
    step(name, about, action).addOption(
      new Option(say('--who <谁>', '--who <who>'), say('更正谁的', 'whose')).choices([...PARTS]).default('applicant'),
    );
  addCorrect(add);
  add('show', say('查看等待确认的更正及其影响', 'what waits to be confirmed, and what it would do'), look);
  addConfirm(add);
  addDrop(add);
};
