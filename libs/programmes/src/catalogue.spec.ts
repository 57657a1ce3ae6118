import { readdirSync, readFileSync } from 'node:fs';
import { parseDefinition, readRegions, regionsOffered, runExamples, type ProgrammeDefinition } from './index';
import { decidingRow, decidingRows, rowsHeldIn } from './regions';
import { SHIPPED_SOURCES } from './sources.fixture';
import { sourcesOf } from './sources';

const folder = `${__dirname}/../catalogue`;

const PROVINCES = ['安徽', '北京', '广东', '河北', '河南', '江苏', '山东', '陕西', '上海', '四川', '云南', '浙江'] as const;

/** What a county of these regions is told a rule or a rate rests on. */
const citedIn = (definition: ProgrammeDefinition, regions: readonly string[]): readonly string[] => {
  const { conditions, proration, onDeath, notices, amounts, caps, incompatible, clawback } = definition;
  const rates = rowsHeldIn(amounts, regions);
  const rows = [
    ...rowsHeldIn(conditions, regions),
    ...[proration, onDeath, notices, caps].flatMap((kind) => decidingRow<(typeof kind)[number]>(kind, regions) ?? []),
    ...decidingRows(incompatible, regions, (row) => row.with),
    ...decidingRows(clawback, regions, (row) => row.cause),
    ...rates,
  ];
  const documents = rates.flatMap(({ source }) => sourcesOf(source, SHIPPED_SOURCES).map(({ title }) => title));
  return [...rows.map(({ clause }) => clause), ...documents.filter((title) => title.includes('条例'))];
};

describe.each(readdirSync(folder))('the catalogue file %s', (file) => {
  const reading = parseDefinition(readFileSync(`${folder}/${file}`, 'utf8'), file);

  it('is a definition without a fault', () => {
    expect(reading.ok ? [] : reading.errors).toEqual([]);
  });

  it.each(regionsOffered(false))('cites no law of another province in a county of %s', (region) => {
    const [id = '', name = ''] = region.split(' ');
    const read = readRegions([id], false);
    const own = [name, ...(read.ok && read.regions.includes('anhui') ? ['安徽'] : [])];
    const cited = reading.ok && read.ok ? citedIn(reading.definition, read.regions) : [''];
    const foreign = PROVINCES.filter((province) => !own.some((each) => each.includes(province)));
    expect(cited.filter((text) => text.includes('条例') && foreign.some((province) => text.includes(province)))).toEqual([]);
  });

  const outcomes = reading.ok ? runExamples(reading.definition) : [];
  it.each(outcomes.map((outcome) => [outcome.example.title, outcome] as const))('%s', (_, { differences }) => {
    expect(differences).toEqual([]);
  });
});
