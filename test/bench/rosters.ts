import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import { parseArgs } from 'node:util';
import { areaCode, checkCharacter } from '@fenming/citizen';
import { readRoster, writeRoster, type RosterProgramme, type RosterSheetRow } from '@fenming/rosters';

/**
 * bench:rosters -- --n 100000: a roster of that many people and one of a tenth, each read in a process of its own. `rss` is the peak of the whole
 * process over what it had before it read; the ratio says how memory grows when people grow tenfold. Nobody keeps what was read: `readRoster`
 * itself holds the sound rows, because a file goes in whole or not at all.
 */
const PROGRAMME: RosterProgramme = {
  unit: 'person',
  hasSpouse: false,
  facts: [
    { name: 'hukou', type: 'choice', title: '户口性质', column: '户口性质', required: true, choices: { 农业: 'rural' } },
    { name: 'livingSons', type: 'integer', title: '现存男孩数', column: '现存男孩数', required: true },
    { name: 'evidenceDate', type: 'date', title: '证明日期', column: '证明日期', required: true },
  ],
};
const VILLAGE = areaCode('991001101201');
const DAYS = 28;

type Measured = {
  readonly people: number;
  readonly packedMb: number;
  readonly seconds: number;
  readonly baseMb: number;
  readonly peakMb: number;
};

function personOf(i: number): RosterSheetRow {
  const day = String((i % DAYS) + 1).padStart(2, '0');
  const year = 1930 + (Math.floor(i / (DAYS * 999)) % 40);
  const first17 = `991001${year}01${day}${String((Math.floor(i / DAYS) % 999) + 1).padStart(3, '0')}`;
  return {
    序号: String(i + 1),
    姓名: '王示例',
    身份证号: first17 + checkCharacter(first17),
    性别: Number(first17[16]) % 2 === 1 ? '男' : '女',
    乡镇: '石桥镇',
    村: '李家村',
    银行账号: String(9_900_000_000_000_000n + BigInt(i)),
    户口性质: '农业',
    现存男孩数: '1',
    证明日期: '2001-05-20',
  };
}

const rss = (): number => process.memoryUsage.rss() / 1024 / 1024;

async function write(people: number, file: string): Promise<void> {
  writeFileSync(
    file,
    await writeRoster(
      Array.from({ length: people }, (_, i) => personOf(i)),
      PROGRAMME,
      '名单',
    ),
  );
}

async function measure(people: number, file: string): Promise<Measured> {
  const bytes = readFileSync(file);
  const baseMb = rss();
  let peakMb = baseMb;
  const watch = setInterval(() => (peakMb = Math.max(peakMb, rss())), 20);
  const started = performance.now();
  const { rows, counts } = await readRoster(bytes, PROGRAMME, { villages: () => VILLAGE, day: '2026-01-01' });
  const seconds = (performance.now() - started) / 1000;
  peakMb = Math.max(peakMb, rss());
  clearInterval(watch);
  if (rows.length !== people || counts.sheet !== people + 1) throw new Error(`read ${rows.length} of ${people} people`);
  return { people, packedMb: bytes.length / 1024 / 1024, seconds, baseMb, peakMb };
}

/** The peak of a process is never given back, so that writing and reading each have one of their own. */
function elsewhere(people: number): Measured {
  const folder = mkdtempSync(path.join(tmpdir(), 'fenming-rosters-'));
  const file = path.join(folder, 'roster.xlsx');
  const run = (task: string): string =>
    execFileSync(process.execPath, [__filename, '--task', task, '--n', String(people), '--file', file], { encoding: 'utf8' });
  try {
    run('write');
    return JSON.parse(run('read')) as Measured;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function main(): Promise<void> {
  const text = { type: 'string' } as const;
  const { values } = parseArgs({ options: { n: { ...text, default: '100000' }, task: text, file: { ...text, default: '' } } });
  const people = Number(values.n);
  if (values.task === 'write') return write(people, values.file);
  if (values.task === 'read') return console.log(JSON.stringify(await measure(people, values.file)));
  if (!Number.isSafeInteger(people) || people < 100) throw new Error(`--n must be a whole number from 100, not ${values.n}`);
  const measured = [Math.round(people / 10), people].map(elsewhere);
  for (const { people: n, packedMb, seconds, baseMb, peakMb } of measured)
    console.log(
      `${n.toLocaleString('en-US')} people, ${packedMb.toFixed(1)} MB: ${seconds.toFixed(1)} s, peak RSS ${peakMb.toFixed(0)} MB (${(peakMb - baseMb).toFixed(0)} MB over the ${baseMb.toFixed(0)} MB before)`,
    );
  const [small, large] = measured;
  const ratio = (large?.peakMb ?? 0) / (small?.peakMb ?? 1);
  console.log(`peak RSS grows ${ratio.toFixed(2)} times for ten times the people`);
  console.log(JSON.stringify({ measured, ratio }));
}

void main();
