import { plainDate } from '@fenming/calendar';
import { say } from '@fenming/language';
import type { EntitlementDetermined } from '@fenming/subsidy';
import { Tally, type Formula } from '../finding';
import { fenOf } from '../register/fundings';
import type { Registers } from '../register/registers';
import { AdoptedTexts, type TextOf } from '../register/adopted-texts';
import { recompute, recomputeFromFacts } from './entitled-amount';
import { Exits } from '../register/exits';
import { StatedFacts } from '../register/stated-facts';
import { GivingWay } from '../register/giving-way';
import { inMap } from '../register/columns';
import { onLine, entitlementText } from '../words';
import { yuanText } from '../yuan-text';

const noPayments = (): string => say('还没有发放', 'nothing has been paid yet');

/** I-10: of all attempts to pay one entitlement, at no moment more than one is on its way or has arrived, and none arrives twice. */
export function oneAttempt({ cases }: Registers): Formula {
  const tally = new Tally('I-10');
  return {
    code: 'I-10',
    tally,
    on: {
      PaymentInstructed: ({ enrolmentId, caseNumber, entitlement, attempt, batch }) => {
        const slot = cases.ids.slotOf(enrolmentId);
        const claims = cases.claim(entitlement);
        const before = claims.attempt.get(slot);
        const text = (): string =>
          say(
            `${caseNumber} 的同一笔补助（${entitlementText(entitlement)}）有第 ${before}、${attempt} 次发放同时在途或到账。`,
            `${caseNumber}: of one benefit (${entitlementText(entitlement)}) payments no. ${before} and ${attempt} are under way or arrived at once.`,
          );
        tally.check(claims.underWay.get(slot) > 0 ? text() : undefined, { batch, caseNumber });
      },
      PaymentSettled: ({ enrolmentId, caseNumber, entitlement, attempt, batch }) => {
        const slot = cases.ids.slotOf(enrolmentId);
        const claims = cases.claim(entitlement);
        const later = claims.attempt.get(slot);
        const subject = say(
          `${caseNumber} 的同一笔补助（${entitlementText(entitlement)}）第 ${attempt} 次发放到账时，`,
          `${caseNumber}: when payment no. ${attempt} of a benefit (${entitlementText(entitlement)}) arrived, `,
        );
        const before =
          claims.arrived.get(slot) > 0 ? say(`${subject}此前已经到账过。`, `${subject}one had arrived before.`) : undefined;
        tally.check(
          later > attempt ? say(`${subject}第 ${later} 次已经发出。`, `${subject}no. ${later} had been sent.`) : before,
          { batch, caseNumber },
        );
      },
    },
    verdict: () => tally.verdict(noPayments()),
  };
}

const notAsDue = (due: bigint, paid: bigint): string =>
  say(
    `核定 ${yuanText(due)} 元，发放 ${yuanText(paid)} 元，相差 ${yuanText(paid - due)} 元`,
    `${yuanText(due)} yuan determined, ${yuanText(paid)} yuan paid, ${yuanText(paid - due)} yuan apart`,
  );
const notAsListed = (listed: bigint, paid: bigint): string =>
  say(
    `名单 ${yuanText(listed)} 元，发放 ${yuanText(paid)} 元，相差 ${yuanText(paid - listed)} 元`,
    `${yuanText(listed)} yuan listed, ${yuanText(paid)} yuan paid, ${yuanText(paid - listed)} yuan apart`,
  );
const sealedFacts = (determinations: number): string =>
  say(
    `${determinations} 笔的事实已无法打开，没有按事实复算`,
    determinations === 1
      ? 'the facts of one determination cannot be opened any more, and it was not computed again from them'
      : `the facts of ${determinations} determinations cannot be opened any more, and these were not computed again from them`,
  );
const unopenedFacts = (): string =>
  say(
    '只核对了标准、月份、算术和资金分担，没有打开密封的事实',
    'only rates, months, arithmetic and shares were checked; the sealed facts were not opened',
  );

/**
 * I-11: the amount is what the rules make of the facts. In the log the facts are sealed, so without keys this much is recomputed: every
 * line's rate, unit and period stand in the text of the rules that the log holds for this county; units × rate is the line's amount;
 * the lines add up to what was determined; its split is that of the rows' shares (a capped amount: their sum). Which categories and how
 * many units the facts give, and over which months, cannot be recomputed without keys, and then the formula is not said to hold. A caller that
 * has them passes `facts`, and the whole answer of the rules is compared, after a death or an exit with its day (`exitDay`), and what it
 * records of each condition. The statements that it names are those by which the facts were corrected. A payment is what its determination
 * leaves to be paid, month by month, when it is instructed, and is what its locked line says.
 */
