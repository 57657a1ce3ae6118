import { speakIn } from '@fenming/language';
import { readdirSync, readFileSync } from 'node:fs';
import { compileProgramme, readCatalogue, readRegions, regionName, regionsOffered } from './index';
import { SHIPPED_SOURCES } from './sources.fixture';

const CATALOGUE = `${__dirname}/../catalogue`;
const texts = readdirSync(CATALOGUE).map((file) => ({ file, text: readFileSync(`${CATALOGUE}/${file}`, 'utf8') }));
const regionsOf = (named: readonly string[], demo = false): unknown => readRegions(named, demo);

describe('the regions of a county', () => {
  it('are the nation and the region that it names, wherever in the list the nation stands', () => {
    for (const named of [['henan'], ['national', 'henan'], ['henan', 'national'], ['河南省']])
      expect(regionsOf(named)).toEqual({ ok: true, regions: ['national', 'henan'] });
    expect(regionsOf(['national'])).toEqual({ ok: true, regions: ['national'] });
  });

  it('hold the province of a city that is named alone, or the city would be paid without the province', () => {
    expect(regionsOf(['bozhou'])).toEqual({ ok: true, regions: ['national', 'anhui', 'bozhou'] });
    expect(regionsOf(['bozhou', 'anhui'])).toEqual({ ok: true, regions: ['national', 'anhui', 'bozhou'] });
  });

  it('are never two provinces: their amounts would add up', () => {
    expect(regionsOf(['henan', 'anhui'])).toEqual({ ok: false, apart: ['henan 河南省', 'anhui 安徽省'] });
    expect(regionsOf(['henan', 'henan-direct'])).toEqual({ ok: false, apart: ['henan 河南省', 'henan-direct 河南省直管县'] });
  });

  it('are known ones, and in a real county not invented ones', () => {
    for (const unknown of ['h', 'Henan', 'hunan', '', 'constructor'])
      expect(regionsOf([unknown])).toEqual({ ok: false, unknown });
    expect(regionsOf(['demo'])).toEqual({ ok: false, unknown: 'demo' });
    expect(regionsOf(['national', 'demo'], true)).toEqual({ ok: true, regions: ['national', 'demo'] });
    expect(regionsOffered(false)).not.toContain('demo 示例县推定');
    expect(regionsOffered(true)).toContain('demo 示例县推定');
  });

  it('have a name in the language of whoever reads it', () => {
    expect(speakIn('en', () => ['national', 'henan', 'atlantis'].map(regionName))).toEqual([
      'national standard',
      'Henan',
      'atlantis',
    ]);
    expect(regionName('national')).toBe('国家标准');
  });

  it('have a Chinese name wherever a row of the catalogue speaks for them', () => {
    const spoken = texts.flatMap(({ text }) =>
      [...text.matchAll(/regions: \[([^\]]*)\]/g)].flatMap(([, list = '']) => list.split(', ')),
    );
    expect(spoken.length).toBeGreaterThan(50);
    expect([...new Set(spoken)].filter((region) => regionName(region) === region)).toEqual([]);
  });

  it('pay in a Henan county that the province manages directly as in the others, by another share', () => {
    const reading = readCatalogue(texts, SHIPPED_SOURCES);
    const definitions = reading.ok ? reading.definitions : [];
    const offered = (region: string): readonly string[] =>
      definitions.flatMap((definition) => {
        const programme = compileProgramme(definition, ['national', region]);
        return programme.offered ? [definition.id] : [];
      });
    expect(offered('henan-direct')).toEqual(offered('henan'));
    const facts = {
      birthDate: '1960-05-06',
      sex: 'female',
      marital: 'widowed',
      category: 'death',
      childrenBorn: 1,
      livingChildren: 0,
    };
    const special = definitions.find(({ id }) => id === 'SPECIAL_ASSISTANCE');
    if (special === undefined) throw new Error('no such programme');
    const paid = compileProgramme(special, ['national', 'henan-direct']);
    expect(paid.assess({ facts: { ...facts, evidenceDate: '2015-04-01' }, year: 2023 }).amountFen).toBe(1_416_000);
  });
});
