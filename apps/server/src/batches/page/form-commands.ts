import { say } from '@fenming/language';
import type { ICommand } from '@nestjs/cqrs';
import { IssueBankFiles, LockRoster, TakeBatchStep, type BatchStep } from '@fenming/payout';
import { Refused, type Caller } from '@fenming/commands';
import { namesDayOfDeath } from '@fenming/calendar';
import { findPersonalNumbers, ordinaryText, unwritableIn } from '@fenming/citizen';
import { MoneyError, parseTypedYuan, type Fen } from '@fenming/money';
import { Malformed } from '../../problem';
import { deathIsSealed, Maybe, Typed } from '../../validators';

/** What the forms of the batch page send; each sends some of it. */
export class Form {
  @Maybe() @Typed(64) roster_hash?: string;
  @Maybe() @Typed(64) request_id?: string;
  @Maybe() @Typed(40) total_yuan?: string;
  @Maybe() @Typed(40) profile?: string;
  @Maybe() @Typed(200) reason?: string;
}

/** A command, once it is known who gives it and under which id. */
type CommandOf = (caller: Caller) => ICommand;

/** The command behind a form of the batch page. Throws Refused('not_found') for a step that there is not, and Malformed. */
export const commandOf = ({ batch, step }: { readonly batch: string; readonly step: string }, form: Form): CommandOf => {
  switch (step) {
    case 'lock':
      return (caller) => new LockRoster(batch, caller);
    case 'bank-file': {
      const order = { batch, ...(form.profile === undefined || form.profile === '' ? {} : { profile: form.profile }) };
      return (caller) => new IssueBankFiles(order, caller);
    }
    default: {
      const taken = stepOf(step, form);
      return (caller) => new TakeBatchStep(batch, taken, caller);
    }
  }
};

const stepOf = (step: string, form: Form): BatchStep => {
  switch (step) {
    case 'submit':
    case 'check':
    case 'release':
      return { do: step, hash: hashIn(form) };
    case 'approve':
      return { do: step, hash: hashIn(form), ...typedTotal(form.total_yuan) };
    case 'send-back':
    case 'pause':
      return { do: step, reason: reasonOf(form) };
    case 'resume':
    case 'reconcile':
    case 'close':
      return { do: step };
    default:
      throw new Refused({ refused: 'not_found', detail: step });
  }
};

/** A signature is given on a list: without its hash nothing is signed. */
const hashIn = ({ roster_hash: hash }: Form): string => {
  if (hash === undefined)
    throw new Malformed([{ pointer: '/roster_hash', code: 'text', message: say('不能为空。', 'It must not be empty.') }]);
  return hash;
};

/** The id that the form was rendered with: sent twice, it is done once. Without it nothing is done, for it would be done as often as it is sent. */
export const formIdOf = ({ request_id: id }: Form): string => {
  if (id === undefined || !/^[0-9a-f-]{36}(-back|-pause)?$/.test(id)) {
    const message = say('请重新打开本页，再办理这一步。', 'Open this page again and take the step from there.');
    throw new Malformed([{ pointer: '/request_id', code: 'text', message }]);
  }
  return id;
};

/** A reason goes into the log in clear, and is one. */
const reasonOf = ({ reason: typed = '' }: Form): string => {
  const reason = ordinaryText(typed);
  if (findPersonalNumbers(reason).length > 0) throw new Refused({ refused: 'personal_number' });
  if (reason === '')
    throw new Malformed([{ pointer: '/reason', code: 'text', message: say('不能为空。', 'It must not be empty.') }]);
  const unwritable = unwritableIn(reason);
  if (unwritable !== undefined) throw new Malformed([{ pointer: '/reason', code: 'writable', message: `${unwritable}。` }]);
  if (namesDayOfDeath(reason)) throw new Malformed([{ pointer: '/reason', code: 'no_day_of_death', message: deathIsSealed() }]);
  return reason;
};

/** The approver types the total in yuan, with the widths and the unit of the keyboard at hand; what is not an amount is not the total. */
const typedTotal = (text: string | undefined): { readonly totalFen?: Fen } => {
  if (text === undefined) return {};
  try {
    return { totalFen: parseTypedYuan(text) };
  } catch (error) {
    if (error instanceof MoneyError) return {};
    throw error;
  }
};