export function ruledAmounts(registers: Registers): Formula {
  const tally = new Tally('I-11');
  const { cases, owed, rules, rosters } = registers;
  const textOf: TextOf = (hash) => rules.text(hash);
  const known = new Map<string, string | undefined>();
  // A million people have a few hundred different calculations; each is recomputed once.
  const recomputed = (determined: EntitlementDetermined['data']): string | undefined => {
    const { amountFen, funding, lines } = determined;
    const key = JSON.stringify([amountFen, funding, lines]);
    if (known.size > 100_000) known.clear();
    return inMap(known, key, () => recompute(determined, textOf));
  };
  const exits = new Exits();
  const giving = new GivingWay();
  const stated = new StatedFacts(cases);
  let sealed = 0;
  /** A case that gave way to another programme is owed nothing, whatever the facts say. */
  const fromFacts = (determined: EntitlementDetermined['data']): string | undefined => {
    const { enrolmentId, year, cause } = determined;
    if (cause.startsWith('displaced:')) return undefined;
    const slot = cases.ids.slotOf(enrolmentId);
    const left = exits.of(slot, year);
    const isOfExit = cause === 'death' || cause === 'exit';
    const isSealed = registers.facts?.(determined) === undefined || (isOfExit && left === undefined);
    if (isSealed) sealed += 1;
    return isSealed ? undefined : recomputeFromFacts(registers, determined, textOf, { ...left, ...giving.of(slot, year) });
  };
  return {
    code: 'I-11',
    tally,
    on: {
      EntitlementDetermined: (determined) => {
        const { caseNumber } = determined;
        const wrong = recomputed(determined) ?? stated.differs(determined) ?? fromFacts(determined);
        const sentence = wrong && say(`${caseNumber} 核定金额：${wrong}。`, `${caseNumber} amount determined: ${wrong}.`);
        tally.check(sentence, { caseNumber });
      },
      EnrolmentExited: (exited) => {
        const day = 'effectiveOn' in exited ? exited.effectiveOn : registers.exitDay?.(exited);
        if (day !== undefined) exits.leave(cases.ids.slotOf(exited.enrolmentId), exited, plainDate(day));
      },
      FactsCorrected: stated.correct,
      EnrolmentRenewed: ({ enrolmentId, year }) => exits.takeUp(cases.ids.slotOf(enrolmentId), year),
      MonthsGivenWay: ({ enrolmentId, year, ...given }) => giving.set(cases.ids.slotOf(enrolmentId), year, given),
      PaidElsewhereConfirmed: ({ enrolmentId, year, ...certified }) =>
        giving.paidElsewhere(cases.ids.slotOf(enrolmentId), year, certified),
      ExitWithdrawn: ({ enrolmentId, reason }) => exits.withdraw(cases.ids.slotOf(enrolmentId), reason),
      PaymentInstructed: (instructed) => {
        const { batch, lineNo, caseNumber, amountFen } = instructed;
        const [amount, due] = [fenOf(amountFen), owed.instructedFen(instructed)];
        const line = rosters.splitOf(rosters.of(batch), lineNo).amount;
        const wrong = (): string => (amount === due ? notAsListed(line, amount) : notAsDue(due, amount));
        const text = (): string => onLine({ batch, lineNo, caseNumber }, wrong());
        tally.check(amount === due && amount === line ? undefined : text(), { batch, caseNumber, rows: [{ lineNo }] });
      },
    },
    verdict: () => {
      const verdict = tally.verdict(say('还没有核定和发放', 'nothing has been determined or paid yet'));
      if (sealed === 0) return verdict;
      return registers.facts === undefined
        ? { ...verdict, unopened: unopenedFacts() }
        : { ...verdict, unchecked: sealedFacts(sealed) };
    },
  };
}

/**
 * I-12: what is determined for a year uses for each month the version then in force for it: of those that cover the month and were not
 * withdrawn the one with the latest document. A version in force has a document number, and its text is the one that was proposed.
 */
export function oneVersion({ rules }: Registers): Formula {
  const tally = new Tally('I-12');
  return {
    code: 'I-12',
    tally,
    on: {
      EntitlementDetermined: ({ programme, year, caseNumber, cause, texts }) => {
        if (cause.startsWith('displaced:')) return;
        const governing = rules.monthsOf(programme, year);
        const month = Array.from({ length: 12 }, (_, at) => at + 1).find(
          (at) => governing[at - 1] !== texts.find(({ first, last }) => first <= at && at <= last)?.contentHash,
        );
        const named = (hash: string | undefined): string => hash?.slice(0, 12) ?? say('（无）', ' (none)');
        const text = (at: number): string => {
          const used = texts.find(({ first, last }) => first <= at && at <= last)?.contentHash;
          return say(
            `${caseNumber} 的 ${year} 年 ${at} 月核定用了规则 ${named(used)}，生效的是 ${named(governing[at - 1])}。`,
            `${caseNumber}: month ${at} of ${year} was determined by rule ${named(used)}, and ${named(governing[at - 1])} was in force.`,
          );
        };
        tally.check(month === undefined ? undefined : text(month), { caseNumber });
      },
      ProgrammeProposed: ({ contentHash, text }) => {
        const sentence = (): string =>
          say(
            `规则 ${contentHash.slice(0, 12)} 的文本与这个摘要不符：文本被改动过。`,
            `The text of rule ${contentHash.slice(0, 12)} does not have this hash: it was changed.`,
          );
        tally.check(AdoptedTexts.isHashOf(contentHash, text) ? undefined : sentence());
      },
      ProgrammeAdopted: ({ programme, documentNo }) =>
        tally.check(
          documentNo === ''
            ? say(`${programme} 的新版规则没有文号。`, `${programme}: a new version of the rules has no document number.`)
            : undefined,
        ),
    },
    verdict: () => tally.verdict(say('还没有核定', 'nothing has been determined yet')),
  };
}
