import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runInNewContext } from 'node:vm';
import { transformSync } from '@swc/core';

const page = readFileSync(`${__dirname}/../README.md`, 'utf8');
const block = (language: string): string => page.split(`\`\`\`${language}\n`)[1]?.split('```')[0] ?? '';

/** Runs a page's TypeScript where its relative paths lead into a folder of its own, and gives back what it printed. */
function printedBy(code: string, folder: string): string {
  const { code: script } = transformSync(code, {
    jsc: { parser: { syntax: 'typescript' }, target: 'es2022' },
    module: { type: 'commonjs' },
  });
  const printed: string[] = [];
  const console = { log: (...parts: readonly unknown[]) => printed.push(parts.join(' ')) };
  const before = process.cwd();
  process.chdir(folder);
  try {
    runInNewContext(script, { require, exports: {}, console, JSON, Error });
  } finally {
    process.chdir(before);
  }
  return `${printed.join('\n')}\n`;
}

describe('the README of the programmes', () => {
  const folder = mkdtempSync(join(tmpdir(), 'fenming-readme-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  it('adds a programme that works exactly as it stands on the page', () => {
    mkdirSync(join(folder, 'libs/programmes/catalogue'), { recursive: true });
    writeFileSync(join(folder, 'libs/programmes/catalogue/NURSING_AID.yaml'), block('yaml'));
    expect(printedBy(block('ts'), folder)).toBe(block('text'));
  });
});
