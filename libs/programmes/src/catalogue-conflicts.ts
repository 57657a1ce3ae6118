import { say } from '@fenming/language';
import type { DefinitionError, IncompatibilityRow, ProgrammeDefinition } from './definition';

const yearsOf = ({ inForce }: ProgrammeDefinition): readonly [number, number] => [
  Number(inForce.from.slice(0, 4)),
  Number((inForce.to ?? '9999').slice(0, 4)),
];

/** A right is assessed by the year, so a year is the period that may have one version of a programme only. */
function sameYears(a: ProgrammeDefinition, b: ProgrammeDefinition): string | undefined {
  const first = Math.max(yearsOf(a)[0], yearsOf(b)[0]);
  const last = Math.min(yearsOf(a)[1], yearsOf(b)[1]);
  return first > last
    ? undefined
    : say(
        `${first} 年${last === first ? '' : last === 9999 ? say('起', ' and later') : say(` 至 ${last} 年`, ` to ${last}`)}`,
        `${first}${last === first ? '' : last === 9999 ? say('起', ' and later') : say(` 至 ${last} 年`, ` to ${last}`)}`,
      );
}

const shareARegion = (a: IncompatibilityRow, b: IncompatibilityRow): boolean =>
  a.regions === undefined || b.regions === undefined || a.regions.some((region) => b.regions?.includes(region));

function contradicts(a: ProgrammeDefinition, b: ProgrammeDefinition): boolean {
  const ofA = a.incompatible.filter((row) => row.with === b.id);
  const ofB = b.incompatible.filter((row) => row.with === a.id);
  return ofA.some((row) => ofB.some((other) => row.keeps !== other.keeps && shareARegion(row, other)));
}

/**
 * What is wrong with a catalogue though each file is right: two definitions of one programme in force in the same year, or two programmes
 * that each claim to displace the other. An empty list means that every programme has at most one definition for every year.
 */
export function catalogueConflicts(definitions: readonly ProgrammeDefinition[]): readonly DefinitionError[] {
  return definitions.flatMap((definition, at) =>
    definitions.slice(0, at).flatMap((earlier) => conflict(earlier, definition) ?? []),
  );
}

function conflict(earlier: ProgrammeDefinition, definition: ProgrammeDefinition): DefinitionError | undefined {
  const { file, inForceLine: line, id } = definition;
  const years = sameYears(earlier, definition);
  if (years === undefined) return undefined;
  if (earlier.id === id)
    return {
      file,
      line,
      pointer: '/inForce',
      reason: say(
        `${id} 在 ${years} 已有另一份定义（${earlier.file} 第 ${earlier.inForceLine} 行）`,
        `${id} is defined for ${years} already (${earlier.file} line ${earlier.inForceLine})`,
      ),
    };
  if (!contradicts(earlier, definition)) return undefined;
  return {
    file,
    line,
    pointer: '/incompatible',
    reason: say(
      `${id} 与 ${earlier.id}（${earlier.file}）对保留哪个项目说法相反`,
      `${id} and ${earlier.id} (${earlier.file}) say the opposite of which programme is kept`,
    ),
  };
}

/** The definition whose years in force include the year assessed; undefined when the programme was out of force. */
export const definitionInForce = (
  definitions: readonly ProgrammeDefinition[],
  id: string,
  year: number,
): ProgrammeDefinition | undefined =>
  definitions.find((definition) => definition.id === id && yearsOf(definition)[0] <= year && year <= yearsOf(definition)[1]);
