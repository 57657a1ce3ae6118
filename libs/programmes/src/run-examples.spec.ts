import { readFileSync } from 'node:fs';
import { failingExamples, parseDefinition, type ProgrammeDefinition } from './index';

const SHIPPED = readFileSync(`${__dirname}/../catalogue/GROUP_HEAD.yaml`, 'utf8');
const read = (text: string): ProgrammeDefinition => {
  const reading = parseDefinition(text, 'draft.yaml');
  if (!reading.ok) throw new Error(JSON.stringify(reading.errors));
  return reading.definition;
};
const withExample = (example: string): ProgrammeDefinition => read(`${SHIPPED.split('\nexamples:')[0]}\nexamples:\n${example}`);
const example = (expect: string): string =>
  `  - title: 全年在任\n    regions: [mian]\n    year: 2023\n    facts: { onDutyList: true, dutyFrom: 2019-03 }\n    expect: ${expect}\n`;

describe('the examples of a programme file', () => {
  it('hold in the shipped file', () => {
    expect(failingExamples(read(SHIPPED))).toEqual([]);
  });

  it('name the line, what was expected and what came out when the rule was changed and they were not', () => {
    const [failing] = failingExamples(read(SHIPPED.replace("rate: '50.00'", "rate: '60.00'")));
    const line = SHIPPED.slice(0, SHIPPED.indexOf('  - title', SHIPPED.indexOf('\nexamples:'))).split('\n').length;
    expect(failing).toMatchObject({ file: 'draft.yaml', pointer: '/examples/0', line });
    expect(failing?.reason).toContain('金额应为 600.00 元，算得 720.00 元');
  });

  it('say in words which verdict and which condition differ', () => {
    const [failing] = failingExamples(
      withExample(example("{ verdict: ineligible, amount: '0', outcomes: { dutyList: false } }")),
    );
    expect(failing?.reason).toMatch(/结论应为 不符合，算得 符合；金额应为 0\.00 元/);
    expect(failing?.reason).toMatch(/条件“[^a-z”]+”应为 不成立，算得 成立/);
  });

  it('are refused where the file has none', () => {
    expect(parseDefinition(`${SHIPPED.split('\nexamples:')[0]}\nexamples: []\n`, 'draft.yaml')).toMatchObject({ ok: false });
    expect(parseDefinition(`${SHIPPED.split('\nexamples:')[0]}\n`, 'draft.yaml')).toMatchObject({ ok: false });
  });
});
