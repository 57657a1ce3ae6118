import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { compileProgramme, type Facts, parseDefinition, type Programme, type Question } from '@fenming/programmes';
import { handWritten, type BenchId, type BenchPerson, type Tally } from './entitlement-by-hand';

/**
 * bench:entitlement -- --n 1000000: people of four programmes mixed, assessed by the catalogue with the ladder off and on, and by the same
 * arithmetic written by hand without any rule engine, in the same run and over the same people. The three sums must agree to the fen.
 */
const CATALOGUE = join(__dirname, '../../libs/programmes/catalogue');
const IDS = ['RURAL_REWARD', 'URBAN_ONLY_CHILD', 'SPECIAL_ASSISTANCE', 'ONLY_CHILD_FEE'] as const;

const CHUNK = 20_000;

function programmes(): Readonly<Record<BenchId, Programme>> {
  const compiled = IDS.map((id) => {
    const reading = parseDefinition(readFileSync(join(CATALOGUE, `${id}.yaml`), 'utf8'), `${id}.yaml`);
    if (!reading.ok) throw new Error(JSON.stringify(reading.errors));
    return [id, compileProgramme(reading.definition, ['national', 'demo'])];
  });
  return Object.fromEntries(compiled) as Record<BenchId, Programme>;
}

/** A small linear congruential generator: the same people on every machine. */
function dice(seed: number): (sides: number) => number {
  let state = seed;
  return (sides) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * sides);
  };
}

const two = (value: number): string => `${value}`.padStart(2, '0');
type Roll = (sides: number) => number;
const someDay = (roll: Roll, first: number, years: number): string =>
  `${first + roll(years)}-${two(1 + roll(12))}-${two(1 + roll(28))}`;
const pick = <T>(roll: Roll, ...values: readonly T[]): T => values[roll(values.length)] as T;

const FACTS: Readonly<Record<BenchId, (roll: Roll) => Facts>> = {
  RURAL_REWARD: (roll) => ({
    birthDate: someDay(roll, 1930, 40),
    sex: pick(roll, 'male', 'female'),
    hukou: roll(12) === 0 ? 'urban' : 'rural',
    spouseHukou: pick(roll, 'rural', 'rural', 'rural', 'none', 'urban'),
    breachBirth: roll(20) === 0,
    everHadChild: roll(30) !== 0,
    livingSons: roll(2),
    livingDaughters: roll(3),
  }),
  URBAN_ONLY_CHILD: (roll) => ({
    birthDate: someDay(roll, 1930, 40),
    sex: pick(roll, 'male', 'female'),
    residence: pick(roll, 'urban', 'urban', 'urban', 'moved_with_pension', 'other'),
    breachBirth: roll(20) === 0,
    everHadChild: true,
    livingChildren: roll(3),
    similarAward: roll(25) === 0,
  }),
  SPECIAL_ASSISTANCE: (roll) => {
    const category = pick(roll, 'death', 'disability', 'complication');
    return {
      birthDate: someDay(roll, 1945, 33),
      sex: pick(roll, 'male', 'female'),
      ...(roll(10) === 0 ? {} : { spouseBirthDate: someDay(roll, 1945, 33) }),
      marital: pick(roll, 'married', 'widowed', 'divorced'),
      category,
      grade: 1 + roll(4),
      childrenBorn: 1 + (roll(15) === 0 ? 1 : 0),
      livingChildren: category === 'death' ? 0 : 1,
      evidenceDate: someDay(roll, 2010, 15),
    };
  },
  ONLY_CHILD_FEE: (roll) => ({
    certificateMonth: someDay(roll, 2008, 17).slice(0, 7),
    childBirthDate: someDay(roll, 2003, 14),
    childrenBorn: 1 + (roll(15) === 0 ? 1 : 0),
    spousePayer: pick(roll, 'finance', 'employer', 'none'),
  }),
};

