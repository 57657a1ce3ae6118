import type { RefusalCode } from '@fenming/subsidy';
import { ACCOUNT_REFUSALS } from './refusals/account';
import { BACKUP_REFUSALS } from './refusals/backup';
import { COUNTY_REFUSALS } from './refusals/county';
import { ELIGIBILITY_REFUSALS } from './refusals/eligibility';
import { PAYOUT_REFUSALS } from './refusals/payout';
import { PERMISSION_REFUSALS } from './refusals/permission';
import { REQUEST_REFUSALS } from './refusals/request';
import { RULEBOOK_REFUSALS } from './refusals/rulebook';
import { said, type Words } from '@fenming/language';

export const REFUSAL_WORDS: Words<RefusalCode> = {
  ...PERMISSION_REFUSALS,
  ...ACCOUNT_REFUSALS,
  ...COUNTY_REFUSALS,
  ...RULEBOOK_REFUSALS,
  ...ELIGIBILITY_REFUSALS,
  ...PAYOUT_REFUSALS,
  ...BACKUP_REFUSALS,
  ...REQUEST_REFUSALS,
};

export const isRefusalCode = (code: string): code is RefusalCode => Object.hasOwn(REFUSAL_WORDS, code);

/** The sentence of a refusal: why it was not done, and what to do. */
export const refusalText = (code: RefusalCode): string => said(REFUSAL_WORDS[code]);
