import { firstDay, lastDay, month, type Month } from '@fenming/calendar';
import type { ProgrammeAdopted, VersionSaid, WithdrawalSaid } from './programme.events';

/** `adoptedAt`, `withdrawnAt`: the revisions of the events that said so. */
export type AdoptedVersion = ProgrammeAdopted['data'] & {
  readonly text: string;
  readonly adoptedAt: number;
  readonly withdrawn?: WithdrawalSaid & { readonly withdrawnAt: number };
};

/** The parts of a document number: 1号 comes before 12号. */
const partsOf = (documentNo: string): readonly string[] => documentNo.match(/\d+|\D+/g) ?? [];

const comparePart = (a: string, b: string): number => {
  const both = /^\d/.test(a) && /^\d/.test(b);
  if (both && a.length !== b.length) return a.length - b.length;
  return a < b ? -1 : a > b ? 1 : 0;
};

/** Documents in their order: by their day, on one day by their number. */
export const compareDocuments = (
  a: Pick<VersionSaid, 'documentDate' | 'documentNo'>,
  b: Pick<VersionSaid, 'documentDate' | 'documentNo'>,
): number => {
  if (a.documentDate !== b.documentDate) return a.documentDate < b.documentDate ? -1 : 1;
  const [left, right] = [partsOf(a.documentNo), partsOf(b.documentNo)];
  const orders = left.map((part, at) => {
    const other = right[at];
    return other === undefined ? 1 : comparePart(part, other);
  });
  return orders.find((order) => order !== 0) ?? (left.length < right.length ? -1 : 0);
};

/** Whether a text is in force on any day of a month. */
const covers = ({ effectiveFrom, effectiveTo = '9999-12-31' }: VersionSaid, of: Month): boolean =>
  effectiveFrom <= lastDay(of) && firstDay(of) <= effectiveTo;

/** The text of a month: of those that cover it and were not withdrawn, the one with the latest document. */
export const versionOfMonth = (adopted: readonly AdoptedVersion[], of: Month): AdoptedVersion | undefined =>
  adopted
    .filter((version) => version.withdrawn === undefined && covers(version, of))
    .reduce<AdoptedVersion | undefined>(
      (latest, version) => (latest === undefined || compareDocuments(latest, version) <= 0 ? version : latest),
      undefined,
    );

/** The versions as they were once an event of this revision had been recorded. */
export const asOf = (adopted: readonly AdoptedVersion[], revision: number): readonly AdoptedVersion[] =>
  adopted
    .filter(({ adoptedAt }) => adoptedAt <= revision)
    .map(({ withdrawn, ...version }) =>
      withdrawn === undefined || withdrawn.withdrawnAt > revision ? version : { ...version, withdrawn },
    );

/** The revision of the last adoption or withdrawal; -1 before any. */
export const changedAt = (adopted: readonly AdoptedVersion[]): number =>
  Math.max(-1, ...adopted.map(({ adoptedAt, withdrawn }) => withdrawn?.withdrawnAt ?? adoptedAt));

/** Months of a year (1–12, both included) that one text governs. */
export type Governed = { readonly version: AdoptedVersion; readonly first: number; readonly last: number };

/** The texts that govern a year, in the order of its months; months of no text are left out. */
export const governing = (adopted: readonly AdoptedVersion[], year: number): readonly Governed[] => {
  const found: Governed[] = [];
  for (let number = 1; number <= 12; number += 1) {
    const version = versionOfMonth(adopted, month(`${year}-${String(number).padStart(2, '0')}`));
    const before = found.at(-1);
    if (version === undefined) continue;
    if (before?.version === version && before.last === number - 1) found[found.length - 1] = { ...before, last: number };
    else found.push({ version, first: number, last: number });
  }
  return found;
};
