import { spoken } from '@fenming/language';
import type { AccountKind, CredentialKind } from '@fenming/subsidy';

/** Who has an account. */
export const ACCOUNT_KINDS: Readonly<Record<string, string>> = spoken<AccountKind>({
  person: { zh: '个人', en: 'person' },
  service: { zh: '对接系统', en: 'connected system' },
});

/** By what an account is logged in to. */
export const CREDENTIAL_KINDS: Readonly<Record<string, string>> = spoken<CredentialKind>({
  password: { zh: '密码', en: 'password' },
  token: { zh: '令牌', en: 'token' },
});
