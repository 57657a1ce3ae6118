import { say, spoken, type Word } from '@fenming/language';
import { onCase } from '../words';
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
const STAGE_TITLES: Readonly<Record<Stage, string>> = spoken({
  none: { zh: '未开始', en: 'not begun' },
  opened: { zh: '已建立', en: 'opened' },
  locked: { zh: '名单已锁定', en: 'locked' },
  submitted: { zh: '已提交', en: 'submitted' },
  checked: { zh: '已审核', en: 'checked' },
  approved: { zh: '已审批', en: 'approved' },
  released: { zh: '已放款', en: 'released' },
  sent: { zh: '已送盘', en: 'sent to the bank' },
  answered: { zh: '已回盘', en: 'answered' },
  applied: { zh: '回盘已登记', en: 'recorded' },
  reconciled: { zh: '已对账', en: 'reconciled' },
  closed: { zh: '已办结', en: 'closed' },
});
type Step = { readonly title: Word; readonly from: readonly Stage[]; readonly to?: Stage };

/** The steps of a batch: after which stages each may come, and where it leads. */
const STEPS = {
  BatchOpened: { title: { zh: '建立', en: 'opening' }, from: ['none'], to: 'opened' },
  RosterChunkLocked: { title: { zh: '写入名单', en: 'writing the list' }, from: ['opened'] },
  RosterLocked: { title: { zh: '锁定名单', en: 'locking the list' }, from: ['opened'], to: 'locked' },
  BatchSubmitted: { title: { zh: '提交', en: 'submitting' }, from: ['locked'], to: 'submitted' },
  BatchChecked: { title: { zh: '审核', en: 'checking' }, from: ['submitted'], to: 'checked' },
  BatchApproved: { title: { zh: '审批', en: 'approving' }, from: ['checked'], to: 'approved' },
  BatchSentBack: {
    title: { zh: '退回', en: 'sending back' },
    from: ['locked', 'submitted', 'checked', 'approved'],
    to: 'opened',
  },
  TotalMistyped: { title: { zh: '审批合计输入有误', en: 'a mistyped total' }, from: ['checked'] },
  LinesTakenOff: {
    title: { zh: '移出名单', en: 'taking lines off' },
    from: ['locked', 'submitted', 'checked', 'approved'],
    to: 'opened',
  },
  BatchReleased: { title: { zh: '放款', en: 'releasing' }, from: ['approved'], to: 'released' },
  ChunkInstructed: { title: { zh: '分段发放', en: 'paying a chunk' }, from: ['released'] },
  // Of several files, one may be answered before the next is issued.
  BankFileIssued: { title: { zh: '送盘', en: 'sending to the bank' }, from: ['released', 'sent', 'applied'], to: 'sent' },
  BankResultChunkRecorded: { title: { zh: '回盘明细', en: 'lines of a bank return' }, from: ['sent', 'applied'] },
  BankResultRecorded: { title: { zh: '回盘', en: 'a bank return' }, from: ['sent', 'applied'], to: 'answered' },
  BankResultApplied: { title: { zh: '登记回盘', en: 'recording a bank return' }, from: ['answered'], to: 'applied' },
  BatchReconciled: { title: { zh: '对账', en: 'reconciling' }, from: ['applied'], to: 'reconciled' },
  BatchClosed: { title: { zh: '办结', en: 'closing' }, from: ['reconciled'], to: 'closed' },
} satisfies { readonly [Type in keyof Payloads]?: Step };
/** At which stage of its batch money may be taken or given back, and a payment made or answered. */
const MONEY_STEPS = {
  FundsReserved: { title: { zh: '占用指标', en: 'reserving money' }, from: ['approved'] },
  // The money of lines that were held back is freed by itself, which may be after the file has left.
  FundsFreed: { title: { zh: '释放指标', en: 'freeing money' }, from: ['released', 'sent', 'answered', 'applied'] },
  PaymentInstructed: { title: { zh: '发放', en: 'paying' }, from: ['released'] },
  PaymentSettled: { title: { zh: '到账', en: 'arriving' }, from: ['answered'] },
  PaymentReturned: { title: { zh: '退票', en: 'returning' }, from: ['answered'] },
} satisfies { readonly [Type in keyof Payloads]?: Step };

