import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { auditControls, auditReplay } from '@fenming/audit';
import { openDatabase } from '@fenming/sqlite';
import { fenming } from './command-line';

const folder = mkdtempSync(join(tmpdir(), 'audit-'));
const county = join(folder, 'county');
afterAll(() => rmSync(folder, { recursive: true, force: true }));
beforeAll(async () => {
  expect((await fenming('demo', '--scale', '0.01', '--data', county, '--quiet')).code).toBe(0);
});

/** A copy of the county's folder. */
const copied = (name: string): string => {
  const dir = join(folder, name);
  cpSync(county, dir, { recursive: true });
  return dir;
};

/** The log rewritten by hand, as somebody with the file could: the triggers that refuse it are taken away first. */
const rewrite = (dir: string, sql: string): void => {
  const database = openDatabase(join(dir, 'log.sqlite'), {});
  for (const trigger of database.prepare(`SELECT name FROM sqlite_schema WHERE type = 'trigger'`).pluck().all() as string[])
    database.exec(`DROP TRIGGER ${trigger}`);
  database.exec(sql);
  database.close();
};

const audited = async (dir: string) => {
  const report = await auditControls(dir, {});
  const replayed = await auditReplay(dir, {});
  return { findings: report.formulas.flatMap(({ findings }) => findings), replayed };
};

/** As an operator runs it: the exit code, and nothing that only a programmer understands. */
const codeOf = async (dir: string, what: 'controls' | 'replay'): Promise<number> => {
  const { code, err } = await fenming('audit', what, '--data', dir);
  expect(err).not.toMatch(/ {4}at |Error/);
  return code;
};

/** Once more the first event of a kind, at the end of its stream and of the log, with parts of its payload changed. */
const oneMore = (type: string, change = 'payload'): string => `
  INSERT INTO events SELECT (SELECT max(position) + 1 FROM events), first, (SELECT max(revision) + 1 FROM events e WHERE e.first = o.first),
    stream, '00000000-0000-4000-8000-000000000001', type, schema_version, ${change}, (SELECT meta FROM events ORDER BY position DESC LIMIT 1)
  FROM events o WHERE type = '${type}' ORDER BY position LIMIT 1;
  UPDATE head SET position = position + 1;`;
const nth = (type: string): string => `(SELECT min(position) FROM events WHERE type = '${type}')`;

/** What is done to the log; the formula that must find it; what it says. */
const WRONG: readonly (readonly [string, string, string, string])[] = [
  ['a payment arrived twice', oneMore('PaymentSettled'), 'I-10', '此前已经到账过'],
  [
    'a second payment of one entitlement',
    oneMore('PaymentInstructed', `json_set(payload, '$.attempt', 2)`),
    'I-10',
    '次发放同时在途或到账',
  ],
  [
    'a payment without instruction',
    `DELETE FROM events WHERE position = ${nth('PaymentInstructed')}`,
    'I-24',
    '没有发出就有结果',
  ],
  ['a line without roster', `DELETE FROM events WHERE type = 'RosterChunkLocked'`, 'I-22', '不在锁定的名单中'],
  ['a batch without opening', `DELETE FROM events WHERE type = 'BatchOpened'`, 'I-35', '状态为“未开立”时记有'],
  [
    'an earlier state of it',
    `DELETE FROM events WHERE position > (SELECT position - 3 FROM head); UPDATE head SET position = position - 3;
     DELETE FROM streams WHERE first > (SELECT position FROM head)`,
    'I-38',
    '至少缺 3 条：日志被换回过早先的状态',
  ],
  ['a missing event', `DELETE FROM events WHERE position = 100`, 'I-38', '之前缺 1 条事件'],
  [
    'events in another order',
    `UPDATE events SET position = (SELECT max(position) + 1 FROM events) WHERE position = ${nth('BatchApproved')}`,
    'I-35',
    '时记有“审批同意”',
  ],
  ['an unknown kind', `UPDATE events SET type = 'CountyPainted' WHERE position = 50`, 'I-38', '不认识的事件种类'],
  ['an unknown version', `UPDATE events SET schema_version = 9 WHERE position = 50`, 'I-38', '不认识的事件版本 9'],
  ['a payload that is no JSON', `UPDATE events SET payload = '{"a' WHERE position = 50`, 'I-38', '的内容读不出来'],
  ['a payload without its fields', `UPDATE events SET payload = '{}' WHERE type = 'PaymentInstructed'`, 'I-38', '内容不全或不对'],
  [
    'an amount that is a number',
    `UPDATE events SET payload = json_set(payload, '$.amountFen', 96000) WHERE type = 'PaymentSettled'`,
    'I-38',
    '内容不全或不对：金额',
  ],
  [
    'a wrong amount',
    `UPDATE events SET payload = json_set(payload, '$.amountFen', '96001') WHERE position = ${nth('PaymentSettled')}`,
    'I-01',
    '相差',
  ],
  ['nobody who recorded it', `UPDATE events SET meta = '{}' WHERE position = 50`, 'I-38', '没有写全由谁、何时记录'],
  ['a position that cannot be', `UPDATE events SET position = 9223372036854775807 WHERE position = 50`, 'I-38', '的序号不可能'],
  ['a log without its count', 'DELETE FROM head', 'I-38', '没有记下共有多少条事件'],
  ['an emptied log', 'DELETE FROM events; DELETE FROM streams; UPDATE head SET position = 0', 'I-38', '日志是空的'],
  ['a revision that cannot be', `UPDATE events SET revision = -3 WHERE position = 50`, 'I-38', '的编号或版本不可能'],
  ['nothing but the taken guards', 'SELECT 1', 'I-38', '禁止改写的保护被人去掉了'],
];

