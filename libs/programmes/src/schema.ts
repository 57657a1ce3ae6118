/**
 * The published shape of a programme file (JSON Schema 2020-12 vocabulary kept to what draft-07 also knows, so every editor can use it).
 * schema/programme.schema.json is this object written out; schema.spec.ts keeps the two equal.
 */
const text = { type: 'string', minLength: 1 } as const;
const expression = {
  type: 'string',
  minLength: 1,
  description: 'CEL expression over the facts, the terms and year, yearStart, yearEnd, testDay, never.',
} as const;
export const plainDate = { type: 'string', pattern: '^\\d{4}-\\d{2}-\\d{2}$' } as const;
export const identifier = { type: 'string', pattern: '^[a-z][A-Za-z0-9]*$' } as const;
export const programmeId = { type: 'string', pattern: '^[A-Z][A-Z0-9_]*$' } as const;
export const sourceCode = { type: 'string', pattern: '^[A-Z][A-Za-z0-9]*$' } as const;
export const region = { type: 'string', pattern: '^[a-z][a-z0-9-]*$' } as const;
const regions = { type: 'array', items: region, minItems: 1, uniqueItems: true } as const;
const footing = {
  clause: { ...text, description: 'For readers: the document and article, as a person would cite it.' },
  source: {
    ...text,
    description: 'For readers: the codes of the sources, from sources.yaml or from `sources` of this file, such as "N01, N04".',
  },
} as const;
const period = {
  type: 'object',
  additionalProperties: false,
  required: ['length', 'unit'],
  properties: { length: { type: 'integer', minimum: 1, maximum: 60 }, unit: { enum: ['calendar-day', 'working-day'] } },
} as const;
const yuan = { type: ['string', 'number'], description: 'Yuan with at most two decimals, such as "960.00".' } as const;
const percent = { type: ['string', 'number'] } as const;

type Shape = Readonly<Record<string, unknown>>;
const closed = (required: readonly string[], properties: Shape): Shape => ({
  type: 'object',
  additionalProperties: false,
  required,
  properties,
});
const list = (items: Shape, minItems = 0): Shape => ({ type: 'array', items, minItems });
const sources = {
  type: 'object',
  description: 'For readers: the documents of a county of its own, by code; the others stand in sources.yaml.',
  propertyNames: sourceCode,
  additionalProperties: closed(['title', 'reliability'], {
    title: { ...text, description: 'For readers: what the document is called.' },
    number: { ...text, description: 'For readers: such as 财社〔2022〕49号.' },
    date: { ...plainDate, description: 'For readers: when it was issued.' },
    address: { ...text, description: 'For readers: where the public can read it.' },
    reliability: {
      enum: ['official', 'press', 'secondary', 'assumption'],
      description: 'For readers: the text itself, a report, a summary or mirror, or what somebody assumed.',
    },
  }),
} as const;
const outcome = { enum: ['true', 'false', 'unknown', 'not_asked', true, false] } as const;

const clawbackCause = {
  enum: ['fraud', 'death', 'further_birth', 'approved_by_mistake', 'moved_out', 'displaced', 'other'],
} as const;

const fact = closed(['name', 'type', 'title'], {
  name: identifier,
  type: { enum: ['date', 'month', 'integer', 'boolean', 'choice'] },
  title: text,
  column: { ...text, description: 'The Chinese header of the roster column.' },
  from: { enum: ['applicant.birthDate', 'applicant.sex', 'spouse.birthDate', 'spouse.present', 'child.birthDate'] },
  choices: { type: 'object', minProperties: 1, additionalProperties: { type: ['string', 'boolean'] } },
  required: { type: 'boolean', default: true },
  cause: {
    ...clawbackCause,
    description: 'The row of `clawback` for what was paid before this fact was known; without it, that of a mistake.',
  },
});

const tested = {
  enum: ['monthly'],
  description: 'Asked of the facts of each month, where they changed within the year; without it, of those on the test day.',
} as const;

const condition = closed(['id', 'when', 'sentence', 'clause', 'source'], {
  id: identifier,
  regions,
  appliesTo: { ...expression, description: `Of whom the condition is asked; everybody without it. ${expression.description}` },
  when: expression,
  tested,
  sentence: text,
  ...footing,
  change: closed(['text'], { on: expression, text }),
});

const category = closed(['id', 'title', 'when'], {
  id: identifier,
  title: { ...text, description: 'For readers: what the category is called.' },
  when: expression,
  tested,
  from: expression,
  until: expression,
});

const proration = closed(['policy', 'from', 'clause', 'source'], {
  regions,
  policy: {
    enum: [
      'WHOLE_YEAR_BY_DEC31',
      'HALF_YEAR',
      'MONTH_OF_REACHING',
      'MONTH_AFTER_CONFIRMATION',
      'QUARTERLY_PREPAY',
      'PARTIAL_ON_MIDYEAR_LOSS',
      'CERT_MONTH_TO_18',
      'CHILDCARE_MONTHS',
      'ONCE',
    ],
  },
  from: expression,
  until: expression,
  schemeFrom: plainDate,
  ...footing,
});

