import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { readCatalogue, readSources, type DefinitionError, type ProgrammeDefinition, type Sources } from '@fenming/programmes';

/** The catalogue beside the code that reads it, in the sources as in `dist`. */
export const OWN_CATALOGUE = resolve(__dirname, '../../programmes/catalogue');

const OWN_SOURCES = resolve(__dirname, '../../programmes/sources.yaml');

const failing = (errors: readonly DefinitionError[]): Error =>
  new Error(errors.map(({ file, line, pointer, reason }) => `${file}:${line} ${pointer} ${reason}`).join('\n'));

let sources: Sources | undefined;

/** The documents that a programme file may cite by their codes alone; they are part of the release. */
export const shippedSources = (): Sources => {
  if (sources !== undefined) return sources;
  const reading = readSources(readFileSync(OWN_SOURCES, 'utf8'), 'sources.yaml');
  if (!reading.ok) throw failing(reading.errors);
  return (sources = reading.sources);
};

/** A definition with the text it was read from: what a county may propose. */
export type Shipped = { readonly definition: ProgrammeDefinition; readonly text: string };

/** Reads every programme file of a folder. Throws with file, line and reason when one of them is malformed or two are in conflict. */
export const readShipped = (folder: string): readonly Shipped[] => {
  const names = readdirSync(folder).filter((file) => file.endsWith('.yaml'));
  const files = names.sort().map((file) => ({ file, text: readFileSync(join(folder, file), 'utf8') }));
  const reading = readCatalogue(files, shippedSources());
  if (!reading.ok) throw failing(reading.errors);
  return reading.definitions.map((definition, i) => ({ definition, text: files[i]?.text ?? '' }));
};
