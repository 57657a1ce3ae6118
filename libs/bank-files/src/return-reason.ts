import { said, type Word } from '@fenming/language';

/** Why a bank did not pay: the closed set that every bank's own codes are mapped to. */
export type ReturnReason =
  'NAME_MISMATCH' | 'NO_ACCOUNT' | 'CLOSED' | 'FROZEN' | 'NOT_ACTIVATED' | 'ID_MISMATCH' | 'FORMAT' | 'LIMIT' | 'UNKNOWN';

/** `reissue`: whether a new attempt may follow once the cause is mended. `written`: as it stands in files of banks, whoever makes them. */
export type ReasonText = { readonly text: string; readonly fixBy: string; readonly reissue: boolean; readonly written: string };

/** Said when somebody reads it, in their language. */
const told = (text: Word, fixBy: Word, reissue: boolean): ReasonText => ({
  get text() {
    return said(text);
  },
  get fixBy() {
    return said(fixBy);
  },
  reissue,
  written: text.zh,
});

export const REASON_TEXTS: Readonly<Record<ReturnReason, ReasonText>> = {
  NAME_MISMATCH: told(
    { zh: '户名与账号不符', en: 'name and account do not agree' },
    { zh: '村（社区）核对姓名，乡镇更正', en: 'the village checks the name, the township corrects it' },
    true,
  ),
  NO_ACCOUNT: told(
    { zh: '无此账号', en: 'no such account' },
    { zh: '本人持卡到乡镇核对账号', en: 'the person brings the card to the township to check the account' },
    true,
  ),
  CLOSED: told(
    { zh: '账户已销户', en: 'account closed' },
    { zh: '本人提供新账户，乡镇更正', en: 'the person gives a new account, the township corrects it' },
    true,
  ),
  // A frozen account is often the first sign that its holder has died; nothing more is sent until somebody has looked.
  FROZEN: told(
    { zh: '账户冻结或状态异常', en: 'account frozen or not in order' },
    {
      zh: '本人到银行办理；村（社区）先核实是否健在',
      en: 'the person settles it at the bank; the village first makes sure that the person lives',
    },
    false,
  ),
  NOT_ACTIVATED: told(
    { zh: '社保卡金融账户未激活', en: "the card's bank account is not activated" },
    { zh: '本人到银行激活', en: 'the person activates it at the bank' },
    true,
  ),
  ID_MISMATCH: told(
    { zh: '证件号码与账户不符', en: 'id and account do not agree' },
    { zh: '村（社区）核对身份证，乡镇更正', en: 'the village checks the identity card, the township corrects it' },
    true,
  ),
  FORMAT: told(
    { zh: '报文格式或字符不合要求', en: 'format or characters are not as required' },
    { zh: '财政经办人更正后重新制作文件', en: 'the finance maker corrects it and makes the file again' },
    true,
  ),
  LIMIT: told(
    { zh: '超出笔数、限额或受理时间', en: 'too many lines, too much, or out of hours' },
    { zh: '财政经办人在受理时间内重新提交', en: 'the finance maker sends it again in hours' },
    true,
  ),
  // The money may have arrived: a second attempt could pay twice.
  UNKNOWN: told(
    { zh: '银行结果不明', en: 'outcome at the bank unknown' },
    {
      zh: '财政经办人向银行查询，查明之前不得重发',
      en: 'the finance maker asks the bank; nothing is sent again before it is clear',
    },
    false,
  ),
};
