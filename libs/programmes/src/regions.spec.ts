import { readFileSync } from 'node:fs';
import { compileProgramme, type Programme, readCatalogue } from './index';
import { SHIPPED_SOURCES } from './sources.fixture';

function programme(id: string, regions: readonly string[]): Programme {
  const reading = readCatalogue(
    [{ file: `${id}.yaml`, text: readFileSync(`${__dirname}/../catalogue/${id}.yaml`, 'utf8') }],
    SHIPPED_SOURCES,
  );
  const [definition] = reading.ok ? reading.definitions : [];
  if (definition === undefined) throw new Error(JSON.stringify(reading));
  return compileProgramme(definition, regions);
}

describe('one programme in two counties', () => {
  const facts = {
    birthDate: '1960-05-06',
    sex: 'female',
    marital: 'widowed',
    category: 'death',
    childrenBorn: 1,
    livingChildren: 0,
    evidenceDate: '2015-04-01',
  };

  it('pays a death family 14,160 under the law of Henan and 12,480 in the demo county in 2023', () => {
    const paid = (region: string): number =>
      programme('SPECIAL_ASSISTANCE', ['national', region]).assess({ facts, year: 2023 }).amountFen;
    expect([paid('henan'), paid('demo')]).toEqual([1_416_000, 1_248_000]);
  });

  it('is not offered where no rate row speaks for the region, and says so', () => {
    const fee = programme('ONLY_CHILD_FEE', ['national']);
    expect(fee.offered).toBe(false);
    expect(fee.assess({ facts: {}, year: 2023 })).toMatchObject({
      verdict: 'ineligible',
      ladder: [{ id: 'offered', outcome: 'false' }],
    });
  });
});
