import { ACCOUNT_KINDS, ROLES, type AccountKind, type Role } from '@fenming/subsidy';
import { ActorName, Area, ListOf, Maybe, OneOf, Text, Typed, Uuid } from '../validators';

const APPOINTED = ROLES.filter((role) => role !== 'system');

class ActorBody {
  @ActorName() id!: string;
  @Text(60) title!: string;
  @OneOf(APPOINTED) role!: Role;
  @Area() area!: string;
  @OneOf(ACCOUNT_KINDS) kind!: AccountKind;
  @Maybe() @Typed(18) citizen_id?: string;
  @Maybe() @Typed(200) password?: string;
}
export class ActorsBody {
  @ListOf(ActorBody, 1000) actors!: ActorBody[];
}
/** A person gets a password; a machine gets a token, which the answer says once. */
export class CredentialBody {
  @Maybe() @Typed(200) password?: string;
}
export class OwnPasswordBody {
  @Typed(200) current!: string;
  @Typed(200) password!: string;
}
export class ChangeBody {
  @Uuid() change!: string;
}
export class OfficeBody {
  @Text(60) title!: string;
  @OneOf(APPOINTED) role!: Role;
  @Area() area!: string;
}
export class WhyBody {
  @Text(200) reason!: string;
}
