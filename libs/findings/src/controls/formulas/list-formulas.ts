import { say } from '@fenming/language';
import { createHash } from 'node:crypto';
import type { RosterChunkLocked } from '@fenming/subsidy';
import { Tally, type Formula } from '../finding';
import { APPLIED, chinaDay, CONFIRMED, NOTICED, REJECTED } from '../register/cases';
import { hash32, inMap } from '../register/columns';
import { fenOf } from '../register/fundings';
import type { Registers } from '../register/registers';
import { yuanText } from '../yuan-text';

const noRoster = (): string => say('还没有锁定的名单', 'no list has been locked yet');
const ALL_CONFIRMED = APPLIED | CONFIRMED.village | CONFIRMED.township | CONFIRMED.county;
const ALL_NOTICED = NOTICED.village | NOTICED.township | NOTICED.county;

type Chunk = RosterChunkLocked['data'];
type Line = Chunk['lines'][number];
const lineTitle = ({ batch }: Chunk, { lineNo, caseNumber }: Line): string =>
  say(`批次 ${batch} 第 ${lineNo} 行 ${caseNumber}`, `batch ${batch} line ${lineNo} ${caseNumber}`);
const placeOf = ({ batch }: Chunk, { lineNo, caseNumber }: Line) => ({ batch, caseNumber, rows: [{ lineNo }] });

/**
 * I-13: at the lock, everybody on the list has a registered identity and an application of the year, was confirmed at all three levels
 * and is neither rejected nor dead nor left before the year, and is paid on the account version then on record (compared by 32 bits of its random id).
 */
export function verifiedPeople({ cases }: Registers): Formula {
  const tally = new Tally('I-13');
  const wrongWith = (slot: number, year: number, accountVersion: string): string | undefined => {
    const steps = cases.year(year).steps.get(slot);
    if ((steps & APPLIED) === 0) return say('没有当年申报', 'has no application of the year');
    if (cases.registered.get(cases.person.get(slot)) === 0) return say('没有登记身份', 'has no registered identity');
    if ((steps & ALL_CONFIRMED) !== ALL_CONFIRMED) return say('没有三级确认', 'was not confirmed by the three levels');
    if ((steps & REJECTED) !== 0 || cases.unpayable(slot, year)) return say('资格已取消或已退出', 'was refused or has exited');
    return cases.account.get(slot) === (hash32(accountVersion) | 1)
      ? undefined
      : say('账户不是在册的一版', 'has an account that is not on record');
  };
  return {
    code: 'I-13',
    tally,
    on: {
      RosterChunkLocked: (chunk) => {
        for (const line of chunk.lines) {
          const wrong = wrongWith(cases.ids.find(line.enrolmentId), chunk.year, line.accountVersion);
          tally.check(wrong === undefined ? undefined : `${lineTitle(chunk, line)}：${wrong}。`, placeOf(chunk, line));
        }
      },
    },
    verdict: () => tally.verdict(noRoster()),
  };
}

/**
 * I-17: a notice's count and hash are those of the people who were put on it; everybody on a locked list stood on a notice of all three
 * levels; and the hash of the locked list is that of its lines. In the scope of one batch only the last of these is asked.
 */
