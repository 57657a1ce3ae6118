import { readdirSync, readFileSync } from 'node:fs';
import { addDays, anniversary, type PlainDate, plainDate, yearOf } from '@fenming/calendar';
import fc from 'fast-check';
import counts from '../../../test/counts.json';
import {
  compileProgramme,
  type FactDefinition,
  type Facts,
  type FactValue,
  type Programme,
  type Question,
  readCatalogue,
} from './index';
import { OWN_RUNGS } from './ladder';
import { SHIPPED_SOURCES } from './sources.fixture';

const runs = { numRuns: (process.env['FENMING_TEST_COUNTS'] === 'long' ? counts.long : counts.ci).properties };
const folder = `${__dirname}/../catalogue`;
const REGIONS = ['national', 'henan', 'demo', 'anhui', 'shitai', 'mian', 'hebei', 'sample'];

type Sampled = { readonly programme: Programme; readonly samples: readonly Facts[] };

/** Henan and demo never hold in one county; each region is taken alone with the nation, so that every row is met. */
function catalogue(): readonly Sampled[] {
  const reading = readCatalogue(
    readdirSync(folder).map((file) => ({ file, text: readFileSync(`${folder}/${file}`, 'utf8') })),
    SHIPPED_SOURCES,
  );
  if (!reading.ok) throw new Error(JSON.stringify(reading.errors));
  return reading.definitions.flatMap((definition) => {
    const samples = definition.examples.map(({ facts }) => facts);
    return REGIONS.map((region) => ({
      programme: compileProgramme(definition, region === 'national' ? [region] : ['national', region]),
      samples,
    }));
  });
}
const all = catalogue().filter(({ programme }) => programme.offered);

const digits = (value: number): string => `${value}`.padStart(2, '0');
const anyDate = fc
  .record({
    year: fc.integer({ min: 1930, max: 2027 }),
    month: fc.integer({ min: 1, max: 12 }),
    day: fc.integer({ min: 1, max: 28 }),
    shift: fc.integer({ min: 0, max: 3 }),
  })
  .map(({ year, month, day, shift }) => addDays(plainDate(`${year}-${digits(month)}-${digits(day)}`), shift));

function valueOf({ type, choices }: FactDefinition): fc.Arbitrary<FactValue> {
  switch (type) {
    case 'date':
      return anyDate;
    case 'month':
      return anyDate.map((date) => date.slice(0, 7));
    case 'integer':
      return fc.integer({ min: 0, max: 4 });
    case 'boolean':
      return fc.boolean();
    case 'choice':
      return fc.constantFrom(...Object.values(choices ?? {}));
  }
}

/** An example's facts with some of them changed and some forgotten: mostly people on the edge of being paid. */
function anyFacts({ programme, samples }: Sampled): fc.Arbitrary<Facts> {
  const changes: fc.Arbitrary<Partial<Facts>> = fc.record(
    Object.fromEntries(programme.facts.map((fact) => [fact.name, valueOf(fact)])),
    { requiredKeys: [] },
  );
  const some = fc.subarray(programme.facts.map(({ name }) => name));
  return fc
    .tuple(fc.constantFrom(...samples), changes, some, some, fc.nat(9))
    .map(([sample, changed, kept, forgotten, luck]): Facts => {
      const facts: Record<string, FactValue> = { ...sample };
      for (const [name, value] of Object.entries(changed)) {
        if (value !== undefined && (luck < 3 || (luck < 6 && kept.includes(name)))) facts[name] = value;
      }
      if (luck === 9) for (const name of forgotten) delete facts[name];
      return facts;
    });
}

const asked = fc.constantFrom(...all).chain((sampled) =>
  fc
    .record(
      {
        facts: anyFacts(sampled),
        year: fc.integer({ min: 2015, max: 2028 }),
        diedOn: anyDate,
        confirmedOn: anyDate,
        lostOn: anyDate,
      },
      { requiredKeys: ['facts', 'year'] },
    )
    .map((question) => ({ programme: sampled.programme, question: question as Question })),
);

const nameOf = ({ id, regions }: Programme): string => `${id} ${regions.join()}`;

