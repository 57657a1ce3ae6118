import { say, spoken } from '@fenming/language';
import { onCase } from '../words';
import type { BatchStage, EnrolmentKey, Level } from '@fenming/subsidy';
import { STATE_NAMES } from '@fenming/words';
import type { Handlers, Payloads } from '../../log-event';
import { titleOfEvent } from '../../shapes/unreadable';
import { Tally, type Formula } from '../finding';
import { APPLIED, CONFIRMED, NOTICED } from '../register/cases';
import { inMap } from '../register/columns';
import { movesInOrder } from './moved-cases';
import type { Registers } from '../register/registers';

type Step = { readonly from: readonly BatchStage[]; readonly to?: BatchStage };

/** The steps of a batch: after which stages each may come, and where it leads. */
const STEPS = {
  BatchOpened: { from: ['none'], to: 'opened' },
  RosterChunkLocked: { from: ['opened'] },
  RosterLocked: { from: ['opened'], to: 'locked' },
  BatchSubmitted: { from: ['locked'], to: 'submitted' },
  BatchChecked: { from: ['submitted'], to: 'checked' },
  BatchApproved: { from: ['checked'], to: 'approved' },
  BatchSentBack: {
    from: ['locked', 'submitted', 'checked', 'approved'],
    to: 'opened',
  },
  TotalMistyped: { from: ['checked'] },
  LinesTakenOff: {
    from: ['locked', 'submitted', 'checked', 'approved'],
    to: 'opened',
  },
  BatchReleased: { from: ['approved'], to: 'released' },
  ChunkInstructed: { from: ['released'] },
  // Of several files, one may be answered before the next is issued.
  BankFileIssued: { from: ['released', 'file_issued', 'result_applied'], to: 'file_issued' },
  BankResultChunkRecorded: { from: ['file_issued', 'result_applied'] },
  BankResultRecorded: { from: ['file_issued', 'result_applied'], to: 'result_recorded' },
  BankResultApplied: { from: ['result_recorded'], to: 'result_applied' },
  BatchReconciled: { from: ['result_applied'], to: 'reconciled' },
  BatchClosed: { from: ['reconciled'], to: 'closed' },
} satisfies { readonly [Type in keyof Payloads]?: Step };
/** At which stage of its batch money may be taken or given back, and a payment made or answered. */
const MONEY_STEPS = {
  FundsReserved: { from: ['approved'] },
  // The money of lines that were held back is freed by itself, which may be after the file has left.
  FundsFreed: { from: ['released', 'file_issued', 'result_recorded', 'result_applied'] },
  PaymentInstructed: { from: ['released'] },
  PaymentSettled: { from: ['result_recorded'] },
  PaymentReturned: { from: ['result_recorded'] },
} satisfies { readonly [Type in keyof Payloads]?: Step };

const LEVELS: readonly Level[] = ['village', 'township', 'county'];
/** Which chunks of a locked roster are instructed, and how many payments they made. */
type SentChunks = { readonly of: number; readonly done: Set<number>; count: number };
const ALL_STEPS = [...Object.entries(STEPS), ...Object.entries(MONEY_STEPS)];
type AtLevel = EnrolmentKey & { readonly year: number; readonly level: Level };

type Place = { readonly batch: string; readonly lineNo: number | undefined };
const outOfStep = ({ batch, lineNo }: Place, type: string, stage: BatchStage): string => {
  const line = lineNo === undefined ? '' : say(` 第 ${lineNo} 行`, ` line ${lineNo}`);
  const [step, now] = [titleOfEvent(type), STATE_NAMES[stage] ?? stage];
  return say(
    `批次 ${batch}${line}：状态为“${now}”时记有“${step}”。`,
    `Batch ${batch}${line}: “${step}” was recorded while it was “${now}”.`,
  );
};
const tooEarly = (batch: string, chunk: number, expected: number): string =>
  say(
    `批次 ${batch}：第 ${expected} 段之前出现了第 ${chunk} 段。`,
    `Batch ${batch}: chunk ${chunk} came before chunk ${expected}.`,
  );
