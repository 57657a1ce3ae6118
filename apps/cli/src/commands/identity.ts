import { Option, type Command } from 'commander';
import type { Api } from '@fenming/api-client';
import { say } from '@fenming/language';
import { fen, formatYuan } from '@fenming/money';
import { EXIT, type ExitCode } from '../terminal/exit-codes';
import { tableLines } from '../terminal/table';
import type { Terminal } from '../terminal/terminal';
import { caseOf } from './case-of';
import { caseCommands, withDocument, withNote, type CaseAction, type CaseDesk, type CaseOptions } from './case-command';
import type { Shell } from './command';

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
  readonly changes: readonly {
    readonly case_number: string;
    readonly year: number;
    readonly was_fen: number | null;
    readonly becomes_fen: number | null;
  }[];
};
type Spoken = CaseOptions & { readonly who: Told['who'] };
type Proposing = Spoken & {
  readonly citizenId: string;
  readonly name?: string;
  readonly documentNo: string;
  readonly note: string;
};
type Confirming = Spoken & { readonly documentNo: string };
type Dropping = Spoken & { readonly note: string };

const waiting = async (api: Api, enrolment: string, who: Told['who']): Promise<Told | undefined> => {
  const { data } = await api.get<{ readonly data: readonly Told[] }>(`/enrolments/${enrolment}/identities`);
  return data.find((one) => one.who === who);
};

const yuan = (amount: number | null): string => (amount === null ? say('不详', 'not known') : formatYuan(fen(amount)));

/** What is signed, masked; and what it makes of the years of every case of the person. */
const show = (terminal: Terminal, told: Told): void => {
  const { name, citizen_id, was_name, was_citizen_id, document_no, note, proposed_by, changes } = told;
  terminal.out(
    say(
      `  ${was_name} ${was_citizen_id} → ${name} ${citizen_id}：${note}。依据 ${document_no}，${proposed_by} 提出`,
      `  ${was_name} ${was_citizen_id} → ${name} ${citizen_id}: ${note}. By ${document_no}, proposed by ${proposed_by}`,
    ),
  );
  const right = 'right' as const;
  const columns = [
    { title: say('档案号', 'case') },
    { title: say('年度', 'year') },
    { title: say('现为（元）', 'now (yuan)'), align: right },
    { title: say('确认后（元）', 'becomes (yuan)'), align: right },
  ];
  const rows = changes.map((one) => [one.case_number, String(one.year), yuan(one.was_fen), yuan(one.becomes_fen)]);
  if (rows.length > 0) for (const line of tableLines(columns, rows)) terminal.out(line);
  else
    terminal.out(say('  出生日期和性别不变，没有年度因此改变', '  neither birth nor sex is another, and no year changes by it'));
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
  const told = await waiting(api, enrolment_id, who);
  if (terminal.json) terminal.outJson(told ?? { case_number: caseNumber, who });
  else if (told !== undefined) show(terminal, told);
  const whose = who === 'applicant' ? '' : ` --who ${who}`;
  const next = `fenming identity confirm ${caseNumber}${whose} --document-no ${told?.document_no ?? document_no}`;
  terminal.say(
    say(
      `已登记，待县卫健委另一人确认。下一步: ${next}`,
      `Recorded; another person of the health commission confirms it. Next: ${next}`,
    ),
  );
  return EXIT.ok;
};

const settle = async (
  { api, terminal, caseNumber }: CaseDesk,
  { who, path, body, done }: { readonly who: Told['who']; readonly path: string; readonly body: object; readonly done: string },
): Promise<ExitCode> => {
  const enrolment_id = await caseOf(api, caseNumber);
  const told = await waiting(api, enrolment_id, who);
  if (!terminal.json && told !== undefined) show(terminal, told);
  await api.post(path, { enrolment_id, who, ...body });
  if (terminal.json) terminal.outJson(told ?? { case_number: caseNumber, who });
  else terminal.out(done);
  return EXIT.ok;
};

/** Adds one of the commands that take a step with somebody of a case. */
type Add = <Options extends Spoken>(name: string, description: string, action: CaseAction<Options>) => Command;

const addCorrect = (add: Add): void => {
  const description = say(
    '凭文件提出正确的身份证号；确认之前没有改变，会使应发减少的暂停发放',
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
  withDocument(
    add<Confirming>('confirm', description, (desk, { who, documentNo: document_no }) =>
      settle(desk, { who, path: '/identities/confirmation', body: { document_no }, done }),
    ),
  );
};

const addDrop = (add: Add): void => {
  const done = say('  已撤回，没有改变', '  dropped; nothing changes');
  withNote(
    add<Dropping>('drop', say('撤回还没有确认的更正', 'drop what waits'), (desk, { who, note }) =>
      settle(desk, { who, path: '/identities/dropping', body: { note }, done }),
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
  addConfirm(add);
  addDrop(add);
};
