import { say } from '@fenming/language';
import { fen, formatYuan, sumFen, type Fen } from '@fenming/money';
import { readTotal } from './amount-text';
import { returnFault, type ReturnFault } from './return-fault';
import { leaf, named, type XmlElement } from './xml';

/** How many payments a report counts under a status (NbOfTxsPerSts), and their sum where it says so. */
type Claim = { readonly status: string; readonly count: number; readonly sum: Fen | undefined };
export type Claims = ReadonlyMap<string, Claim>;
/** `amountFen` is missing where the report leaves it out. */
export type NamedStatus = { readonly status: string; readonly amountFen: Fen | undefined };

/** The counts of the group, or those of its payments where only they have any; a fault where one of them is no number. */
export function claimsOf(group: XmlElement, payments: readonly XmlElement[]): Claims | ReturnFault {
  const ofGroup = group.children.filter(named('NbOfTxsPerSts'));
  const counted = ofGroup.length > 0 ? ofGroup : payments.flatMap(({ children }) => children.filter(named('NbOfTxsPerSts')));
  const claims = new Map<string, Claim>();
  for (const each of counted) {
    const [status, count, sumText] = [leaf(each, 'DtldSts'), leaf(each, 'DtldNbOfTxs'), leaf(each, 'DtldCtrlSum')];
    const sum = sumText === '' ? undefined : readTotal('decimal', sumText);
    if (!/^\d{1,9}$/.test(count) || status === '' || (sumText !== '' && sum === undefined))
      return mismatch(
        say(
          '分状态合计（NbOfTxsPerSts）里有不是数的笔数或金额',
          'the totals by status (NbOfTxsPerSts) have a count or an amount that is no number',
        ),
      );
    const before = claims.get(status);
    const claim = { status, count: Number(count), sum };
    claims.set(status, before === undefined ? claim : addedClaim(before, claim));
  }
  return claims;
}

/** A sum that one of them leaves out is none of both. */
const addedClaim = (one: Claim, other: Claim): Claim => ({
  status: one.status,
  count: one.count + other.count,
  sum: one.sum === undefined || other.sum === undefined ? undefined : fen(one.sum + other.sum),
});

/** The bank counts by its own statuses, so a rejection for a reason that nobody has registered still has to add up. `stated`: how many it answers. */
export function statusFaults(claims: Claims, lines: readonly NamedStatus[], stated: number | undefined): readonly ReturnFault[] {
  if (claims.size === 0) return [];
  const statuses = new Set([...claims.keys(), ...lines.map(({ status }) => status)]);
  const wrong = [...statuses].flatMap((status) => {
    const some = lines.filter((line) => line.status === status);
    const claim = claims.get(status) ?? { status, count: 0, sum: undefined };
    return some.length > claim.count || !sameSum(claim, some)
      ? [
          say(
            `${status} 写 ${claimText(claim)}，明细为 ${claimText({ status, count: some.length, sum: sumOf(some) })}`,
            `${status} says ${claimText(claim)}, its lines are ${claimText({ status, count: some.length, sum: sumOf(some) })}`,
          ),
        ]
      : [];
  });
  const all = [...claims.values()].reduce((sum, { count }) => sum + count, 0);
  if (stated !== undefined && all > stated)
    wrong.push(
      say(`各状态相加 ${all} 笔，多于总笔数 ${stated}`, `the statuses add up to ${all} lines, more than the ${stated} in all`),
    );
  return wrong.length === 0
    ? []
    : [
        mismatch(
          say(
            `分状态合计与明细不符：${wrong.join('；')}`,
            `the totals by status do not agree with the lines: ${wrong.join('; ')}`,
          ),
        ),
      ];
}

/** A sum is only wrong beside all the payments that it is of. */
function sameSum({ count, sum }: Claim, some: readonly NamedStatus[]): boolean {
  const found = sumOf(some);
  return sum === undefined || found === undefined || (some.length === count ? found === sum : found <= sum);
}

const sumOf = (some: readonly NamedStatus[]): Fen | undefined => {
  const known = some.flatMap(({ amountFen }) => (amountFen === undefined ? [] : [amountFen]));
  return known.length === some.length ? sumFen(known) : undefined;
};

/** What the counts say of the payments that are not named: how many they are, and under which status, where only one is left over. */
export function leftOver(claims: Claims, lines: readonly NamedStatus[]): { readonly count: number; readonly status?: string } {
  const left = [...claims.values()]
    .map(({ status, count }) => ({ status, count: count - lines.filter((line) => line.status === status).length }))
    .filter(({ count }) => count > 0);
  const [only, ...others] = left;
  const count = left.reduce((sum, each) => sum + each.count, 0);
  return only === undefined || others.length > 0 ? { count } : { count, status: only.status };
}

const claimText = ({ count, sum }: Claim): string =>
  say(
    `${count} 笔${sum === undefined ? '' : say(` ${formatYuan(sum)} 元`, `, ${formatYuan(sum)} yuan`)}`,
    `${count} lines${sum === undefined ? '' : say(` ${formatYuan(sum)} 元`, `, ${formatYuan(sum)} yuan`)}`,
  );
const mismatch = (reason: string): ReturnFault =>
  returnFault('control_total_mismatch', { row: 1, column: say('分状态合计', 'totals by status') }, reason);
