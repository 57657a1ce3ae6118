import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { join } from 'node:path';

const ROOT = join(__dirname, '..');
const MEBIBYTE = 1024 * 1024;

type Manifest = {
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
  readonly scripts?: Readonly<Record<string, string>>;
};
const manifestOf = (folder: string): Manifest => JSON.parse(readFileSync(join(ROOT, folder, 'package.json'), 'utf8')) as Manifest;
const manifest = manifestOf('.');
const { devDependencies = {}, scripts = {} } = manifest;
const dependencies = { ...manifest.dependencies, ...manifest.optionalDependencies };
const declared = [...Object.keys(dependencies), ...Object.keys(devDependencies)];

const tracked = execFileSync('git', ['ls-files', '-z'], { cwd: ROOT, encoding: 'utf8' })
  .split('\0')
  .filter((file) => file !== '' && existsSync(join(ROOT, file)));
const textOf = (file: string): string => readFileSync(join(ROOT, file), 'utf8');

const LOADS =
  /(?:\b(?:from|import)\s+|\b(?:import|require|require\.resolve|url\)\.resolve)\()'((?:@[\w.-]+\/)?[\w-][\w.-]*)[/']/g;

/** The packages that a file loads; Node's own modules, our own rooms and relative paths are none. */
const packagesOf = (file: string): string[] =>
  [...textOf(file).matchAll(LOADS)]
    .map(([, name = '']) => name)
    .filter((name) => !name.startsWith('@fenming') && !isBuiltin(name));

const isProgram = (file: string): boolean => /^(apps|libs|bin)\/.*\.(ts|js)$/.test(file) && !/\.(spec|fixture)\.ts$/.test(file);
const programs = tracked.filter(isProgram);
const others = tracked.filter(
  (file) => /\.(ts|mjs|cjs|js)$/.test(file) && !isProgram(file) && !file.startsWith('test/bench/peers/'),
);

/** What a package asks whoever installs it to install too. */
const peersOf = (names: readonly string[]): string[] =>
  names
    .filter((name) => existsSync(join(ROOT, 'node_modules', name)))
    .flatMap((name) => Object.keys(manifestOf(`node_modules/${name}`).peerDependencies ?? {}));

describe('the repository', () => {
  it('holds no file above one mebibyte but the lock', () => {
    const heavy = tracked.filter((file) => file !== 'package-lock.json' && statSync(join(ROOT, file)).size > MEBIBYTE);
    expect(heavy).toEqual([]);
  });

  it('holds no store, and would not take one in', () => {
    expect(tracked.filter((file) => /\.sqlite/.test(file))).toEqual([]);
    const stores = ['events.sqlite', 'events.sqlite-wal', 'libs/vault/vault.sqlite'];
    expect(
      execFileSync('git', ['check-ignore', ...stores], { cwd: ROOT, encoding: 'utf8' })
        .trim()
        .split('\n'),
    ).toEqual(stores);
  });

  it('numbers its decisions one after the other, in the name of the file and in its title', () => {
    const records = tracked.filter((file) => file.startsWith('docs/decisions/'));
    const numbers = records.map((_, index) => String(index + 1).padStart(4, '0'));
    expect(records.map((file) => file.split('/')[2]?.slice(0, 5))).toEqual(numbers.map((number) => `${number}-`));
    expect(records.map((file) => textOf(file).slice(0, 7))).toEqual(numbers.map((number) => `# ${number} `));
  });

  it('says of every decision when it was taken, whether it holds, and what else was thought of', () => {
    const records = tracked.filter((file) => file.startsWith('docs/decisions/'));
    const line = /^Date: \d{4}-\d\d-\d\d\. Status: (in force|superseded by \d{4})\. Alternatives: \S/;
    expect(records.filter((file) => !line.test(textOf(file).split('\n')[2] ?? ''))).toEqual([]);
  });

  it('refers a reader to no page that it does not hold', () => {
    const held = new Set(tracked.map((file) => file.split('/').at(-1)));
    const named = tracked
      .filter((file) => /\.(ts|mjs|cjs|md|ya?ml|json)$/.test(file) && file !== 'package-lock.json')
      .flatMap((file) => [...textOf(file).matchAll(/\b[\w-]+\.md\b/g)].map(([page]) => `${file}: ${page}`));
    expect(named.filter((name) => !held.has(name.split(': ')[1]))).toEqual([]);
  });

  it('declares every package that it loads, and what runs at a county declares it for there', () => {
    // The build lays the one weight that is printed into dist, and only a source file asks the package for it.
    const loaded = programs.flatMap((file) => packagesOf(file)).filter((name) => !name.startsWith('@expo-google-fonts/'));
    expect([...new Set(loaded)].filter((name) => !(name in dependencies))).toEqual([]);
    expect([...new Set(others.flatMap(packagesOf))].filter((name) => !declared.includes(name))).toEqual([]);
  });

  it('installs nothing at a county that no program loads', () => {
    const loaded = programs.flatMap(packagesOf);
    // Which edition of a library is loaded may be known only when it runs.
    const named = Object.keys(manifest.optionalDependencies ?? {}).filter((name) =>
      programs.some((file) => textOf(file).includes(`'${name}'`)),
    );
    const needed = [...loaded, ...named, ...peersOf(Object.keys(dependencies).filter((name) => loaded.includes(name)))];
    expect(Object.keys(dependencies).filter((name) => !needed.includes(name))).toEqual([]);
  });

  it('installs no tool that nothing uses', () => {
    const loaded = [...others, ...programs].flatMap(packagesOf);
    const types = declared.map((name) => `@types/${name}`);
    const needed = [...loaded, ...types, '@types/node', ...peersOf(declared)];
    const commands = [
      ...Object.values(scripts),
      ...tracked.filter((file) => /^(tools\/|[^/]+\.cjs$)/.test(file)).map(textOf),
    ].join(' ');
    const isCommand = (name: string): boolean => new RegExp(`(^|[ /'])${name}([ /']|$)`).test(commands);
    expect(Object.keys(devDependencies).filter((name) => !needed.includes(name) && !isCommand(name))).toEqual([]);
  });
});

describe('what is shipped', () => {
  const built = readdirSync(join(ROOT, 'dist'), { recursive: true, encoding: 'utf8' });

  it('holds no test, bench or stand-in', () => {
    expect(readdirSync(join(ROOT, 'dist')).sort()).toEqual(['apps', 'assets', 'bundles', 'libs']);
    expect(built.filter((file) => /\.(spec|fixture)\.|(^|\/)(bench|crash|eventstore-peer|journeys)(\/|$)/.test(file))).toEqual(
      [],
    );
  });

  it('takes dist and nothing else of ours into the image, where an ordinary user owns the data folder', () => {
    const image =
      textOf('docker/Dockerfile')
        .split(/^FROM /m)
        .at(-1) ?? '';
    const copied = [...image.matchAll(/^COPY --from=build \/fenming\/(\S+)/gm)].map(([, file]) => file);
    expect(copied).toEqual(['package.json', 'node_modules', 'dist', 'bin']);
    expect(image.indexOf('chown node:node /data')).toBeLessThan(image.indexOf('VOLUME /data'));
    expect(image).toMatch(/^USER node$/m);
    expect(image).toContain('"--host", "0.0.0.0"');
  });
});
