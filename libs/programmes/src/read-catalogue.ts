import { catalogueConflicts } from './catalogue-conflicts';
import type { DefinitionError, ProgrammeDefinition, Sources } from './definition';
import { parseProposal } from './parse-definition';

/** One file of the catalogue as the caller read it; this room opens no files. */
export type CatalogueFile = { readonly file: string; readonly text: string };
export type CatalogueReading =
  | { readonly ok: true; readonly definitions: readonly ProgrammeDefinition[] }
  | { readonly ok: false; readonly errors: readonly DefinitionError[] };

/** Reads a whole catalogue; one bad file refuses all, with the faults of every file, and so do two files in conflict. */
export function readCatalogue(files: readonly CatalogueFile[], sources: Sources): CatalogueReading {
  const readings = files.map(({ file, text }) => parseProposal(text, file, sources));
  const errors = readings.flatMap((reading) => (reading.ok ? [] : reading.errors));
  if (errors.length > 0) return { ok: false, errors };
  const definitions = readings.flatMap((reading) => (reading.ok ? [reading.definition] : []));
  const conflicts = catalogueConflicts(definitions);
  return conflicts.length > 0 ? { ok: false, errors: conflicts } : { ok: true, definitions };
}
