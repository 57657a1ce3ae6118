import { say } from '@fenming/language';
import { Tally, type Formula } from '../finding';
import { fenOf } from '../register/fundings';
import type { Registers } from '../register/registers';
import { yuanText } from '../yuan-text';

const noPayments = (): string => say('还没有发放', 'nothing has been paid yet');
const sealedDays = (payments: number): string =>
  say(
    `退出当年的 ${payments} 笔没有核对到月：退出日期是密封的`,
    `${payments} payments of the year of the exit were not checked by month: the day is sealed`,
  );
const claimedWrongly = (caseNumber: string, over: bigint, back: bigint): string =>
  say(
    `${caseNumber} 多发 ${yuanText(over)} 元，已列追回 ${yuanText(back)} 元，相差 ${yuanText(over - back)} 元。`,
    `${caseNumber}: ${yuanText(over)} yuan overpaid, ${yuanText(back)} yuan to be recovered, ${yuanText(over - back)} yuan apart.`,
  );
const notedWrongly = (caseNumber: string, kept: bigint, noted: bigint): string =>
  say(
    `${caseNumber} 多发而不追回 ${yuanText(kept)} 元，登记的是 ${yuanText(noted)} 元。`,
    `${caseNumber}: ${yuanText(kept)} yuan overpaid and not claimed back, ${yuanText(noted)} yuan noted.`,
  );
type Claimed = { readonly enrolmentId: string; readonly year: number; readonly entitlement: string; readonly caseNumber: string };

/** Whether a month (yyyymm) comes after an exit, as the register of cases has it; undefined where that would take the sealed day. */
const comesAfter = (month: number, exit: number): boolean | undefined => {
  const sealedYear = exit % 100 === 0 ? exit / 100 : undefined;
  if (sealedYear !== Math.floor(month / 100)) return month > exit;
  return month % 100 === 1 ? false : undefined;
};

/**
 * I-14: nobody is paid for a time that begins after a death or an exit that was known. Where its day is sealed, a time that begins later
 * in the same year is not checked. What is learnt later: where the rules take back what was paid beyond what is due, it is claimed to the
 * fen, month by month (the log knows no waiver); where they do not, no more than that is claimed, and the rest is noted to the fen.
 */
export function afterExit({ cases, owed }: Registers): Formula {
  const tally = new Tally('I-14');
  let sealed = 0;
  /** Years whose recovery the rules ask for, or that have one, by slot: few. `isWhole`: all that is too much is to be claimed. */
  const claimed = new Map<string, Claimed & { readonly isWhole: boolean }>();
  const look = ({ enrolmentId, year, entitlement, caseNumber }: Claimed, isWhole?: boolean): void => {
    const key = `${cases.ids.find(enrolmentId)} ${year}`;
    const before = claimed.get(key);
    if (before === undefined && isWhole === false) return;
    claimed.set(key, { enrolmentId, year, entitlement, caseNumber, isWhole: isWhole ?? before?.isWhole ?? false });
  };
  /** What is claimed back of a year and what it has too much, both without what has come back. */
  const claimOn = ({ enrolmentId, year, entitlement }: Omit<Claimed, 'caseNumber'>) => {
    const slot = cases.ids.find(enrolmentId);
    return { back: cases.claim(entitlement).outstanding.get(slot) ?? 0n, over: owed.claimableFen(slot, year) };
  };
  return {
    code: 'I-14',
    tally,
    on: {
      PaymentInstructed: ({ enrolmentId, entitlement, caseNumber, batch, lineNo }) => {
        const slot = cases.ids.find(enrolmentId);
        const from = cases.claim(entitlement).from.get(slot);
        const exits = cases.exits(slot);
        const before = exits.find((exit) => comesAfter(from, exit) === true);
        if (before === undefined && exits.some((exit) => comesAfter(from, exit) === undefined)) {
          sealed += 1;
          return;
        }
        const text = (exit: number): string => {
          const when = exit % 100 === 0 ? say(`${exit / 100} 年`, `in ${exit / 100}`) : `${exit} `;
          return say(
            `批次 ${batch} 第 ${lineNo} 行 ${caseNumber}：${when}已退出，仍发放 ${from} 起的补助。`,
            `Batch ${batch} line ${lineNo} ${caseNumber}: exited ${when}, and still paid for the time from ${from}.`,
          );
        };
        tally.check(before === undefined ? undefined : text(before), { batch, caseNumber, rows: [{ lineNo }] });
      },
      EntitlementDetermined: (determined) => {
        look(determined, determined.excess === 'recover');
      },
      RecoveryOpened: (opened) => {
        look(opened);
        const { back, over } = claimOn(opened);
        const claims = back + fenOf(opened.amountFen);
        const { caseNumber } = opened;
        tally.check(claims > over ? claimedWrongly(caseNumber, over, claims) : undefined, { caseNumber });
      },
      ExcessNoted: ({ enrolmentId, year, leftFen, undecidedFen, caseNumber }) => {
        const [noted, kept] = [fenOf(leftFen) + fenOf(undecidedFen), owed.unclaimedFen(enrolmentId, year)];
        tally.check(noted === kept ? undefined : notedWrongly(caseNumber, kept, noted), { caseNumber });
      },
      RecoveryReceived: (received) => {
        const { back, over } = claimOn({ ...received, entitlement: `${received.year}/regular/regular` });
        const amount = fenOf(received.amountFen);
        const { caseNumber } = received;
        tally.check(amount > back || amount > over ? claimedWrongly(caseNumber, over, back) : undefined, { caseNumber });
      },
    },
    verdict: () => {
      const asked = tally.copy();
      asked.checked += claimed.size;
      for (const { isWhole, ...claim } of claimed.values()) {
        const { back, over } = claimOn(claim);
        const { caseNumber } = claim;
        if (isWhole ? over !== back : over < back) asked.find(claimedWrongly(caseNumber, over, back), { caseNumber });
      }
      const unchecked = sealed === 0 ? {} : { unchecked: sealedDays(sealed) };
      return { ...asked.verdict(noPayments()), ...unchecked };
    },
  };
}
