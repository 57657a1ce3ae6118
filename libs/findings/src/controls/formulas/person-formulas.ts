import { say } from '@fenming/language';
import { Tally, type Formula } from '../finding';
import { Fens, inMap, Ints } from '../register/columns';
import { fenOf } from '../register/fundings';
import type { Registers } from '../register/registers';
import { yuanText } from '../yuan-text';

type Payment = {
  readonly programme: string;
  readonly year: number;
  readonly enrolmentId: string;
  readonly caseNumber: string;
  readonly batch: string;
  readonly amountFen: string;
};

/** The persons whom a payment to a case is for. */
const personsOf = ({ cases }: Registers, enrolmentId: string): readonly number[] => {
  const slot = cases.ids.find(enrolmentId);
  return [cases.person.get(slot), cases.second.get(slot)].filter((person) => person !== 0);
};

/** What was determined since, paid beside the regular payment. */
const isArrears = (entitlement: string): boolean => entitlement.includes('/arrears/');

/** What excludes a programme in a year, whichever of the two texts says it. */
function rivalsOf({ rules }: Registers, programme: string, year: number): readonly string[] {
  const named = rules.ofYear(programme, year)?.programme.incompatibleWith ?? [];
  const naming = rules
    .programmes()
    .filter((other) => rules.ofYear(other, year)?.programme.incompatibleWith.includes(programme) === true);
  return [...new Set([...named, ...naming])].filter((other) => other !== programme);
}

/**
 * I-15: nobody, as beneficiary or as the other parent, has payments on their way or arrived in one year of two programmes that exclude
 * each other by the adopted texts, nor twice of one programme; arrears belong to the payment beside which they come.
 */
export function exclusiveProgrammes(registers: Registers): Formula {
  const tally = new Tally('I-15');
  const holding = new Map<string, Ints>();
  const rivals = new Map<string, readonly string[]>();
  const held = (programme: string, year: number): Ints => inMap(holding, `${programme} ${year}`, () => new Ints());
  return {
    code: 'I-15',
    tally,
    on: {
      ProgrammeAdopted: () => rivals.clear(),
      PaymentInstructed: ({ programme, year, enrolmentId, caseNumber, batch, entitlement }) => {
        const others = inMap(rivals, `${programme} ${year}`, () => rivalsOf(registers, programme, year));
        const own = isArrears(entitlement) ? [] : [programme];
        // Both parents of a household may clash in the same way: that is one finding.
        const told = new Set<string>();
        for (const person of personsOf(registers, enrolmentId)) {
          const clash = [...own, ...others].find((other) => held(other, year).get(person) > 0);
          const what =
            clash === programme
              ? say('本项目的另一笔', 'another benefit of this programme')
              : say(`互斥的 ${clash}`, `${clash}, which it excludes`);
          const text = (): string =>
            say(
              `${caseNumber} 的受益人 ${year} 年度在 ${programme} 之外还享受着${what}。`,
              `${caseNumber}: the person receives, in ${year} and besides ${programme}, ${what}.`,
            );
          tally.check(clash === undefined || told.has(clash) ? undefined : text(), { batch, caseNumber });
          if (clash !== undefined) told.add(clash);
          if (!isArrears(entitlement)) held(programme, year).add(person, 1);
        }
      },
      PaymentReturned: ({ programme, year, enrolmentId, entitlement }) => {
        if (isArrears(entitlement)) return;
        for (const person of personsOf(registers, enrolmentId)) held(programme, year).add(person, -1);
      },
    },
    verdict: () => tally.verdict(say('还没有发放', 'nothing has been paid yet')),
  };
}

const NO_CAP = -1n;

/**
 * I-16: where the text has a cap for a year, what is on its way to or has reached one person of a household stays within it, taken over
 * all cases in which the person is beneficiary or other parent. The log knows no other tie between the members of a household.
 */
export function householdCap(registers: Registers): Formula {
  const tally = new Tally('I-16');
  const caps = new Map<string, bigint>();
  const sums = new Map<string, Fens>();
  const capOf = (programme: string, year: number): bigint =>
    inMap(caps, `${programme} ${year}`, () => {
      const text = registers.rules.ofYear(programme, year);
      const rows = text?.definition.caps.filter(
        ({ regions }) => regions === undefined || regions.some((region) => registers.rules.regions.includes(region)),
      );
      return rows === undefined || rows.length === 0 ? NO_CAP : BigInt(Math.max(...rows.map(({ perYearFen }) => perYearFen)));
    });
  const add = ({ programme, year, enrolmentId, caseNumber, batch, amountFen }: Payment, sign: bigint): void => {
    const cap = capOf(programme, year);
    if (cap === NO_CAP) return;
    const column = inMap(sums, `${programme} ${year}`, () => new Fens());
    for (const person of personsOf(registers, enrolmentId)) {
      const sum = column.add(person, sign * fenOf(amountFen));
      const text = (): string =>
        say(
          `${caseNumber} 所在户 ${year} 年度 ${programme} 合计 ${yuanText(sum)} 元，超过封顶线 ${yuanText(cap)} 元 ${yuanText(sum - cap)} 元。`,
          `${caseNumber}: the household received ${yuanText(sum)} yuan of ${programme} in ${year}, ${yuanText(sum - cap)} yuan above the cap of ${yuanText(cap)} yuan.`,
        );
      if (sign > 0n) tally.check(sum > cap ? text() : undefined, { batch, caseNumber });
    }
  };
  return {
    code: 'I-16',
    tally,
    on: {
      ProgrammeAdopted: () => caps.clear(),
      PaymentInstructed: (payment) => add(payment, 1n),
      PaymentReturned: (payment) => add(payment, -1n),
    },
    verdict: () => tally.verdict(say('已发放项目的规则文本没有封顶线', 'the rules of the programmes paid have no cap')),
  };
}
