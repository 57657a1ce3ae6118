import { readdirSync, readFileSync } from 'node:fs';
import { parseDefinition, runExamples } from './index';

const folder = `${__dirname}/../catalogue`;

describe.each(readdirSync(folder))('the catalogue file %s', (file) => {
  const reading = parseDefinition(readFileSync(`${folder}/${file}`, 'utf8'), file);

  it('is a definition without a fault', () => {
    expect(reading.ok ? [] : reading.errors).toEqual([]);
  });

  const outcomes = reading.ok ? runExamples(reading.definition) : [];
  it.each(outcomes.map((outcome) => [outcome.example.title, outcome] as const))('%s', (_, { differences }) => {
    expect(differences).toEqual([]);
  });
});
