import { spawn, type ChildProcess } from 'node:child_process';
import { copyFileSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { speakIn, type Language } from '@fenming/language';
import { EXAMPLES } from '../../apps/cli/src/commands/examples';
import { readBankFile, RURAL_COMMERCIAL, writeBankReturn } from '@fenming/bank-files';
import { writeRoster } from '@fenming/rosters';
import { citizen } from './citizens';
import { farmer } from './county.people';
import { CATALOGUE, programmeOf } from './hall';
import { ownPlace } from './own-county';

const STAFF = [
  ['cun201', 'village', '991003101201'],
  ['zhen101', 'township', '991003101'],
  ['fuhe', 'health', '991003'],
  ['jingban', 'finance-maker', '991003'],
  ['shenhe', 'finance-checker', '991003'],
  ['shenpi', 'finance-approver', '991003'],
  ['fangkuan', 'finance-releaser', '991003'],
  ['yinhang', 'bank', '991003'],
] as const;
/** An invented year: nobody has announced it yet. */
const HOLIDAYS = [
  '年度,2027',
  '文件,示例：2027年节假日安排',
  '文号,示例〔2026〕1号',
  '放假,2027-01-01,2027-01-03,元旦',
  '放假,2027-02-05,2027-02-11,春节',
  '放假,2027-05-01,2027-05-05,劳动节',
  '放假,2027-10-01,2027-10-07,国庆节',
].join('\n');
const as = (account: string): string => `--as ${account} --password-file passwords/${account}`;

type Books = { readonly data: readonly { readonly total: { readonly available_fen: number } }[] };

/** Every command, typed as its own help has it, by people who read this language. `told` gets all that they are shown. */
export const typeEveryCommand = (language: Language, told: (said: string) => void): void => {
  jest.setTimeout(1_200_000);
  const place = ownPlace({ FENMING_LANG: language });
  const run = (command: string, allowed?: readonly number[]): string => {
    const said = place.run(command, allowed);
    told(`${command}\n${said}`);
    return said;
  };
  const { dir } = place;
  const inWords = (zh: string, en: string): string => (language === 'en' ? en : zh);
  const running: ChildProcess[] = [];
  afterAll(() => {
    for (const child of running) child.kill('SIGKILL');
    place.remove();
  });

  const ran = new Set<string>();
  const exampleOf = (words: string): string => {
    const example = speakIn(language, () => EXAMPLES[words]);
    if (example === undefined) throw new Error(`no help tells how to type ${words}`);
    ran.add(words);
    return example;
  };
  /** Runs the example of each command as its help has it, in this order. */
  const typed = (...commands: readonly string[]): void => {
    for (const words of commands) run(exampleOf(words));
  };
  const file = (name: string, content: string | Buffer): void => writeFileSync(join(dir, name), content);

  /** The county's own bank, begun from a shipped layout. */
  const bringBank = (): void => {
    file('bank.yaml', JSON.stringify({ ...RURAL_COMMERCIAL, id: 'OUR_BANK' }));
    mkdirSync(join(dir, 'county', 'bank-profiles'));
    copyFileSync(join(dir, 'bank.yaml'), join(dir, 'county', 'bank-profiles', 'bank.yaml'));
  };

  /** A command that serves until it is stopped: it has begun when it tells its address. */
  const serving = async (words: string): Promise<ChildProcess> => {
    const child = spawn('bash', ['-c', `exec ${exampleOf(words)}`], {
      cwd: dir,
      env: { ...place.env, FENMING_DATA: join(dir, 'county') },
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    running.push(child);
    await new Promise<void>((resolve, reject) => {
      child.stdout?.on('data', (chunk: Buffer) => chunk.includes('http://') && resolve());
      child.once('exit', (code) => reject(new Error(`${words} ended with ${code}`)));
    });
    child.removeAllListeners('exit');
    return child;
  };
  const stopped = (child: ChildProcess): Promise<number | null> =>
    new Promise((resolve) => {
      child.once('exit', (code) => resolve(code));
      child.kill('SIGINT');
    });

  const level = (name: string, area: string, account: string): void => {
    run(`fenming confirm --all --level ${name} --year 2026 ${as(account)}`);
    run(`fenming notice post --level ${name} --area ${area} --year 2026 ${as(account)}`);
    place.advanceDays(20);
  };

  it('opens a county, corrects it by two people and gives everybody an account', async () => {
    place.setClock('2026-03-02T01:00:00.000Z');
    file('areas.csv', '代码,名称\n991003101,青石镇\n991003101201,上河村\n991003101202,下河村\n');
    mkdirSync(join(dir, 'passwords'));
    for (const account of ['weijian', ...STAFF.map(([name]) => name)]) file(`passwords/${account}`, `${account}-2026-3-2\n`);
    typed('init');
    bringBank();
    running.push(await serving('serve'));
    typed('user add', 'user list', 'user show', 'user password', 'county show');
    for (const [account, role, area] of STAFF)
      run(`fenming user add ${account} --role ${role} --area ${area} --title 岗位 --password-file passwords/${account}`);
    for (const account of ['weijian', ...STAFF.map(([name]) => name)]) {
      file('own', `${account}-2026-4-9\n`);
      run(`fenming user own-password ${as(account)} --new-password-file own`);
      copyFileSync(join(dir, 'own'), join(dir, `passwords/${account}`));
    }
    typed('county propose', 'county confirm');
    expect(run('fenming county show')).toContain(
      inWords(
        '样例县（991003）\n  执行的标准：国家标准、河南省',
        '样例县 (991003)\n  rates that apply: national standard, Henan',
      ),
    );
  });

  it('brings the holidays of a year', () => {
    file('holidays-2027.csv', HOLIDAYS);
    typed('calendar import', 'calendar confirm', 'calendar list', 'calendar show');
  });

  it('adopts a programme and knows its banks', () => {
    copyFileSync(join(CATALOGUE, 'RURAL_REWARD.yaml'), join(dir, 'RURAL_REWARD.yaml'));
    typed('programme propose', 'programme adopt', 'programme list', 'programme show');
    typed('programme dry-run', 'programme template');
    // No text of this content was adopted here: a rule says so.
    for (const words of ['programme withdraw', 'programme confirm-withdrawal']) run(exampleOf(words), [2, 5]);
    typed('redetermine show', 'redetermine run', 'redetermine list', 'unpaid', 'overpaid', 'unreviewed');
    // Nothing waits for a signature or a decision where the rules have not changed.
    run(exampleOf('redetermine sign'), [2, 5]);
    for (const words of ['redetermine decide', 'redetermine confirm']) run(exampleOf(words), [2]);
    typed('bank profiles list', 'bank profiles show', 'bank profiles test');
  });

  it('takes a roster through three levels', async () => {
    const county = { code: '991003', name: '样例县', demo: false, regions: ['national', 'henan'], townships: [] };
    const rows = [citizen('柳青山', '男', '1955-05-05'), citizen('路桂香', '女', '1956-06-06')].map((who) => ({
      姓名: who.name,
      身份证号: who.id,
      性别: who.sex,
      乡镇: '青石镇',
      村: '上河村',
      银行账号: who.account,
      ...farmer(1, 0),
    }));
    file('RURAL_REWARD.xlsx', await writeRoster(rows, programmeOf({ county }, 'RURAL_REWARD'), '名单'));
    file('people.txt', rows.map((row) => row.身份证号).join('\n'));
    typed('import', 'confirm', 'notice post', 'notice list', 'eligibility why', 'eligibility why-list');
    typed('fact state', 'fact drop', 'fact state', 'fact accept', 'fact list');
    run(
      `fenming fact state RURAL_REWARD-2026-1-00003 livingDaughters --value 0 --document-no 青石计生〔2026〕8号 --reason ${inWords('核实', 'verified')} ${as('zhen101')}`,
    );
    run(exampleOf('fact accept'));
    typed(
      'paid-elsewhere propose',
      'paid-elsewhere drop',
      'paid-elsewhere propose',
      'paid-elsewhere show',
      'paid-elsewhere confirm',
    );
    // The other county had paid nothing after all.
    const nothing = `RURAL_REWARD-2026-1-00003 --document-no 邻卫健证〔2026〕9号`;
    run(
      `fenming paid-elsewhere propose ${nothing} --year 2026 --months 0 --paid-by ${inWords('邻县卫生健康委员会', '"the county next to ours"')} --note ${inWords('更正', 'corrected')} ${as('zhen101')}`,
    );
    run(`fenming paid-elsewhere confirm ${nothing} ${as('weijian')}`);
    typed('transfer propose', 'transfer drop', 'transfer propose', 'transfer show', 'transfer confirm');
    typed('exit propose', 'exit drop', 'exit propose', 'exit show', 'exit confirm', 'exit withdraw');
    run(`fenming exit confirm RURAL_REWARD-2026-1-00003 --document-no 青石计生〔2026〕9号 ${as('weijian')}`);
    typed('death propose', 'death drop', 'death propose', 'death show', 'death confirm', 'death withdraw');
    run(`fenming death confirm RURAL_REWARD-2026-1-00003 --document-no 县卫健〔2026〕15号 ${as('fuhe')}`);
    // One of them is on the list of the dead, by another body alone: it moves nothing.
    const [liu, lu] = rows;
    file('deaths.csv', `姓名,身份证号,死亡日期\n${liu?.姓名},${liu?.身份证号},2026-01-15\n`);
    typed('compare sources', 'compare file', 'compare figures');
    file('hukou.csv', `姓名,身份证号,户口性质\n${lu?.姓名},${lu?.身份证号},非农业家庭户口\n`);
    run(`fenming compare hukou.csv --source hukou ${as('weijian')}`);
    typed('lead list', 'lead state');
    // It is open again once nothing is stated of it any more.
    run(`fenming fact drop RURAL_REWARD-2026-1-00003 hukou --reason ${inWords('尚未核实', 'unverified')} ${as('weijian')}`);
    typed('lead close', 'hold place', 'hold release', 'owed', 'determinations');
    typed('identity correct', 'identity drop', 'identity correct', 'identity show', 'identity confirm');
    place.advanceDays(20);
    typed('reject', 'rejection withdraw', 'rejection confirm', 'reject');
    level('township', '991003101', 'zhen101');
    level('county', '991003', 'weijian');
  });

  it('pays a batch and hears the bank', () => {
    typed('appropriation receive', 'appropriation adjust');
    for (const layer of ['province', 'county'])
      run(
        `fenming appropriation receive RURAL_REWARD 2026 --layer ${layer} --yuan 192.00 --document-no 财〔2026〕${layer} --on 2026-03-02 ${as('jingban')}`,
      );
    typed('batch create', 'batch lock', 'batch submit', 'batch send-back');
    for (const step of ['lock', 'submit']) run(exampleOf(`batch ${step}`));
    typed('batch check', 'batch approval-form', 'batch approve', 'batch run');
    // A batch of one payment is through before anybody can stop it: a rule says so.
    for (const turn of ['batch pause', 'batch resume']) run(exampleOf(turn), [0, 5]);
    typed('batch progress', 'batch exceptions', 'batch bank-file', 'batch cover');
    const [name = ''] = readdirSync(join(dir, 'bank')).filter((each) => each.includes('RURAL_REWARD-2026'));
    const bytes = readFileSync(join(dir, 'bank', name));
    const { batchNo, payments } = readBankFile(RURAL_COMMERCIAL, bytes);
    const answers = payments.map(({ lineNo, amountFen }) => ({ lineNo, amountFen, outcome: 'settled' as const }));
    file('bank-return.txt', writeBankReturn(RURAL_COMMERCIAL, { batchNo }, answers));
    file('received.csv', `${name},${createHash('sha256').update(bytes).digest('hex')},1,960.00\n`);
    typed(
      'batch bank-return',
      'batch failures',
      'batch totals',
      'batch controls',
      'batch reconcile',
      'batch close',
      'batch list',
    );
  });

  it('recovers what a death has made too much', () => {
    run(
      `fenming death propose RURAL_REWARD-2026-1-00003 --on 2026-01-20 --document-no 医死证〔2026〕31号 --source ${inWords('民政火化名单比对', 'cremations')} ${as('weijian')}`,
    );
    run(`fenming death confirm RURAL_REWARD-2026-1-00003 --document-no 医死证〔2026〕31号 ${as('fuhe')}`);
    typed('recovery receive');
    expect(run(exampleOf('overpaid'))).toContain(
      inWords('应追回 880.00 元，已追回 880.00 元', '880.00 yuan to recover, 880.00 recovered'),
    );
  });

  it('closes the books, audits them, and comes back from a backup', () => {
    typed('appropriation carry', 'appropriation lapse', 'appropriation ledger', 'audit replay', 'audit controls');
    copyFileSync(join(dir, 'county/vault.key'), join(dir, 'vault.key'));
    typed('backup', 'restore', 'reconcile-restore');
    const rest = (JSON.parse(run('fenming appropriation ledger --json')) as Books).data[0]?.total.available_fen ?? 0;
    expect(rest).toBe(100_000_00 - 40_000_00 + 384_00 - 960_00 - 1_000_00 - 50_000_00);
    run(
      `fenming appropriation lapse RURAL_REWARD 2026 --central ${rest / 100}.00 --document-no 县财〔2026〕11号 --on 2026-03-02 ${as('jingban')}`,
    );
    typed('appropriation close');
  });

  it('changes who acts, and a second person confirms it', () => {
    file('passwords/fangkuan-new', 'fangkuan-2026-11-9\n');
    typed('user revoke');
    run('fenming user password fangkuan --password-file passwords/fangkuan');
    typed('user own-password');
    file('passwords/shenhe-new', 'shenhe-2026-11-9\n');
    run('fenming user own-password --as shenhe --password-file passwords/shenhe --new-password-file passwords/shenhe-new');
    copyFileSync(join(dir, 'passwords/shenhe-new'), join(dir, 'passwords/shenhe'));
    typed('user confirm', 'user move', 'user dismiss');
    expect(run('fenming user show fangkuan')).toMatch(
      new RegExp(`${inWords('第二人确认', 'confirmed by a second person')} +shenhe`),
    );
  });

  it('makes the demo county and serves it', async () => {
    typed('demo', 'version');
    expect(await stopped(await serving('start'))).toBe(0);
  });

  it('was each of them run', () => {
    told(readFileSync(join(dir, '.told'), 'utf8'));
    expect([...ran].toSorted()).toEqual(Object.keys(EXAMPLES).toSorted());
  });
};
