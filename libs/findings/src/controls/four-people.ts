import type { ActorAppointed } from '@fenming/subsidy';
import type { Watch } from '../log-event';
import type { Finding } from './finding';

const DUTIES: Readonly<Record<string, string>> = {
  RosterLocked: '经办',
  BatchSubmitted: '经办',
  BatchChecked: '审核',
  BatchApproved: '审批',
  BatchReleased: '放款',
};

/** I-33: maker, checker, approver and releaser of a batch are four people; two accounts of one citizen are one person. */
export function fourPeople(): Watch<readonly Finding[]> {
  const persons = new Map<string, string>();
  const duties = new Map<string, Map<string, Set<string>>>();
  return {
    see: ({ type, payload, meta: { actor } }) => {
      if (type === 'ActorAppointed') {
        const { actorId, personId } = payload as ActorAppointed['data'];
        if (personId !== undefined) persons.set(actorId, personId);
        return;
      }
      const { batch } = payload as { readonly batch: string };
      // A batch that was sent back is signed anew, so that only the last signatures count.
      if (type === 'BatchSentBack') duties.delete(batch);
      const duty = DUTIES[type];
      if (duty === undefined) return;
      const signed = duties.get(batch) ?? new Map<string, Set<string>>();
      duties.set(batch, signed);
      signed.set(duty, (signed.get(duty) ?? new Set()).add(actor));
    },
    answer: () => [...duties].flatMap(([batch, signed]) => sharedDuties(batch, signed, persons)),
  };
}

function sharedDuties(
  batch: string,
  signed: ReadonlyMap<string, ReadonlySet<string>>,
  persons: ReadonlyMap<string, string>,
): readonly Finding[] {
  const dutiesOf = new Map<string, Set<string>>();
  for (const [duty, actors] of signed) {
    for (const actor of actors) {
      const who = persons.get(actor) ?? `账号 ${actor}`;
      dutiesOf.set(who, (dutiesOf.get(who) ?? new Set()).add(duty));
    }
  }
  return [...dutiesOf.values()]
    .filter((held) => held.size > 1)
    .map((held) => ({ code: 'I-33', sentence: `批次 ${batch} 的${[...held].join('、')}由同一人办理。`, batch }));
}
