import type { Asked, Refusal } from '@fenming/subsidy';

/**
 * Who calls and under which command id: a repeated command has the same id and changes nothing twice. `decidedBefore`: what was decided before is
 * carried out or written down, and the caller's authority at that time is what counts.
 */
export type Caller = {
  readonly asked: Omit<Asked, 'at'>;
  readonly commandId: string;
  readonly correlation: string;
  readonly decidedBefore?: true;
};
/** Whoever asked as their account stands at this moment, or why it decides nothing any more. */
export type AuthorityNow = (asked: Omit<Asked, 'at'>) => Promise<Omit<Asked, 'at'> | Refusal>;
