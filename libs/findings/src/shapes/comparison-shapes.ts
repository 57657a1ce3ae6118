import type { ShapesOf } from './eligibility-shapes';
import { count, oneOf, text } from './shape';

const lead = { personId: text, lead: text };

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
      leads: count,
      found: count,
      enrolled: count,
      hash: text,
    },
  },
  LeadOpened: {
    title: { zh: '列为线索', en: 'lead opened' },
    fields: {
      ...lead,
      number: count,
      source: text,
      comparison: text,
      enrolmentId: text,
      caseNumber: text,
      programme: text,
      about: oneOf('fact', 'death', 'paid'),
      fact: text,
      title: text,
      sealedLead: text,
    },
  },
  LeadStated: { title: { zh: '按线索提出更正', en: 'statement made of a lead' }, fields: { ...lead, statement: text } },
  LeadSettled: { title: { zh: '线索已落实', en: 'lead settled' }, fields: lead },
  LeadClosed: { title: { zh: '核实后关闭线索', en: 'lead closed' }, fields: { ...lead, reason: text } },
} satisfies ShapesOf<'FileCompared' | 'LeadOpened' | 'LeadStated' | 'LeadSettled' | 'LeadClosed'>;
