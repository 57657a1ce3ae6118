import { spoken } from '@fenming/language';
import type { Handlers } from '../log-event';

/** The control formulas, by their number in the list that auditors know. */
export const TITLES = spoken({
  'I-01': {
    zh: '每笔分录借贷相等，金额大于零并精确到分',
    en: 'each posting has equal debits and credits, amounts are above zero and in whole fen',
  },
  'I-02': { zh: '全部账户合计恒为零', en: 'all accounts always add up to zero' },
  'I-03': {
    zh: '指标来源等于指标去向（分项目、年度、层级）',
    en: 'sources of appropriations equal their uses (by programme, year, layer)',
  },
  'I-04': {
    zh: '可用、预留、在途、已发、退票任何时刻不为负',
    en: 'available, reserved, under way, paid and returned are never negative',
  },
  'I-05': {
    zh: '到账减追回等于逐人、逐村、逐镇合计',
    en: 'arrived less recovered equals the totals by person, village and township',
  },
  'I-06': {
    zh: '已结账的项目年度没有可用、预留、在途和退票的资金，也不再记账',
    en: 'a closed programme year has nothing available, reserved, under way or returned, and nothing is posted to it any more',
  },
  'I-07': {
    zh: '结转转出等于下年转入，结转不超过两年',
    en: 'what is carried out equals what is carried in, over two years at most',
  },
  'I-08': { zh: '更正和追回指明所更正的金额', en: 'corrections and recoveries name the amount that they correct' },
  'I-09': { zh: '资金用于本项目、本年度、本地区', en: 'money is used for its own programme, year and region' },
  'I-10': { zh: '同一对象同一笔补助至多一次有效发放', en: 'a benefit of a case has one valid payment at most' },
  'I-11': { zh: '金额等于规则按事实计算的结果', en: 'amounts equal what the rules give by the facts' },
  'I-12': {
    zh: '同一项目年度只用一个规则版本，换版有文号',
    en: 'a programme year is determined by one version of the rules, and a new version has a document number',
  },
  'I-13': {
    zh: '名单上的人都有申报、身份和三级确认',
    en: 'everybody on a list has an application, an identity and three confirmations',
  },
  'I-14': {
    zh: '死亡或退出后不发放，多发的已列追回',
    en: 'nothing is paid after a death or an exit, and what was overpaid is to be recovered',
  },
  'I-15': { zh: '互斥项目不重复享受', en: 'programmes that exclude each other are not received together' },
  'I-16': { zh: '户内合计不超过封顶线', en: 'what a household receives stays within the cap' },
  'I-17': { zh: '公示名单、审批名单、批次名单一致', en: 'the lists posted, approved and paid are the same' },
  'I-18': { zh: '公示满期，期间异议全部办结', en: 'notice periods were over and objections decided' },
  'I-19': { zh: '名单逐村合计等于镇、县合计', en: 'the villages of a list add up to its townships and the county' },
  'I-20': { zh: '申报人数等于列入加未列入（有原因）', en: 'applications equal those listed plus those left out (with a reason)' },
  'I-21': {
    zh: '名单、签字、发放指令、送盘文件的笔数和金额一致',
    en: 'list, signatures, payments and bank files agree in lines and amounts',
  },
  'I-22': { zh: '名单每行恰在一个批次发放一次', en: 'each line of a list is paid once in one batch' },
  'I-23': {
    zh: '送审、审核、审批、放款签的是同一份名单，文件不换',
    en: 'submitted, checked, approved and released is one and the same list, and files are not changed',
  },
  'I-24': { zh: '到账加退票加待定等于送盘', en: 'arrived plus returned plus open equals what was sent' },
  'I-33': {
    zh: '经办、审核、审批、放款四人分离，且不是收款人',
    en: 'preparing, checking, approving and releasing are done by four persons who are not paid',
  },
  'I-34': { zh: '每一步的岗位和地区当时有授权', en: 'each step was done in a role and area that was assigned at the time' },
  'I-35': { zh: '每一步按规定次序', en: 'steps follow in their order' },
  'I-36': { zh: '改账户的人不审批本批', en: 'whoever changes an account does not approve its batch' },
  'I-37': {
    zh: '更改规则、对象和事实有文号，由两人签字',
    en: 'rules, cases and facts are changed by a document and two signatures',
  },
  'I-38': { zh: '事件序号连续不断，每条都读得懂', en: 'event numbers follow without a gap, and each event can be read' },
  'I-39': { zh: '记录时间不倒退', en: 'times of record never go back' },
});
export type Code = keyof typeof TITLES;

/** Where a formula does not hold: ids, line numbers, amounts in fen as decimal text. No personal data. */
export type FindingRow = Readonly<Record<string, string | number>>;

/** A control formula that does not hold (疑点). `code`: its number; `sentence`: for people, with the difference. */
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
  /** What it could not check, and why (without a full stop). */
  readonly unchecked?: string;
  /** What it did not open, and checked so little without that it is not said to hold. */
  readonly unopened?: string;
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
