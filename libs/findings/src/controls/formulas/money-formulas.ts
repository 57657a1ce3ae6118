import { say } from '@fenming/language';
import type { PaymentSettled } from '@fenming/subsidy';
import { Tally, type Formula } from '../finding';
import { inMap } from '../register/columns';
import { fenOf, LAYER_TITLES } from '../register/fundings';
import type { Registers } from '../register/registers';
import type { Bookkeeper } from '../ledger/bookkeeper';
import { titleOf } from '../ledger/ledger-formulas';
import { entitlementText } from '../words';
import { yuanText } from '../yuan-text';

type Sums = { payments: bigint; persons: bigint };

/**
 * I-05: what settled is the same sum three times over: in the ledger, by the village that the payments name (and so by township), and by
 * the persons in the village whose year it is. Recoveries are taken off both sides alike, so gross equality is net equality.
 */
export function netPaid({ cases }: Registers, { ledger }: Bookkeeper): Formula {
  const tally = new Tally('I-05');
  const villages = new Map<string, Sums>();
  const sheet = (programme: string, year: number, village: string): Sums =>
    inMap(villages, `${programme} ${year} ${village}`, () => ({ payments: 0n, persons: 0n }));
  return {
    code: 'I-05',
    tally,
    on: {
      PaymentSettled: ({ programme, year, village, enrolmentId, amountFen }) => {
        const amount = fenOf(amountFen);
        const slot = cases.ids.find(enrolmentId);
        sheet(programme, year, village).payments += amount;
        sheet(cases.names.nameOf(cases.programme.get(slot)), year, cases.villageIn(slot, year)).persons += amount;
      },
      RecoveryReceived: ({ programme, year, village, enrolmentId, amountFen }) => {
        const amount = fenOf(amountFen);
        const slot = cases.ids.find(enrolmentId);
        sheet(programme, year, village).payments -= amount;
        sheet(cases.names.nameOf(cases.programme.get(slot)), year, cases.villageIn(slot, year)).persons -= amount;
      },
    },
    verdict: () => {
      const asked = tally.copy();
      const totals = new Map<string, bigint>();
      for (const [name, { payments, persons }] of villages) {
        const [programme = '', year = '', village = ''] = name.split(' ');
        const text = (): string =>
          say(
            `${programme} ${year} 年度 ${village} 到账净额：按发放 ${yuanText(payments)} 元，按人 ${yuanText(persons)} 元，相差 ${yuanText(payments - persons)} 元。`,
            `${programme} ${year} ${village}, net amount arrived: ${yuanText(payments)} yuan by payment, ${yuanText(persons)} yuan by person, ${yuanText(payments - persons)} yuan apart.`,
          );
        asked.check(payments === persons ? undefined : text());
        for (const area of [village.slice(0, 9), village.slice(0, 6)]) {
          const place = `${programme} ${year} ${area}`;
          totals.set(place, (totals.get(place) ?? 0n) + persons);
        }
      }
      for (const books of ledger.all()) {
        const net = books.total('Settled') + books.total('Recovered');
        const persons = totals.get(`${books.programme} ${books.year} ${books.area}`) ?? 0n;
        const text = (): string =>
          say(
            `${titleOf(books)}到账净额：账上 ${yuanText(net)} 元，逐人合计 ${yuanText(persons)} 元，相差 ${yuanText(net - persons)} 元。`,
            `${titleOf(books)}, net amount arrived: ${yuanText(net)} yuan in the books, ${yuanText(persons)} yuan by person, ${yuanText(net - persons)} yuan apart.`,
          );
        if (net !== 0n || persons !== 0n) asked.check(net === persons ? undefined : text());
      }
      return asked.verdict(say('还没有到账', 'nothing has arrived yet'));
    },
  };
}

/**
 * I-08: the determinations of a year are numbered without a gap, so that each replaces the one before it; a recovery names an
 * entitlement, and what comes back names a recovery and never passes it. An adjusted appropriation has a document and a reason.
 */