const LEVELS: readonly Level[] = ['village', 'township', 'county'];
/** Which chunks of a locked roster are instructed, and how many payments they made. */
type SentChunks = { readonly of: number; readonly done: Set<number>; count: number };
const ALL_STEPS = [...Object.entries(STEPS), ...Object.entries(MONEY_STEPS)];
type AtLevel = EnrolmentKey & { readonly year: number; readonly level: Level };

type Place = { readonly batch: string; readonly lineNo: number | undefined };
const outOfStep = ({ batch, lineNo }: Place, { zh, en }: Word, stage: Stage): string => {
  const line = lineNo === undefined ? '' : say(` 第 ${lineNo} 行`, ` line ${lineNo}`);
  const now = STAGE_TITLES[stage];
  return say(`批次 ${batch}${line}：${now}时不能${zh}。`, `Batch ${batch}${line}: ${en} is not possible when it is ${now}.`);
};
const tooEarly = (batch: string, chunk: number, expected: number): string =>
  say(
    `批次 ${batch}：第 ${expected} 段之前出现了第 ${chunk} 段。`,
    `Batch ${batch}: chunk ${chunk} came before chunk ${expected}.`,
  );
const paidTwice = (batch: string, chunk: number): string =>
  say(`批次 ${batch}：第 ${chunk} 段发放了两次。`, `Batch ${batch}: chunk ${chunk} was paid twice.`);
const TOO_EARLY = spoken({
  confirmed: { zh: '没有申报就确认', en: 'was confirmed without an application' },
  confirmedAbove: { zh: '上一级没有确认和公示就确认', en: 'was confirmed before the level below had confirmed and posted' },
  posted: { zh: '没有确认就公示', en: 'was posted without being confirmed' },
  determined: { zh: '没有县级确认就核定', en: 'was determined without being confirmed by the county' },
});

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
      const place = lineNo === undefined ? { batch } : { batch, rows: [{ lineNo }] };
      tally.check(from.includes(stage) ? undefined : outOfStep({ batch, lineNo }, title, stage), place);
      if (to !== undefined) stages.set(batch, to);
    };
  const sent = new Map<string, SentChunks>();
  const chunks = new Map<string, number>();
  const inOrder = (name: string, batch: string, chunk: number): void => {
    const expected = (chunks.get(name) ?? 0) + 1;
    chunks.set(name, chunk);
    tally.check(chunk === expected ? undefined : tooEarly(batch, chunk, expected), { batch });
  };
  const steps = Object.fromEntries(ALL_STEPS.map(([type, step]) => [type, take(step)]));
  const instructing = take(MONEY_STEPS.PaymentInstructed);
  const needs = ({ enrolmentId, caseNumber, year }: AtLevel, bits: number, sentence: string): void => {
    const known = cases.year(year).steps.get(cases.ids.find(enrolmentId));
    tally.check((known & bits) === bits ? undefined : onCase(caseNumber, sentence), { caseNumber });
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
        tally.check(all.done.has(chunk) ? paidTwice(batch, chunk) : undefined, { batch });
        all.done.add(chunk);
        all.count += instructed.count;
        if (all.done.size === all.of && all.count === 0) stages.set(batch, 'applied');
      },
      EligibilityConfirmed: (confirmed) => {
        const before = LEVELS[LEVELS.indexOf(confirmed.level) - 1];
        const bits = before === undefined ? APPLIED : CONFIRMED[before] | NOTICED[before];
        needs(confirmed, bits, before === undefined ? TOO_EARLY.confirmed : TOO_EARLY.confirmedAbove);
      },
      EnrolmentNoticed: (noticed) => needs(noticed, CONFIRMED[noticed.level], TOO_EARLY.posted),
      EntitlementDetermined: (determined) => needs({ ...determined, level: 'county' }, CONFIRMED.county, TOO_EARLY.determined),
      PaymentInstructed: (payment) => {
        instructing(payment);
        const { enrolmentId, entitlement, attempt, caseNumber, batch } = payment;
        const last = cases.claim(entitlement).attempt.get(cases.ids.find(enrolmentId));
        const jumped = (): string =>
          say(`第 ${last} 次发放之后是第 ${attempt} 次`, `after payment no. ${last} came no. ${attempt}`);
        tally.check(attempt === last + 1 ? undefined : onCase(caseNumber, jumped()), { batch, caseNumber });
      },
    },
    verdict: () => tally.verdict(say('还没有办理步骤', 'nothing has been done yet')),
  };
}