describe('an audit of a log that somebody has rewritten', () => {
  it.each(WRONG)('finds %s, in words and without ending', async (what, sql, code, sentence) => {
    const dir = copied(what.replaceAll(' ', '-'));
    rewrite(dir, sql);
    const { findings, replayed } = await audited(dir);
    expect(findings).toContainEqual(expect.objectContaining({ code, sentence: expect.stringContaining(sentence) as string }));
    expect(replayed.findings.map((finding) => finding.sentence)).toEqual(
      expect.arrayContaining(findings.map((finding) => finding.sentence)),
    );
    rmSync(dir, { recursive: true });
  });

  it('names the event, and needs no server: one that cannot go on says so in a sentence and leaves the audit alone', async () => {
    const dir = copied('stopped');
    rewrite(dir, oneMore('PaymentSettled'));
    const { findings, replayed } = await audited(dir);
    const last = findings.find(({ code }) => code === 'I-10')?.position;
    expect(last).toMatch(/^\d{16}$/);
    expect(replayed.findings).toContainEqual(expect.objectContaining({ code: 'I-43', position: last }));
    expect([await codeOf(dir, 'controls'), replayed.events, replayed.applied]).toEqual([4, Number(last), Number(last) - 1]);
    const told = await fenming('audit', 'replay', '--data', dir);
    expect(told.code).toBe(4);
    expect(told.out).toMatch(new RegExp(`事件 ${Number(last).toLocaleString('en-US')} 条`));
    expect(told.out).toMatch(/重放摘要 [0-9a-f]{64}（只算登记进了账表的 .* 条；另 1 条登记不进）/);
    expect(told.out).toMatch(/另行计算的有 3 处不同\n.*到账金额：重建 [\d,.]+ 元，另算 [\d,.]+ 元/);
    const { code, err } = await fenming('batch', 'list', '--data', dir);
    expect([code, err]).toEqual([1, expect.stringContaining(`日志第 ${Number(last)} 号事件“到账”`)]);
    expect(err).not.toContain(' at ');
  });
});