export function exactCorrections({ cases, owed }: Registers): Formula {
  const tally = new Tally('I-08');
  const outstanding = new Map<string, bigint>();
  return {
    code: 'I-08',
    tally,
    on: {
      EntitlementDetermined: ({ enrolmentId, caseNumber, year, number }) => {
        const before = owed.lastNumber(enrolmentId, year);
        tally.check(
          number === before + 1
            ? undefined
            : say(
                `${caseNumber} ${year} 年度第 ${before} 次核定之后是第 ${number} 次。`,
                `${caseNumber}: determination no. ${before} of ${year} is followed by no. ${number}.`,
              ),
          { caseNumber },
        );
      },
      RecoveryOpened: ({ recoveryId, caseNumber, enrolmentId, entitlement, amountFen }) => {
        outstanding.set(recoveryId, fenOf(amountFen));
        const known = cases.claim(entitlement).determined.get(cases.ids.find(enrolmentId)) !== 0;
        tally.check(
          known
            ? undefined
            : say(
                `${caseNumber} 追回所指的补助（${entitlementText(entitlement)}）从未核定。`,
                `${caseNumber}: a benefit is to be recovered that was never determined (${entitlementText(entitlement)}).`,
              ),
          {
            caseNumber,
          },
        );
      },
      RecoveryReduced: ({ recoveryId, amountFen }) => {
        outstanding.set(recoveryId, (outstanding.get(recoveryId) ?? 0n) - fenOf(amountFen));
      },
      RecoveryReceived: ({ recoveryId, caseNumber, amountFen, documentNo }) => {
        const left = (outstanding.get(recoveryId) ?? 0n) - fenOf(amountFen);
        outstanding.set(recoveryId, left);
        const beyond =
          left < 0n
            ? say(
                `${caseNumber} 收到的追回款超过应追回 ${yuanText(-left)} 元。`,
                `${caseNumber}: ${yuanText(-left)} yuan more were recovered than had to be.`,
              )
            : undefined;
        tally.check(
          documentNo === ''
            ? say(`${caseNumber} 的追回款没有凭证号。`, `${caseNumber}: the money recovered has no voucher number.`)
            : beyond,
          { caseNumber },
        );
      },
      AppropriationAdjusted: ({ programme, year, documentNo, reason }) =>
        tally.check(
          documentNo === '' || reason === ''
            ? say(
                `${programme} ${year} 年度指标调整没有文号或原因。`,
                `${programme} ${year}: an adjustment of the appropriation has no document number or reason.`,
              )
            : undefined,
        ),
    },
    verdict: () => tally.verdict(say('没有更正、追回或指标调整', 'there are no corrections, recoveries or adjustments')),
  };
}

/**
 * I-09: a batch takes money of its own programme, year and area only, as much of each budget as its roster says; and every payment is of
 * the programme and year of its batch, to a case of that programme, and what becomes of it is told of the same case.
 */
export function ownPurpose({ cases, rosters }: Registers): Formula {
  const tally = new Tally('I-09');
  const ofItsCase = ({ batch, lineNo, caseNumber, enrolmentId }: PaymentSettled['data']): void => {
    const text = (): string =>
      say(
        `批次 ${batch} 第 ${lineNo} 行：${caseNumber} 不是这个对象申报时的编号。`,
        `Batch ${batch} line ${lineNo}: ${caseNumber} is not the number with which this case was applied for.`,
      );
    const place = { batch, caseNumber, rows: [{ lineNo }] };
    tally.check(cases.mayBear(enrolmentId, caseNumber) ? undefined : text(), place);
  };
  return {
    code: 'I-09',
    tally,
    on: {
      PaymentSettled: ofItsCase,
      PaymentReturned: ofItsCase,
      FundsReserved: ({ batch, programme, year, area, funding }) => {
        const roster = rosters.of(batch);
        if (roster === undefined) return;
        const own = roster.place.programme === programme && roster.place.year === year && roster.place.area === area;
        tally.check(
          own
            ? undefined
            : say(
                `批次 ${batch} 预留了 ${programme} ${year} 年度（${area}）的指标。`,
                `Batch ${batch} has reserved money of ${programme} ${year} (${area}).`,
              ),
          { batch },
        );
        const wanted = roster.lockedAt?.funding;
        const layers = ['central', 'province', 'city', 'county'] as const;
        layers.forEach((layer, at) => {
          const [taken, needed] = [fenOf(funding[layer]), fenOf(wanted?.[layer])];
          const text = (): string =>
            say(
              `批次 ${batch}：${LAYER_TITLES[at]}预留 ${yuanText(taken)} 元，名单需要 ${yuanText(needed)} 元，相差 ${yuanText(taken - needed)} 元。`,
              `Batch ${batch}: ${LAYER_TITLES[at]} has ${yuanText(taken)} yuan reserved and the list needs ${yuanText(needed)} yuan, ${yuanText(taken - needed)} yuan apart.`,
            );
          tally.check(taken === needed ? undefined : text(), { batch });
        });
      },
      PaymentInstructed: (payment) => {
        ofItsCase(payment);
        const { batch, programme, year, caseNumber, enrolmentId, lineNo } = payment;
        const place = rosters.of(batch)?.place;
        const own = cases.names.nameOf(cases.programme.get(cases.ids.find(enrolmentId)));
        const fits = place?.programme === programme && place.year === year && own === programme;
        const text = (): string =>
          say(
            `批次 ${batch} 第 ${lineNo} 行 ${caseNumber}：${programme} ${year} 年度的发放不属于本批（对象的项目为 ${own || say('无', 'none')}）。`,
            `Batch ${batch} line ${lineNo} ${caseNumber}: a payment of ${programme} ${year} does not belong to this batch (the case is of ${own || 'none'}).`,
          );
        tally.check(fits ? undefined : text(), { batch, caseNumber, rows: [{ lineNo }] });
      },
    },
    verdict: () => tally.verdict(say('还没有预留和发放', 'nothing has been reserved or paid yet')),
  };
}
