import { say } from '@fenming/language';
import { comparisonKey } from '@fenming/citizen';
import type { NamedLine } from './return-line';

type Payee = { readonly account?: string; readonly payeeName?: string };

/**
 * Which part of the payee in a return is not that of the line sent, in a word. Banks often star the middle of an account or of a name; a name may be the
 * bank's own where it says that the names differ.
 */
export function payeeDiffers(line: NamedLine, sent: Payee): string | undefined {
  if (!sameWhereShown(line.account, sent.account)) return say('账号', 'account');
  const namesDiffer = line.outcome === 'failed' && line.reason === 'NAME_MISMATCH';
  if (!namesDiffer && !sameWhereShown(line.payeeName, sent.payeeName)) return say('户名', 'name');
  return undefined;
}

function sameWhereShown(returned: string | undefined, sent: string | undefined): boolean {
  if (returned === undefined || returned === '' || sent === undefined) return true;
  const [shown, whole] = [plain(returned), plain(sent)];
  if (!shown.includes('*')) return shown === whole;
  const pieces = shown.split(/\*+/);
  const [first = '', last = ''] = [pieces[0], pieces.at(-1)];
  return whole.length >= first.length + last.length && whole.startsWith(first) && whole.endsWith(last);
}

/** Width, case, spaces, dashes and the kind of the dot in a name are the bank's own. */
const plain = (text: string): string => comparisonKey(text).replaceAll('-', '');
