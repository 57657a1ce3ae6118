import type { RowSays } from '@fenming/rosters';
import type { FactNamed } from '@fenming/subsidy';

/** A case of a person as it is on record. `word`: the fact as a roster writes it; nothing where the case does not ask for it, or has none. */
export type CaseOnRecord = { readonly isOpen: boolean; readonly word: (fact: FactNamed) => string };
/** What our record holds of somebody whom another body speaks of. `diedOn`: the recorded day of death. */
export type PersonOnRecord<Case extends CaseOnRecord> = { readonly diedOn?: string; readonly cases: readonly Case[] };

export type Compared<Case> = {
  readonly outcome: 'agreed' | 'differs' | 'unknown';
  /** The cases of which the other body says otherwise than our record. */
  readonly differing: readonly Case[];
};

/**
 * What another body says of a person of ours, held against our record: agreed where the same word, or the same day of death, stands there;
 * unknown where no open case has anything on record that could agree. It is a comparison of words and decides nothing.
 */
export const comparedWith = <Case extends CaseOnRecord>(
  says: RowSays,
  { diedOn, cases }: PersonOnRecord<Case>,
): Compared<Case> => {
  const open = cases.filter(({ isOpen }) => isOpen);
  switch (says.about) {
    case 'fact': {
      const asking = open.filter((one) => one.word(says) !== '');
      return outcomeOf(
        asking.length > 0,
        asking.filter((one) => one.word(says) !== says.written),
      );
    }
    case 'death':
      // A death ends the cases: one that was recorded for another day is looked at in those that it has ended.
      if (diedOn === says.written) return { outcome: 'agreed', differing: [] };
      return outcomeOf(false, diedOn === undefined ? open : cases);
    case 'paid':
      return outcomeOf(false, open);
  }
};

const outcomeOf = <Case>(agrees: boolean, differing: readonly Case[]): Compared<Case> => ({
  outcome: differing.length > 0 ? 'differs' : agrees ? 'agreed' : 'unknown',
  differing,
});
