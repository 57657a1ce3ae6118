import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { compileProgramme, parseDefinition, Programme, ProgrammeId } from '@fenming/programmes';
import { DEMO_REGIONS } from './county/places';

/** The same path from libs and from dist/libs: the build lays the catalogue beside the code. */
const CATALOGUE = path.resolve(__dirname, '../../programmes/catalogue');

/** The rule engine is handed in, because it takes long to load and most commands have no use for it. */
export type ReadProgrammes = {
  readonly compileProgramme: typeof compileProgramme;
  readonly parseDefinition: typeof parseDefinition;
};

/** A programme's file as it is shipped. */
export const shippedText = (file: string): string => readFileSync(path.join(CATALOGUE, file), 'utf8');

const compile = (file: string, rules: ReadProgrammes): Programme => {
  const reading = rules.parseDefinition(shippedText(file), file);
  if (reading.ok) return rules.compileProgramme(reading.definition, DEMO_REGIONS);
  const [error] = reading.errors;
  throw new Error(`${file}:${error?.line ?? 1} ${error?.reason ?? ''}`);
};

/** The programmes as they hold in the demo county: the columns of its rosters and the money it must ask for follow from them. */
export const demoCatalogue = (rules: ReadProgrammes): ReadonlyMap<ProgrammeId, Programme> => {
  const files = readdirSync(CATALOGUE).filter((file) => file.endsWith('.yaml'));
  return new Map(files.map((file) => compile(file, rules)).map((programme) => [programme.id, programme]));
};
