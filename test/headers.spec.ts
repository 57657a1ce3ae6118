import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const TOOL = pathToFileURL(join(__dirname, '../tools/headers.mjs')).href;
/** What the install finds beside a Node of this version in the folder. */
const found = (prefix: string, version: string): string =>
  execFileSync(process.execPath, [
    '--input-type=module',
    '--eval',
    `import { headersBeside } from '${TOOL}'; process.stdout.write(String(headersBeside(${JSON.stringify(join(prefix, 'bin/node'))}, '${version}')))`,
  ]).toString();

describe('an install where nothing can be fetched but packages', () => {
  const prefix = mkdtempSync(join(tmpdir(), 'headers-'));
  afterAll(() => rmSync(prefix, { recursive: true, force: true }));

  it('compiles against the headers that came with this Node, and against no others', () => {
    expect(found(prefix, 'v20.19.3')).toBe('undefined');
    mkdirSync(join(prefix, 'include/node'), { recursive: true });
    const defined = { MAJOR: 20, MINOR: 19, PATCH: 3 };
    const header = Object.entries(defined).map(([part, number]) => `#define NODE_${part}_VERSION ${number}\n`);
    writeFileSync(join(prefix, 'include/node/node_version.h'), header.join(''));
    expect(found(prefix, 'v20.19.3')).toBe(prefix);
    expect(found(prefix, 'v20.19.2')).toBe('undefined');
    expect(found(prefix, 'v24.19.3')).toBe('undefined');
  });
});