const amount = closed(['regions', 'layer', 'category', 'from', 'rate', 'unit', 'clause', 'source', 'funding'], {
  regions,
  layer: { enum: ['national', 'province', 'city', 'county'] },
  category: text,
  from: { ...plainDate, description: 'The first day of a month.' },
  to: { ...plainDate, description: 'The last day of a month; without it the row is open.' },
  rate: yuan,
  unit: {
    enum: [
      'person-month',
      'person-year',
      'parent-month',
      'parent-year',
      'household-month',
      'household-year',
      'child-month',
      'child-year',
      'once',
    ],
  },
  funding: {
    type: 'object',
    additionalProperties: false,
    minProperties: 1,
    properties: { central: percent, province: percent, city: percent, county: percent },
    description: 'Percent of the row paid by each budget; they sum to 100.',
  },
  remainderTo: {
    enum: ['central', 'province', 'city', 'county'],
    description: 'Who bears the odd fen; the lowest budget of the row when absent.',
  },
  confidence: {
    enum: ['found', 'derived', 'assumption'],
    default: 'found',
    description: 'For readers: read in a source, worked out from one, or assumed.',
  },
  ...footing,
});

const backPay = closed(['limit', 'clause', 'source'], {
  regions,
  limit: { enum: ['none', 'from_confirmation', 'before_application', 'unlimited'] },
  months: {
    type: 'integer',
    minimum: 0,
    maximum: 600,
    description: 'before_application only: how many months before that of the application.',
  },
  applied: {
    ...expression,
    description: `before_application only: when the application was received. ${expression.description}`,
  },
  ...footing,
});

const exampleFacts = { type: 'object', additionalProperties: { type: ['string', 'integer', 'boolean'] } } as const;
const example = closed(['title', 'regions', 'year', 'facts', 'expect'], {
  title: text,
  regions,
  year: { type: 'integer', minimum: 1990, maximum: 2200 },
  facts: exampleFacts,
  earlier: {
    ...list(closed(['until', 'facts'], { until: { type: 'integer', minimum: 1, maximum: 12 }, facts: exampleFacts }), 1),
    description: 'Facts that were otherwise up to the end of a month (until), in the order of months.',
  },
  diedOn: plainDate,
  confirmedOn: plainDate,
  lostOn: plainDate,
  expect: closed(['verdict', 'amount'], {
    verdict: { enum: ['eligible', 'ineligible', 'unknown'] },
    amount: yuan,
    outcomes: { type: 'object', additionalProperties: outcome },
  }),
});

/** The shape of sources.yaml. */
export const SOURCES_SCHEMA: Shape = sources;

export const PROGRAMME_SCHEMA: Shape = {
  $schema: 'http://json-schema.org/draft-07/schema#',
  $id: 'https://fenming.invalid/schema/programme.schema.json',
  title: 'A programme of the Fenming catalogue',
  ...closed(
    [
      'id',
      'name',
      'shortName',
      'unit',
      'legalBasis',
      'inForce',
      'facts',
      'conditions',
      'proration',
      'onDeath',
      'amounts',
      'notices',
      'examples',
    ],
    {
      id: programmeId,
      name: text,
      shortName: { type: 'string', minLength: 1, maxLength: 4, description: 'The remark on the passbook.' },
      unit: { enum: ['person', 'household', 'child'] },
      hasSpouse: { type: 'boolean', default: false },
      onceInALifetime: { type: 'boolean', default: false },
      sensitive: { type: 'boolean', default: false },
      legalBasis: { ...list(text, 1), description: 'For readers: the documents on which the programme rests.' },
      sources,
      inForce: closed(['from'], { from: plainDate, to: plainDate }),
      facts: list(fact, 1),
      terms: { type: 'object', propertyNames: identifier, additionalProperties: expression },
      conditions: list(condition, 1),
      categories: list(category),
      counts: list(
        closed(['of', 'count'], {
          of: { enum: ['person', 'parent', 'household', 'child'] },
          count: expression,
          tested,
          max: { type: 'integer', minimum: 1, maximum: 1000 },
        }),
      ),
      proration: list(proration, 1),
      onDeath: list(
        closed(['policy', 'clause', 'source'], {
          regions,
          policy: { enum: ['MONTH_OF_DEATH', 'HALF_YEAR', 'QUARTER_OF_DEATH', 'WHOLE_YEAR'] },
          ...footing,
        }),
        1,
      ),
      backPay: list(backPay),
      amounts: list(amount, 1),
      caps: list(closed(['perYear', 'clause', 'source'], { regions, perYear: yuan, ...footing })),
      tolerance: list(closed(['perYear', 'clause', 'source'], { regions, perYear: yuan, ...footing })),
      incompatible: list(
        closed(['with', 'keeps', 'clause', 'source'], {
          regions,
          with: programmeId,
          keeps: programmeId,
          per: {
            enum: ['month', 'year'],
            default: 'month',
            description:
              'What gives way: the months for which the kept programme pays, or the whole year in which it pays anything.',
          },
          ...footing,
        }),
      ),
      clawback: list(
        closed(['cause', 'recover', 'clause', 'source'], {
          regions,
          cause: clawbackCause,
          recover: { type: 'boolean' },
          ...footing,
        }),
      ),
      notices: list(
        closed(['village', 'township', 'county', 'clause', 'source'], {
          regions,
          village: period,
          township: period,
          county: period,
          ...footing,
        }),
        1,
      ),
      examples: list(example, 1),
    },
  ),
};
