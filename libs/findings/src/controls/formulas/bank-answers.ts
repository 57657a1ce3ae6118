import { say, spoken } from '@fenming/language';
import { onLine } from '../words';
import type { PaymentSettled } from '@fenming/subsidy';
import { Tally, type Formula } from '../finding';
import { inMap, Ints } from '../register/columns';
import type { Registers } from '../register/registers';
import { RETURNED, SENT, SETTLED, type Roster } from '../register/rosters';
import { add, addTotals, Comparison, nothing, plus, totalOf, type Total } from './totals';

type Answers = {
  /** As the payments say; as the bank's whole files say. */
  readonly settled: Total;
  readonly returned: Total;
  readonly bankSettled: Total;
  readonly bankFailed: Total;
  readonly sent: Total;
  /** By line: SETTLED or RETURNED, as the bank's files say. */
  readonly final: Ints;
  received: number;
  applied: number;
  reconciled?: { readonly settled: Total; readonly failed: Total };
};

const noAnswers = (): Answers => ({
  settled: nothing(),
  returned: nothing(),
  bankSettled: nothing(),
  bankFailed: nothing(),
  sent: nothing(),
  final: new Ints(),
  received: 0,
  applied: 0,
});

const COMPARED = spoken({
  arrivals: { zh: '到账登记与银行回盘成功', en: "payments recorded as arrived and the bank's successes" },
  returns: { zh: '退票登记与银行回盘失败', en: "returns recorded and the bank's failures" },
  files: { zh: '到账加退票与送盘文件', en: 'arrived plus returned and the bank files' },
  settled: { zh: '对账确认的到账与到账登记', en: 'reconciled as arrived and recorded as arrived' },
  failed: { zh: '对账确认的退票与退票登记', en: 'reconciled as returned and recorded as returned' },
});
const WRONGLY = spoken({
  unsent: { zh: '没有发出就有结果', en: 'there is a result of what was not sent' },
  twice: { zh: '登记了两个最终结果', en: 'two final results were recorded' },
});
const miscounted = (batch: string, found: number, stated: number): string =>
  say(
    `批次 ${batch}：回盘逐行有 ${found} 个最终结果，合计记为 ${stated} 个。`,
    `Batch ${batch}: the bank return has ${found} final results line by line, and its total says ${stated}.`,
  );
const answeredTwice = (batch: string, lineNo: number): string =>
  say(`批次 ${batch}：第 ${lineNo} 行有两个最终结果。`, `Batch ${batch}: line ${lineNo} has two final results.`);

/**
 * I-24: settled + failed + pending = sent, in count and in sum, and no line has two final answers. Lines in a result file that never
 * became whole are no answer.
 */
export function bankAnswers({ rosters, scope }: Registers): Formula {
  const tally = new Tally('I-24');
  const sheets = new Map<string, Answers>();
  const of = (batch: string): Answers => inMap(sheets, batch, noAnswers);
  const answer = (which: 'settled' | 'returned', { batch, lineNo, caseNumber, amountFen }: PaymentSettled['data']): void => {
    add(of(batch)[which], amountFen);
    const state = rosters.of(batch)?.states.get(lineNo) ?? 0;
    const sentence = (): string => onLine({ batch, lineNo, caseNumber }, (state & SENT) === 0 ? WRONGLY.unsent : WRONGLY.twice);
    tally.check(state === SENT ? undefined : sentence(), { batch, caseNumber, rows: [{ lineNo }] });
  };
  const compare = (comparison: Comparison, batch: string, sheet: Answers): void => {
    const { settled, returned, bankSettled, bankFailed, sent, final, reconciled, received, applied } = sheet;
    const byPayments = scope === 'log';
    if (byPayments && received > 0 && applied === received) {
      const differing = (outcome: number) => () => linesThatDiffer(rosters.of(batch), final, outcome);
      comparison.of(batch, COMPARED.arrivals, [settled, bankSettled], differing(SETTLED));
      comparison.of(batch, COMPARED.returns, [returned, bankFailed], differing(RETURNED));
    }
    if (reconciled === undefined) return;
    const [arrived, failed] = byPayments ? [settled, returned] : [bankSettled, bankFailed];
    comparison.of(batch, COMPARED.files, [plus(arrived, failed), sent]);
    comparison.of(batch, COMPARED.settled, [reconciled.settled, arrived]);
    comparison.of(batch, COMPARED.failed, [reconciled.failed, failed]);
  };
  return {
    code: 'I-24',
    tally,
    on: {
      PaymentSettled: (payment) => answer('settled', payment),
      PaymentReturned: (payment) => answer('returned', payment),
      BankFileIssued: ({ batch, ...file }) => addTotals(of(batch).sent, file),
      BankResultRecorded: ({ batch, sha256, settled, failed }) => {
        const sheet = of(batch);
        sheet.received += 1;
        addTotals(sheet.bankSettled, settled);
        addTotals(sheet.bankFailed, failed);
        const lines = rosters.of(batch)?.arriving.get(sha256) ?? [];
        const stated = settled.count + failed.count;
        tally.check(lines.length === stated ? undefined : miscounted(batch, lines.length, stated), { batch });
        for (const line of lines) {
          const twice = sheet.final.mark(line >> 1, (line & 1) === 0 ? RETURNED : SETTLED) !== 0;
          tally.check(twice ? answeredTwice(batch, line >> 1) : undefined, { batch, rows: [{ lineNo: line >> 1 }] });
        }
      },
      BankResultApplied: ({ batch }) => {
        of(batch).applied += 1;
      },
      BatchReconciled: ({ batch, settled, failed }) => {
        of(batch).reconciled = { settled: totalOf(settled), failed: totalOf(failed) };
      },
    },
    verdict: () => {
      const asked = tally.copy();
      const comparison = new Comparison(asked);
      for (const [batch, sheet] of sheets) compare(comparison, batch, sheet);
      return asked.verdict(say('还没有银行结果', 'there is no result of the bank yet'));
    },
  };
}

/** The lines to which the bank and the payments give another answer. */
function linesThatDiffer(roster: Roster | undefined, final: Ints, outcome: number): readonly number[] {
  const lines = Array.from({ length: roster?.lines ?? 0 }, (_, at) => at + 1);
  return lines.filter((lineNo) => (((roster?.states.get(lineNo) ?? 0) ^ final.get(lineNo)) & outcome) !== 0);
}
