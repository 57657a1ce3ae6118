/** Why a bank did not pay: the closed set that every bank's own codes are mapped to. */
export type ReturnReason =
  'NAME_MISMATCH' | 'NO_ACCOUNT' | 'CLOSED' | 'FROZEN' | 'NOT_ACTIVATED' | 'ID_MISMATCH' | 'FORMAT' | 'LIMIT' | 'UNKNOWN';

/** `reissue`: whether a new attempt may follow once the cause is mended. */
export type ReasonText = { readonly text: string; readonly fixBy: string; readonly reissue: boolean };

export const REASON_TEXTS: Readonly<Record<ReturnReason, ReasonText>> = {
  NAME_MISMATCH: { text: '户名与账号不符', fixBy: '村（社区）核对姓名，乡镇更正', reissue: true },
  NO_ACCOUNT: { text: '无此账号', fixBy: '本人持卡到乡镇核对账号', reissue: true },
  CLOSED: { text: '账户已销户', fixBy: '本人提供新账户，乡镇更正', reissue: true },
  // A frozen account is often the first sign that its holder has died; nothing more is sent until somebody has looked.
  FROZEN: { text: '账户冻结或状态异常', fixBy: '本人到银行办理；村（社区）先核实是否健在', reissue: false },
  NOT_ACTIVATED: { text: '社保卡金融账户未激活', fixBy: '本人到银行激活', reissue: true },
  ID_MISMATCH: { text: '证件号码与账户不符', fixBy: '村（社区）核对身份证，乡镇更正', reissue: true },
  FORMAT: { text: '报文格式或字符不合要求', fixBy: '财政经办人更正后重新制作文件', reissue: true },
  LIMIT: { text: '超出笔数、限额或受理时间', fixBy: '财政经办人在受理时间内重新提交', reissue: true },
  // The money may have arrived: a second attempt could pay twice.
  UNKNOWN: { text: '银行结果不明', fixBy: '财政经办人向银行查询，查明之前不得重发', reissue: false },
};