describe('an amount that the rules give to somebody else', () => {
  /** One parent's year of the fee stands as that of both: rates, months, arithmetic and shares are those of the rules. */
  const SWAP = `UPDATE events SET payload = json_set(payload, '$.amountFen', other.amount, '$.lines', json(other.lines), '$.funding', json(other.funding))
    FROM (SELECT payload ->> '$.amountFen' AS amount, payload -> '$.lines' AS lines, payload -> '$.funding' AS funding FROM events
      WHERE type = 'EntitlementDetermined' AND payload ->> '$.programme' = 'ONLY_CHILD_FEE' AND payload ->> '$.amountFen' = '48000' LIMIT 1) AS other
    WHERE position = (SELECT min(position) FROM events WHERE type = 'EntitlementDetermined'
      AND payload ->> '$.programme' = 'ONLY_CHILD_FEE' AND payload ->> '$.amountFen' = '24000')`;
  const ofAmounts = async (dir: string, withFacts: boolean) => {
    const { formulas } = await auditControls(dir, { withFacts });
    const found = formulas.find(({ code }) => code === 'I-11');
    return { state: found?.state, sentence: found?.findings[0]?.sentence };
  };

  it('is found by whoever opens the facts, and not said to be right by whoever does not', async () => {
    const dir = copied('swapped');
    expect([await ofAmounts(dir, false), await ofAmounts(dir, true)]).toMatchObject([
      { state: 'not-checked' },
      { state: 'holds' },
    ]);
    rewrite(dir, SWAP);
    expect((await ofAmounts(dir, false)).sentence).not.toContain('按事实');
    const { state, sentence } = await ofAmounts(dir, true);
    expect(state).toBe('fails');
    expect(sentence).toContain('按事实计算应为 240.00 元，记为 480.00 元，相差 240.00 元');
  });

  it('is found as well where only what a condition came to is recorded otherwise', async () => {
    const dir = copied('unmet');
    rewrite(
      dir,
      `UPDATE events SET payload = json_set(payload, '$.outcomes[0].outcome', 'not_met') WHERE position = ${nth('EntitlementDetermined')}`,
    );
    expect(await ofAmounts(dir, false)).toEqual({ state: 'not-checked', sentence: undefined });
    const { state, sentence } = await ofAmounts(dir, true);
    expect([state, sentence]).toEqual(['fails', expect.stringMatching(/条件“.+”按事实应为1 至 12 月符合，记为1 至 12 月不符合/)]);
  });

  it('cannot be looked for without the keys of the county', async () => {
    const dir = copied('keyless');
    rmSync(join(dir, 'vault.sqlite'));
    const { code, err } = await fenming('audit', 'controls', '--with-facts', '--data', dir);
    expect([code, err]).toEqual([2, expect.stringContaining('没有保管库（vault.sqlite）')]);
  });
});

describe('an audit of a folder that has only its log', () => {
  it('leaves every file of the folder as it was, and adds none', async () => {
    const dir = copied('untouched');
    for (const name of readdirSync(dir)) if (name.endsWith('-shm')) rmSync(join(dir, name));
    const filesOf = () => readdirSync(dir).map((name) => [name, statSync(join(dir, name)).mtimeMs]);
    const before = filesOf();
    expect([await codeOf(dir, 'controls'), await codeOf(dir, 'replay')]).toEqual([0, 0]);
    expect(filesOf()).toEqual(before);
  });

  it.each([
    ['views and vault are gone', () => undefined, 'missing'],
    ['views and vault are garbage', (file: string) => writeFileSync(file, Buffer.alloc(20_000, 0x5a)), 'unreadable'],
  ] as const)('finds nothing, and proves nothing of tables that it cannot read, where %s', async (what, put, live) => {
    const dir = copied(what.replaceAll(' ', '-'));
    for (const name of ['views.sqlite', 'vault.sqlite', 'vault.key', 'access.sqlite', 'operator.token']) {
      for (const ending of ['', '-wal', '-shm']) rmSync(join(dir, `${name}${ending}`), { force: true });
      put(join(dir, name));
    }
    const { findings, replayed } = await audited(dir);
    expect([findings, replayed.live, replayed.findings, replayed.differences]).toEqual([[], live, [], []]);
    expect(await codeOf(dir, 'controls')).toBe(0);
    const { code, out } = await fenming('audit', 'replay', '--data', dir);
    expect([code, out]).toEqual([4, expect.stringContaining('没有核对')]);
    expect(out).not.toContain('✓');
  });

  it('says in one sentence that the file itself is damaged', async () => {
    const dir = copied('torn');
    const file = join(dir, 'log.sqlite');
    const bytes = readFileSync(file);
    const middle = Math.floor(bytes.length / 2 / 8192) * 8192;
    writeFileSync(file, bytes.fill(0x5a, middle, middle + 8192));
    for (const words of [
      ['audit', 'controls'],
      ['audit', 'replay'],
    ]) {
      const { code, out, err } = await fenming(...words, '--data', dir);
      expect([code, out, err.trim().split('\n')]).toEqual([4, '', [expect.stringContaining('已损坏，读不下去')]]);
    }
  });

  it('refuses a folder without a log as a wrong command line, and makes nothing in it', async () => {
    const { code, err } = await fenming('audit', 'controls', '--data', join(folder, 'typo'));
    expect([code, err.split('\n').length]).toEqual([2, 2]);
    expect(() => readFileSync(join(folder, 'typo'))).toThrow('ENOENT');
  });
});
