import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { readCatalogue, type ProgrammeDefinition } from '@fenming/programmes';

/** The catalogue beside the code that reads it, in the sources as in `dist`. */
export const OWN_CATALOGUE = resolve(__dirname, '../../../programmes/catalogue');

/** A definition with the text it was read from: what a county may propose. */
export type Shipped = { readonly definition: ProgrammeDefinition; readonly text: string };

/** Reads every programme file of a folder. Throws with file, line and reason when one of them is malformed or two are in conflict. */
export const readShipped = (folder: string): readonly Shipped[] => {
  const names = readdirSync(folder).filter((file) => file.endsWith('.yaml'));
  const files = names.sort().map((file) => ({ file, text: readFileSync(join(folder, file), 'utf8') }));
  const reading = readCatalogue(files);
  if (!reading.ok)
    throw new Error(
      reading.errors.map(({ file: name, line, pointer, reason }) => `${name}:${line} ${pointer} ${reason}`).join('\n'),
    );
  return reading.definitions.map((definition, i) => ({ definition, text: files[i]?.text ?? '' }));
};
