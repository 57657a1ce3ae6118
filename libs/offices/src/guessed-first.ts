/** What lists of stolen passwords are made of, in small letters: alone, doubled or with a number behind they are the first that is tried. */
export const GUESSED_FIRST: readonly string[] = `
  password passwort passwd passw0rd p@ssw0rd p@ssword pa55word pass secret letmein mima kouling login welcome changeme
  default temp qwerty azerty trustno1 whatever access master monkey
  administrator admin root system operator manager user guest test demo oracle server fenming
  iloveyou loveyou woaini aini love baobei laopo laogong mama baba happy sunshine princess dragon shadow superman batman
  football baseball soccer hello nihao freedom computer internet 5201314 1314520 1314521 520520 521521 7758521 7758258 1314
  520 521 5211 147258369 159753 741852963 112233 11223344 1122 2233 3344 110 119 114 888 666 168 a1b2c3d4 a1b2c3 1a2b3c
  china zhongguo beijing shanghai henan taobao baidu wangyi tencent weixin google microsoft windows
  密码 口令 管理员 中国 我爱你 你好 分明
  财政 审核 审批 经办 放款 卫健 卫健委 纪委 监委 纪检 乡镇 计生 银行 caizheng shenhe shenpi jingban fangkuan weijian jiwei yinhang
`
  .trim()
  .split(/\s+/);
