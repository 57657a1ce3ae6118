import { readFileSync } from 'node:fs';
import { catalogueConflicts, definitionInForce, parseDefinition, type ProgrammeDefinition, readCatalogue } from './index';
import { SHIPPED_SOURCES } from './sources.fixture';

const text = (id: string): string => readFileSync(`${__dirname}/../catalogue/${id}.yaml`, 'utf8');
function definition(content: string, file: string): ProgrammeDefinition {
  const reading = parseDefinition(content, file);
  if (!reading.ok) throw new Error(JSON.stringify(reading.errors));
  return reading.definition;
}
const inForce = (years: string): string => text('CHILDCARE').replace('inForce: { from: 2025-01-01 }', `inForce: { ${years} }`);

describe('a catalogue', () => {
  it('may hold two versions of a programme for different years, and the year selects one', () => {
    const versions = [
      definition(inForce('from: 2025-01-01, to: 2026-12-31'), 'a.yaml'),
      definition(inForce('from: 2027-01-01'), 'b.yaml'),
    ];
    expect(catalogueConflicts(versions)).toEqual([]);
    expect([2024, 2025, 2026, 2027, 2050].map((year) => definitionInForce(versions, 'CHILDCARE', year)?.file)).toEqual([
      undefined,
      'a.yaml',
      'a.yaml',
      'b.yaml',
      'b.yaml',
    ]);
  });

  it('is refused when two definitions are in force for one year, with file, line, pointer and reason', () => {
    const reading = readCatalogue(
      [
        { file: 'a.yaml', text: inForce('from: 2025-01-01, to: 2026-06-30') },
        { file: 'b.yaml', text: inForce('from: 2026-07-01') },
      ],
      SHIPPED_SOURCES,
    );
    const line =
      inForce('')
        .split('\n')
        .findIndex((row) => row.startsWith('inForce')) + 1;
    expect(reading).toEqual({
      ok: false,
      errors: [{ file: 'b.yaml', line, pointer: '/inForce', reason: expect.stringContaining('2026 年') }],
    });
  });

  it('is refused when two programmes each claim to displace the other', () => {
    const contrary = text('URBAN_ONLY_CHILD').replace(
      'with: RURAL_REWARD, keeps: RURAL_REWARD',
      'with: RURAL_REWARD, keeps: URBAN_ONLY_CHILD',
    );
    const pair = [definition(text('RURAL_REWARD'), 'rural.yaml'), definition(contrary, 'urban.yaml')];
    expect(catalogueConflicts(pair)).toMatchObject([{ file: 'urban.yaml', pointer: '/incompatible' }]);
  });
});
