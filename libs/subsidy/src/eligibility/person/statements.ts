import { documentNumber } from '@fenming/citizen';
import { refuse, type ActorId, type Asked, type Decision, type Refusal, type Role } from '../../decider';
import { confirmedOnly, forbiddenRole } from '../../permission';
import type { PersonCode } from './person.refusals';
import type { StatementState } from '../../terms';
import type { PersonEvent, StatementMade } from './person.events';

/** A statement, who made it, and what has become of it. */
export type Statement = StatementMade['data'] & {
  readonly by: ActorId;
  readonly state: StatementState;
};
export type Statements = Readonly<Record<string, Statement>>;

/** Programmes may ask different things by one name: a fact is the same where its words are, too. */
export type FactNamed = { readonly fact: string; readonly title: string };
export const sameFact = (one: FactNamed, other: FactNamed): boolean => one.fact === other.fact && one.title === other.title;

/** The last statement of a fact that counts. */
export const lastAccepted = (statements: Statements, named: FactNamed): Statement | undefined =>
  Object.values(statements).findLast((one) => sameFact(one, named) && one.state === 'accepted');

export type MakeStatement = { readonly do: 'make-statement'; readonly said: StatementMade['data'] };
/** `settles`: leads that say the same. */
export type AcceptStatement = {
  readonly do: 'accept-statement';
  readonly statement: string;
  readonly settles?: readonly string[];
};
export type DropStatement = { readonly do: 'drop-statement'; readonly statement: string; readonly reason: string };

const MAKERS: readonly Role[] = ['township', 'health'];
const ACCEPTERS: readonly Role[] = ['health'];
const permitted = (asked: Asked, roles: readonly Role[]): Refusal<PersonCode> | undefined =>
  roles.includes(asked.role) ? confirmedOnly(asked) : forbiddenRole(roles);

/** One statement of a fact waits at a time: the second signature must not depend on which was read. */
export const makeStatement = (
  statements: Statements,
  { said }: MakeStatement,
  asked: Asked,
): Decision<PersonEvent, PersonCode> => {
  const barred = permitted(asked, MAKERS);
  if (barred !== undefined) return barred;
  if (statements[said.statement] !== undefined) return [];
  const waits = Object.values(statements).some((one) => sameFact(one, said) && one.state === 'waiting');
  if (waits) return refuse('statement_waiting', said.fact);
  return [{ type: 'StatementMade', data: { ...said, documentNo: documentNumber(said.documentNo) } }];
};

/** Another person than the one who made it, of the county's health commission, makes it count. Accepted already: nothing stands in the way. */
export const mayAccept = (statements: Statements, statement: string, asked: Asked): Refusal<PersonCode> | undefined => {
  const barred = permitted(asked, ACCEPTERS);
  if (barred !== undefined) return barred;
  const found = statements[statement];
  if (found === undefined || found.state === 'dropped') return refuse('statement_unknown', statement);
  return found.by === asked.by ? refuse('proposal_own') : undefined;
};

export const acceptStatement = (
  statements: Statements,
  { statement }: AcceptStatement,
  asked: Asked,
): Decision<PersonEvent, PersonCode> => {
  const barred = mayAccept(statements, statement, asked);
  if (barred !== undefined) return barred;
  const found = statements[statement];
  if (found === undefined || found.state === 'accepted') return [];
  return [{ type: 'StatementAccepted', data: { personId: found.personId, statement } }];
};

/** Whoever made it, or the county's health commission, drops a statement that waits. */
export const dropStatement = (
  statements: Statements,
  { statement, reason }: DropStatement,
  asked: Asked,
): Decision<PersonEvent, PersonCode> => {
  const barred = permitted(asked, MAKERS);
  if (barred !== undefined) return barred;
  const found = statements[statement];
  if (found === undefined || found.state === 'accepted') return refuse('statement_unknown', statement);
  if (found.by !== asked.by && !ACCEPTERS.includes(asked.role)) return forbiddenRole(ACCEPTERS);
  if (found.state === 'dropped') return [];
  return [{ type: 'StatementDropped', data: { personId: found.personId, statement, reason } }];
};

/** What a waiting statement has become. */
export const settled = (statements: Statements, statement: string, state: 'accepted' | 'dropped'): Statements => {
  const found = statements[statement];
  return found === undefined ? statements : { ...statements, [statement]: { ...found, state } };
};
