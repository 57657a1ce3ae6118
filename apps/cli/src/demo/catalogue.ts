import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { compileProgramme, parseDefinition, type Programme, type ProgrammeId } from '@fenming/programmes';

/** The same path from apps/cli/src/demo and from dist/apps/cli/src/demo: the build lays the catalogue beside the code. */
const CATALOGUE = path.resolve(__dirname, '../../../../libs/programmes/catalogue');
export const DEMO_REGIONS = ['national', 'demo'] as const;

const compile = (file: string): Programme => {
  const reading = parseDefinition(readFileSync(path.join(CATALOGUE, file), 'utf8'), file);
  if (reading.ok) return compileProgramme(reading.definition, DEMO_REGIONS);
  const [error] = reading.errors;
  throw new Error(`${file}:${error?.line ?? 1} ${error?.reason ?? ''}`);
};

/** The programmes as they hold in the demo county: the columns of its rosters and the money it must ask for follow from them. */
export const demoCatalogue = (): ReadonlyMap<ProgrammeId, Programme> => {
  const files = readdirSync(CATALOGUE).filter((file) => file.endsWith('.yaml'));
  return new Map(files.map(compile).map((programme) => [programme.id, programme]));
};