export function publishedLists({ cases, rosters, scope }: Registers): Formula {
  const tally = new Tally('I-17');
  /** Case numbers by notice, until the notice is posted. */
  const open = new Map<string, { readonly year: number; readonly listed: Set<string> }>();
  const strike = ({ caseNumber }: { readonly caseNumber: string }, isEnded: (year: number) => boolean = () => true): void => {
    for (const { year, listed } of open.values()) if (isEnded(year)) listed.delete(caseNumber);
  };
  return {
    code: 'I-17',
    tally,
    on: {
      EnrolmentNoticed: ({ noticeId, caseNumber, year }) =>
        void inMap(open, noticeId, () => ({ year, listed: new Set<string>() })).listed.add(caseNumber),
      EligibilityRejected: (said) => strike(said),
      // Whoever leaves is posted for the year of leaving, with what it comes to.
      EnrolmentExited: (said) => strike(said, (year) => year > said.year),
      ObjectionUpheld: (said) => strike(said),
      NoticePosted: ({ noticeId, count, listHash }) => {
        const listed = [...(open.get(noticeId)?.listed ?? [])].sort();
        open.delete(noticeId);
        const hash = createHash('sha256').update(listed.join('\n')).digest('hex');
        const counted =
          listed.length === count
            ? say('名单摘要值不一致', 'the hash of the list differs')
            : say(
                `公示 ${count} 人，逐人登记 ${listed.length} 人`,
                `${count} persons posted, ${listed.length} recorded one by one`,
              );
        tally.check(
          listed.length === count && hash === listHash
            ? undefined
            : say(`公示 ${noticeId}：${counted}。`, `Notice ${noticeId}: ${counted}.`),
        );
      },
      RosterChunkLocked: (chunk) => {
        if (scope === 'batch') return;
        const { steps } = cases.year(chunk.year);
        for (const line of chunk.lines) {
          const stood = steps.get(cases.ids.find(line.enrolmentId)) & ALL_NOTICED;
          const posted = [...open.values()].every(({ listed }) => !listed.has(line.caseNumber));
          const wrong = posted
            ? say('没有经过三级公示', 'was not posted at the three levels')
            : say('所在的公示没有公示文书', 'stands on a notice that has no document');
          const fits = stood === ALL_NOTICED && posted;
          tally.check(fits ? undefined : `${lineTitle(chunk, line)}：${wrong}。`, placeOf(chunk, line));
        }
      },
      RosterLocked: ({ batch, hash }) => {
        const text = (): string =>
          say(
            `批次 ${batch}：锁定名单的摘要值与逐行计算的不一致。`,
            `Batch ${batch}: the hash of the locked list is not the one computed line by line.`,
          );
        tally.check(rosters.of(batch)?.digest() === hash ? undefined : text(), { batch });
      },
    },
    verdict: () => tally.verdict(say('还没有公示和名单', 'there are no notices and lists yet')),
  };
}

/**
 * I-18: a notice hangs out for the period that the adopted text asks of its level; a list is locked after the last day of every notice of
 * its people, with no objection open; and nobody is paid while an objection is open, or a statement that would lower the case is awaited.
 */
export function noticePeriods({ cases, rules }: Registers): Formula {
  const tally = new Tally('I-18');
  return {
    code: 'I-18',
    tally,
    on: {
      NoticePosted: (notice) => {
        const end = rules.noticeEnd(notice);
        const text = (): string =>
          say(
            `公示 ${notice.noticeId} 至 ${notice.closesOn} 止，规定到 ${end ?? say('（当时没有规则，或没有该年的节假日安排）', ' (no rule, or no holiday table of that year, at the time)')}。`,
            `Notice ${notice.noticeId} ends on ${notice.closesOn} and should end on ${end ?? say('（当时没有规则，或没有该年的节假日安排）', ' (no rule, or no holiday table of that year, at the time)')}.`,
          );
        tally.check(end !== undefined && notice.closesOn >= end ? undefined : text());
      },
      RosterChunkLocked: (chunk, { meta }) => {
        const { closesOn, objections } = cases.year(chunk.year);
        const today = chinaDay(meta.at ?? '');
        for (const line of chunk.lines) {
          const slot = cases.ids.find(line.enrolmentId);
          const early =
            closesOn.get(slot) >= today
              ? say(
                  `公示到 ${closesOn.get(slot)} 才满，${today} 已列入名单`,
                  `was listed on ${today}, while its notice was open until ${closesOn.get(slot)}`,
                )
              : undefined;
          const wrong =
            objections.get(slot) > 0 ? say('列入名单时有异议没有办结', 'was listed while an objection was open') : early;
          tally.check(wrong === undefined ? undefined : `${lineTitle(chunk, line)}：${wrong}。`, placeOf(chunk, line));
        }
      },
      PaymentInstructed: ({ batch, lineNo, caseNumber, enrolmentId, year }) => {
        const open = cases.year(year).objections.get(cases.ids.find(enrolmentId));
        const text = (): string =>
          say(
            `批次 ${batch} 第 ${lineNo} 行 ${caseNumber}：有 ${open} 个异议没有办结就发放。`,
            `Batch ${batch} line ${lineNo} ${caseNumber}: paid while ${open} objections were open.`,
          );
        const held = cases.holds.get(cases.ids.find(enrolmentId)) > 0;
        const awaited = (): string =>
          say(
            `批次 ${batch} 第 ${lineNo} 行 ${caseNumber}：事实更正待第二人签字时就发放。`,
            `Batch ${batch} line ${lineNo} ${caseNumber}: paid while a statement of a fact waited for its second signature.`,
          );
        const wrong = open > 0 ? text() : held ? awaited() : undefined;
        tally.check(wrong, { batch, caseNumber, rows: [{ lineNo }] });
      },
    },
    verdict: () => tally.verdict(say('还没有公示和名单', 'there are no notices and lists yet')),
  };
}