const paidTwice = (batch: string, chunk: number): string =>
  say(`批次 ${batch}：第 ${chunk} 段发放了两次。`, `Batch ${batch}: chunk ${chunk} was paid twice.`);
const jumped = (last: number, attempt: number): string =>
  say(`第 ${last} 次发放之后是第 ${attempt} 次`, `after payment no. ${last} came no. ${attempt}`);
const TOO_EARLY = spoken({
  confirmed: { zh: '没有申报就确认', en: 'was confirmed without an application' },
  confirmedAbove: { zh: '上一级没有确认和公示就确认', en: 'was confirmed before the level below had confirmed and posted' },
  posted: { zh: '没有确认就公示', en: 'was posted without being confirmed' },
  determined: { zh: '没有县级确认就核定', en: 'was determined without being confirmed by the county' },
});

/**
 * I-35: the steps of a batch, of its payments and of a confirmation come in the allowed order, nothing is skipped, and nothing follows the
 * end; so do those of a move within the county. A batch with nothing to send (every line held back) is not sent.
 */
export function orderedSteps({ cases, actors, scope }: Registers): Formula {
  const tally = new Tally('I-35');
  const moves = movesInOrder({ cases, actors, tally });
  const stages = new Map<string, BatchStage>();
  const take =
    (type: string, { from, to }: Step) =>
    ({ batch, lineNo }: { readonly batch: string; readonly lineNo?: number }): void => {
      // In the scope of one batch, the others are known by their reservations alone.
      if (scope === 'batch' && to !== 'opened' && !stages.has(batch)) return;
      const stage = stages.get(batch) ?? 'none';
      const place = lineNo === undefined ? { batch } : { batch, rows: [{ lineNo }] };
      tally.check(from.includes(stage) ? undefined : outOfStep({ batch, lineNo }, type, stage), place);
      if (to !== undefined) stages.set(batch, to);
    };
  const sent = new Map<string, SentChunks>();
  const chunks = new Map<string, number>();
  const inOrder = (name: string, batch: string, chunk: number): void => {
    const expected = (chunks.get(name) ?? 0) + 1;
    chunks.set(name, chunk);
    tally.check(chunk === expected ? undefined : tooEarly(batch, chunk, expected), { batch });
  };
  const steps = Object.fromEntries(ALL_STEPS.map(([type, step]) => [type, take(type, step)]));
  const instructing = take('PaymentInstructed', MONEY_STEPS.PaymentInstructed);
  const needs = ({ enrolmentId, caseNumber, year }: AtLevel, bits: number, sentence: string): void => {
    const known = cases.year(year).steps.get(cases.ids.find(enrolmentId));
    tally.check((known & bits) === bits ? undefined : onCase(caseNumber, sentence), { caseNumber });
  };
  return {
    code: 'I-35',
    tally,
    on: {
      ...(steps as Handlers),
      ...moves.on,
      RosterChunkLocked: (locked) => {
        take('RosterChunkLocked', STEPS.RosterChunkLocked)(locked);
        inOrder(`${locked.batch} lock ${locked.lock}`, locked.batch, locked.chunk);
      },
      RosterLocked: (locked) => {
        take('RosterLocked', STEPS.RosterLocked)(locked);
        sent.set(locked.batch, { of: locked.chunks, done: new Set(), count: 0 });
      },
      // Several workers take chunks at once, so that a later one may be done first; none is done twice.
      ChunkInstructed: (instructed) => {
        take('ChunkInstructed', STEPS.ChunkInstructed)(instructed);
        const { batch, chunk } = instructed;
        const all = inMap(sent, batch, () => ({ of: 0, done: new Set<number>(), count: 0 }));
        tally.check(all.done.has(chunk) ? paidTwice(batch, chunk) : undefined, { batch });
        all.done.add(chunk);
        all.count += instructed.count;
        if (all.done.size === all.of && all.count === 0) stages.set(batch, 'result_applied');
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
        tally.check(attempt === last + 1 ? undefined : onCase(caseNumber, jumped(last, attempt)), { batch, caseNumber });
      },
    },
    verdict: () => moves.ended().verdict(say('还没有办理步骤', 'nothing has been done yet')),
  };
}
