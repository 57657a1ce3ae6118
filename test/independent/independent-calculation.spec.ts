import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { assessYear, entitleYear, type GoverningTexts } from '@fenming/programmes';
import counts from '../counts.json';
import { adoptedAsRows, adoptedOneByOne } from './adopted-texts';
import { byEngine, paidByEngine } from './by-engine';
import { byHand, type Documents, type Sum } from './by-hand';
import { type RatesOf, mixedPeople, type Person, type Programme, PROGRAMMES } from './people';
import { monthOf, yearOf } from './plain-calendar';
import { RAISED, type Rates, SHIPPED, UNEVEN, UNEVEN_RAISED } from './published-rates';

const count = (process.env['FENMING_TEST_COUNTS'] === 'long' ? counts.long : counts.ci).independentPeople;
/** In July 2022 the rates that are shipped change; in the two years after it they stand. */
const YEARS = [2022, 2023, 2024];
const COUNTIES: readonly RatesOf[] = ['demo', 'henan'];

/** For the many people of a long run, on a machine that has other work. */
const LONG_ENOUGH = 900_000;

type Adoption = { readonly documents: Documents; readonly adopted: typeof adoptedOneByOne };
const ADOPTIONS: readonly (Adoption & { readonly title: string })[] = [
  { title: 'the shipped text alone', documents: [{ rates: SHIPPED, since: 1 }], adopted: adoptedOneByOne },
  {
    title: 'a second text adopted from 1 July',
    documents: [SHIPPED, RAISED].map((rates, at) => ({ rates, since: 1 + at * 6 })),
    adopted: adoptedOneByOne,
  },
  {
    title: 'one text whose rows change on 1 July',
    documents: [SHIPPED, RAISED].map((rates, at) => ({ rates, since: 1 + at * 6 })),
    adopted: adoptedAsRows,
  },
  {
    title: 'two texts whose rates no twelfth and no share divides',
    documents: [UNEVEN, UNEVEN_RAISED].map((rates, at) => ({ rates, since: 1 + at * 6 })),
    adopted: adoptedOneByOne,
  },
  {
    title: 'three texts, the second from March, the third from July',
    documents: [SHIPPED, UNEVEN, RAISED].map((rates, at) => ({ rates, since: [1, 3, 7][at] ?? 1 })),
    adopted: adoptedOneByOne,
  },
];

const people = mixedPeople(count, 20_230_701);

type Texts = (programme: Programme, county: RatesOf, year: number) => GoverningTexts;
/** The texts of every programme, county and year, by one adoption. */
const textsOf = ({ documents, adopted }: Adoption): Texts => {
  const compiled = new Map(
    PROGRAMMES.flatMap((programme) =>
      COUNTIES.flatMap((county) =>
        YEARS.map((year) => [`${programme} ${county} ${year}`, adopted(documents, programme, county, year)] as const),
      ),
    ),
  );
  return (programme, county, year) => {
    const texts = compiled.get(`${programme} ${county} ${year}`);
    if (texts === undefined) throw new Error(`${programme} ${county} ${year}`);
    return texts;
  };
};

type Difference = {
  readonly person: Person;
  readonly programme: Programme;
  readonly year: number;
  readonly written: Sum;
  readonly engine: Sum;
};
const isSame = (a: Sum, b: Sum): boolean =>
  a.verdict === b.verdict &&
  a.fen === b.fen &&
  Object.entries(a.budgets).every(([budget, fen]) => b.budgets[budget as keyof Sum['budgets']] === fen) &&
  a.lines.length === b.lines.length &&
  a.lines.every((line, at) => Object.entries(line).every(([name, value]) => Object(b.lines[at])[name] === value));

/** What one person's years come to by both, where they differ; `documents` may be others than those that the texts were made of. */
const differencesOf = (texts: Texts, documents: Documents, asked: readonly Person[]): readonly Difference[] =>
  asked.flatMap((person) =>
    YEARS.flatMap((year) =>
      PROGRAMMES.flatMap((programme) => {
        const written = byHand({ programme, person, year, documents });
        const governing = texts(programme, person.county, year);
        return [assessYear, entitleYear].flatMap((answer) => {
          const engine = byEngine(answer, governing, programme, { person, year });
          return isSame(written, engine) ? [] : [{ person, programme, year, written, engine }];
        });
      }),
    ),
  );

