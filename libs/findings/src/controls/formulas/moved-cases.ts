import { spoken } from '@fenming/language';
import type { Handlers } from '../../log-event';
import type { Tally } from '../finding';
import type { Registers } from '../register/registers';
import { onCase } from '../words';

const WRONG = spoken({
  unproposed: { zh: '迁移与提出的不符，或没有人提出', en: 'moved otherwise than somebody had proposed' },
  alone: { zh: '迁移由同一人提出并确认', en: 'one person proposed the move and confirmed it' },
  elsewhere: { zh: '迁出的不是所在的村', en: 'moved out of a village in which it did not lie' },
  confirmed: { zh: '已确认的年度也随迁', en: 'a year that a village had confirmed went along with the move' },
  alike: { zh: '迁入与迁出不成对', en: 'moved in otherwise than it had moved out' },
  nowhere: { zh: '迁出之后没有迁入', en: 'moved out and nowhere in' },
});

type Said = { readonly toVillage: string; readonly year: number; readonly documentNo: string; readonly by: string };
type Out = { readonly from: string; readonly to: string; readonly year: number; readonly caseNumber: string };

/** A move within the county: proposed by one person, confirmed by another, out of where the case lies and into one other village, with no year that was confirmed. */
export const movesInOrder = ({ cases, actors, tally }: Pick<Registers, 'cases' | 'actors'> & { readonly tally: Tally }) => {
  const waiting = new Map<number, Said>();
  const under = new Map<number, Out>();
  const on: Handlers = {
    TransferProposed: ({ enrolmentId, toVillage, year, documentNo }, { meta }) =>
      void waiting.set(cases.ids.slotOf(enrolmentId), { toVillage, year, documentNo, by: actors.whoIs(meta.actor) }),
    TransferDropped: ({ enrolmentId }) => void waiting.delete(cases.ids.slotOf(enrolmentId)),
    EnrolmentTransferredOut: ({ enrolmentId, caseNumber, village, toVillage, year, documentNo }, { meta }) => {
      const slot = cases.ids.slotOf(enrolmentId);
      const said = waiting.get(slot);
      waiting.delete(slot);
      under.set(slot, { from: village, to: toVillage, year, caseNumber });
      const isSaid = said?.toVillage === toVillage && said.year === year && said.documentNo === documentNo;
      const wrong = [
        isSaid ? '' : WRONG.unproposed,
        said?.by === actors.whoIs(meta.actor) ? WRONG.alone : '',
        cases.villageIn(slot, year) === village ? '' : WRONG.elsewhere,
        cases.isConfirmedFrom(slot, year) ? WRONG.confirmed : '',
      ].find((text) => text !== '');
      tally.check(wrong === undefined ? undefined : onCase(caseNumber, wrong), { caseNumber });
    },
    EnrolmentTransferredIn: ({ enrolmentId, caseNumber, village, fromVillage, year }) => {
      const slot = cases.ids.slotOf(enrolmentId);
      const out = under.get(slot);
      under.delete(slot);
      const isPair = out?.from === fromVillage && out.to === village && out.year === year;
      tally.check(isPair ? undefined : onCase(caseNumber, WRONG.alike), { caseNumber });
    },
  };
  /** With what has moved out and nowhere in. */
  const ended = (): Tally => {
    const asked = tally.copy();
    for (const { caseNumber } of under.values()) asked.find(onCase(caseNumber, WRONG.nowhere), { caseNumber });
    return asked;
  };
  return { on, ended };
};
