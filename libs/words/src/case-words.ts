import { say, spoken } from '@fenming/language';
import type {
  CaseStage,
  DETERMINATION_CAUSES,
  DeterminationCause,
  EnrolmentEvent,
  ExitReason,
  LeadAbout,
  LeadState,
  Level,
  ObjectionKind,
  ObjectionState,
  StatementState,
  PersonCause,
} from '@fenming/subsidy';

/** The three levels at which a case is confirmed and posted. */
export const LEVEL_NAMES: Readonly<Record<Level, string>> = spoken<Level>({
  village: { zh: '村级', en: 'village' },
  township: { zh: '乡级', en: 'township' },
  county: { zh: '县级', en: 'county' },
});

/** Why a case has exited. */
export const EXIT_REASONS: Readonly<Record<string, string>> = spoken<ExitReason>({
  death: { zh: '死亡', en: 'death' },
  moved_out: { zh: '迁出', en: 'moved away' },
  other: { zh: '其他原因', en: 'another cause' },
});

/** What an objection says. */
export const OBJECTION_KINDS: Readonly<Record<string, string>> = spoken<ObjectionKind>({
  should_not_receive: { zh: '不应享受', en: 'should not receive it' },
  amount_wrong: { zh: '金额不符', en: 'wrong amount' },
  facts_wrong: { zh: '信息有误', en: 'wrong facts' },
});

/** How far an objection has come. */
export const OBJECTION_STATES: Readonly<Record<string, string>> = spoken<ObjectionState>({
  open: { zh: '待处理', en: 'to be decided' },
  upheld: { zh: '成立', en: 'upheld' },
  dismissed: { zh: '不成立', en: 'dismissed' },
  remedied: { zh: '属实并已更正', en: 'remedied' },
});

type FactsStated = Extract<EnrolmentEvent['type'], 'EnrolmentApplied' | 'EnrolmentRenewed' | 'FactsCorrected'>;
const FACTS_STATED: Readonly<Record<string, string>> = spoken<FactsStated>({
  EnrolmentApplied: { zh: '申报', en: 'application' },
  EnrolmentRenewed: { zh: '年审', en: 'yearly review' },
  FactsCorrected: { zh: '更正', en: 'correction' },
});

type Over = Readonly<Record<'claimed_fen' | 'received_fen' | 'undecided_fen', number>>;
/** Who does what about money that arrived too much. */
export const overpaidNextStep = ({ claimed_fen, received_fen, undecided_fen }: Over): string => {
  if (undecided_fen > 0)
    return say(
      '规则没有写明追不追回：由县卫健部门查明原因，按文件决定（目前在系统外办理）；此前不追回，也不抵扣',
      'the rules do not say whether it is recovered: the county health commission looks into it and decides by a document (outside the system for now); until then it is neither claimed nor set off',
    );
  if (received_fen < claimed_fen)
    return say(
      '由县财政部门催收，追回后由财政经办登记（fenming recovery receive）',
      'the finance bureau asks for it, and the finance maker records what is recovered (fenming recovery receive)',
    );
  return claimed_fen > 0
    ? say('已全部追回', 'all of it is recovered')
    : say('按规定不追回，无须办理', 'not claimed, by the rules: nothing needs to be done');
};

/** In what the facts of a case were stated, by the type of the event that records it. */
export const factsStatedIn = (type: string): string => FACTS_STATED[type] ?? say('记录', 'entry');

/** How far a statement of a fact has come. */
export const STATEMENT_STATES: Readonly<Record<string, string>> = spoken<StatementState>({
  waiting: { zh: '待第二人确认', en: 'waits for a second person' },
  accepted: { zh: '已确认', en: 'accepted' },
  dropped: { zh: '已撤回', en: 'dropped' },
});

/** How far a lead has come. */
export const LEAD_STATES: Readonly<Record<LeadState, string>> = spoken<LeadState>({
  open: { zh: '待核实', en: 'to be looked at' },
  stated: { zh: '已提出更正，待第二人确认', en: 'stated, waits for a second person' },
  settled: { zh: '已落实', en: 'settled' },
  closed: { zh: '核实后关闭', en: 'closed' },
});

/** What a lead is about. */
export const LEAD_ABOUTS: Readonly<Record<string, string>> = spoken<LeadAbout>({
  fact: { zh: '事实不一致', en: 'another fact' },
  death: { zh: '死亡', en: 'death' },
  paid: { zh: '在别处领取', en: 'paid elsewhere' },
});

/** How far a case has come in a year, as a list says it. */
export const STAGE_NAMES: Readonly<Record<string, string>> = spoken<CaseStage>({
  applied: { zh: '已申报，待村级确认', en: 'applied, to be confirmed by the village' },
  village_confirmed: { zh: '村级已确认', en: 'confirmed by the village' },
  village_noticed: { zh: '村级已公示', en: 'posted in the village' },
  township_confirmed: { zh: '乡级已确认', en: 'confirmed by the township' },
  township_noticed: { zh: '乡级已公示', en: 'posted in the township' },
  county_confirmed: { zh: '县级已确认', en: 'confirmed by the county' },
  county_noticed: { zh: '县级已公示', en: 'posted in the county' },
  rejected: { zh: '不予确认', en: 'refused' },
  exited: { zh: '已退出', en: 'exited' },
});

const CAUSES = spoken<(typeof DETERMINATION_CAUSES)[number]>({
  confirmation: { zh: '县级确认', en: 'confirmed by the county' },
  rules: { zh: '标准或规则变化', en: 'the rules have changed' },
  death: { zh: '登记死亡', en: 'a death was recorded' },
  exit: { zh: '退出', en: 'exit' },
  exit_withdrawn: { zh: '撤销退出或误登的死亡', en: 'an exit or a death was withdrawn' },
  correction: { zh: '更正事实', en: 'a fact was corrected' },
  change: { zh: '事实变更', en: 'a fact has changed' },
  paid_elsewhere: { zh: '外县已发', en: 'paid by another county' },
});
/** Why a year was determined. `nameOf`: what another programme is called. */
export const determinationCause = (cause: DeterminationCause, nameOf: (programme: string) => string): string => {
  const [kind = '', programme] = cause.split(':');
  if (programme === undefined) return CAUSES[kind as keyof typeof CAUSES];
  const name = nameOf(programme);
  return kind === 'displaced'
    ? say(`改享“${name}”`, `“${name}” is drawn instead`)
    : say(`部分月份改享“${name}”`, `“${name}” is drawn instead in some months`);
};

/** Why a person decides what becomes of a case under changed rules. */
export const PERSON_CAUSES: Readonly<Record<PersonCause, string>> = spoken<PersonCause>({
  lower: { zh: '有月份减少', en: 'months would be lower' },
  new_months: { zh: '有新增的月份', en: 'months would be newly paid' },
  beyond_tolerance: { zh: '增加超过可由系统核定的数额', en: 'the rise passes what needs no decision' },
  facts_missing: { zh: '所需事实不明', en: 'facts are missing' },
});

/** Of somebody who stands in no case of the asker's area: whether in another is not said. */
export const personUnknown = (): string =>
  say(
    '在您的辖区没有此人的档案。请核对身份证号；在别处申报的，由当地或县级查询。',
    'There is no case of this person in your area. Check the citizen id; whoever applied elsewhere is asked about there or by the county.',
  );
