import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readBankFile, readProfile, writeBankReturn, type BankProfile } from '@fenming/bank-files';
import { writeRoster } from '@fenming/rosters';
import { programmeOf } from './hall';
import { ownPlace, readmeWalks, type OwnPlace, type Wait } from './own-county';
import { HENAN_COUNTY, NATIONAL_COUNTY, rowsOf, type OwnCounty } from './own-county.people';
import { startServer, type Server } from './real-server';

jest.setTimeout(1_200_000);

const [ENGLISH = '', CHINESE = ''] = readmeWalks();
const NOTICE_DAYS = 20;
const commandsOf = (walk: string): string => walk.replaceAll(/^#.*\n/gm, '');

const writeRosters = async (place: OwnPlace, { region, rosters }: OwnCounty): Promise<void> => {
  const regions = region === 'national' ? ['national'] : ['national', region];
  const county = { code: '991003', name: '样县', demo: false, regions, townships: [] };
  for (const [programme, owed] of Object.entries(rosters))
    writeFileSync(
      join(place.dir, `${programme}.xlsx`),
      await writeRoster(rowsOf(owed), programmeOf({ county }, programme), '名单'),
    );
};

const bankOf = (dir: string): BankProfile => {
  const reading = readProfile(readFileSync(join(dir, 'bank.yaml'), 'utf8'));
  if (!reading.ok) throw new Error('the bank of the README is none');
  return reading.profile;
};
const filesOf = (dir: string, profile: BankProfile) =>
  readdirSync(join(dir, 'to-bank')).map((name) => readBankFile(profile, readFileSync(join(dir, 'to-bank', name))));

/** The bank pays every line of every file that it got, and says so. */
const bankAnswers = ({ dir }: OwnPlace): void => {
  const profile = bankOf(dir);
  mkdirSync(join(dir, 'from-bank'));
  for (const { batchNo, payments } of filesOf(dir, profile)) {
    const answers = payments.map(({ lineNo, amountFen }) => ({ lineNo, amountFen, outcome: 'settled' as const }));
    writeFileSync(join(dir, 'from-bank', `${batchNo}.txt`), writeBankReturn(profile, { batchNo }, answers));
  }
};

const waitsOf = (place: OwnPlace): readonly Wait[] => [
  {
    comment: /^# .*(公示期满|has run its working days|have run their working days)/,
    meanwhile: () => place.advanceDays(NOTICE_DAYS),
  },
  { comment: /^# .*(银行回盘以后|the bank has answered)/, meanwhile: () => bankAnswers(place) },
];

it('the README sets up a county by the same commands in both its languages', () => {
  expect(commandsOf(ENGLISH)).toContain('fenming init');
  expect(commandsOf(CHINESE)).toBe(commandsOf(ENGLISH));
});

describe.each([
  ['of Henan', CHINESE, HENAN_COUNTY],
  ['where the national rates alone are in force', ENGLISH, NATIONAL_COUNTY],
])('a real county of 80 people %s, set up by the README’s own commands', (_where, walk, county) => {
  const place = ownPlace();
  let server: Server | undefined;
  afterAll(async () => {
    await server?.stop();
    place.remove();
  });
  const programmes = Object.keys(county.rosters);
  const everybody = Object.values(county.rosters).flat();
  const own = walk
    .replace(/ REGION=\w+/, ` REGION=${county.region}`)
    .replace(/PROGRAMMES="[^"]*"/, `PROGRAMMES="${programmes.join(' ')}"`);

  it('goes through its year: from an empty folder to closed batches', async () => {
    expect(everybody).toHaveLength(80);
    place.setClock('2026-03-02T01:00:00.000Z');
    await writeRosters(place, county);
    const said = await place.runScript(own, waitsOf(place));
    expect(said).toContain(county.region === 'henan' ? '执行的标准：国家标准、河南省' : '执行的标准：国家标准\n');
    expect(said).toContain('登记乡镇 1 个、村 2 个');
  });

  it('hands the bank exactly what each person is owed by the published rates', () => {
    const paid = filesOf(place.dir, bankOf(place.dir)).flatMap(({ payments }) => payments);
    const byAccount = Object.fromEntries(paid.map(({ account, amountFen }) => [account, amountFen]));
    expect(paid).toHaveLength(80);
    expect(byAccount).toEqual(Object.fromEntries(everybody.map(({ who, due }) => [who.account, due * 100])));
  });

  it('settles exactly that, batch by batch, and every batch is closed', async () => {
    // The commands below find it; each would start an engine of its own.
    server = await startServer({ dir: join(place.dir, 'county') });
    type Listed = { readonly programme: string; readonly state: string; readonly batch_id: string };
    const { batches } = JSON.parse(place.run('fenming batch list --json')) as { readonly batches: readonly Listed[] };
    expect(batches.map(({ programme, state }) => `${programme} ${state}`).toSorted()).toEqual(
      programmes.map((programme) => `${programme} closed`).toSorted(),
    );
    for (const { programme, batch_id } of batches) {
      const { rows } = JSON.parse(place.run(`fenming batch totals ${batch_id} --json`)) as {
        readonly rows: readonly { readonly step: string; readonly count: number; readonly sum_fen: number }[];
      };
      const owed = county.rosters[programme] ?? [];
      const sum = owed.reduce((total, { due }) => total + due * 100, 0);
      expect(rows.find(({ step }) => step === 'settled')).toMatchObject({ count: owed.length, sum_fen: sum });
    }
  });

  it('takes no simulated clock, and no other region any more', async () => {
    const clock = await server?.operator.post('/county/clock', { to: '2027-01-01T00:00:00.000Z' });
    const region = await server?.operator.post('/county/corrections', { regions: ['anhui'] });
    expect([clock, region].map((answer) => [answer?.status, answer?.problem.code])).toEqual([
      [403, 'not_demo'],
      [409, 'programmes_adopted'],
    ]);
  });
});
