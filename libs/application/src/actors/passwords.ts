import type { Refusal } from '@fenming/subsidy';

/** In characters that can be seen: 等保 2.0 asks for eight. */
const SHORTEST = 8;

/** Controls, spaces and what fills a place without being seen: nobody can type it again, or tell somebody else. */
const UNSEEN = /[\p{C}\p{Z}\p{Default_Ignorable_Code_Point}\u2800]/gu;

const isRepeated = (text: string, part: string): boolean => part !== '' && text.replaceAll(part, '') === '';

/** Why this may be nobody's password: too little of it can be seen, or it says the account's own name or one character over and over. Every door asks this, before anything is recorded. */
export const passwordFault = (password: string, actor: string): Refusal | undefined => {
  const seen = password.normalize('NFKC').replaceAll(UNSEEN, '').toLowerCase();
  const [first = ''] = seen;
  const says = !isRepeated(seen, actor) && !isRepeated(seen, first);
  return Array.from(seen).length >= SHORTEST && says ? undefined : { refused: 'password_too_short', detail: actor };
};
