import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from 'commander';
import { wordsOf } from '../apps/cli/src/mistakes';
import { buildProgram, leavesOf } from '../apps/cli/src/program';

const ROOT = join(__dirname, '..');
const program = buildProgram(() => Promise.resolve());
const leaves = leavesOf(program);

const sources = ['apps', 'libs']
  .flatMap((room) => readdirSync(join(ROOT, room), { recursive: true, encoding: 'utf8' }).map((file) => join(room, file)))
  .filter((file) => file.endsWith('.ts') && !/\.(spec|fixture)\.ts$|node_modules/.test(file));
const withoutComments = (text: string): string => text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|\s)\/\/.*$/gm, '');

/** `fenming batch lock <批次>`: the words, and the options that follow them in the same sentence. */
/** One whose last word is found out when it is said is not read here. */
const FOUND_OUT = /^fenming [a-z-]+ \$\{/;
const ADVICE = /\bfenming(?: [a-z][a-z-]*)+(?:[^'`\n；。，;]*)/g;
const advised = sources.flatMap((file) =>
  [...withoutComments(readFileSync(join(ROOT, file), 'utf8')).matchAll(ADVICE)]
    .map(([line]) => ({ file, line }))
    .filter(({ line }) => !FOUND_OUT.test(line)),
);

/** The command that the words lead to: the longest that they begin with. Words that go on may be what it is given. */
const meant = (line: string): Command | undefined =>
  leaves
    .filter((leaf) => `${line} `.startsWith(`fenming ${wordsOf(leaf)} `))
    .toSorted((a, b) => wordsOf(b).length - wordsOf(a).length)[0];
const optionsOf = (command: Command): readonly string[] => [...command.options.map(({ long }) => long ?? ''), '--help'];

describe('a command that a sentence advises', () => {
  it('is one of ours, or stands in a sentence about the program itself', () => {
    expect(advised.length).toBeGreaterThan(100);
    const groups = program.commands.map((command) => command.name());
    const wrong = advised.filter(({ line }) => {
      const [, first = ''] = line.split(/[^a-z-]+/);
      return (
        groups.includes(first) && meant(line.replace(/[^a-z0-9 _-].*$/u, '').trim()) === undefined && !line.includes('--help')
      );
    });
    expect(wrong).toEqual([]);
  });

  it('has the options that are named with it', () => {
    const wrong = advised.flatMap(({ file, line }) => {
      const command = meant(line);
      const named = line.match(/--[a-z][a-z-]*/g) ?? [];
      return command === undefined
        ? []
        : named.filter((option) => !optionsOf(command).includes(option)).map((one) => `${file}: ${line} ${one}`);
    });
    expect(wrong).toEqual([]);
  });
});