function people(roll: Roll, count: number): readonly BenchPerson[] {
  return Array.from({ length: count }, () => {
    const programme = pick(roll, ...IDS);
    const facts = FACTS[programme](roll);
    const year = 2022 + roll(3);
    return {
      programme,
      question: roll(50) === 0 ? ({ facts, year, diedOn: someDay(roll, 2022, 3) } as Question) : { facts, year },
    };
  });
}

type Work = (crowd: readonly BenchPerson[], tally: Tally) => void;

const byEngine =
  (compiled: Readonly<Record<BenchId, Programme>>, ladder: boolean): Work =>
  (crowd, tally) => {
    for (const { programme, question } of crowd) {
      const rules = compiled[programme];
      const { amountFen, funding } = ladder ? rules.assess(question) : rules.entitle(question);
      tally.amount += amountFen;
      tally.central += funding.central;
      tally.province += funding.province;
      tally.city += funding.city;
      tally.county += funding.county;
    }
  };

const emptyTally = (): Tally => ({ amount: 0, central: 0, province: 0, city: 0, county: 0 });

type Contest = { readonly name: string; readonly work: Work; readonly tally: Tally; ms: number };

function run(count: number): readonly Contest[] {
  const compiled = programmes();
  const contests: Contest[] = [
    { name: 'handWritten', work: handWritten, tally: emptyTally(), ms: 0 },
    { name: 'ladderOff', work: byEngine(compiled, false), tally: emptyTally(), ms: 0 },
    { name: 'ladderOn', work: byEngine(compiled, true), tally: emptyTally(), ms: 0 },
  ];
  // One warm-up crowd for each, so that the ratio compares compiled code with compiled code.
  for (const { work } of contests) work(people(dice(7), CHUNK), emptyTally());
  const roll = dice(1);
  for (let done = 0; done < count; done += CHUNK) {
    const crowd = people(roll, Math.min(CHUNK, count - done));
    for (const contest of contests) {
      const started = process.hrtime.bigint();
      contest.work(crowd, contest.tally);
      contest.ms += Number(process.hrtime.bigint() - started) / 1e6;
    }
  }
  return contests;
}

function report(count: number, contests: readonly Contest[], seconds: number): void {
  const [hand, off, on] = contests;
  if (hand === undefined || off === undefined || on === undefined) return;
  for (const contest of contests) {
    if (JSON.stringify(contest.tally) !== JSON.stringify(hand.tally)) {
      throw new Error(`${contest.name} paid ${JSON.stringify(contest.tally)}, by hand ${JSON.stringify(hand.tally)}`);
    }
  }
  const perSecond = ({ ms }: Contest): number => Math.round((count * 1000) / ms);
  const rows = contests.map((contest) => ({
    engine: contest.name,
    seconds: Math.round(contest.ms) / 1000,
    peoplePerSecond: perSecond(contest),
  }));
  console.table(rows);
  const round = (value: number): number => Math.round(value * 1000) / 1000;
  const figures = {
    n: count,
    amountFen: `${hand.tally.amount}`,
    handWrittenPerSecond: perSecond(hand),
    ladderOffPerSecond: perSecond(off),
    ladderOnPerSecond: perSecond(on),
    ratioLadderOff: round(hand.ms / off.ms),
    ratioLadderOn: round(hand.ms / on.ms),
    peakRssMb: Math.round(process.resourceUsage().maxRSS / 1024),
    seconds: round(seconds),
  };
  console.log(JSON.stringify(figures));
}

function main(): void {
  const flag = process.argv.indexOf('--n');
  const count = flag === -1 ? 1_000_000 : Number(process.argv[flag + 1]);
  if (!Number.isSafeInteger(count) || count < 1) throw new Error('--n takes a number of people');
  const started = process.hrtime.bigint();
  const contests = run(count);
  report(count, contests, Number(process.hrtime.bigint() - started) / 1e9);
}

main();
