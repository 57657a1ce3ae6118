import { speakAlways } from '@fenming/language';
import type { Command } from 'commander';
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EXAMPLES } from './commands/examples';
import { wordsOf } from './mistakes';
import { buildProgram, leavesOf, runCommandLine } from './program';

const program = buildProgram(() => Promise.resolve());
const leaves = leavesOf(program);
/** What one command line asked for stays with its process. */
afterEach(() => speakAlways('zh'));

/** Those that begin a county, and those that have nothing to do with one. */
const BEGINNERS = ['init', 'demo', 'start', 'restore', 'version', 'bank profiles show', 'bank profiles test'];

/** What options that must be given take. */
const VALUES: Readonly<Record<string, string>> = {
  '--year': '2026',
  '--decision': 'kept',
  '--level': 'county',
  '--layer': 'county',
  '--role': 'health',
  '--total': '1',
  '--yuan': '1',
};

const typed = async (argv: readonly string[]): Promise<{ readonly code: number; readonly said: string }> => {
  const said: string[] = [];
  const stderr = jest.spyOn(process.stderr, 'write').mockImplementation((text) => said.push(String(text)) > 0);
  const code = await runCommandLine(argv);
  stderr.mockRestore();
  return { code, said: said.join('') };
};

describe('the commands', () => {
  it('have an example each, and no example speaks of a command that is gone', () => {
    expect(Object.keys(EXAMPLES).toSorted()).toEqual(leaves.map(wordsOf).toSorted());
    const wrong = Object.entries(EXAMPLES).filter(([words, example]) => !`${example} `.startsWith(`fenming ${words} `));
    expect(wrong).toEqual([]);
  });

  it('show their example in their help', () => {
    for (const leaf of leaves) {
      let help = '';
      leaf.configureOutput({ writeOut: (text) => (help += text) }).outputHelp();
      expect(help).toContain(EXAMPLES[wordsOf(leaf)]);
    }
  });

  it('take no option for repeatable that keeps one value, and none for one that is a list: dots after a Chinese word mean nothing', () => {
    const dotted = leaves.flatMap((leaf) => leaf.options.filter(({ flags, variadic }) => flags.includes('...') && !variadic));
    expect(dotted.map(({ flags }) => flags)).toEqual([]);
  });

  it.each(['--as', '--password-file', '--token-file', '--as=weijian'])(
    'say whose they are where %s names another',
    async (option) => {
      const { code, said } = await typed(['backup', '/b', option, 'weijian', '--data', '/nowhere']);
      expect([code, said]).toEqual([2, expect.stringContaining(`backup 总是由本机的系统管理员办理`)]);
      expect(said).toContain(`请去掉 ${option.split('=')[0]}`);
      expect((await typed(['batch', 'list', '--ass', 'weijian'])).said).toContain('没有这个选项：--ass');
    },
  );

  it('refuse an option that is given twice: the first would be forgotten without a word', async () => {
    const said: string[] = [];
    const stderr = jest.spyOn(process.stderr, 'write').mockImplementation((text) => said.push(String(text)) > 0);
    const code = await runCommandLine(['batch', 'list', '--year', '2025', '--year', '2026', '--data', '/nowhere']);
    stderr.mockRestore();
    expect([code, said.join('')]).toEqual([2, '选项 --year 只能给一次\n']);
  });

  it.each([
    [
      'reject X --level bogus --reason x',
      '选项的值不对：--level <级别> 不能是“bogus”，应为其中之一：village、township、county\n',
    ],
    [
      'batch approve X --total abc',
      '选项的值不对：--total <元> 不能是“abc”，应为金额（元），如 960.00，最多 90,071,992,547,409.91\n',
    ],
    ['batch list --lang fr', '选项的值不对：--lang <语言> 不能是“fr”，应为其中之一：zh、en\n'],
    ['--lang fr version', '选项的值不对：--lang <语言> 不能是“fr”，应为其中之一：zh、en\n'],
    [
      'batch approve X --total abc --lang en',
      "option '--total <yuan>' argument 'abc' is invalid. It should be an amount in yuan, such as 960.00, 90,071,992,547,409.91 at most\n",
    ],
    [
      'confirm --all --year 2026 --level 9 --lang en',
      "option '--level <level>' argument '9' is invalid. Allowed choices are village, township, county.\n",
    ],
    ['batch list --year 26 --lang en', 'a year has four digits, such as 2026, not "26"\n'],
    ['batch create X 26 --lang en', 'a year has four digits, such as 2026, not "26"\n'],
    ['calendar show 26', '年度应为四位数字，如 2026，不是“26”\n'],
    ['serve --port x --lang en', '--port should be 0 to 65535\n'],
    ['demo --seed x --lang en', '--seed should be a whole number from 0 to 999999999\n'],
    ['demo --scale x --lang en', '--scale should be 0.001 to 2, with at most three decimals, such as 0.1\n'],
    ['backup --keep-log-days x --lang en', '--keep-log-days should be a whole number of days\n'],
    ['backup --keep-vault-days x', '--keep-vault-days 应为天数，如 30\n'],
    ['init --county 12 --lang en', '--county should be a county code of 6 digits, such as 991003\n'],
    ['batch list --year 2025 --year 2026 --lang en', 'option --year may be given once only\n'],
    ['eligibility why foo', '✗ 给出的不是档案号：应如 RURAL_REWARD-2023-1-00002；按身份证号查询的写“-”，并给出 --year\n'],
    ['eligibility why -', '✗ 按身份证号查询，须同时给出 --year\n'],
    ['eligibility why - --year 2023 --programme A --all-programmes', '✗ --programme 和 --all-programmes 只能给一个\n'],
    ['batch failures X --by foo', '选项的值不对：--by <归类> 不能是“foo”，应为其中之一：reason\n'],
    ['-V x', '参数太多：多出“x”，这个选项单独使用\n'],
    ['--lang en --version batch list', 'too many arguments: batch, list; this option stands alone\n'],
    ['eligibility why A B C', '参数太多：多出“B、C”，这个命令只带 1 个参数\n'],
    ['batch list 2026', '参数太多：多出“2026”，这个命令不带参数\n'],
  ])('say of a value that is none what it should be: %s', async (line, sentence) => {
    const said: string[] = [];
    const stderr = jest.spyOn(process.stderr, 'write').mockImplementation((text) => said.push(String(text)) > 0);
    const code = await runCommandLine(line.split(' '));
    stderr.mockRestore();
    expect([code, said.join('')]).toEqual([2, sentence]);
  });

  it('refuse every option whose value is empty, as an unset variable leaves it, before they look at anything else', async () => {
    const valued = new Map<string, Command>();
    for (const leaf of leaves)
      for (const { long, required } of leaf.options) if (required && long !== undefined) valued.set(long, leaf);
    expect(valued.size).toBeGreaterThan(30);
    for (const [long, leaf] of valued) {
      const { code, said } = await typed([...wordsOf(leaf).split(' '), long, '']);
      expect([wordsOf(leaf), code, said]).toEqual([
        wordsOf(leaf),
        2,
        `选项 ${long} 的值是空的：请写上值，或去掉这个选项（变量没有设置时也会这样）\n`,
      ]);
    }
    expect((await typed(['batch', 'list', '--data', ' '])).code).toBe(2);
    expect(await typed(['batch', 'list', '--data=', '--lang', 'en'])).toEqual({
      code: 2,
      said: 'the value of --data is empty: give one or leave the option out (an unset variable does this too)\n',
    });
  });

  it('refuse an empty FENMING_DATA, which would be the current folder, unless a folder is named', async () => {
    process.env['FENMING_DATA'] = '';
    const [taken, named] = [await typed(['batch', 'list']), await typed(['batch', 'list', '--data', '/nowhere'])];
    delete process.env['FENMING_DATA'];
    expect(taken).toEqual({ code: 2, said: '环境变量 FENMING_DATA 是空的：请设为数据目录，或取消这个变量\n' });
    expect([named.code, named.said]).toEqual([2, expect.stringContaining('/nowhere')]);
  });

  it('refuse a misspelt variable, which would be a setting that does nothing', async () => {
    process.env['FENMING_DAT'] = '/county';
    const taken = await typed(['batch', 'list']);
    delete process.env['FENMING_DAT'];
    expect(taken).toEqual({ code: 2, said: expect.stringContaining('没有 FENMING_DAT 这个环境变量') as string });
  });

  it('refuse an argument that is empty', async () => {
    const withArguments = leaves.filter(
      ({ registeredArguments: [first] }) => first !== undefined && first.parseArg === undefined,
    );
    expect(withArguments.length).toBeGreaterThan(20);
    for (const leaf of withArguments) {
      const mandatory = leaf.options.flatMap(({ long, mandatory: must }) => (must && long !== undefined ? [long] : []));
      const [name] = leaf.registeredArguments;
      const others = leaf.registeredArguments.slice(1).map(() => '2026');
      const { code, said } = await typed([
        ...wordsOf(leaf).split(' '),
        '',
        ...others,
        ...mandatory.flatMap((long) => [long, VALUES[long] ?? 'x']),
      ]);
      expect([wordsOf(leaf), code, said]).toEqual([wordsOf(leaf), 2, `参数 ${name?.name()} 是空的\n`]);
    }
  });

  it('take an amount with its unit, as the page does', async () => {
    const said: string[] = [];
    const stderr = jest.spyOn(process.stderr, 'write').mockImplementation((text) => said.push(String(text)) > 0);
    await runCommandLine(['batch', 'approve', 'X', '--total', '79,680.00元', '--data', join(tmpdir(), 'fenming-no-such-county')]);
    stderr.mockRestore();
    expect(said.join('')).not.toContain('--total');
  });

  it('have no English in their help but what is typed', () => {
    for (const leaf of leaves) expect(leaf.createHelp().formatHelp(leaf, leaf.createHelp())).not.toMatch(/choices:|default:/);
  });

  it.each(Object.entries(EXAMPLES).filter(([words]) => !BEGINNERS.includes(words)))(
    'make no folder where there is none, unless they begin a county: %s',
    async (_words, example) => {
      const missing = join(tmpdir(), 'fenming-no-such-county');
      const argv = example
        .replace(/ --data \S+/, '')
        .split(' ')
        .slice(1);
      const quiet = jest.spyOn(process.stderr, 'write').mockReturnValue(true);
      const code = await runCommandLine([...argv, '--data', missing]);
      quiet.mockRestore();
      expect([code, existsSync(missing)]).toEqual([2, false]);
    },
  );

  it('refuse a year that is none', async () => {
    const said: string[] = [];
    const stderr = jest.spyOn(process.stderr, 'write').mockImplementation((text) => said.push(String(text)) > 0);
    const codes = [];
    for (const year of ['26', 'abcd', '２０２６']) codes.push(await runCommandLine(['batch', 'list', '--year', year]));
    stderr.mockRestore();
    expect([codes, said.join('')]).toEqual([[2, 2, 2], expect.stringContaining('年度应为四位数字')]);
  });
});
