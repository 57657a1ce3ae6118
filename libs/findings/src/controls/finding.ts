/** A control formula that does not hold (疑点). `code`: its number in the list of control formulas; `sentence`: for people, zh-CN. */
export type Finding = {
  readonly code: 'I-10' | 'I-21' | 'I-24' | 'I-33';
  readonly sentence: string;
  readonly batch?: string;
  readonly caseNumber?: string;
};
