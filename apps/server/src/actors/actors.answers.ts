import type { Instant } from '@fenming/calendar';
import type { AreaCode } from '@fenming/citizen';
import {
  ACCOUNT_KINDS,
  CREDENTIAL_KINDS,
  ROLES,
  type AccountChangeKind,
  type AccountKind,
  type ActorId,
  type CredentialKind,
  type RefusalCode,
  type Role,
} from '@fenming/subsidy';
import type { AccountNow } from '@fenming/offices';
import type { AccountChange, Actor } from '@fenming/views';
import { flag, Has, listOf, MayHave, moment, nameIn, oneOf, orNull, text, whole } from '../answers/fields';

/** `awaited`: the change of the account that a second person has to confirm. `token_expires`, `token_used`: of a machine. */
export class ActorAnswer implements Omit<Actor, 'person_id'> {
  @Has(text) id!: ActorId;
  @Has(text) title!: string;
  @Has(oneOf(ROLES)) role!: Role;
  @Has(text) area!: AreaCode;
  @Has(oneOf(ACCOUNT_KINDS)) kind!: AccountKind;
  @Has(flag) dismissed!: boolean;
  @Has(orNull(oneOf(CREDENTIAL_KINDS))) credential!: CredentialKind | null;
  @Has(orNull(text)) awaited!: string | null;
  @MayHave(moment) token_expires?: string;
  @MayHave(moment) token_used?: string;
}
const KINDS: Readonly<Record<AccountChangeKind, true>> = {
  appointed: true,
  reassigned: true,
  equipped: true,
  revoked: true,
  confirmed: true,
  dismissed: true,
};
export class AccountChangeAnswer implements AccountChange {
  @Has(whole) number!: number;
  @Has(nameIn(KINDS)) what!: AccountChangeKind;
  @Has(text) by!: ActorId;
  @Has(orNull(text)) detail!: string | null;
  @Has(flag) unconfirmed!: boolean;
  @Has(moment) at!: Instant;
}

/** What became of one appointment; `token` is told once. */
class AppointedAnswer {
  @Has(text) id!: string;
  @Has(oneOf(['done', 'already', 'refused'])) outcome!: 'done' | 'already' | 'refused';
  @MayHave(text) token?: string;
  @MayHave(text) unconfirmed?: string;
  @MayHave(text) code?: RefusalCode;
  @MayHave(text) message?: string;
  @MayHave(text) detail?: string;
}
export class AppointmentsAnswer {
  @Has(listOf(AppointedAnswer)) data!: readonly AppointedAnswer[];
}
/** The account as it stands: the change that waits for a second person, and a machine's new token, which is told once. */
export class AccountAnswer implements AccountNow {
  @Has(text) id!: ActorId;
  @MayHave(text) unconfirmed?: string;
  @MayHave(text) token?: string;
}
export class OwnPasswordAnswer {
  @Has(text) token!: string;
  @MayHave(text) unconfirmed?: string;
}
