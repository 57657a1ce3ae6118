import type { EnrolmentKey, Level } from '@fenming/subsidy';
import type { Handlers, Payloads } from '../../log-event';
import { Tally, type Formula } from '../finding';
import { APPLIED, CONFIRMED, NOTICED } from '../register/cases';
import { inMap } from '../register/columns';
import type { Registers } from '../register/registers';

type Stage =
  | 'none'
  | 'opened'
  | 'locked'
  | 'submitted'
  | 'checked'
  | 'approved'
  | 'released'
  | 'sent'
  | 'answered'
  | 'applied'
  | 'reconciled'
  | 'closed';
const STAGE_TITLES: Readonly<Record<Stage, string>> = {
  none: '未开始',
  opened: '已建立',
  locked: '名单已锁定',
  submitted: '已提交',
  checked: '已审核',
  approved: '已审批',
  released: '已放款',
  sent: '已送盘',
  answered: '已回盘',
  applied: '回盘已登记',
  reconciled: '已对账',
  closed: '已办结',
};
type Step = { readonly title: string; readonly from: readonly Stage[]; readonly to?: Stage };

/** The steps of a batch: after which stages each may come, and where it leads. */
const STEPS = {
  BatchOpened: { title: '建立', from: ['none'], to: 'opened' },
  RosterChunkLocked: { title: '写入名单', from: ['opened'] },
  RosterLocked: { title: '锁定名单', from: ['opened'], to: 'locked' },
  BatchSubmitted: { title: '提交', from: ['locked'], to: 'submitted' },
  BatchChecked: { title: '审核', from: ['submitted'], to: 'checked' },
  BatchApproved: { title: '审批', from: ['checked'], to: 'approved' },
  BatchSentBack: { title: '退回', from: ['locked', 'submitted', 'checked', 'approved'], to: 'opened' },
  TotalMistyped: { title: '审批合计输入有误', from: ['checked'] },
  LinesTakenOff: { title: '移出名单', from: ['locked', 'submitted', 'checked', 'approved'], to: 'opened' },
  BatchReleased: { title: '放款', from: ['approved'], to: 'released' },
  ChunkInstructed: { title: '分段发放', from: ['released'] },
  // Of several files, one may be answered before the next is issued.
  BankFileIssued: { title: '送盘', from: ['released', 'sent', 'applied'], to: 'sent' },
  BankResultChunkRecorded: { title: '回盘明细', from: ['sent', 'applied'] },
  BankResultRecorded: { title: '回盘', from: ['sent', 'applied'], to: 'answered' },
  BankResultApplied: { title: '登记回盘', from: ['answered'], to: 'applied' },
  BatchReconciled: { title: '对账', from: ['applied'], to: 'reconciled' },
  BatchClosed: { title: '办结', from: ['reconciled'], to: 'closed' },
} satisfies { readonly [Type in keyof Payloads]?: Step };
/** At which stage of its batch money may be taken or given back, and a payment made or answered. */
const MONEY_STEPS = {
  FundsReserved: { title: '占用指标', from: ['approved'] },
  // The money of lines that were held back is freed by itself, which may be after the file has left.
  FundsFreed: { title: '释放指标', from: ['released', 'sent', 'answered', 'applied'] },
  PaymentInstructed: { title: '发放', from: ['released'] },
  PaymentSettled: { title: '到账', from: ['answered'] },
  PaymentReturned: { title: '退票', from: ['answered'] },
} satisfies { readonly [Type in keyof Payloads]?: Step };

const LEVELS: readonly Level[] = ['village', 'township', 'county'];
/** Which chunks of a locked roster are instructed, and how many payments they made. */
type SentChunks = { readonly of: number; readonly done: Set<number>; count: number };
const ALL_STEPS = [...Object.entries(STEPS), ...Object.entries(MONEY_STEPS)];
type AtLevel = EnrolmentKey & { readonly year: number; readonly level: Level };

/**
 * I-35: the steps of a batch, of its payments and of a confirmation come in the allowed order, nothing is skipped, and nothing follows the
 * end. A batch with nothing to send (every line held back) is not sent.
 */
