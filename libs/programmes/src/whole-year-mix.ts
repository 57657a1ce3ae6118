import { say } from '@fenming/language';
import { type Fen, fen, formatYuan } from '@fenming/money';

export type WholeYearMix =
  | { readonly reconcilable: true; readonly people: readonly { readonly amountFen: Fen; readonly count: number }[] }
  | { readonly reconcilable: false; readonly reason: string };

const gcd = (a: number, b: number): number => (b === 0 ? a : gcd(b, a % b));

/** More steps than this would need another method; the published totals of a county stay thousands of times below. */
const MOST_STEPS = 5_000_000;

/**
 * Can a published total be so many people each paid one of these whole-year amounts? When it can, one mixture is shown; when it cannot,
 * somebody was paid for part of a year, or a layer that is not monthly is inside.
 */
export function wholeYearMix(count: number, totalFen: Fen, wholeYear: readonly Fen[]): WholeYearMix {
  const amounts = [...new Set(wholeYear)].sort((a, b) => a - b);
  const [least] = amounts;
  const refuse = (why: string): WholeYearMix => ({
    reconcilable: false,
    reason: say(`不按月份无法还原：${why}`, `It cannot be told by months: ${why}`),
  });
  if (least === undefined || count < 1)
    return refuse(say('没有可用的全年标准或人数', 'there is no full-year rate, or no number of persons'));
  const step = amounts.reduce((common, amount) => gcd(common, amount), 0);
  if (totalFen % step !== 0)
    return refuse(
      say(
        `总额 ${formatYuan(totalFen)} 元不是各档全年标准公因数 ${formatYuan(fen(step))} 元的整数倍`,
        `the total of ${formatYuan(totalFen)} yuan is no whole multiple of ${formatYuan(fen(step))} yuan, which divides all full-year rates`,
      ),
    );
  const above = (totalFen - least * count) / step;
  const most = (amounts.at(-1) ?? least) * count;
  if (above < 0 || totalFen > most)
    return refuse(
      say(
        `${count} 人的总额应在 ${formatYuan(fen(least * count))} 元与 ${formatYuan(fen(most))} 元之间`,
        `the total of ${count} persons should be between ${formatYuan(fen(least * count))} yuan and ${formatYuan(fen(most))} yuan`,
      ),
    );
  if (above > MOST_STEPS) throw new RangeError(`A total ${above} steps above the least is too large for wholeYearMix`);
  const raises = amounts.slice(1).map((amount) => (amount - least) / step);
  const chosen = fewestRaises(above, raises);
  if (chosen === undefined || chosen.length > count)
    return refuse(say(`没有任何 ${count} 人的组合等于该总额`, `no combination of ${count} persons makes this total`));
  const counted = amounts.map((amountFen, at) => ({
    amountFen,
    count: at === 0 ? count - chosen.length : chosen.filter((raise) => raise === raises[at - 1]).length,
  }));
  return { reconcilable: true, people: counted };
}

/** The fewest raises above the least amount that reach a sum (the coin problem, by table). */
function fewestRaises(sum: number, raises: readonly number[]): readonly number[] | undefined {
  const fewest = new Int32Array(sum + 1).fill(-1);
  const lastRaise = new Int32Array(sum + 1);
  fewest[0] = 0;
  for (let reached = 1; reached <= sum; reached += 1) {
    for (const raise of raises) {
      const before = fewest[reached - raise] ?? -1;
      const found = fewest[reached] ?? -1;
      if (raise > reached || before < 0 || (found >= 0 && found <= before + 1)) continue;
      fewest[reached] = before + 1;
      lastRaise[reached] = raise;
    }
  }
  if ((fewest[sum] ?? -1) < 0) return undefined;
  const chosen: number[] = [];
  for (let left = sum; left > 0; left -= lastRaise[left] ?? left) chosen.push(lastRaise[left] ?? 0);
  return chosen;
}
