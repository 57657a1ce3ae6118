import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DEMO_BANK, POSTAL_FIXED } from '@fenming/bank-files';
import { runCommandLine } from '../program';

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'fenming-bank-'))));
afterEach(() => rmSync(folder, { recursive: true }));

const test = (text: string): Promise<number> => {
  writeFileSync(join(folder, 'bank.yaml'), text);
  return runCommandLine(['bank', 'profiles', 'test', join(folder, 'bank.yaml'), '--out', join(folder, 'out'), '--quiet']);
};
/** A bank whose own word for success does not fit into its answer. */
const tooNarrow = {
  ...POSTAL_FIXED,
  returnLine: {
    ...POSTAL_FIXED.returnLine,
    columns: POSTAL_FIXED.returnLine.columns.map((column) => (column.field === 'text' ? { ...column, width: 2 } : column)),
  },
};

describe('trying a layout of a bank', () => {
  it('ends with 0 and a sample when all is well', async () => {
    expect(await test(JSON.stringify(DEMO_BANK))).toBe(0);
    expect(readdirSync(join(folder, 'out'))).toEqual(['DF_SAMPLE-1.txt']);
  });

  it('ends with 0 for the one that the guide shows', async () => {
    const guide = readFileSync(join(__dirname, '../../../../docs/bank-profiles.md'), 'utf8');
    expect(await test(/```yaml\n([^]*?)```/.exec(guide)?.[1] ?? '')).toBe(0);
    expect(readdirSync(join(folder, 'out'))).toEqual(['DFSAMPLE-1.txt']);
  });

  it.each([
    ['that is no YAML', 'id: [1\n b: }'],
    ['with a key that nobody knows', JSON.stringify({ ...DEMO_BANK, quote: '"' })],
    ['whose answer cannot be read back', JSON.stringify(tooNarrow)],
  ])('%s ends with 4 and writes nothing', async (_which, text) => {
    expect(await test(text)).toBe(4);
    expect(readdirSync(folder)).toEqual(['bank.yaml']);
  });
});