describe('any programme of the catalogue', () => {
  it('gives the same answer with the ladder and without, and the ladder agrees with the verdict', () => {
    fc.assert(
      fc.property(asked, ({ programme, question }) => {
        const { ladder, outcomes: _recorded, ...rest } = programme.assess(question);
        expect(programme.entitle(question)).toEqual(rest);
        const outcomes = ladder.map(({ outcome }) => outcome);
        const expected = outcomes.includes('false') ? 'ineligible' : outcomes.includes('unknown') ? 'unknown' : 'eligible';
        expect(rest.verdict).toBe(expected);
      }),
      runs,
    );
  });

  it('has one outcome of every condition that its ladder asks, for all of the year, and the same', () => {
    const words = { true: 'met', false: 'not_met', unknown: 'unclear', not_asked: '' } as const;
    fc.assert(
      fc.property(asked, ({ programme, question }) => {
        const { ladder, outcomes } = programme.assess(question);
        const rungs = ladder.filter(({ id, outcome }) => outcome !== 'not_asked' && !OWN_RUNGS.includes(id));
        expect(outcomes).toEqual(
          rungs.map(({ id, outcome }) => ({ condition: id, outcome: words[outcome], first: 1, last: 12 })),
        );
      }),
      runs,
    );
  });

  it('pays only the eligible, and pays exactly its lines', () => {
    fc.assert(
      fc.property(asked, ({ programme, question }) => {
        const { verdict, lines, amountFen, funding } = programme.assess(question);
        expect(lines.length > 0).toBe(verdict === 'eligible');
        expect(lines.reduce((sum, line) => sum + line.amountFen, 0)).toBe(amountFen);
        expect(Object.values(funding).reduce((sum, part) => sum + part, 0)).toBe(amountFen);
        for (const { from, to } of lines)
          expect([from.slice(0, 4), to.slice(0, 4)]).toEqual([`${question.year}`, `${question.year}`]);
      }),
      runs,
    );
  });

  it('answers alike whoever was asked about before', () => {
    const [fresh, worn] = [catalogue(), catalogue()].map(
      (list) => new Map(list.map(({ programme }) => [nameOf(programme), programme])),
    );
    fc.assert(
      fc.property(fc.array(asked, { minLength: 2, maxLength: 8 }), (questions) => {
        const forwards = questions.map(({ programme, question }) => fresh?.get(nameOf(programme))?.entitle(question));
        const backwards = questions
          .toReversed()
          .map(({ programme, question }) => worn?.get(nameOf(programme))?.entitle(question));
        expect(backwards.toReversed()).toEqual(forwards);
      }),
      runs,
    );
  });

  it('never turns a no into a yes because a fact is missing', () => {
    fc.assert(
      fc.property(asked, fc.nat(), ({ programme, question }, nth) => {
        const names = Object.keys(question.facts);
        const dropped = names[nth % Math.max(1, names.length)];
        const optional = programme.facts.find(({ name }) => name === dropped)?.required === false;
        fc.pre(dropped !== undefined && !optional);
        const less = Object.fromEntries(Object.entries(question.facts).filter(([name]) => name !== dropped));
        const before = programme.assess(question).verdict;
        const after = programme.assess({ ...question, facts: less }).verdict;
        if (after === 'eligible') expect(before).toBe('eligible');
      }),
      runs,
    );
  });
});

describe('ages around their edges', () => {
  const reward = all.find(({ programme }) => nameOf(programme) === 'RURAL_REWARD national,demo')?.programme;
  const facts = {
    sex: 'male',
    hukou: 'rural',
    spouseHukou: 'none',
    breachBirth: false,
    everHadChild: true,
    livingSons: 1,
    livingDaughters: 0,
  };
  const edges = fc
    .constantFrom('1964-02-29', '1963-12-31', '1964-01-01', '1963-02-28', '1964-03-01', '1963-06-30', '1963-07-01')
    .map((text) => plainDate(text));
  const births = fc.oneof(
    edges,
    anyDate.filter((date) => date >= '1933-01-01'),
  );

  it('a person is paid from the year that holds the sixtieth birthday', () => {
    fc.assert(
      fc.property(births, fc.integer({ min: 2012, max: 2030 }), (birthDate, year) => {
        const verdict = reward?.assess({ facts: { ...facts, birthDate }, year }).verdict;
        expect(verdict).toBe(yearOf(anniversary(birthDate, 60)) <= year ? 'eligible' : 'ineligible');
      }),
      runs,
    );
  });

  it('a person who dies the day before the sixtieth birthday is never paid, on the birthday itself is', () => {
    fc.assert(
      fc.property(births, (birthDate) => {
        const birthday: PlainDate = anniversary(birthDate, 60);
        const year = yearOf(birthday);
        fc.pre(year >= 2012);
        const verdict = (diedOn: PlainDate): string | undefined =>
          reward?.assess({ facts: { ...facts, birthDate }, year, diedOn }).verdict;
        expect([verdict(addDays(birthday, -1)), verdict(birthday)]).toEqual(['ineligible', 'eligible']);
      }),
      runs,
    );
  });
});
