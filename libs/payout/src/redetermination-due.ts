import { asOf, changedAt, governing, redeterminationDecider, streams, type AdoptedVersion } from '@fenming/subsidy';
import type { RunningCounty } from '@fenming/county';
import type { ProgrammeId } from '@fenming/programmes';

const textsOf = (adopted: readonly AdoptedVersion[], year: number): string =>
  governing(adopted, year)
    .map(({ version, first, last }) => `${version.contentHash} ${first} ${last}`)
    .join();

/** Whether the texts of a year have changed since its cases were determined, or signed for, by them: the list of the year waits. */
export const redeterminationDue = async (
  { executor, rules, views }: RunningCounty,
  programme: ProgrammeId,
  year: number,
): Promise<boolean> => {
  const adopted = rules.versions(programme);
  const [first] = adopted;
  if (first === undefined) return false;
  const { state } = await executor.load(redeterminationDecider, streams.redetermination(programme));
  const settledAt = Math.max(state.settledAt, first.adoptedAt);
  if (changedAt(adopted) <= settledAt) return false;
  return textsOf(asOf(adopted, settledAt), year) !== textsOf(adopted, year) && views.anyDetermined({ programme, year });
};
