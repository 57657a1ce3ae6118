import type { PermissionCode } from '@fenming/subsidy';
import type { Words } from '@fenming/language';

/** Who may take a step, and who may not. */
export const PERMISSION_REFUSALS: Words<PermissionCode> = {
  not_found: { zh: '没有找到这条记录。', en: 'There is no such record.' },
  forbidden_role: { zh: '您的岗位不能办理这一步。', en: 'Your office does not take this step.' },
  forbidden_area: { zh: '这不在您的辖区内。', en: 'This is not in your area.' },
  account_unconfirmed: {
    zh: '您的账号由管理员重设（或新设）后还没有经第二人确认，暂时只能查询，不能办理。请先更改管理员设的密码（fenming user own-password，或点击网页上方自己的账号），再请本县卫健、财政或纪检的另一位人员确认（fenming user confirm）。',
    en: 'Your account was set up or reset by the administrator and no second person has confirmed it yet: you can read, but take no step. Change the given password first (fenming user own-password, or click your own name at the head of the web page), then ask another person of the health commission, the finance bureau or discipline inspection to confirm it (fenming user confirm).',
  },
  own_password_first: {
    zh: '您还在用管理员设的密码，这个密码管理员也知道，所以暂时只能查询，不能办理，也不能确认他人的账号。请先更改自己的密码（fenming user own-password，或点击网页上方自己的账号）。',
    en: "You still use the password that the administrator gave you and knows, so you can read, but take no step nor confirm anybody's account. Change your own password first (fenming user own-password, or click your own name at the head of the web page).",
  },
  own_case: {
    zh: '本人不能办理与自己有关的事项，请由其他人办理。',
    en: 'Nobody decides on a matter of their own; somebody else does.',
  },
  separation_of_duty: {
    zh: '这一步须由另一人办理：同一批对象的各级确认，同一批次的经办、审核、审批、放款，重新核定的两次签字，都不能是同一人。',
    en: 'Another person must do this: confirming at each level, making, checking, approving and releasing one batch, and the two signatures of a redetermination are never the same person’s.',
  },
};
