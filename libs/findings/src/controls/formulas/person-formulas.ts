import { say } from '@fenming/language';
import type { EntitlementDetermined } from '@fenming/subsidy';
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

/** A programme that excludes another one, whichever of the two texts says it: in the whole year, or in single months. */
type Excluding = { readonly id: string; readonly wholly: boolean };
function rivalsOf({ rules }: Registers, programme: string, year: number): readonly Excluding[] {
  const rowsOf = (id: string) => rules.ofYear(id, year)?.programme.incompatibilities ?? [];
  const named = rowsOf(programme).map((row) => ({ id: row.with, per: row.per }));
  const naming = rules
    .programmes()
    .flatMap((id) => rowsOf(id).flatMap((row) => (row.with === programme ? [{ id, per: row.per }] : [])));
  const all = [...named, ...naming].filter(({ id }) => id !== programme);
  return [...new Set(all.map(({ id }) => id))].map((id) => ({
    id,
    wholly: all.some((row) => row.id === id && row.per === 'year'),
  }));
}

/** Bit 0 for January to bit 11 for December: the months for which something is determined. */
const monthsOf = (lines: EntitlementDetermined['data']['lines']): number =>
  lines.reduce((mask, { from, to, amountFen }) => {
    const [first, last] = [Number(from.slice(5)), Number(to.slice(5))];
    return fenOf(amountFen) > 0n ? mask | (((1 << (last - first + 1)) - 1) << (first - 1)) : mask;
  }, 0);

/**
 * I-15: nobody, as beneficiary or as the other parent, has payments on their way or arrived in one year of two programmes that exclude
 * each other by the adopted texts, nor twice of one programme; arrears belong to the payment beside which they come. Where the texts exclude
 * month by month, both may be paid, and no month is determined in both.
 */
export function exclusiveProgrammes(registers: Registers): Formula {
  const tally = new Tally('I-15');
  const holding = new Map<string, Ints>();
  const due = new Map<string, Ints>();
  const rivals = new Map<string, readonly Excluding[]>();
  const held = (programme: string, year: number): Ints => inMap(holding, `${programme} ${year}`, () => new Ints());
  const monthsDue = (programme: string, year: number): Ints => inMap(due, `${programme} ${year}`, () => new Ints());
  return {
    code: 'I-15',
    tally,
    on: {
      ProgrammeAdopted: () => rivals.clear(),
      EntitlementDetermined: ({ programme, year, enrolmentId, lines }) => {
        const months = monthsOf(lines);
        for (const person of personsOf(registers, enrolmentId)) monthsDue(programme, year).set(person, months);
      },
      PaymentInstructed: ({ programme, year, enrolmentId, caseNumber, batch, entitlement }) => {
        const others = inMap(rivals, `${programme} ${year}`, () => rivalsOf(registers, programme, year));
        // Both parents of a household may clash in the same way: that is one finding.
        const told = new Set<string>();
        for (const person of personsOf(registers, enrolmentId)) {
          const again = !isArrears(entitlement) && held(programme, year).get(person) > 0;
          const own = monthsDue(programme, year).get(person);
          const meets = ({ id, wholly }: Excluding): boolean =>
            held(id, year).get(person) > 0 && (wholly || (own & monthsDue(id, year).get(person)) !== 0);
          const clash = again ? programme : others.find(meets)?.id;
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
