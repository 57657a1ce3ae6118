import { say } from '@fenming/language';
import type { ControlTotals } from '@fenming/subsidy';
import type { Tally } from '../finding';
import { fenOf } from '../register/fundings';
import { yuanText } from '../yuan-text';

/** Lines: how many, their sum in fen, and the total of the hashes of their account versions, which no sum of money would show. */
export type Total = { count: number; sum: bigint; accounts: number };
export const nothing = (): Total => ({ count: 0, sum: 0n, accounts: 0 });
export const totalOf = ({ count, sumFen }: ControlTotals): Total => ({ count, sum: fenOf(sumFen), accounts: 0 });
export const add = (total: Total, amountFen: string, account = 0): void => {
  total.count += 1;
  total.sum += fenOf(amountFen);
  total.accounts = (total.accounts + account) | 0;
};
export const addTotals = (total: Total, more: ControlTotals): void => {
  total.count += more.count;
  total.sum += fenOf(more.sumFen);
};
export const plus = (a: Total, b: Total): Total => ({
  count: a.count + b.count,
  sum: a.sum + b.sum,
  accounts: (a.accounts + b.accounts) | 0,
});
const shown = ({ count, sum }: Total): string =>
  say(`${count} 笔 ${yuanText(sum)} 元`, `${count} lines of ${yuanText(sum)} yuan`);

const NAMED = 20;

/** Says in one form by how much two totals differ. */
export class Comparison {
  constructor(private readonly tally: Tally) {}

  /** `lines`: which lines of the batch make the difference, where the log tells; the first twenty are named. */
  of(batch: string, what: string, [left, right]: readonly [Total, Total], lines: () => readonly number[] = () => []): void {
    if (left.count === right.count && left.sum === right.sum) return this.tally.check(undefined);
    const by = say(
      `相差 ${left.count - right.count} 笔 ${yuanText(left.sum - right.sum)} 元`,
      `${left.count - right.count} lines and ${yuanText(left.sum - right.sum)} yuan apart`,
    );
    const named = lines().slice(0, NAMED);
    const where = named.length === 0 ? '' : say(`，见第 ${named.join('、')} 行`, `, see lines ${named.join(', ')}`);
    const sentence = say(
      `批次 ${batch}：${what}不一致（${shown(left)}，${shown(right)}，${by}${where}）。`,
      `Batch ${batch}: ${what} do not agree (${shown(left)}, ${shown(right)}, ${by}${where}).`,
    );
    return this.tally.check(sentence, { batch, ...(named.length === 0 ? {} : { rows: named.map((lineNo) => ({ lineNo })) }) });
  }

  accounts(batch: string, what: string, [left, right]: readonly [Total, Total]): void {
    this.tally.check(
      left.accounts === right.accounts
        ? undefined
        : say(
            `批次 ${batch}：${what}的账户摘要合计不一致。`,
            `Batch ${batch}: the account hashes of ${what} do not add up alike.`,
          ),
      { batch },
    );
  }
}
