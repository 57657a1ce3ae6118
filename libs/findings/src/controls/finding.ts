import type { Handlers } from '../log-event';

/** The control formulas, by their number in the list that auditors know. */
export const TITLES = {
  'I-01': '每笔分录借贷相等，金额大于零并精确到分',
  'I-02': '全部账户合计恒为零',
  'I-03': '指标来源等于指标去向（分项目、年度、层级）',
  'I-04': '可用、占用、在途、到账、退回任何时刻不为负',
  'I-05': '到账减追回等于逐人、逐村、逐镇合计',
  'I-06': '已结账的项目年度没有可用、占用、在途和退回的资金，也不再记账',
  'I-07': '结转转出等于下年转入，结转不超过两年',
  'I-08': '更正和追回指明所更正的金额',
  'I-09': '资金用于本项目、本年度、本地区',
  'I-10': '同一对象同一笔补助至多一次有效发放',
  'I-11': '金额等于规则按事实计算的结果',
  'I-12': '同一项目年度只用一个规则版本，换版有文号',
  'I-13': '名单上的人都有申报、身份和三级确认',
  'I-14': '死亡或退出后不发放，多发的已列追回',
  'I-15': '互斥项目不重复享受',
  'I-16': '户内合计不超过封顶线',
  'I-17': '公示名单、审批名单、批次名单一致',
  'I-18': '公示满期，期间异议全部办结',
  'I-19': '名单逐村合计等于镇、县合计',
  'I-20': '申报人数等于列入加未列入（有原因）',
  'I-21': '名单、签字、发放指令、送盘文件的笔数和金额一致',
  'I-22': '名单每行恰在一个批次发放一次',
  'I-23': '送审、审核、审批、放款签的是同一份名单，文件不换',
  'I-24': '到账加退票加待定等于送盘',
  'I-33': '经办、审核、审批、放款四人分离，且不是收款人',
  'I-34': '每一步的岗位和地区当时有授权',
  'I-35': '每一步按规定次序',
  'I-36': '改账户的人不审批本批',
  'I-38': '事件序号连续不断，每条都读得懂',
  'I-39': '记录时间不倒退',
} as const;
export type Code = keyof typeof TITLES;

/** Where a formula does not hold: ids, line numbers, amounts in fen as decimal text. No personal data. */
export type FindingRow = Readonly<Record<string, string | number>>;

/** A control formula that does not hold (疑点). `code`: its number; `sentence`: for people, zh-CN, with the difference. */
export type Finding = {
  readonly code: Code;
  readonly sentence: string;
  /** The event at which it was found, where its log says positions; a finding over sums has none. */
  readonly position?: string;
  readonly batch?: string;
  readonly caseNumber?: string;
  readonly rows?: readonly FindingRow[];
};
/** Where in the log the formulas are. */
export type Here = { position?: string | undefined };

/** `checked`: how many subjects the formula was asked about; `found`: all findings, of which `findings` are the first ones. */
export type FormulaVerdict = {
  readonly checked: number;
  readonly found: number;
  readonly findings: readonly Finding[];
  /** Why the formula says nothing about this log. */
  readonly inapplicable?: string;
  /** What it could not check, and why (zh-CN, without a full stop). */
  readonly unchecked?: string;
};

/** One formula: what it looks at, and what it has to say at the end. A handler sees the registers as they were before its event. */
export type Formula = {
  readonly code: Code;
  readonly tally: Tally;
  readonly on: Handlers;
  readonly verdict: () => FormulaVerdict;
};

/** A broken province must not fill the memory with findings; the number of all of them is kept. */
const KEPT = 1000;

/** Counts what a formula checks and keeps what it finds. */
export class Tally {
  checked = 0;
  found = 0;
  readonly findings: Finding[] = [];
  /** Whoever reads the log says here where it is. */
  here: Here = {};

  constructor(readonly code: Code) {}

  /** One subject is checked; a sentence says what is wrong with it. */
  check(sentence: string | undefined, place: Omit<Finding, 'code' | 'sentence'> = {}): void {
    this.checked += 1;
    if (sentence !== undefined) this.find(sentence, place);
  }

  find(sentence: string, place: Omit<Finding, 'code' | 'sentence'> = {}): void {
    this.found += 1;
    if (this.findings.length >= KEPT) return;
    const { position } = this.here;
    this.findings.push({ code: this.code, sentence, ...(position === undefined ? {} : { position }), ...place });
  }

  /** So that what is asked at the end may be asked again later in the log. */
  copy(): Tally {
    const copy = new Tally(this.code);
    copy.checked = this.checked;
    copy.found = this.found;
    copy.findings.push(...this.findings);
    return copy;
  }

  /** With nothing to check the formula is not applicable, for the reason given: it is never silently green. */
  verdict(whenNothing: string): FormulaVerdict {
    const { checked, found, findings } = this;
    return checked === 0 && found === 0 ? { checked, found, findings, inapplicable: whenNothing } : { checked, found, findings };
  }
}
