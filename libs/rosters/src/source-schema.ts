type Shape = Readonly<Record<string, unknown>>;
const closed = (required: readonly string[], properties: Readonly<Record<string, Shape>>, more: Shape = {}): Shape => ({
  type: 'object',
  additionalProperties: false,
  required,
  properties,
  ...more,
});
const text: Shape = { type: 'string', minLength: 1, maxLength: 60 };
/** In Chinese, or in both languages. */
const words: Shape = {
  type: ['string', 'object'],
  minLength: 1,
  maxLength: 60,
  additionalProperties: false,
  required: ['zh', 'en'],
  properties: { zh: text, en: text },
};
const texts: Shape = { type: 'array', minItems: 1, uniqueItems: true, items: text };
/** One name, or several. */
const headers: Shape = { type: ['string', 'array'], minLength: 1, minItems: 1, uniqueItems: true, items: text };

/** The shape of the file of a source (JSON Schema draft-07 vocabulary). */
export const SOURCE_SCHEMA: Shape = closed(
  ['source', 'title', 'keeper', 'citizenId'],
  {
    source: { type: 'string', pattern: '^[a-z][a-z0-9_]{0,29}$' },
    title: words,
    keeper: words,
    citizenId: headers,
    name: headers,
    death: headers,
    paid: headers,
    facts: {
      type: 'array',
      minItems: 1,
      items: closed(
        ['fact', 'title', 'column'],
        {
          fact: text,
          title: text,
          column: headers,
          required: { type: 'boolean' },
          since: headers,
          choices: { type: 'object', minProperties: 1, additionalProperties: text },
          type: { enum: ['date', 'month', 'integer'] },
        },
        { oneOf: [{ required: ['choices'] }, { required: ['type'] }] },
      ),
    },
    ignored: texts,
  },
  { anyOf: [{ required: ['death'] }, { required: ['paid'] }, { required: ['facts'] }] },
);
