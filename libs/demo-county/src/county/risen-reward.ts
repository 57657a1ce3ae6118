/** The county's own document of 2024: 120.00 a year more for the rural reward from July on, paid by the county alone. */
export const RISE = {
  programme: 'RURAL_REWARD',
  document_no: '示例卫健〔2024〕18号',
  document_date: '2024-07-05',
  effective_from: '2024-07-01',
} as const;

const SOURCES = `sources:
  XZ24:
    title: 示例县卫生健康委员会 示例县财政局关于提高农村奖励扶助标准的通知（演示用，虚构）
    number: ${RISE.document_no}
    date: ${RISE.document_date}
    reliability: assumption

`;
const ROW = `  - regions: [demo]
    layer: county
    category: all
    from: ${RISE.effective_from}
    rate: '120.00'
    unit: person-year
    clause: ${RISE.document_no} 自2024年7月起每人每年提高120元
    source: XZ24
    funding: { county: 100 }
    confidence: assumption # 示例县设定

`;
const EXAMPLE = `  - title: 2024年7月起每年1080元，全年 960 + 60 = 1020元
    regions: [national, demo]
    year: 2024
    facts:
      {
        birthDate: 1955-06-01,
        sex: female,
        hukou: rural,
        spouseHukou: rural,
        breachBirth: false,
        everHadChild: true,
        livingSons: 1,
        livingDaughters: 0,
      }
    expect: { verdict: eligible, amount: '1020.00' }
`;

/** In front of a key of the first level. */
const before = (text: string, key: string, added: string): string => {
  const [head, tail, ...more] = text.split(`\n${key}:\n`);
  if (tail === undefined || more.length > 0) throw new Error(`the programme file has no one key ${key}`);
  return `${head}\n${added}${key}:\n${tail}`;
};

/** A copy of the programme's file in which the county has added its document, one dated row and an example. */
export const withRise = (shipped: string): string =>
  `${before(before(shipped, 'facts', SOURCES), 'incompatible', ROW).trimEnd()}\n${EXAMPLE}`;
