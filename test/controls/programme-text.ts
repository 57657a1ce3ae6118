import { createHash } from 'node:crypto';

type Terms = {
  readonly id: string;
  readonly name: string;
  readonly rate: string;
  readonly unit: string;
  readonly funding: string;
  readonly more: string;
};

const textOf = ({ id, name, rate, unit, funding, more }: Terms): string => `id: ${id}
name: ${name}
shortName: ${id}
unit: person
legalBasis:
  - 示例文件
inForce: { from: 2023-01-01 }
facts:
  - { name: listed, type: boolean, title: 列入名册, column: 列入名册, choices: { 是: true, 否: false } }
conditions:
  - { id: listed, when: listed, sentence: 列入名册, clause: 示例文件 一, source: S1 }
proration:
  - { policy: WHOLE_YEAR_BY_DEC31, from: 'date("2020-01-01")', clause: 按年发放, source: S1 }
onDeath:
  - { policy: HALF_YEAR, clause: 上半年死亡的发半年, source: S1 }
amounts:
  - regions: [demo]
    layer: county
    category: all
    from: 2023-01-01
    rate: '${rate}'
    unit: ${unit}
    clause: 示例文件 二
    source: S1
    funding: ${funding}
    confidence: assumption
${more}clawback:
  - { cause: death, recover: true, clause: 退回, source: S1 }
notices:
  - village: { length: 7, unit: working-day }
    township: { length: 5, unit: working-day }
    county: { length: 5, unit: working-day }
    clause: 三级公示
    source: S1
examples:
  - title: 列入
    regions: [demo]
    year: 2023
    facts: { listed: true }
    expect: { verdict: eligible, amount: '${unit === 'person-month' ? '600.00' : rate}' }
`;

export type ProgrammeText = { readonly id: string; readonly text: string; readonly hash: string };
const programme = (terms: Terms): ProgrammeText => {
  const text = textOf(terms);
  return { id: terms.id, text, hash: createHash('sha256').update(text, 'utf8').digest('hex') };
};

/** A yearly programme of three budgets with a cap, and a monthly one of the county alone that excludes it. */
export const AID = programme({
  id: 'AID',
  name: '第一补助',
  rate: '960.00',
  unit: 'person-year',
  funding: '{ central: 60, province: 20, county: 20 }',
  more: "caps:\n  - { perYear: '1500.00', clause: 示例文件 三, source: S1 }\n",
});
export const BID = programme({
  id: 'BID',
  name: '第二补助',
  rate: '50.00',
  unit: 'person-month',
  funding: '{ county: 100 }',
  more: 'incompatible:\n  - { with: AID, keeps: AID, clause: 示例文件 四, source: S1 }\n',
});