describe('a second calculation by plain arithmetic agrees with the engine to the fen', () => {
  it.each(ADOPTIONS)(
    'of every person, programme, layer, budget and month: $title',
    (adoption) => {
      expect(differencesOf(textsOf(adoption), adoption.documents, people).slice(0, 3)).toEqual([]);
    },
    LONG_ENOUGH,
  );

  it(
    'lets be paid, of several programmes, what the clauses say: special before rural before urban, and the fee beside each',
    () => {
      const documents = [{ rates: SHIPPED, since: 1 }];
      const texts = textsOf({ documents, adopted: adoptedOneByOne });
      const wrong = people.flatMap((person) =>
        YEARS.flatMap((year) => {
          const eligible = PROGRAMMES.filter(
            (programme) => byHand({ programme, person, year, documents }).verdict === 'eligible',
          );
          const order: readonly Programme[] = ['SPECIAL_ASSISTANCE', 'RURAL_REWARD', 'URBAN_ONLY_CHILD'];
          const first = order.find((programme) => eligible.includes(programme));
          const written = eligible.filter((programme) => programme === 'ONLY_CHILD_FEE' || programme === first);
          const engine = [...paidByEngine(eligible.map((programme) => texts(programme, person.county, year)))].sort();
          return written.sort().join() === engine.join() ? [] : [{ person, year, written, engine }];
        }),
      );
      expect(wrong.slice(0, 3)).toEqual([]);
    },
    LONG_ENOUGH,
  );

  it.each<[string, Programme, (rates: Rates) => Rates]>([
    ['rural reward', 'RURAL_REWARD', (rates) => ({ ...rates, rural: rates.rural + 1 })],
    ['urban reward', 'URBAN_ONLY_CHILD', (rates) => ({ ...rates, urban: rates.urban - 1 })],
    [
      'special assistance',
      'SPECIAL_ASSISTANCE',
      (rates) => ({ ...rates, national: { ...rates.national, complication3: rates.national.complication3 + 1 } }),
    ],
    ['fee', 'ONLY_CHILD_FEE', (rates) => ({ ...rates, fee: rates.fee + 1 })],
  ])('sees one fen in one rate of the %s, and in no other programme', (_, programme, wrong) => {
    const adoption = { documents: [{ rates: SHIPPED, since: 1 }], adopted: adoptedOneByOne };
    const seen = differencesOf(textsOf(adoption), [{ rates: wrong(SHIPPED), since: 1 }], people.slice(0, 400));
    expect([...new Set(seen.map((difference) => difference.programme))]).toEqual([programme]);
  });
});

describe('the people of the second calculation are mixed', () => {
  const sums = PROGRAMMES.map((programme) => {
    const asked = people.flatMap((person) => YEARS.map((year) => ({ person, year })));
    const documents = [{ rates: SHIPPED, since: 1 }];
    return { programme, of: asked.map((one) => ({ ...one, sum: byHand({ programme, ...one, documents }) })) };
  });

  it.each(sums)('$programme: eligible and not, the months of the year as it begins and ends, deaths in every month', ({ of }) => {
    const eligible = of.filter(({ sum }) => sum.verdict === 'eligible');
    expect(eligible.length).toBeGreaterThan(of.length / 20);
    expect(of.filter(({ sum }) => sum.verdict === 'ineligible').length).toBeGreaterThan(of.length / 20);
    const deaths = eligible.flatMap(({ person: { diedOn }, year }) =>
      diedOn !== undefined && yearOf(diedOn) === year ? [monthOf(diedOn)] : [],
    );
    expect(new Set(deaths).size).toBe(12);
  });

  it('has months of every kind and number, and years that cannot be told', () => {
    const lines = sums.flatMap(({ of }) => of.flatMap(({ sum }) => sum.lines));
    expect([...new Set(lines.map(({ category }) => category))].sort()).toEqual([
      'all',
      'complication1',
      'complication2',
      'complication3',
      'death',
      'disability',
    ]);
    expect(new Set(lines.map(({ from, to }) => to - from)).size).toBe(12);
    const untold = sums.filter(({ of }) => of.some(({ sum }) => sum.verdict === 'unknown')).map(({ programme }) => programme);
    expect(untold).toEqual(['RURAL_REWARD', 'SPECIAL_ASSISTANCE']);
  });
});

describe('the second calculation shares nothing with the engine', () => {
  it.each(['plain-calendar.ts', 'published-rates.ts', 'written-rules.ts', 'by-hand.ts'])('%s imports no room of ours', (file) => {
    const imported = [...readFileSync(join(__dirname, file), 'utf8').matchAll(/from '([^']+)'/g)].map(([, name = '']) => name);
    expect(imported.filter((name) => !/^\.\/(people|plain-calendar|published-rates|written-rules)$/.test(name))).toEqual([]);
  });
});
