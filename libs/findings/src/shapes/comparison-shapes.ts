import type { ShapesOf } from './eligibility-shapes';
import { count, text } from './shape';

/** What other bodies say of our people. */
export const COMPARISONS = {
  FileCompared: {
    title: { zh: '比对外部名单', en: 'list of another body compared' },
    fields: {
      comparison: text,
      source: text,
      number: count,
      fileHash: text,
      rows: count,
      said: count,
      agreed: count,
      differs: count,
      unknown: count,
      stranger: count,
      found: count,
      enrolled: count,
      hash: text,
    },
  },
} satisfies ShapesOf<'FileCompared'>;