type Sum = { count: number; sum: bigint };

/**
 * I-19: the list by village adds up to its townships and to the county: every line's village lies in the batch's county and, in the whole
 * log, is the village whose year of the case it is; and the sum over the villages is what was locked.
 */
export function villagesAddUp({ cases, scope }: Registers): Formula {
  const tally = new Tally('I-19');
  const sums = new Map<string, Map<string, Sum>>();
  return {
    code: 'I-19',
    tally,
    on: {
      RosterChunkLocked: (chunk) => {
        const villages = inMap(sums, `${chunk.batch} ${chunk.lock}`, () => new Map<string, Sum>());
        for (const line of chunk.lines) {
          const applied = scope === 'batch' ? line.village : cases.villageIn(cases.ids.find(line.enrolmentId), chunk.year);
          const fits = line.village.startsWith(chunk.area) && line.village === applied;
          const text = (): string =>
            say(
              `${lineTitle(chunk, line)}：列在 ${line.village}，申报在 ${applied || say('（无）', ' (none)')}，本批为 ${chunk.area}。`,
              `${lineTitle(chunk, line)}: listed in ${line.village}, applied for in ${applied || say('（无）', ' (none)')}, the batch is of ${chunk.area}.`,
            );
          tally.check(fits ? undefined : text(), placeOf(chunk, line));
          const sum = inMap(villages, applied, () => ({ count: 0, sum: 0n }));
          sum.count += 1;
          sum.sum += fenOf(line.amountFen);
        }
      },
      RosterLocked: ({ batch, lock, count, sumFen }) => {
        const villages = [...(sums.get(`${batch} ${lock}`)?.values() ?? [])];
        sums.delete(`${batch} ${lock}`);
        const counted = villages.reduce((all, village) => all + village.count, 0);
        const summed = villages.reduce((all, village) => all + village.sum, 0n);
        const text = (): string =>
          say(
            `批次 ${batch}：逐村合计 ${counted} 笔 ${yuanText(summed)} 元，名单 ${count} 笔 ${yuanText(sumFen)} 元，相差 ${yuanText(summed - fenOf(sumFen))} 元。`,
            `Batch ${batch}: the villages add up to ${counted} lines of ${yuanText(summed)} yuan, the list is ${count} lines of ${yuanText(sumFen)} yuan, ${yuanText(summed - fenOf(sumFen))} yuan apart.`,
          );
        tally.check(counted === count && summed === fenOf(sumFen) ? undefined : text(), { batch });
      },
    },
    verdict: () => tally.verdict(noRoster()),
  };
}
