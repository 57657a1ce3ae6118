import { areaContains, type AreaCode } from '@fenming/citizen';
import { refuse, type Asked, type PersonId, type Refusal, type Role } from './decider';
import type { PermissionCode, RefusalCode } from './refusals';

/** An account that the operator gave anew decides nothing before a second person has confirmed it, nor one whose password the operator knows. */
export const confirmedOnly = ({ unconfirmed, passwordGiven }: Asked): Refusal<PermissionCode> | undefined => {
  if (unconfirmed === true) return refuse('account_unconfirmed');
  return passwordGiven === true ? refuse('own_password_first') : undefined;
};

/** Names all offices that may: whoever is turned away must know whom to ask. */
export const forbiddenRole = (roles: readonly Role[]): Refusal<PermissionCode> => refuse('forbidden_role', roles.join(','));

/** The one place where role and area are compared: the actor's area must contain the subject's. */
export const permit = (asked: Asked, office: Role | readonly Role[], subject: AreaCode): Refusal<PermissionCode> | undefined => {
  const offices = [office].flat();
  if (!offices.includes(asked.role)) return forbiddenRole(offices);
  if (!areaContains(asked.area, subject)) return refuse('forbidden_area');
  return confirmedOnly(asked);
};

/**
 * The same for a case, asked before anything is told of it: one that lies elsewhere is as unknown to whoever writes as to whoever reads.
 * `village` is that of the case, absent where there is none.
 */
export const permitCase = (
  asked: Asked,
  office: Role | readonly Role[],
  village: AreaCode | undefined,
): Refusal<PermissionCode> | undefined =>
  permit(asked, office, asked.area) ??
  (village !== undefined && areaContains(asked.area, village) ? undefined : refuse('not_found'));

/** Nobody decides one’s own case (rule D24). */
export const notOwnCase = (asked: Asked, ...subjects: readonly PersonId[]): Refusal<PermissionCode> | undefined =>
  asked.person !== undefined && subjects.includes(asked.person) ? refuse('own_case') : undefined;

/** The first refusal of a list of checks, in the order in which a person would want to hear them. */
export const firstRefusal = <Code extends RefusalCode>(
  ...checks: readonly (Refusal<Code> | undefined)[]
): Refusal<Code> | undefined => checks.find((check) => check !== undefined);
