import {
  drawBereavedMother,
  drawFee,
  drawRural,
  drawSpecial,
  drawUrban,
  ruralFacts,
  urbanFacts,
  type Applicant,
} from './applicants';
import { specialCount, type Counts } from './counts';
import type { Registry } from './identities';
import type { Places } from './places';
import { secondYearOf, type SecondYear } from './second-year';

/** Why the bank sends a payment back the first time. A card that is merely not activated works the second time; the others need another account. */
export type BankTrouble = {
  readonly applicant: Applicant;
  readonly reason: 'NAME_MISMATCH' | 'CLOSED' | 'NOT_ACTIVATED';
  readonly newAccount?: string;
};

/** Everybody who applies, and the cases that were planted among them. */
export type Story = {
  readonly rural: readonly Applicant[];
  readonly urban: readonly Applicant[];
  readonly special: readonly Applicant[];
  readonly fee: readonly Applicant[];
  readonly secondYear: SecondYear;
  /** Paid for the whole of 2023 although he died in June; the county hears of it in January 2024. */
  readonly died: Applicant;
  /** Objected to at the village notice, rightly. */
  readonly objected: Applicant;
  /** Objected to at the township notice, wrongly. */
  readonly slandered: Applicant;
  readonly troubles: readonly BankTrouble[];
};

const times = <T>(count: number, draw: (index: number) => T): readonly T[] =>
  Array.from({ length: count }, (_, index) => draw(index));

const withIdentity = (registry: Registry, applicant: Applicant, birthDate: string): Applicant => {
  const identity = registry.citizen(applicant.identity.sex, birthDate);
  return { ...applicant, identity, facts: { ...applicant.facts, birthDate } };
};

/** The id before 1999: no century and no check character. */
export const fifteenDigits = (citizenId: string): string => citizenId.slice(0, 6) + citizenId.slice(8, 17);

type Rural = {
  readonly recipients: readonly Applicant[];
  readonly refused: readonly Applicant[];
  readonly objected: Applicant;
  readonly nearly60: Applicant;
};

const drawRuralStory = (registry: Registry, { villages }: Places, count: number): Rural => {
  const farming = villages.filter(({ community }) => !community);
  const recipients = times(count, () => drawRural(registry, farming, [1938, 1962]));
  const [first = drawRural(registry, farming, [1938, 1962]), ...rest] = recipients;
  // Sixty on the last day of the year is sixty in that year.
  const lastDay = withIdentity(registry, first, '1963-12-31');
  const nearly60 = drawRural(registry, farming, [1964, 1964]);
  const manyChildren = drawRural(registry, farming, [1950, 1960]);
  return {
    recipients: [lastDay, ...rest],
    objected: drawRural(registry, farming, [1945, 1960]),
    nearly60,
    refused: [nearly60, { ...manyChildren, facts: { ...manyChildren.facts, livingSons: 2, livingDaughters: 1 } }],
  };
};

const drawSpecialStory = (registry: Registry, { villages }: Places, { special }: Counts): readonly Applicant[] => [
  // Reaches 49 in December 2023: one month is due.
  drawBereavedMother(registry, villages, '1974-12-09'),
  ...times(special.death, () => drawSpecial(registry, villages, 'death')),
  ...times(special.disability, () => drawSpecial(registry, villages, 'disability')),
  ...times(special.complication, () => drawSpecial(registry, villages, 'complication')),
];

const planted = <Item>(items: readonly Item[], index: number): Item => {
  const found = items.at(index);
  if (found === undefined) throw new Error(`the demo county is too small: nobody at ${index}`);
  return found;
};

const REASONS = ['NAME_MISMATCH', 'CLOSED', 'NOT_ACTIVATED'] as const;

const drawTroubles = (registry: Registry, applicants: readonly Applicant[]): readonly BankTrouble[] =>
  applicants.map((applicant, index) => {
    const reason = REASONS[index % REASONS.length] ?? 'CLOSED';
    return reason === 'NOT_ACTIVATED' ? { applicant, reason } : { applicant, reason, newAccount: registry.account() };
  });

/** The last day of sixty, the dead, the one on two lists and the one who is listed twice. */
const PLANTED_AMONG_THE_FIRST = 4;

/** The people of one county. The order of the draws is part of the seed's meaning: the same seed must give the same people for ever. */
export const drawStory = (registry: Registry, places: Places, counts: Counts): Story => {
  const rural = drawRuralStory(registry, places, counts.rural);
  const communities = places.villages.filter(({ community }) => community);
  const urban = times(counts.urban, () => drawUrban(registry, communities));
  const special = drawSpecialStory(registry, places, counts);
  const fee = [
    ...times(counts.fee.couples, () => drawFee(registry, places.villages, 'couple')),
    ...times(counts.fee.singles, () => drawFee(registry, places.villages, 'single')),
  ];
  const [died, both, twice] = [planted(rural.recipients, 1), planted(rural.recipients, 2), planted(rural.recipients, 3)];
  const tooYoung = drawBereavedMother(registry, places.villages, '1975-05-20');
  const troubles = drawTroubles(registry, [
    ...rural.recipients.slice(-counts.returned.rural),
    ...urban.slice(-counts.returned.urban),
    planted(special, specialCount(counts) - 1 - counts.special.complication),
    planted(special, -1),
    planted(fee, 0),
  ]);
  const settled = [...new Set(rural.recipients.map(({ village }) => village))];
  const newcomers = times(counts.newcomers, () => drawRural(registry, settled, [1964, 1964]));
  return {
    rural: [
      ...rural.recipients,
      rural.objected,
      ...rural.refused,
      { ...twice, facts: ruralFacts(registry, twice.identity), writtenId: fifteenDigits(twice.identity.citizenId) },
    ],
    urban: [...urban, { ...both, village: planted(communities, 0), facts: urbanFacts(registry, both.identity) }],
    special: [...special, tooYoung],
    fee,
    secondYear: secondYearOf({
      rural: rural.recipients.filter((applicant) => applicant !== died),
      plain: rural.recipients.slice(PLANTED_AMONG_THE_FIRST),
      newcomers: [rural.nearly60, ...newcomers],
      fee,
      troubles,
    }),
    died,
    objected: rural.objected,
    slandered: planted(urban, 0),
    troubles,
  };
};
