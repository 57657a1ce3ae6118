import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import counts from '../../../test/counts.json';
import { choosePaid, compileProgramme, parseDefinition, type Programme } from './index';

const runs = { numRuns: (process.env['FENMING_TEST_COUNTS'] === 'long' ? counts.long : counts.ci).properties };

function programme(id: string): Programme {
  const reading = parseDefinition(readFileSync(`${__dirname}/../catalogue/${id}.yaml`, 'utf8'), id);
  if (!reading.ok) throw new Error(JSON.stringify(reading.errors));
  return compileProgramme(reading.definition, ['national', 'demo']);
}
const rural = programme('RURAL_REWARD');
const urban = programme('URBAN_ONLY_CHILD');
const special = programme('SPECIAL_ASSISTANCE');
const fee = programme('ONLY_CHILD_FEE');

describe('incompatible programmes', () => {
  it.each([
    [[rural, urban], ['RURAL_REWARD'], [['URBAN_ONLY_CHILD', 'RURAL_REWARD']]],
    [[rural, special], ['SPECIAL_ASSISTANCE'], [['RURAL_REWARD', 'SPECIAL_ASSISTANCE']]],
    [
      [rural, urban, special],
      ['SPECIAL_ASSISTANCE'],
      [
        ['RURAL_REWARD', 'SPECIAL_ASSISTANCE'],
        ['URBAN_ONLY_CHILD', 'SPECIAL_ASSISTANCE'],
      ],
    ],
    [[rural, fee], ['RURAL_REWARD', 'ONLY_CHILD_FEE'], []],
    [[], [], []],
  ])('of those a person is eligible for, only the one the rules keep is paid', (eligible, paid, excluded) => {
    const choice = choosePaid(eligible);
    expect(choice.paid).toEqual(paid);
    expect(choice.excluded.map(({ programme: id, by }) => [id, by])).toEqual(excluded);
  });

  it('name the clause by which one gives way', () => {
    expect(choosePaid([rural, special]).excluded).toEqual([
      {
        programme: 'RURAL_REWARD',
        by: 'SPECIAL_ASSISTANCE',
        clause: '同时符合特别扶助条件的转入特别扶助，不重复享受',
        source: 'N35',
      },
    ]);
  });

  const row = (other: string, keeps: string) => ({ with: other, keeps, clause: 'c', source: 's' });

  it('let a programme stand that only a displaced one would displace', () => {
    const a = { id: 'A', incompatibilities: [row('B', 'B')] };
    const b = { id: 'B', incompatibilities: [row('C', 'C')] };
    const c = { id: 'C', incompatibilities: [] };
    expect(choosePaid([a, b, c])).toMatchObject({ paid: ['C', 'A'], excluded: [{ programme: 'B', by: 'C' }] });
  });

  it('never pay two that exclude each other, and account for every programme', () => {
    const ids = ['A', 'B', 'C', 'D'] as const;
    const pairs = ids.flatMap((a, at) => ids.slice(at + 1).map((b) => [a, b] as const));
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('none', 'first', 'second'), { minLength: pairs.length, maxLength: pairs.length }),
        (directions) => {
          const parties = ids.map((id) => ({
            id,
            incompatibilities: pairs.flatMap(([a, b], at) =>
              a === id && directions[at] !== 'none' ? [row(b, directions[at] === 'first' ? a : b)] : [],
            ),
          }));
          const { paid, excluded } = choosePaid(parties);
          expect([...paid, ...excluded.map((exclusion) => exclusion.programme)].toSorted()).toEqual([...ids]);
          pairs.forEach(([a, b], at) => {
            if (directions[at] !== 'none') expect(paid.includes(a) && paid.includes(b)).toBe(false);
          });
        },
      ),
      runs,
    );
  });
});