export function orderedSteps({ cases, scope }: Registers): Formula {
  const tally = new Tally('I-35');
  const stages = new Map<string, Stage>();
  const take =
    ({ title, from, to }: Step) =>
    ({ batch, lineNo }: { readonly batch: string; readonly lineNo?: number }): void => {
      // In the scope of one batch, the others are known by their reservations alone.
      if (scope === 'batch' && to !== 'opened' && !stages.has(batch)) return;
      const stage = stages.get(batch) ?? 'none';
      const line = lineNo === undefined ? '' : ` 第 ${lineNo} 行`;
      const sentence = (): string => `批次 ${batch}${line}：${STAGE_TITLES[stage]}时不能${title}。`;
      tally.check(from.includes(stage) ? undefined : sentence(), {
        batch,
        ...(lineNo === undefined ? {} : { rows: [{ lineNo }] }),
      });
      if (to !== undefined) stages.set(batch, to);
    };
  const sent = new Map<string, SentChunks>();
  const chunks = new Map<string, number>();
  const inOrder = (name: string, batch: string, chunk: number): void => {
    const expected = (chunks.get(name) ?? 0) + 1;
    chunks.set(name, chunk);
    tally.check(chunk === expected ? undefined : `批次 ${batch}：第 ${expected} 段之前出现了第 ${chunk} 段。`, { batch });
  };
  const steps = Object.fromEntries(ALL_STEPS.map(([type, step]) => [type, take(step)]));
  const instructing = take(MONEY_STEPS.PaymentInstructed);
  const needs = ({ enrolmentId, caseNumber, year }: AtLevel, bits: number, sentence: string): void => {
    const known = cases.year(year).steps.get(cases.ids.find(enrolmentId));
    tally.check((known & bits) === bits ? undefined : `${caseNumber}：${sentence}。`, { caseNumber });
  };
  return {
    code: 'I-35',
    tally,
    on: {
      ...(steps as Handlers),
      RosterChunkLocked: (locked) => {
        take(STEPS.RosterChunkLocked)(locked);
        inOrder(`${locked.batch} lock ${locked.lock}`, locked.batch, locked.chunk);
      },
      RosterLocked: (locked) => {
        take(STEPS.RosterLocked)(locked);
        sent.set(locked.batch, { of: locked.chunks, done: new Set(), count: 0 });
      },
      // Several workers take chunks at once, so that a later one may be done first; none is done twice.
      ChunkInstructed: (instructed) => {
        take(STEPS.ChunkInstructed)(instructed);
        const { batch, chunk } = instructed;
        const all = inMap(sent, batch, () => ({ of: 0, done: new Set<number>(), count: 0 }));
        tally.check(all.done.has(chunk) ? `批次 ${batch}：第 ${chunk} 段发放了两次。` : undefined, { batch });
        all.done.add(chunk);
        all.count += instructed.count;
        if (all.done.size === all.of && all.count === 0) stages.set(batch, 'applied');
      },
      EligibilityConfirmed: (confirmed) => {
        const before = LEVELS[LEVELS.indexOf(confirmed.level) - 1];
        const bits = before === undefined ? APPLIED : CONFIRMED[before] | NOTICED[before];
        needs(confirmed, bits, before === undefined ? '没有申报就确认' : '上一级没有确认和公示就确认');
      },
      EnrolmentNoticed: (noticed) => needs(noticed, CONFIRMED[noticed.level], '没有确认就公示'),
      EntitlementDetermined: (determined) => needs({ ...determined, level: 'county' }, CONFIRMED.county, '没有县级确认就核定'),
      PaymentInstructed: (payment) => {
        instructing(payment);
        const { enrolmentId, entitlement, attempt, caseNumber, batch } = payment;
        const last = cases.claim(entitlement).attempt.get(cases.ids.find(enrolmentId));
        const sentence = (): string => `${caseNumber}：第 ${last} 次发放之后是第 ${attempt} 次。`;
        tally.check(attempt === last + 1 ? undefined : sentence(), { batch, caseNumber });
      },
    },
    verdict: () => tally.verdict('还没有办理步骤'),
  };
}
