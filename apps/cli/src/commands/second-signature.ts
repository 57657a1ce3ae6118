import { say } from '@fenming/language';
import { EXIT, type ExitCode } from '../terminal/exit-codes';
import type { Terminal } from '../terminal/terminal';
import type { CaseDesk, Confirming } from './case-command';
import { caseOf } from './case-of';
import { sayNext } from './shown-changes';

/** What is told of something that waits for its second signature. */
type Waiting = { readonly document_no: string; readonly basis: string };
/** `where`: under which name the case tells it. `confirming`: the command that signs it. */
type SignedTwice<Told extends Waiting> = {
  readonly where: string;
  readonly confirming: string;
  readonly show: (terminal: Terminal, told: Told) => void;
};
type Settling<Told> = { readonly path: string; readonly bodyOf: (shown: Told) => object; readonly done: string };

/** The steps of what one person says of a case and another signs: what waits is shown before it is settled, and what is confirmed is what was shown. */
export const secondSignature = <Told extends Waiting>({ where, confirming, show }: SignedTwice<Told>) => {
  const look = async ({ api, terminal, caseNumber }: CaseDesk): Promise<ExitCode> => {
    const waiting = await api.get<Told>(`/enrolments/${await caseOf(api, caseNumber)}/${where}`);
    if (terminal.json) terminal.outJson(waiting);
    else show(terminal, waiting);
    sayNext(terminal, `fenming ${confirming} ${caseNumber} --document-no ${waiting.document_no}`, waiting);
    return EXIT.ok;
  };
  const propose = async (desk: CaseDesk, path: string, body: object): Promise<ExitCode> => {
    await desk.api.post(path, { enrolment_id: await caseOf(desk.api, desk.caseNumber), ...body });
    return look(desk);
  };
  const settle = async ({ api, terminal, caseNumber }: CaseDesk, { path, bodyOf, done }: Settling<Told>): Promise<ExitCode> => {
    const enrolment_id = await caseOf(api, caseNumber);
    const waiting = await api.get<Told>(`/enrolments/${enrolment_id}/${where}`);
    if (!terminal.json) show(terminal, waiting);
    await api.post(path, { enrolment_id, ...bodyOf(waiting) });
    if (terminal.json) terminal.outJson(waiting);
    else terminal.out(`  ${done}`);
    return EXIT.ok;
  };
  return {
    look,
    propose,
    confirm:
      (path: string, done: string) =>
      (desk: CaseDesk, { documentNo: document_no, basis }: Confirming) =>
        settle(desk, { path, bodyOf: (shown) => ({ document_no, basis: basis ?? shown.basis }), done }),
    drop:
      (path: string) =>
      (desk: CaseDesk, { note }: { readonly note: string }) =>
        settle(desk, { path, bodyOf: () => ({ note }), done: say('已撤回，没有改变', 'dropped; nothing changes') }),
  };
};
