import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import {
  compileProgramme,
  parseDefinition,
  type Programme,
  type ProgrammeDefinition,
  type ProgrammeId,
} from '@fenming/programmes';

/** The catalogue beside the code that reads it, in the sources as in `dist`. */
export const OWN_CATALOGUE = resolve(__dirname, '../../../programmes/catalogue');

/** Reads every programme file of a folder. Throws with file, line and reason when one of them is malformed. */
export const readCatalogue = (folder: string): readonly ProgrammeDefinition[] =>
  readdirSync(folder)
    .filter((file) => file.endsWith('.yaml'))
    .sort()
    .map((file) => {
      const parsed = parseDefinition(readFileSync(join(folder, file), 'utf8'), file);
      if (parsed.ok) return parsed.definition;
      throw new Error(
        parsed.errors.map(({ file: name, line, pointer, reason }) => `${name}:${line} ${pointer} ${reason}`).join('\n'),
      );
    });

/** The programmes as they are in force in a county: national rows and those of its own regions. */
export const programmesOf = (
  definitions: readonly ProgrammeDefinition[],
  regions: readonly string[],
): ReadonlyMap<ProgrammeId, Programme> =>
  new Map(
    definitions
      .map((definition) => compileProgramme(definition, regions))
      .filter(({ offered }) => offered)
      .map((programme) => [programme.id, programme]),
  );
