import type { Refusal } from '@fenming/subsidy';

/** In characters: 等保 2.0 asks for eight. */
const SHORTEST = 8;

/** Why this may be nobody's password: empty, short, or the account's own name. Every door asks this, before anything is recorded. */
export const passwordFault = (password: string, actor: string): Refusal | undefined => {
  const characters = Array.from(password.normalize('NFKC')).length;
  const says = password.trim() !== '' && password.toLowerCase() !== actor;
  return characters >= SHORTEST && says ? undefined : { refused: 'password_too_short', detail: actor };
};
