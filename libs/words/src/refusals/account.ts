import type { AccountCode } from '@fenming/subsidy';
import type { Words } from '@fenming/language';

/** What is refused about an account, an appointment or a password. */
export const ACCOUNT_REFUSALS: Words<AccountCode> = {
  actor_exists: {
    zh: '这个账号已经存在，岗位或辖区与本次登记不同。',
    en: 'This account exists already, with another office or area.',
  },
  actor_name_reserved: {
    zh: '这个名称在记录里指系统管理员，不能用作账号；请另取一个。',
    en: 'In the records this name stands for the system administrator; choose another one.',
  },
  office_area_level: {
    zh: '辖区与岗位不相配：村级经办须是一个村（12 位代码），乡镇经办须是一个乡镇（9 位），其余岗位须是县（6 位）。',
    en: 'The area does not fit the office: a village clerk has one village (12 digits), a township clerk one township (9 digits), every other office the county (6 digits).',
  },
  office_area_unknown: {
    zh: '本县登记的区划里没有这个辖区：请核对代码，或先登记这个乡镇、村。',
    en: 'The county has no such area. Check the code, or register the township or village first.',
  },
  actor_dismissed: {
    zh: '这个账号已经停用。接任的人另用一个账号。',
    en: 'This account has ended. Whoever takes over gets another account.',
  },
  authority_ended: {
    zh: '您的账号在办理期间已停用，或岗位、辖区已变更，这一步没有办理。请重新登录。',
    en: 'Your account was ended, or its office or area changed, while this was on its way; nothing was done. Log in again.',
  },
  change_unknown: {
    zh: '没有待确认的这一项账号变更；可能已经确认，或已被新的变更取代。',
    en: 'No such change of an account waits to be confirmed; it may be confirmed already, or replaced by a later one.',
  },
  confirm_own: { zh: '自己的账号须由另一人确认。', en: 'You cannot confirm your own account; another person has to.' },
  confirm_by_machine: {
    zh: '账号变更须由人确认，对接系统的令牌不能确认。',
    en: 'A change of an account is confirmed by a person; the token of a connected system cannot confirm it.',
  },
  office_of_persons: {
    zh: '财政经办、审核、审批、放款须由本人用自己的密码办理。这是对接系统的账号，它的令牌管理员也知道，所以不能确认。请另为办理人登记个人账号。',
    en: 'Making, checking, approving and releasing payments is done by a person with a password of their own. This is the account of a connected system, whose token the administrator knows, so it cannot be confirmed. Set up a personal account for whoever holds the office.',
  },
  last_confirmer: {
    zh: '这是本县唯一还能确认他人账号的人：照办以后，谁的账号都不能再确认，所以没有办理。请先由其确认卫健、财政或纪检另一位人员的账号（没有待确认的，先登记一位），再办这一项。',
    en: "This is the only person left who can confirm accounts: after this nobody's account could be confirmed any more, so nothing was done. First confirm the account of another person of the health commission, the finance bureau or discipline inspection (appoint one if none waits).",
  },
  confirmer_missing: {
    zh: '采用第一个项目以后，新设和重设的账号都须经第二人确认，而本县还没有能确认的人。请先为卫健、财政或纪检至少一人登记个人账号并设密码（fenming user add），由本人更改密码（fenming user own-password），再采用项目。',
    en: 'Once the first programme is adopted, every new or reset account has to be confirmed by a second person, and the county has nobody who can. First set up a personal account with a password for at least one person of the health commission, the finance bureau or discipline inspection (fenming user add), who changes that password (fenming user own-password), then adopt the programme.',
  },
  password_not_own: {
    zh: '本人还没有更改管理员设的密码，这个密码管理员也知道，所以不能确认。请本人先更改密码（fenming user own-password，或点击网页上方本人的账号）。',
    en: 'The holder has not changed the password that the administrator gave and knows, so the account cannot be confirmed. The holder changes the password first (fenming user own-password, or by clicking their own name at the head of the web page).',
  },
  office_vacated: {
    zh: '这是该岗位唯一可用的账号，还有批次等着这个岗位办理。请先登记接任的人；情况紧急时可以先停用密码和令牌（fenming user revoke），立即生效。',
    en: 'This is the only usable account of its office, and batches wait for that office. Appoint a successor first; in an emergency end the password and tokens at once (fenming user revoke).',
  },
  credential_kind: {
    zh: '个人账号用密码，对接系统的账号用令牌，不能混用。',
    en: 'A personal account has a password, the account of a connected system a token; the two cannot be mixed.',
  },
  password_too_short: {
    zh: '密码太短：至少要有 8 个看得见的字符。',
    en: 'The password is too short: it has at least 8 visible characters.',
  },
  password_guessable: {
    zh: '这个密码太容易被猜到：它是常见的密码，或者主要由连续、重复的字符和数字、年份、账号或岗位的名称组成。请另换一个，例如把几个互不相干的词连在一起。',
    en: 'This password is guessed too easily: it is a common one, or little else than sequences, repetitions, a year, or a name of the account or its office. Choose another one, such as several unrelated words in a row.',
  },
  password_wrong: { zh: '原密码不对，密码没有更改。', en: 'The present password is wrong; the password was not changed.' },
  password_unchanged: {
    zh: '新密码与原密码相同，密码没有更改。',
    en: 'The new password is the present one; the password was not changed.',
  },
  person_has_account: {
    zh: '此人已有另一个账号，一人只能有一个账号。',
    en: 'This person has another account already, and may have only one.',
  },
};
