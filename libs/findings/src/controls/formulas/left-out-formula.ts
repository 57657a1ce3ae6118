import { say } from '@fenming/language';
import { Tally, type Formula } from '../finding';
import { chinaDay, CLEARED } from '../register/cases';
import { Ints } from '../register/columns';
import type { Registers } from '../register/registers';

type Rows = { readonly importId: string; readonly all: number; readonly goodRows: number; readonly leftOut: number };
const rowsLost = ({ importId, all, goodRows, leftOut }: Rows): string =>
  say(
    `花名册 ${importId}：${all} 行，采用 ${goodRows} 行，剔除 ${leftOut} 行，合不上。`,
    `List ${importId}: ${all} lines, ${goodRows} used, ${leftOut} left out; this does not add up.`,
  );
type Persons = Readonly<Record<'good' | 'made' | 'accepted' | 'refused', number>> & { readonly importId: string };
const personsLost = ({ importId, good, made, accepted, refused }: Persons): string =>
  say(
    `花名册 ${importId}：采用 ${good} 行，登记申报 ${made} 人，记为接受 ${accepted} 人、退回 ${refused} 人。`,
    `List ${importId}: ${good} lines used, ${made} persons applied for, ${accepted} noted as accepted and ${refused} as refused.`,
  );
const notListed = (batch: string, enrolmentId: string): string =>
  say(
    `批次 ${batch}：对象 ${enrolmentId} 已确认并公示期满，可以发放而没有列入名单。`,
    `Batch ${batch}: the case ${enrolmentId} is confirmed and its notice is over; it could be paid and is not listed.`,
  );

/**
 * I-20: of a roster file, rows = left out + refused + applied; whoever is excluded is so with a reason; and whoever could be paid at a
 * lock is on the list. "Could be paid" is asked at the first chunk and again at the end of the lock, so that what happened while the list
 * was being written is no finding. A case that the list misses is named by its id, for its number is not kept.
 */
export function nobodyLeftOut({ cases, rosters }: Registers): Formula {
  const tally = new Tally('I-20');
  const applied = new Map<string, number>();
  const rows = new Map<string, number>();
  const payable = new Map<string, readonly number[]>();
  const count = ({ importId }: { readonly importId: string }): void =>
    void applied.set(importId, (applied.get(importId) ?? 0) + 1);
  const reasoned = ({ caseNumber, reason }: { readonly caseNumber: string; readonly reason: string }): void =>
    tally.check(
      reason === '' ? say(`${caseNumber} 未列入而没有原因。`, `${caseNumber} was left out without a reason.`) : undefined,
      { caseNumber },
    );
  const couldBePaid = (slot: number, { year, programme, today }: { year: number; programme: number; today: number }): boolean => {
    if (cases.programme.get(slot) !== programme || cases.unpayable(slot, year) || cases.account.get(slot) === 0) return false;
    const sheet = cases.year(year);
    const claims = cases.claim(`${year}/regular/regular`);
    return (
      sheet.steps.get(slot) === CLEARED &&
      sheet.objections.get(slot) === 0 &&
      cases.holds.get(slot) === 0 &&
      sheet.closesOn.get(slot) < today &&
      claims.due.get(slot) > 0n &&
      claims.underWay.get(slot) === 0
    );
  };
  return {
    code: 'I-20',
    tally,
    on: {
      ImportStarted: ({ importId, rows: all, goodRows, leftOut }) => {
        rows.set(importId, goodRows);
        tally.check(
          goodRows + leftOut.length === all ? undefined : rowsLost({ importId, all, goodRows, leftOut: leftOut.length }),
        );
      },
      EnrolmentApplied: count,
      EnrolmentRenewed: count,
      ImportCompleted: ({ importId, accepted, refused }) => {
        const made = applied.get(importId) ?? 0;
        const good = rows.get(importId) ?? 0;
        const counts = { importId, good, made, accepted, refused: refused.length };
        tally.check(made === accepted && accepted + refused.length === good ? undefined : personsLost(counts));
      },
      EligibilityRejected: reasoned,
      ObjectionUpheld: reasoned,
      EnrolmentExited: reasoned,
      RosterChunkLocked: ({ batch, chunk, year, programme }, { meta }) => {
        if (chunk !== 1) return;
        const asked = { year, programme: cases.names.numberOf(programme), today: chinaDay(meta.at ?? '') };
        const slots: number[] = [];
        for (let slot = 1; slot <= cases.ids.size; slot += 1) if (couldBePaid(slot, asked)) slots.push(slot);
        payable.set(batch, slots);
      },
      RosterLocked: ({ batch, year, programme }, { meta }) => {
        const roster = rosters.of(batch);
        const asked = { year, programme: cases.names.numberOf(programme), today: chinaDay(meta.at ?? '') };
        const listed = new Ints();
        for (let lineNo = 1; lineNo <= (roster?.lines ?? 0); lineNo += 1) listed.set(roster?.cases.get(lineNo) ?? 0, 1);
        for (const slot of payable.get(batch) ?? []) {
          const missing = listed.get(slot) === 0 && couldBePaid(slot, asked);
          const enrolmentId = cases.ids.idOf(slot);
          tally.check(missing ? notListed(batch, enrolmentId) : undefined, { batch, rows: [{ enrolmentId }] });
        }
        payable.delete(batch);
      },
    },
    verdict: () => tally.verdict(say('还没有申报', 'there are no applications yet')),
  };
}
